"""Task registers: who is to do what by when, row by row.

Of each cell three things are kept apart: how it is printed (``Task.cells``), how it reads (the
other columns), and where the print is wrong a correction with its reason (``TaskCorrection``).
What a correction says is the reading, until somebody rejects it.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from npcrecords.core.dates import Precision
from npcrecords.core.models import Part, Record

from ..choices import CorrectionState, DeadlineKind, TaskField, UnitRole
from .policies import OfPolicyQuerySet, Policy

FALLS_DUE = (DeadlineKind.DATE, DeadlineKind.RANGE)


class Register(Record):
    """One table of tasks of a policy document. ``columns`` are its heads as printed, with what
    they hold: ``[{"head", "field"}]``."""

    resource = "registers"
    public_by = ("policy",)

    policy = models.ForeignKey(
        Policy,
        models.CASCADE,
        related_name="registers",
        verbose_name=_("政策文件"),
        help_text=_("附在哪份文件后面。"),
    )
    key = models.CharField(_("记录键"), max_length=500, blank=True, editable=False)
    order = models.PositiveIntegerField(_("次序"), default=0, help_text=_("文件中的第几张表。"))
    title = models.CharField(_("标题"), max_length=500, blank=True, help_text=_("表的标题。"))
    columns = models.JSONField(
        _("表头"), default=list, blank=True, help_text=_("各栏的原文和所载内容。")
    )
    page = models.PositiveIntegerField(_("页码"), null=True, blank=True, help_text=_("印的页码。"))
    line_start = models.PositiveIntegerField(_("起始行"), null=True, blank=True)
    line_end = models.PositiveIntegerField(_("终止行"), null=True, blank=True)

    objects = OfPolicyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("任务清单")
        ordering = ["policy_id", "order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["policy", "key"],
                condition=~Q(key=""),
                name="congress_register_key_once",
                violation_error_message=_("这份政策文件已有这张清单。"),
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(_("任务清单"))


class Task(Record):
    """One row of a register. A row without a serial ``continues`` the task above and bears its
    number, domain and name. ``number`` is the value of the ``serial``."""

    resource = "tasks"
    public_by = ("policy",)

    policy = models.ForeignKey(
        Policy,
        models.CASCADE,
        related_name="tasks",
        verbose_name=_("政策文件"),
        help_text=_("出自哪份文件。"),
    )
    register = models.ForeignKey(
        Register,
        models.CASCADE,
        related_name="tasks",
        verbose_name=_("任务清单"),
        help_text=_("在哪张清单里。"),
    )
    key = models.CharField(_("记录键"), max_length=500, blank=True, editable=False)
    row = models.PositiveIntegerField(_("行"), help_text=_("在清单中的第几行，从 1 起。"))
    serial = models.CharField(
        _("序号（原文）"), max_length=50, blank=True, help_text=_("原文的序号。")
    )
    number = models.PositiveIntegerField(
        _("序号"), null=True, blank=True, help_text=_("用数字表示的序号；续行同上一行。")
    )
    continues = models.BooleanField(
        _("续上一行"), default=False, help_text=_("没有序号，与上一行同属一项任务。")
    )
    domain = models.CharField(
        _("所属领域"), max_length=200, blank=True, db_index=True, help_text=_("任务属于哪个领域。")
    )
    task = models.CharField(_("任务"), max_length=500, blank=True, help_text=_("任务的名称。"))
    measure = models.TextField(
        _("措施"), null=True, blank=True, help_text=_("怎样做；未录入原文的为空。")
    )
    deadline_kind = models.CharField(
        _("时限种类"),
        max_length=20,
        choices=DeadlineKind,
        default=DeadlineKind.NONE,
        help_text=_("只有定期完成的和一段时间的会到期。"),
    )
    deadline_on = models.DateField(
        _("到期日"), null=True, blank=True, db_index=True, help_text=_("时限的最后一天。")
    )
    deadline_start = models.DateField(
        _("起始日"), null=True, blank=True, help_text=_("一段时间的第一天。")
    )
    deadline_precision = models.CharField(
        _("时限精度"),
        max_length=10,
        choices=Precision,
        default=Precision.DAY,
        help_text=_("原文写到日、旬、月还是年；到期日取其最后一天。"),
    )
    deadline_text = models.CharField(
        _("时限（原文）"), max_length=200, blank=True, help_text=_("原文的写法。")
    )
    cells = models.JSONField(
        _("各栏原文"), default=list, blank=True, help_text=_("清单中这一行各栏印的文字。")
    )
    page = models.PositiveIntegerField(_("页码"), null=True, blank=True, help_text=_("印的页码。"))
    line_start = models.PositiveIntegerField(_("起始行"), null=True, blank=True)
    line_end = models.PositiveIntegerField(_("终止行"), null=True, blank=True)

    objects = OfPolicyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("任务")
        ordering = ["policy_id", "register_id", "row", "id"]
        indexes = [
            models.Index(fields=["policy", "register", "row"], name="congress_task_order"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["policy", "key"],
                condition=~Q(key=""),
                name="congress_task_key_once",
                violation_error_message=_("这份政策文件已有这一行。"),
            ),
            models.CheckConstraint(
                condition=Q(deadline_kind__in=FALLS_DUE, deadline_on__isnull=False)
                | (~Q(deadline_kind__in=FALLS_DUE) & Q(deadline_on=None)),
                name="congress_task_falls_due",
                violation_error_message=_(
                    "定期完成的和一段时间的任务要写明到期日，其他种类的不写到期日。"
                ),
            ),
            models.CheckConstraint(
                condition=Q(deadline_start=None)
                | Q(deadline_kind=DeadlineKind.RANGE, deadline_start__lte=F("deadline_on")),
                name="congress_task_range",
                violation_error_message=_("起始日只写在“一段时间”里，并且不能晚于到期日。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.serial}{self.task}" or str(self.row)

    def clean(self) -> None:
        """A task is of the document that its register is of."""
        super().clean()
        if self.register_id is None or self.policy_id is None:
            return
        if self.register.policy_id != self.policy_id:
            raise ValidationError(
                {
                    "register": ValidationError(
                        _("这张清单不在这份政策文件里：请选同一份文件的清单。"),
                        code="other_policy",
                    )
                }
            )

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A task that is put into a register is of its document."""
        if self.policy_id is None and self.register_id is not None:
            self.policy_id = self.register.policy_id
        super().save(*args, **kwargs)


