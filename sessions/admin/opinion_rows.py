"""The rows on the page of an opinion: its points with what the government says of each and what
the committee found, the sections that answer them, the votes."""

from __future__ import annotations

from collections.abc import Iterable
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget, RelatedFieldWidgetWrapper
from django.db import models
from django.db.models import QuerySet
from django.db.models.functions import Substr
from django.forms import BaseModelFormSet, modelformset_factory
from django.forms.utils import ErrorDict, flatatt
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from npcrecords.core.admin.by_hand import FewRows, NumberedRows
from npcrecords.core.admin.forms import (
    TEXT_WIDGETS,
    NumberedFormSet,
    NumberedRowForm,
    RecordForm,
    RecordFormSet,
)

from ..choices import Match, PointKind
from ..importer.meeting.meetings import chinese
from ..models import Opinion, OpinionPoint, Response, SatisfactionVote

if TYPE_CHECKING:  # Django's own classes take no parameter at run time
    _ModelFormSet = BaseModelFormSet[Response, Any]
    _TypedChoiceField = forms.TypedChoiceField
else:
    _ModelFormSet = BaseModelFormSet
    _TypedChoiceField = forms.TypedChoiceField

SHOWN = 160  # letters of a section that stand beside the point it answers
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


class PointChoice(_TypedChoiceField):
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


# Points


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


# The sections that answer


class AnswerForm(RecordForm):
    """Which point a section answers. Who chooses one settles it by hand."""

    point = PointChoice(nothing=_("（未认定）"), label=_("答复哪一条"))

    def full_clean(self) -> None:
        """What nobody touched is not checked: there may be a hundred."""
        if self.is_bound and not self.has_changed():
            self._errors = ErrorDict()
            self.cleaned_data: dict[str, Any] = {}
        else:
            super().full_clean()

    def clean(self) -> Any:
        cleaned = super().clean()
        if "point" in self.changed_data:
            self.instance.match = Match.BY_HAND if cleaned.get("point") else ""
        return cleaned


class _Optional:
    """Rows that a program which knows nothing of them need not send."""

    @classmethod
    def or_nothing(cls, data: Any, prefix: str) -> Any:
        if data is None or f"{prefix}-TOTAL_FORMS" in data:
            return data
        return {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}


class AnswerFormSet(_Optional, _ModelFormSet):
    """The sections that answer an opinion, of all reports on it. They hang on the opinion by
    their report."""

    fk = SimpleNamespace(name="follow_up__opinion")
    points: tuple[OpinionPoint, ...] = ()

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        instance: Any = None,
        save_as_new: bool = False,
        prefix: str | None = None,
        queryset: Any = None,
        **kwargs: Any,
    ) -> None:
        self.instance = instance
        prefix = prefix or self.get_default_prefix()
        rows = Response.objects.all() if queryset is None else queryset
        rows = rows.filter(follow_up__opinion=instance.pk if instance is not None else None)
        data = self.or_nothing(data, prefix)
        super().__init__(data, files, prefix=prefix, queryset=rows, **kwargs)

    @classmethod
    def get_default_prefix(cls) -> str:
        return "answers"

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["point"].offer(self.points)


class AnswerInline(NumberedRows):
    """The sections of all reports on the opinion: those whose point is known stand beside it,
    the others wait to be settled. None is added or deleted here."""

    model = Response
    template = "admin/congress/opinion_answers.html"
    fields = ("point",)
    verbose_name_plural = _("答复段落")

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset: Any = modelformset_factory(
            Response,
            form=AnswerForm,
            formset=AnswerFormSet,
            fields=("point",),
            extra=0,
            can_delete=False,
        )
        formset.points = tuple(points_of(request, obj))
        return formset

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Each with what it begins with (``said``), and where that stands."""
        rows = Response.objects.select_related(
            "follow_up__author_organization",
            "bulletin",
            "source_document",
            "section__document__bulletin",
        )
        found: Any = rows.annotate(said=Substr("section__text", 1, SHOWN + 1))
        order = ("follow_up__kind", "follow_up_id", "section__order", "pk")
        ordered: QuerySet[Any] = found.defer("section__text").order_by(*order)
        return ordered

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


# Votes


class VoteRowForm(UnchangedRowForm):
    point = PointChoice(nothing=_("（整件）"), label=_("测评哪一条"))


class VoteFormSet(_Optional, RecordFormSet):
    points: tuple[OpinionPoint, ...] = ()

    def __init__(self, data: Any = None, files: Any = None, **kwargs: Any) -> None:
        prefix = kwargs.get("prefix") or self.get_default_prefix()
        super().__init__(self.or_nothing(data, prefix), files, **kwargs)

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["point"].offer(self.points)


class VoteInline(NumberedRows):
    model = SatisfactionVote
    form = VoteRowForm
    formset = VoteFormSet
    fields = (
        "voted_on",
        "session",
        "point",
        "satisfied",
        "basically",
        "not_satisfied",
        "abstained",
        "absent",
    )
    show_change_link = True

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset: Any = super().get_formset(request, obj, **kwargs)
        formset.points = tuple(points_of(request, obj)) if isinstance(obj, Opinion) else ()
        return formset

    def links_needed(self) -> list[str]:
        return ["bulletin", "source_document", "session__body"]
