"""Who changed what, when, from what to what, and why."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Readable(DjangoJSONEncoder):
    """Writes Chinese as it is, so that a search finds it in both databases."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "ensure_ascii": False})

    def default(self, o: Any) -> Any:
        """Instants to the microsecond: what is brought back is what it was."""
        return o.isoformat() if isinstance(o, dt.datetime) else super().default(o)


class ActionKind(models.TextChoices):
    """What somebody set out to do."""

    CREATE = "create", _("新增")
    CHANGE = "change", _("修改")
    DELETE = "delete", _("删除")
    UPLOAD = "upload", _("上传文件")
    REVIEW = "review", _("审核订正")
    IMPORT = "import", _("发布公报记录")
    PUBLISH = "publish", _("发布")
    TAKE_BACK = "take_back", _("撤回为草稿")
    PASTE = "paste", _("粘贴录入")
    SPREADSHEET = "spreadsheet", _("表格导入")
    MERGE = "merge", _("合并")
    SET_ASIDE = "set_aside", _("搁置问题")
    UNDO = "undo", _("撤销")
    RESTORE = "restore", _("恢复")


# What people decide record by record. ``Action.is_by_hand`` says of which actions it holds.
_BY_HAND = frozenset(
    {
        ActionKind.CREATE,
        ActionKind.CHANGE,
        ActionKind.DELETE,
        ActionKind.PASTE,
        ActionKind.SPREADSHEET,
        ActionKind.MERGE,
        ActionKind.UNDO,
        ActionKind.RESTORE,
    }
)


class Effect(models.TextChoices):
    """What happened to one row."""

    INSERTED = "inserted", _("新增")
    UPDATED = "updated", _("修改")
    REMOVED = "removed", _("删除")


class Action(models.Model):
    """One thing that somebody did; its ``changes`` are the rows that it changed."""

    kind = models.CharField(_("操作"), max_length=20, choices=ActionKind)
    at = models.DateTimeField(_("时间"), default=timezone.now, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("操作人"),
    )
    by_name = models.CharField(
        _("操作人姓名"), max_length=150, blank=True, help_text=_("帐户删除后仍留着。")
    )
    reason = models.TextField(_("理由"), blank=True)
    summary = models.CharField(_("概要"), max_length=500, blank=True)
    undoes = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="undone_by",
        verbose_name=_("撤销的操作"),
    )

    class Meta:
        verbose_name = verbose_name_plural = _("变更历史")
        ordering = ["-at", "-id"]
        permissions = [("undo_action", _("撤销操作"))]

    def __str__(self) -> str:
        return f"{ActionKind(self.kind).label} {self.summary}".strip()

    @property
    def is_by_hand(self) -> bool:
        """Whether people decided it record by record, so that a later import of the same
        bulletin leaves it as it is. To take back a whole import is not such a decision."""
        undone = self.undoes.kind if self.undoes is not None else None
        return self.kind in _BY_HAND and undone != ActionKind.IMPORT


class Change(models.Model):
    """What an action did to one row.

    ``values`` holds ``{column: [before, after]}`` of the columns that changed; of a removed row
    all columns, so that it can be brought back; of an inserted row none, since the row itself
    and its later changes tell. ``owner_…`` is the record that a part belongs to: its history
    shows the part's too.
    """

    action = models.ForeignKey(
        Action, models.CASCADE, related_name="changes", verbose_name=_("操作")
    )
    table = models.CharField(_("表"), max_length=60, help_text=_("如 people.appointment。"))
    record_id = models.PositiveBigIntegerField(_("记录编号"))
    effect = models.CharField(_("变动"), max_length=10, choices=Effect)
    values: models.JSONField[Any, Any] = models.JSONField(
        _("前后的值"), default=dict, encoder=Readable
    )
    owner_table = models.CharField(_("所属记录的表"), max_length=60, blank=True)
    owner_id = models.PositiveBigIntegerField(_("所属记录编号"), null=True)
    bulletin_id = models.PositiveBigIntegerField(_("公报编号"), null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("变更")
        ordering = ["id"]
        indexes = [
            models.Index(fields=["table", "record_id"], name="core_change_record"),
            models.Index(fields=["owner_table", "owner_id"], name="core_change_owner"),
            models.Index(fields=["bulletin_id", "table"], name="core_change_bulletin"),
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.record_id} {Effect(self.effect).label}"
