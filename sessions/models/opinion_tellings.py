"""What each bulletin says of a review opinion."""

from __future__ import annotations

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from npcrecords.core.models import Part

from .bulletins import Bulletin
from .opinions import Opinion


class OpinionTelling(Part):
    """What one bulletin says of an opinion, kept beside the opinion itself: so it comes out the
    same in whatever order the bulletins are published, and when one of them is taken away.

    ``facts`` are values by column, ``points`` the aspects as its follow-ups name them (of the
    bulletin that ``prints`` the opinion none: its points are the opinion's own). ``tracks``
    says that the committee itself reports in it, whose reports quote the opinion.
    """

    part_of = "opinion"

    opinion = models.ForeignKey(
        Opinion, models.CASCADE, related_name="tellings", verbose_name=_("审议意见")
    )
    bulletin = models.ForeignKey(Bulletin, models.CASCADE, related_name="+", verbose_name=_("公报"))
    prints = models.BooleanField(_("印有全文"), default=False)
    tracks = models.BooleanField(_("有跟踪督办报告"), default=False)
    facts = models.JSONField(_("所述事实"), default=dict, encoder=DjangoJSONEncoder, blank=True)
    points = models.JSONField(_("所述方面"), default=list, encoder=DjangoJSONEncoder, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("公报所述的审议意见")
        constraints = [
            models.UniqueConstraint(
                fields=["opinion", "bulletin"], name="congress_opinion_told_once_by_a_bulletin"
            )
        ]

    def __str__(self) -> str:
        return f"{self.bulletin}：{self.opinion}"
