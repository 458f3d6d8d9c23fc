"""Files that came in, what the machine read of them, and what people made of that."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from npcrecords.core.models import Record

from ..choices import ImportKind, ImportState
from .bulletins import Bulletin


class ImportJob(Record):
    """One file on its way in: upload → read → review → publish. ``kind`` says whether it is a
    bulletin or a policy document, and so which record file was read of it.

    ``parsed`` is what the machine read and is never overwritten by people; ``reviewed`` is
    the same record as people mended it, null while nobody did. ``hints`` are what people told
    the machine about the file, for reading it again: ``{"starts": [line …], "not_starts":
    [line …]}``. ``settled`` holds what people decided about findings, by fingerprint.
    """

    derived = (
        "modified", "text", "parsed", "reviewed", "settled", "hints",
        "stage", "done", "total", "progress_at", "claimed_by", "claimed_at",
    )  # fmt: skip

    kind = models.CharField(
        _("种类"),
        max_length=20,
        choices=ImportKind,
        default=ImportKind.BULLETIN,
        help_text=_("公报，还是政策文件。"),
    )
    file_name = models.CharField(_("文件名"), max_length=255, help_text=_("上传的文件。"))
    sha256 = models.CharField(_("校验码"), max_length=64, db_index=True, help_text=_("SHA-256。"))
    file = models.FileField(
        _("文件"), upload_to="imports/%Y/%m/", max_length=300, blank=True, help_text=_("原件。")
    )
    state = models.CharField(
        _("进度"),
        max_length=20,
        choices=ImportState,
        default=ImportState.PUBLISHED,
        db_index=True,
        help_text=_("读到哪一步、审到哪一步。"),
    )
    stage = models.CharField(_("正在做"), max_length=40, blank=True, editable=False)
    done = models.PositiveIntegerField(_("已完成"), default=0, editable=False)
    total = models.PositiveIntegerField(_("共计"), default=0, editable=False)
    progress_at = models.DateTimeField(_("最近有进展"), null=True, blank=True, editable=False)
    error = models.TextField(_("读不出的原因"), blank=True)
    text = models.TextField(_("原文"), blank=True, help_text=_("从文件中读出的全文。"))
    parsed = models.JSONField(_("读出的记录"), null=True, help_text=_("机器读出的记录文件。"))
    reviewed = models.JSONField(
        _("审定的记录"), null=True, blank=True, help_text=_("人工订正后的记录文件。")
    )
    hints = models.JSONField(_("给机器的提示"), default=dict, blank=True)
    settled = models.JSONField(_("对问题的处理"), default=dict, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("上传人"),
    )
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("审核人"),
        help_text=_("正在审核的人。"),
    )
    claimed_at = models.DateTimeField(_("审核人最近操作"), null=True, blank=True)
    reviewers = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="+",
        verbose_name=_("审核过的人"),
        help_text=_("订正过或审核过这份记录的人。"),
    )
    bulletin = models.ForeignKey(
        Bulletin,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="imports",
        verbose_name=_("公报"),
        help_text=_("发布成了哪一期公报。"),
    )
    policy = models.ForeignKey(
        "congress.Policy",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="imports",
        verbose_name=_("政策文件"),
        help_text=_("发布成了哪份政策文件。"),
    )

    class Meta:
        verbose_name = verbose_name_plural = _("导入")
        ordering = ["-modified", "id"]

    def __str__(self) -> str:
        return self.file_name