class TaskLeader(Part):
    """A leader who answers for a task, with the leading unit that stands beside the name where
    a cell holds several of both."""

    part_of = "task"

    task = models.ForeignKey(
        Task, models.CASCADE, related_name="leader_set", verbose_name=_("任务")
    )
    order = models.PositiveIntegerField(_("次序"), default=0)
    name = models.CharField(_("姓名（原文）"), max_length=100)
    role = models.CharField(_("职务（原文）"), max_length=200, blank=True)
    person = models.ForeignKey(
        "people.Person",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="tasks_led",
        verbose_name=_("人员"),
        help_text=_("尚未认定时为空。"),
    )
    lead_unit = models.CharField(
        _("对应的牵头单位"), max_length=300, blank=True, help_text=_("一格里有几对时才写。")
    )

    class Meta:
        verbose_name = verbose_name_plural = _("牵头领导")
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name


class TaskUnit(Part):
    """Who leads a task or shares in it: ``name`` as printed."""

    part_of = "task"

    task = models.ForeignKey(Task, models.CASCADE, related_name="unit_set", verbose_name=_("任务"))
    role = models.CharField(_("身份"), max_length=10, choices=UnitRole)
    order = models.PositiveIntegerField(_("次序"), default=0)
    name = models.CharField(_("名称（原文）"), max_length=300)
    organization = models.ForeignKey(
        "people.Organization",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="task_units",
        verbose_name=_("机构"),
        help_text=_("尚未认定的、或是一类单位的为空。"),
    )
    group = models.BooleanField(
        _("一类单位"), default=False, help_text=_("如“各镇（街道）”，不是一个机构。")
    )

    class Meta:
        verbose_name = verbose_name_plural = _("任务的单位")
        ordering = ["role", "order", "id"]

    def __str__(self) -> str:
        return self.name


class TaskCorrection(Part):
    """Where the print of a cell is wrong: what it says, what it should say, and why."""

    part_of = "task"

    task = models.ForeignKey(
        Task, models.CASCADE, related_name="correction_set", verbose_name=_("任务")
    )
    order = models.PositiveIntegerField(_("次序"), default=0)
    field = models.CharField(_("栏"), max_length=20, choices=TaskField)
    printed = models.TextField(_("原文"), blank=True, help_text=_("清单里印的文字。"))
    value = models.TextField(_("应为"), blank=True, help_text=_("改正后的文字。"))
    reason = models.TextField(_("理由"), help_text=_("一句话：文件中的什么说明印错了。"))
    state = models.CharField(
        _("处理"),
        max_length=10,
        choices=CorrectionState,
        default=CorrectionState.PROPOSED,
        help_text=_("待确认的和已确认的都按“应为”读；不采用的按原文读。"),
    )

    class Meta:
        verbose_name = verbose_name_plural = _("订正")
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="congress_taskcorrection_why",
                violation_error_message=_("请写明订正的理由。"),
            )
        ]

    def __str__(self) -> str:
        return f"{TaskField(self.field).label}：{self.printed} → {self.value}"
