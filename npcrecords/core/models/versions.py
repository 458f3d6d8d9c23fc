"""The version of the public data, and what left the public's sight."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Generation(models.Model):
    """The version of all that the public sees: one row, raised by every change of it.

    It makes the ETag of public answers and the key of cached ones, so that nothing else
    needs to be invalidated.
    """

    number = models.PositiveBigIntegerField(_("版本"), default=0)

    class Meta:
        verbose_name = verbose_name_plural = _("公开数据版本")
        constraints = [
            models.CheckConstraint(
                condition=Q(pk=1),
                name="core_generation_one_row",
                violation_error_message=_("公开数据版本只有一行。"),
            )
        ]

    def __str__(self) -> str:
        return str(self.number)


class Tombstone(models.Model):
    """A record that the public no longer sees, so that programs in sync may drop it.

    ``resource`` is the API's name of the list (``appointments``).
    """

    resource = models.CharField(_("资源"), max_length=50)
    record_id = models.PositiveBigIntegerField(_("记录编号"))
    modified = models.DateTimeField(_("删除时间"), default=timezone.now, db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = _("删除记录")
        constraints = [
            models.UniqueConstraint(
                fields=["resource", "record_id"],
                name="core_tombstone_once",
                violation_error_message=_("这条删除记录已经存在。"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.resource}/{self.record_id}"
