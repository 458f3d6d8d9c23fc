"""Sessions with who was there, and their agenda."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from npcrecords.core.admin.base import RecordInline
from npcrecords.core.admin.by_hand import BACK_TO, ByHand, NumberedRows, Values
from npcrecords.core.admin.filters import RecentFilter, ResolvedFilter
from npcrecords.core.admin.forms import NumberedFormSet, RecordForm
from npcrecords.core.admin_site import Group
from npcrecords.core.changes import Watch
from people.admin.starting import desk_bulletin

from ..attending import enter_present, read_present
from ..choices import AttendanceStatus
from ..models import (
    AgendaItem,
    AgendaItemKind,
    Attendance,
    Bulletin,
    Outcome,
    Reporter,
    Session,
    SessionChair,
)
from .rows import AttendanceInline
from .starting import (
    bulletin_of,
    session_name,
    start_agenda_item,
    start_attendance,
    start_session,
)


class ChairFormSet(NumberedFormSet):
    numbered = {"order": 0}


class ChairInline(NumberedRows):
    model = SessionChair
    formset = ChairFormSet
    extra = 1


class SessionForm(RecordForm):
    """A session, with a box in which a list of those present is pasted. Its name need not be
    typed: it follows from body, term and number."""

    attendance_text = forms.CharField(
        label=_("粘贴名单"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "cols": 80}),
        help_text=_(
            "整段粘贴即可：用顿号、逗号或换行分开；职务写在姓名前（副市长方勤）；"
            "可以带“主持：”“出席：”“列席：”“旁听：”。保存后逐条列在下面，再认定是谁。"
        ),
    )
    attendance_status = forms.ChoiceField(
        label=_("没有写明的算作"),
        choices=AttendanceStatus,
        initial=AttendanceStatus.MEMBER,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "name" in self.fields:
            self.fields["name"].required = False
            self.fields["name"].help_text = gettext(
                "留空则按机关、届和次写成，如“宁波市第十六届人民代表大会常务委员会第十九次会议”。"
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not cleaned.get("name") and cleaned.get("body") is not None:
            said = {name: cleaned.get(name) for name in ("body", "kind", "term", "number")}
            cleaned["name"] = session_name(Session(**said))
        return cleaned


@admin.register(Session)
class SessionAdmin(ByHand):
    form = SessionForm
    group = Group.BULLETINS
    carried = ("body", "kind")
    lists = (
        "congress.Bulletin.session",
        "congress.AgendaItem.session",
        "congress.Attendance.session",
        "people.Appointment.session",
        "congress.Document.adopted_by",
        "congress.Opinion.considered_at",
        "congress.Opinion.adopted_by",
    )
    counts = {"agenda_count": "congress.AgendaItem.session"}
    list_display = (
        "name",
        "kind",
        "term",
        "number",
        "start_date",
        "end_date",
        "members_present",
        "agenda_count",
    )
    list_filter = ("kind", "term")
    search_fields = ("name", "body__name", "venue")
    search_help_text = _("会议名称、机关或地点")
    date_hierarchy = "start_date"
    list_select_related = ("body",)
    fieldsets = (
        (None, {"fields": ("name", ("body", "kind"), ("term", "number"))}),
        (
            _("时间地点"),
            {
                "fields": (("start_date", "start_half"), ("end_date", "end_half"), "venue"),
            },
        ),
        (_("人数"), {"fields": (("members_present", "deputies_present", "citizens_observing"),)}),
        (_("出席列席"), {"fields": ("attendance_text", "attendance_status")}),
    )
    inlines = (ChairInline, AttendanceInline)

    def starting(self, request: HttpRequest, given: Values) -> Values:
        return start_session(given, self._reporting(request))

    def _reporting(self, request: HttpRequest) -> Bulletin | None:
        """The bulletin from whose page one came to enter its session."""
        found: Bulletin | None = self.chosen(Bulletin, request.GET.get(BACK_TO, ""))
        return found

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        session: Session = form.instance
        if not change:
            self._report(session, self._reporting(request))
        if text := form.cleaned_data.get("attendance_text", "").strip():
            self._enter_present(request, session, text, form.cleaned_data["attendance_status"])

    @staticmethod
    def _report(session: Session, bulletin: Bulletin | None) -> None:
        """The session is that of the bulletin from whose page it was entered."""
        if bulletin is not None and bulletin.session_id is None:
            watch = Watch(bulletin, session)
            bulletin.session = session
            bulletin.save(update_fields=["session"])
            watch.note(bulletin)

    def _enter_present(
        self, request: HttpRequest, session: Session, text: str, status: str
    ) -> None:
        present = read_present(text, status or AttendanceStatus.MEMBER)
        rows = enter_present(session=session, bulletin=bulletin_of(session), present=present)
        said = gettext(
            "从名单中录入了 %(count)d 条出席列席；已录入过的 %(held)d 条没有重复。"
            "姓名还没有认定是谁：请在本页逐条选定。"
        ) % {"count": len(rows), "held": len(present) - len(rows)}
        self.message_user(request, said, messages.SUCCESS if rows else messages.WARNING)

    @admin.display(description=_("议程项数"), ordering="agenda_count")
    def agenda_count(self, row: Any) -> int:
        return int(row.agenda_count)


class KindInline(RecordInline):
    model = AgendaItemKind
    extra = 1


class OrderedFormSet(NumberedFormSet):
    numbered = {"order": 0}


class ReporterInline(NumberedRows):
    model = Reporter
    formset = OrderedFormSet
    extra = 1


class OutcomeInline(NumberedRows):
    model = Outcome
    formset = OrderedFormSet
    extra = 1


@admin.register(AgendaItem)
class AgendaItemAdmin(ByHand):
    group = Group.BULLETINS
    carried = ("session", "bulletin", "source_document", "source_page")
    lists = ("congress.Document.agenda_item",)
    list_display = (
        "number",
        "short_text",
        "kinds",
        "outcomes",
        "session",
        "minutes_number",
        "place",
    )
    list_display_links = ("short_text",)
    list_filter = ("kind_set__kind", "outcome_set__kind", ("session", RecentFilter))
    search_fields = ("text", "session__name", "reporter_set__name")
    search_help_text = _("议程文字、会议或报告人")
    list_select_related = ("session", "bulletin", "source_document")
    fieldsets = (
        (None, {"fields": ("session", ("number", "number_text"), "text")}),
        (
            _("纪要"),
            {
                "fields": (
                    ("minutes_number", "minutes_number_text"),
                    ("minutes_page", "minutes_line_start", "minutes_line_end"),
                ),
            },
        ),
    )
    inlines = (KindInline, ReporterInline, OutcomeInline)

    def get_queryset(self, request: HttpRequest) -> QuerySet[AgendaItem]:
        return super().get_queryset(request).prefetch_related("kind_set", "outcome_set")

    def starting(self, request: HttpRequest, given: Values) -> Values:
        return start_agenda_item(_on_the_desk(given))

    @admin.display(description=_("议程"), ordering="text")
    def short_text(self, row: AgendaItem) -> str:
        return row.text if len(row.text) <= 60 else f"{row.text[:60]}……"

    @admin.display(description=_("种类"))
    def kinds(self, row: AgendaItem) -> str:
        return "、".join(str(kind) for kind in row.kind_set.all())

    @admin.display(description=_("结果"))
    def outcomes(self, row: AgendaItem) -> str:
        return "、".join(outcome.get_kind_display() for outcome in row.outcome_set.all())


@admin.register(Attendance)
class AttendanceAdmin(ByHand):
    group = Group.BULLETINS
    carried = ("session", "status", "bulletin", "source_document", "source_page")
    list_display = ("name", "status", "offices", "count", "person", "session", "place")
    list_filter = ("status", ("session", RecentFilter), ("person", ResolvedFilter))
    search_fields = ("name", "person__pinyin", "session__name")
    search_help_text = _("姓名、拼音、群体名称或会议")
    list_select_related = ("person", "session", "bulletin", "source_document")
    fieldsets = ((None, {"fields": ("session", ("name", "person"), "status", "roles", "count")}),)

    @admin.display(description=_("职务（原文）"))
    def offices(self, row: Attendance) -> str:
        return "、".join(map(str, row.roles))

    def starting(self, request: HttpRequest, given: Values) -> Values:
        return start_attendance(_on_the_desk(given))


def _on_the_desk(given: Values) -> Values:
    """What is given; where it says no session, the bulletin that is being worked on."""
    if given.keys() & {"session", "bulletin"}:
        return given
    return {**given, "bulletin": desk_bulletin()}
