"""Agenda items, with what the minutes say of them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from npcrecords.core.models import Part, Sourced

from ..choices import AgendaKind, OutcomeKind
from .meetings import Session


class AgendaItem(Sourced):
    """An item of a session's agenda. The minutes may treat it under another number."""

    resource = "agenda-items"
    public_by = ("bulletin", "session")

    session = models.ForeignKey(
        Session,
        models.CASCADE,
        related_name="agenda_items",
        verbose_name=_("会议"),
        help_text=_("哪次会议的议程。"),
    )
    number = models.PositiveIntegerField(_("议程序号"), help_text=_("用阿拉伯数字表示的序号。"))
    number_text = models.CharField(
        _("序号（原文）"), max_length=20, blank=True, help_text=_("如“一”“（一）”。")
    )
    minutes_number = models.PositiveIntegerField(
        _("纪要序号"), null=True, blank=True, help_text=_("纪要中写这一项的序号。")
    )
    minutes_number_text = models.CharField(
        _("纪要序号（原文）"), max_length=20, blank=True, help_text=_("如“一”。")
    )
    text = models.TextField(_("议程"), help_text=_("议程的文字。"))
    minutes_page = models.PositiveIntegerField(
        _("纪要页码"), null=True, blank=True, help_text=_("纪要写这一项的页码。")
    )
    minutes_line_start = models.PositiveIntegerField(
        _("纪要起始行"), null=True, blank=True, help_text=_("纪要写这一项的第一行。")
    )
    minutes_line_end = models.PositiveIntegerField(
        _("纪要终止行"), null=True, blank=True, help_text=_("纪要写这一项的最后一行。")
    )

    class Meta(Sourced.Meta):
        verbose_name = verbose_name_plural = _("议程")
        ordering = ["session_id", "number", "id"]
        constraints = [
            *Sourced.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(text=""),
                name="congress_agendaitem_text",
                violation_error_message=_("议程要有文字。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number_text}、{self.text[:40]}"


class AgendaItemKind(Part):
    """A kind of an agenda item; one item may have several."""

    part_of = "item"

    item = models.ForeignKey(
        AgendaItem, models.CASCADE, related_name="kind_set", verbose_name=_("议程")
    )
    kind = models.CharField(_("种类"), max_length=30, choices=AgendaKind)

    class Meta:
        verbose_name = verbose_name_plural = _("议程种类")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "kind"],
                name="congress_agendakind_once",
                violation_error_message=_("这一项议程已有这个种类。"),
            )
        ]

    def __str__(self) -> str:
        return str(AgendaKind(self.kind).label)


class Reporter(Part):
    """Who reported or explained what under an agenda item."""

    part_of = "item"

    item = models.ForeignKey(
        AgendaItem, models.CASCADE, related_name="reporter_set", verbose_name=_("议程")
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
    name = models.CharField(_("姓名（原文）"), max_length=100, blank=True)
    role = models.CharField(_("职务（原文）"), max_length=200, blank=True)
    on_behalf_of = models.CharField(
        _("受谁委托"), max_length=200, blank=True, help_text=_("如“市政府”“主任会议”。")
    )
    topic = models.CharField(_("事项"), max_length=500, blank=True, help_text=_("报告或说明什么。"))

    class Meta:
        verbose_name = verbose_name_plural = _("报告人")
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return f"{self.role}{self.name}"


class Outcome(Part):
    """What the session did with an agenda item."""

    part_of = "item"

    item = models.ForeignKey(
        AgendaItem, models.CASCADE, related_name="outcome_set", verbose_name=_("议程")
    )
    order = models.PositiveIntegerField(_("次序"), default=0)
    kind = models.CharField(_("结果"), max_length=30, choices=OutcomeKind)
    title = models.CharField(_("文件名称"), max_length=500, blank=True)
    document = models.ForeignKey(
        "congress.Document",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("文件"),
        help_text=_("由此产生的文件。"),
    )

    class Meta:
        verbose_name = verbose_name_plural = _("审议结果")
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return f"{OutcomeKind(self.kind).label}{self.title}"
