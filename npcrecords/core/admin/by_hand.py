"""Typing records by hand, one after the other: a form begins with what is known already."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar
from urllib.parse import parse_qsl, urlencode

from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Count, ForeignKey, Model, Sum
from django.db.models.functions import Coalesce, Length
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from .base import RecordAdmin, RecordInline
from .forms import NumberedFormSet, NumberedRowForm, RecordFormSet

# In an address: the bulletin, or the policy document, whose page one came from and goes back to.
BACK_TO = "_bulletin"
BACK_TO_POLICY = "_policy"
_PAGES = {
    BACK_TO: "admin:congress_bulletin_change",
    BACK_TO_POLICY: "admin:congress_policy_change",
}
Values = dict[str, Any]


class ByHand(RecordAdmin):
    """Base of the admin of records that are typed one after the other.

    ``carried`` are the fields that repeat from one record to the next: "save and add another"
    keeps them and leaves the others to be typed.
    """

    carried: ClassVar[tuple[str, ...]] = ()

    class Media:
        js = ("core/by_hand.js",)

    def starting(self, request: HttpRequest, given: Values) -> Values:
        """What the form of a new record begins with, where the address says no more than
        ``given`` (links as records)."""
        return {}

    def get_changeform_initial_data(self, request: HttpRequest) -> Values:
        said = super().get_changeform_initial_data(request)
        given = self._given({**_narrowed_to(str(said.pop("_changelist_filters", ""))), **said})
        return {**self.starting(request, given), **given}

    def _given(self, said: Values) -> Values:
        """The values of the address, links as records; what names no record is left out."""
        given: Values = {}
        for name, value in said.items():
            try:
                field = self.opts.get_field(name)
            except FieldDoesNotExist:
                given[name] = value
                continue
            if not isinstance(field, ForeignKey):
                given[name] = value
            elif (row := self.chosen(field.related_model, value)) is not None:
                given[name] = row
        return given

    def chosen(self, model: Any, value: Any) -> Any:
        """The record of that id with what its name needs; None where there is none."""
        if isinstance(value, Model):
            return value
        text = str(value)
        if not (text.isascii() and text.isdigit() and len(text) < 19):
            return None
        needed: Any = self.admin_site.get_model_admin(model).list_select_related or ()
        return model._default_manager.select_related(*needed).filter(pk=int(text)).first()

    def get_inlines(self, request: HttpRequest, obj: Any) -> list[Any]:
        """The inlines; of those that may be long, the ones that are not."""
        inlines = list(super().get_inlines(request, obj))
        if obj is None or obj.pk is None:
            return [one for one in inlines if self.begins_with(request, one)]
        return [
            one
            for one in inlines
            if not issubclass(one, FewRows) or (one.belongs(obj) and _are_few(request, one, obj))
        ]

    def begins_with(self, request: HttpRequest, inline: Any) -> bool:
        """Whether the form of a new record has these rows too."""
        return True

    # Onward from a saved record

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        return self._onward(request, obj, super().response_add(request, obj, post_url_continue))

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return self._onward(request, obj, super().response_change(request, obj))

    def _onward(self, request: HttpRequest, obj: Any, usual: HttpResponse) -> HttpResponse:
        """To the next record, which begins with what repeats; or back to where one came from."""
        if IS_POPUP_VAR in request.POST or usual.status_code != 302:
            return usual
        if "_addanother" in request.POST:
            carried = self.carry(obj) | came_from(request)
            return HttpResponseRedirect(f"{add_url(self.model)}?{urlencode(carried)}")
        if "_continue" in request.POST or not (back := way_back(request)):
            return usual
        return HttpResponseRedirect(back)

    def carry(self, obj: Any) -> dict[str, str]:
        """The values that the next record begins with, as an address holds them."""
        carried: dict[str, str] = {}
        for name in self.carried:
            field: Any = self.opts.get_field(name)
            value = getattr(obj, field.attname)
            if value not in (None, "", False):
                carried[name] = _in_address(value)
        return carried


def came_from(request: HttpRequest) -> dict[str, str]:
    """The record whose page one came from, as an address holds it."""
    return {name: request.GET[name] for name in _PAGES if request.GET.get(name, "").isdecimal()}


def way_back(request: HttpRequest) -> str:
    """The page that one came from; "" where the address says of none."""
    for name, number in came_from(request).items():
        return reverse(_PAGES[name], args=[number])
    return ""


class NumberedRows(RecordInline):
    """Rows that are counted, on the page of their record."""

    form = NumberedRowForm
    formset: type[RecordFormSet] = NumberedFormSet


class FewRows(NumberedRows):
    """Rows that are typed on the page of their record as long as they are few, and in their
    own list when they are more than ``most`` or ``long_text`` holds more than ``longest``."""

    most: ClassVar[int] = 60
    long_text: ClassVar[str] = ""
    longest: ClassVar[int] = 60_000

    @classmethod
    def belongs(cls, obj: Any) -> bool:
        """Whether such rows are expected on the page of this record."""
        return obj is not None


def _are_few(request: HttpRequest, inline: type[FewRows], obj: Any) -> bool:
    """One query for each kind of rows and request."""
    known: dict[Any, bool] = request.__dict__.setdefault("few_rows", {})
    if inline not in known:
        link = inline.fk_name or next(
            field.name
            for field in inline.model._meta.fields
            if isinstance(field, ForeignKey) and field.related_model is type(obj)
        )
        rows = inline.model._default_manager.order_by().filter(**{link: obj.pk})
        length = Coalesce(Sum(Length(inline.long_text)), 0) if inline.long_text else Count("pk")
        held = rows.aggregate(number=Count("pk"), length=length)
        known[inline] = held["number"] <= inline.most and held["length"] <= inline.longest
    return known[inline]


def _narrowed_to(filters: str) -> dict[str, str]:
    """The links that the list was narrowed to from which somebody adds a record."""
    end = "__id__exact"
    return {
        name.removesuffix(end): value for name, value in parse_qsl(filters) if name.endswith(end)
    }


def _in_address(value: Any) -> str:
    if value is True:
        return "on"
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def add_url(model: Any, **values: Any) -> str:
    """The address of the form of a new record that begins with these values; links may be
    records or ids, None is left out."""
    opts = model._meta
    said = {
        name: value.pk if isinstance(value, Model) else value
        for name, value in values.items()
        if value not in (None, "")
    }
    address = reverse(f"admin:{opts.app_label}_{opts.model_name}_add")
    return f"{address}?{urlencode(said)}" if said else address
