"""The rows that are typed on the page of their record: sections, points, acts, answers, who
was there. What follows from their order (what stands under what, the next number) is filled
in; what they share with their record is taken from it."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import models
from django.http import HttpRequest

from npcrecords.core.admin.by_hand import FewRows
from npcrecords.core.admin.forms import (
    TEXT_WIDGETS,
    LinesField,
    NumberedFormSet,
    NumberedRowForm,
    RecordFormSet,
)
from people.models import Appointment

from ..choices import DocumentKind, Match, PointKind
from ..models import (
    Attendance,
    Document,
    OpinionPoint,
    Response,
    Section,
    Session,
)
from .starting import bulletin_of

INSTRUMENTS = frozenset(
    {
        DocumentKind.APPOINTMENT_LIST,
        DocumentKind.RESIGNATION_DECISION,
        DocumentKind.DECISION,
        DocumentKind.RESOLUTION,
        DocumentKind.ANNOUNCEMENT,
    }
)
_LOW = {
    **TEXT_WIDGETS,
    models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 3, "cols": 46})},
}
_LINE = {
    **TEXT_WIDGETS,
    models.JSONField: {
        "form_class": LinesField,
        "widget": AdminTextareaWidget(attrs={"rows": 1, "cols": 22}),
    },
}


class SectionFormSet(NumberedFormSet):
    """Sections in reading order: each stands under the last one before it of a higher level."""

    numbered = {"order": 0}
    preset = {"level": 1}

    def clean(self) -> None:
        super().clean()
        if any(self.errors):
            return
        new = {id(form) for form in self.new_rows()}
        kept = [f for f in self.forms if f.instance.pk and not self.is_struck(f)]
        moved = new | {id(form) for form in kept if {"level", "order"} & set(form.changed_data)}
        rows = [*kept, *(form for form in self.forms if id(form) in new)]
        above: list[Section] = []
        for form in sorted(rows, key=lambda form: form.instance.order):
            section: Section = form.instance
            if section.level == 0:
                continue
            above = [one for one in above if one.level < section.level]
            held = [one for one in above if one.pk is not None or section.pk is None]
            if id(form) in moved:
                section.parent = held[-1] if held else None
            above.append(section)


class SectionInline(FewRows):
    model = Section
    formset = SectionFormSet
    long_text = "text"
    extra = 1
    fields = ("order", "level", "marker", "heading", "text", "page")
    formfield_overrides = _LOW
    show_change_link = True


class ActFormSet(RecordFormSet):
    """Acts of one list or decision: its date, session and bulletin are theirs."""

    def save_new(self, form: Any, commit: bool = True) -> Any:
        act: Appointment = form.instance
        document: Any = self.instance
        session = document.adopted_by or document.bulletin.session
        act.bulletin, act.source_document, act.session = document.bulletin, document, session
        if document.adopted_on is not None:
            act.date = document.adopted_on
            act.date_precision = document.adopted_on_precision
            act.date_text = document.adopted_on_text
        elif session is not None:
            act.date = session.end_date or session.start_date
        return super().save_new(form, commit)


class ActInline(FewRows):
    """The acts of a list or a decision, with date and session of the document."""

    model = Appointment
    fk_name = "document"
    formset = ActFormSet
    most = 40
    extra = 1
    fields = ("person_name", "person", "act", "post_text", "post", "reason")
    show_change_link = True

    @classmethod
    def belongs(cls, obj: Document) -> bool:
        return obj.kind in INSTRUMENTS


class ResponseForm(NumberedRowForm):
    filled = ("point", "match")


class ResponseFormSet(RecordFormSet):
    """The answers of a report; of a new report, a row for each aspect of the opinion."""

    aspects: tuple[OpinionPoint, ...] = ()

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if form.instance.pk is not None:
            return
        form.initial.setdefault("match", Match.BY_HAND)
        if index is not None and index < len(self.aspects):
            point = self.aspects[index]
            form.initial["point"] = point
            form.show("point", point)

    def save_new(self, form: Any, commit: bool = True) -> Any:
        report: Any = self.instance
        form.instance.bulletin = report.bulletin
        form.instance.source_document = report.document
        return super().save_new(form, commit)


class ResponseInline(FewRows):
    model = Response
    form = ResponseForm
    formset = ResponseFormSet
    extra = 1
    fields = ("heading", "point", "section", "match")
    show_change_link = True

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset: Any = super().get_formset(request, obj, **kwargs)
        opinion = request.GET.get("opinion", "")
        if obj is None and opinion.isascii() and opinion.isdecimal() and request.method == "GET":
            rows = OpinionPoint.objects.filter(opinion=int(opinion), kind=PointKind.ASPECT)
            formset.aspects = tuple(rows.select_related("opinion").order_by("order", "pk")[:30])
            formset.extra = max(1, len(formset.aspects))
        return formset


class AttendanceFormSet(RecordFormSet):
    """Who was at a session; new rows are of its bulletin."""

    def save_new(self, form: Any, commit: bool = True) -> Any:
        session: Session = self.instance
        if "bulletin_found" not in self.__dict__:
            self.__dict__["bulletin_found"] = bulletin_of(session)
        form.instance.bulletin = self.__dict__["bulletin_found"]
        return super().save_new(form, commit)


class AttendanceInline(FewRows):
    model = Attendance
    form = NumberedRowForm
    formset = AttendanceFormSet
    most = 80
    extra = 0
    formfield_overrides = _LINE
    fields = ("name", "person", "status", "roles", "count")
    show_change_link = True
