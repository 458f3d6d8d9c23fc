"""The reports on the deputies' credentials."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from npcrecords.core.models import Sourced

from .documents import Document


class CredentialsReport(Sourced):
    """The seat arithmetic of a credentials report."""

    resource = "credentials-reports"
    public_by = ("bulletin", "document")

    document = models.ForeignKey(
        Document,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="credentials",
        verbose_name=_("文件"),
        help_text=_("报告的文件。"),
    )
    congress = models.ForeignKey(
        "people.Organization",
        models.PROTECT,
        related_name="credentials_reports",
        verbose_name=_("人民代表大会"),
        help_text=_("哪个人民代表大会的代表。"),
    )
    term = models.PositiveIntegerField(_("届"), null=True, blank=True, help_text=_("第几届。"))
    seats = models.PositiveIntegerField(
        _("代表名额"), null=True, blank=True, help_text=_("代表总名额。")
    )
    before = models.PositiveIntegerField(
        _("原有代表"), null=True, blank=True, help_text=_("变动前实有代表数。")
    )
    vacated = models.PositiveIntegerField(
        _("出缺"), null=True, blank=True, help_text=_("出缺人数。")
    )
    by_elected = models.PositiveIntegerField(
        _("补选"), null=True, blank=True, help_text=_("补选人数。")
    )
    after = models.PositiveIntegerField(
        _("现有代表"), null=True, blank=True, help_text=_("变动后实有代表数。")
    )

    class Meta(Sourced.Meta):
        verbose_name = verbose_name_plural = _("代表资格报告")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.before} − {self.vacated} + {self.by_elected} = {self.after}"

    @property
    def adds_up(self) -> bool | None:
        """Whether before − vacated + by-elected is after; None where a number is missing."""
        if self.before is None or self.after is None:
            return None
        return self.before - (self.vacated or 0) + (self.by_elected or 0) == self.after
