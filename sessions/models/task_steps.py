"""How far tasks have come, step by step, as staff enter it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from npcrecords.core.models import Record

from ..choices import DeadlineKind, TaskStatus
from .policies import YEARS, OfPolicyQuerySet
from .tasks import Task


class OfTaskQuerySet(OfPolicyQuerySet):
    """Rows that belong to a task."""

    def public(self) -> OfTaskQuerySet:
        return self.filter(task__policy__status="published")


class TaskStep(Record):
    """What happened to a task on a day, who says so, and on what evidence. What the last step
    says is how far the task is; of a yearly task each year has steps of its own."""

    resource = "task-steps"
    public_by = ("task",)

    task = models.ForeignKey(
        Task,
        models.CASCADE,
        related_name="steps",
        verbose_name=_("任务"),
        help_text=_("哪一项任务。"),
    )
    year = models.PositiveIntegerField(
        _("年度"),
        null=True,
        blank=True,
        validators=YEARS,
        help_text=_("每年都要做的任务写哪一年的；其他任务为空。"),
    )
    status = models.CharField(
        _("进展"), max_length=20, choices=TaskStatus, help_text=_("走到了哪一步。")
    )
    on = models.DateField(_("日期"), db_index=True, help_text=_("这一步是哪天的。"))
    actor = models.ForeignKey(
        "people.Organization",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("谁办的"),
        help_text=_("报完成的单位，或核查、认可的机关。"),
    )
    person = models.ForeignKey(
        "people.Person",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("经手人"),
        help_text=_("谁报的、谁核查的；可以为空。"),
    )
    document = models.ForeignKey(
        "congress.Document",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("凭据文件"),
        help_text=_("已收录的文件，如督办报告。"),
    )
    evidence = models.CharField(
        _("凭据"), max_length=500, blank=True, help_text=_("凭什么这样说：文件、网址、现场记录。")
    )
    note = models.TextField(_("说明"), blank=True, help_text=_("需要说明的情况。"))

    objects = OfTaskQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("任务进展")
        ordering = ["task_id", "year", "on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status=TaskStatus.OPEN) | ~Q(evidence="") | Q(document__isnull=False),
                name="congress_taskstep_evidence",
                violation_error_message=_("请写明凭据，或选凭据文件。"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.on} {TaskStatus(self.status).label}"

    def clean(self) -> None:
        """A yearly task's step says of which year it is; no other's does."""
        super().clean()
        if self.task_id is None:
            return
        yearly = self.task.deadline_kind == DeadlineKind.YEARLY
        if yearly and self.year is None:
            message = _("这项任务每年都要做：请写明是哪一年的进展。")
            raise ValidationError({"year": ValidationError(message, code="which_year")})
        if not yearly and self.year is not None:
            message = _("这项任务不是每年重复的：年度请留空。")
            raise ValidationError({"year": ValidationError(message, code="not_yearly")})
