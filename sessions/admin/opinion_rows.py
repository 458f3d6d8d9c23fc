"""The points on the page of their opinion, with what the government says of each and what the
committee found; and what the other rows on that page share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget, RelatedFieldWidgetWrapper
from django.db import models
from django.db.models.functions import Substr
from django.forms.utils import flatatt
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from npcrecords.core.admin.by_hand import FewRows
from npcrecords.core.admin.forms import (
    TEXT_WIDGETS,
    NumberedFormSet,
    NumberedRowForm,
)

from ..choices import PointKind
from ..importer.meeting.meetings import chinese
from ..models import OpinionPoint

READ = 400  # letters of a point by which it is told which section may answer it
_LOW = {
    **TEXT_WIDGETS,
    models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 4, "cols": 46})},
}


def name_of(point: OpinionPoint) -> str:
    """What a point is called where it has to be told from the others of its opinion."""
    words = point.title or getattr(point, "said", None) or point.text or ""
    return f"{point.marker}{Truncator(words).chars(30, truncate='……')}"


def points_of(request: HttpRequest, opinion: Any) -> list[OpinionPoint]:
    """The points of the opinion in reading order, each with what it begins with (``said``).
    One query for each request."""
    known: dict[Any, list[OpinionPoint]] = request.__dict__.setdefault("points_of", {})
    pk = None if opinion is None else opinion.pk
    if pk not in known:
        rows = OpinionPoint.objects.filter(opinion=pk).order_by("order", "pk")
        known[pk] = list(rows.defer("text").annotate(said=Substr("text", 1, READ)))
    return known[pk]


class PointSelect(forms.Select):
    """A list of points, written at once: it comes a hundred times on a page."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = str(getattr(value, "pk", value) or "")
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            (
                (code, mark_safe(" selected") if str(code) == chosen else "", label)
                for code, label in self.choices
            ),
        )
        described = flatatt(self.build_attrs(self.attrs, {"name": name, **(attrs or {})}))
        return format_html("<select{}>{}</select>", described, options)


class PointChoice(forms.TypedChoiceField):
    """One of the points of the opinion on whose page it is chosen: a short list."""

    widget = PointSelect

    def __init__(self, *, nothing: Any, **kwargs: Any) -> None:
        self.points: dict[str, OpinionPoint] = {}
        self.nothing = nothing
        super().__init__(coerce=self._point, empty_value=None, required=False, **kwargs)

    def _point(self, value: Any) -> OpinionPoint:
        """Raises ValueError for what is not offered."""
        if (point := self.points.get(str(getattr(value, "pk", value)))) is None:
            raise ValueError
        return point

    def offer(self, points: Iterable[OpinionPoint]) -> None:
        """Let one of these be chosen."""
        self.points = {str(point.pk): point for point in points}
        self.coerce = self._point  # of this field, not of the one that it was copied from
        named = [(pk, name_of(point)) for pk, point in self.points.items()]
        self.choices = [("", self.nothing), *named]


class UnchangedRowForm(NumberedRowForm):
    """A row of which nothing was changed is not checked again: there may be a hundred."""

    def _post_clean(self) -> None:
        if self.instance.pk is None or self.has_changed():
            super()._post_clean()  # type: ignore[misc]


class Optional:
    """Rows that a program which knows nothing of them need not send."""

    @classmethod
    def or_nothing(cls, data: Any, prefix: str) -> Any:
        if data is None or f"{prefix}-TOTAL_FORMS" in data:
            return data
        return {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}


class PointFormSet(NumberedFormSet):
    """Aspects and points in reading order: a point belongs to the last aspect before it.
    Aspects and points are each numbered through; a number that is left empty is the next."""

    numbered = {"order": 0}
    preset = {"kind": PointKind.POINT}

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if form.instance.pk is None:
            form.fields["number"].required = False
            if index == 0:  # an opinion begins with an aspect
                form.initial["kind"] = PointKind.ASPECT

    def clean(self) -> None:
        super().clean()
        if any(self.errors):
            return
        last = dict.fromkeys(PointKind.values, 0)
        for row in self.get_queryset():
            last[row.kind] = max(last[row.kind], row.number)
        aspect: OpinionPoint | None = None
        new = {id(form) for form in self.new_rows()}
        kept = [form for form in self.forms if form.instance.pk or id(form) in new]
        for form in sorted(kept, key=lambda form: form.instance.order):
            point: OpinionPoint = form.instance
            if id(form) in new:
                self._complete(point, last)
                if point.kind == PointKind.POINT:
                    point.parent = aspect
            if point.kind == PointKind.ASPECT and not self.is_struck(form):
                aspect = point

    @staticmethod
    def _complete(point: OpinionPoint, last: dict[str, int]) -> None:
        if point.number is None:
            point.number = last[point.kind] + 1
        last[point.kind] = point.number
        if not point.marker:
            is_aspect = point.kind == PointKind.ASPECT
            point.marker = f"{chinese(point.number)}、" if is_aspect else f"{point.number}."

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        """Each point knows the aspect that it stands under without asking for it again."""
        form = super()._construct_form(i, **kwargs)
        if "held_by_pk" not in self.__dict__:
            self.__dict__["held_by_pk"] = {row.pk: row for row in self.get_queryset()}
        point: OpinionPoint = form.instance
        if point.parent_id in self.__dict__["held_by_pk"]:
            point.parent = self.__dict__["held_by_pk"][point.parent_id]
        return form

    def save_new(self, form: Any, commit: bool = True) -> Any:
        document = self.instance.document
        if document is not None:
            form.instance.bulletin = document.bulletin
            form.instance.source_document = document
        return super().save_new(form, commit)


class PointInline(FewRows):
    """The points with their text, and both voices on each; under which aspect one stands
    follows from the order."""

    model = OpinionPoint
    form = UnchangedRowForm
    formset = PointFormSet
    template = "admin/congress/opinion_points.html"
    most = 120
    long_text = "text"
    longest = 120_000
    extra = 1
    fieldsets = (
        (
            _("审议意见"),
            {"fields": (("order", "kind", "number", "marker"), "title", "text", "repeat_of")},
        ),
        (
            _("办理单位自报"),
            {"fields": (("claim", "claim_on"), "claim_by", ("claim_document", "claim_page"))},
        ),
        (
            _("常委会核实"),
            {
                "fields": (
                    ("verified", "verified_on"),
                    "verified_by",
                    ("verified_document", "verified_page"),
                    "satisfaction",
                )
            },
        ),
    )
    formfield_overrides = _LOW
    show_change_link = True

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        """Pickers alone, without buttons to make or change what is picked: there are many."""
        formfield: Any = super().formfield_for_dbfield(db_field, request, **kwargs)
        if formfield is not None and isinstance(formfield.widget, RelatedFieldWidgetWrapper):
            formfield.widget = formfield.widget.widget
        return formfield

    def links_needed(self) -> list[str]:
        """Those that are shown; a point is checked by its source and by what it repeats."""
        return [
            "bulletin",
            "source_document",
            "claim_by",
            "claim_document__bulletin",
            "verified_by",
            "verified_document__bulletin",
            "repeat_of__opinion",
        ]
