"""Sessions and who was there."""

from __future__ import annotations

from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from npcrecords.core.counts import relation
from npcrecords.core.models import Part, Record, Sourced

from ..choices import AttendanceStatus, Half, SessionKind

# The links to a session of what stands in a bulletin.
SESSION_NAMED_IN = (
    "congress.AgendaItem.session",
    "congress.Attendance.session",
    "congress.Document.adopted_by",
    "people.Appointment.session",
)


class SessionQuerySet(models.QuerySet["Session"]):
    """Sessions."""

    def public(self) -> Self:
        """Those that a published bulletin reports. Of those that no bulletin reports, the
        ones that a published bulletin names, or none at all."""
        bulletins: Any = apps.get_model("congress.Bulletin")._default_manager.order_by()
        reported = bulletins.filter(session=OuterRef("pk"))
        published: Any = Q()
        named: Any = Q()
        for path in SESSION_NAMED_IN:
            model, field = relation(path)
            rows = model._default_manager.order_by().filter(
                **{field: OuterRef("pk"), "bulletin__isnull": False}
            )
            named |= Exists(rows)
            published |= Exists(rows.filter(bulletin__status="published"))
        unreported = ~Exists(reported) & (published | ~named)
        return self.filter(Exists(reported.filter(status="published")) | unreported)


class Session(Record):
    """A meeting of the committee, of its chairpersons, or of the full congress."""

    resource = "sessions"
    known_by_mention = True

    body = models.ForeignKey(
        "people.Organization",
        models.PROTECT,
        related_name="sessions",
        verbose_name=_("机关"),
        help_text=_("哪个机关的会议。"),
    )
    kind = models.CharField(
        _("种类"), max_length=20, choices=SessionKind, help_text=_("会议的种类。")
    )
    term = models.PositiveIntegerField(_("届"), null=True, blank=True, help_text=_("第几届。"))
    number = models.PositiveIntegerField(
        _("次"), null=True, blank=True, help_text=_("第几次会议。")
    )
    name = models.CharField(_("名称"), max_length=200, help_text=_("会议的全称。"))
    start_date = models.DateField(
        _("开始日期"), null=True, blank=True, db_index=True, help_text=_("会议第一天。")
    )
    start_half = models.CharField(
        _("开始半天"), max_length=2, choices=Half, blank=True, help_text=_("上午或下午开始。")
    )
    end_date = models.DateField(_("结束日期"), null=True, blank=True, help_text=_("会议最后一天。"))
    end_half = models.CharField(
        _("结束半天"), max_length=2, choices=Half, blank=True, help_text=_("上午或下午结束。")
    )
    venue = models.CharField(_("地点"), max_length=200, blank=True, help_text=_("开会的地点。"))
    members_present = models.PositiveIntegerField(
        _("出席人数"), null=True, blank=True, help_text=_("出席的组成人员人数。")
    )
    deputies_present = models.PositiveIntegerField(
        _("列席代表人数"), null=True, blank=True, help_text=_("列席的人大代表人数。")
    )
    citizens_observing = models.PositiveIntegerField(
        _("旁听公民人数"), null=True, blank=True, help_text=_("旁听的公民人数。")
    )

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("会议")
        ordering = ["-start_date", "-number", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "kind", "term", "number"],
                condition=Q(term__isnull=False, number__isnull=False),
                name="congress_session_once",
                violation_error_message=_("这次会议已经录入。"),
            ),
            models.CheckConstraint(
                condition=Q(end_date__gte=F("start_date")),
                name="congress_session_dates",
                violation_error_message=_("会议的结束日期不能早于开始日期。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SessionChair(Part):
    """Who chaired a session, in the order printed."""

    part_of = "session"

    session = models.ForeignKey(
        Session, models.CASCADE, related_name="chair_set", verbose_name=_("会议")
    )
    order = models.PositiveIntegerField(_("次序"), default=0)
    person = models.ForeignKey(
        "people.Person",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("人员"),
        help_text=_("尚未认定是谁时为空。"),
    )
    name = models.CharField(_("姓名（原文）"), max_length=100)

    class Meta:
        verbose_name = verbose_name_plural = _("主持人")
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "order"],
                name="congress_chair_once",
                violation_error_message=_("同一次会议的主持人次序不能重复。"),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Attendance(Sourced):
    """One named attendee, or one unnamed group."""

    resource = "attendances"
    public_by = ("bulletin", "session")

    session = models.ForeignKey(
        Session,
        models.CASCADE,
        related_name="attendances",
        verbose_name=_("会议"),
        help_text=_("出席、列席或旁听的会议。"),
    )
    person = models.ForeignKey(
        "people.Person",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="attendances",
        verbose_name=_("人员"),
        help_text=_("群体，或尚未认定是谁时为空。"),
    )
    name = models.CharField(_("姓名或群体"), max_length=200, help_text=_("原文的姓名或群体名称。"))
    status = models.CharField(
        _("身份"), max_length=20, choices=AttendanceStatus, help_text=_("主持、出席、列席或旁听。")
    )
    roles = models.JSONField(
        _("职务（原文）"), default=list, blank=True, help_text=_("原文所列职务，一个一项。")
    )
    count = models.PositiveIntegerField(
        _("人数"), null=True, blank=True, help_text=_("群体的人数；原文没写的为空。")
    )

    class Meta(Sourced.Meta):
        verbose_name = verbose_name_plural = _("出席列席")
        ordering = ["session_id", "id"]
        constraints = [
            *Sourced.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(name=""),
                name="congress_attendance_named",
                violation_error_message=_("要写明姓名或群体名称。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name
