"""Votes on how satisfied the committee is with what became of an opinion."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from npcrecords.core.models import Sourced

from .meetings import Session
from .opinions import Opinion
from .points import OpinionPoint


class SatisfactionVote(Sourced):
    """A vote (满意度测评) on an opinion as a whole, or on one of its points."""

    resource = "satisfaction-votes"
    public_by = ("bulletin", "opinion", "point", "session")

    opinion = models.ForeignKey(
        Opinion,
        models.RESTRICT,
        related_name="votes",
        verbose_name=_("审议意见"),
        help_text=_("测评哪件审议意见的办理。"),
    )
    point = models.ForeignKey(
        OpinionPoint,
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="votes",
        verbose_name=_("审议意见条目"),
        help_text=_("单独测评一条时选定；测评整件的为空。"),
    )
    session = models.ForeignKey(
        Session,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="satisfaction_votes",
        verbose_name=_("会议"),
        help_text=_("在哪次会议上测评。"),
    )
    voted_on = models.DateField(
        _("测评日期"), null=True, blank=True, db_index=True, help_text=_("测评的日期。")
    )
    satisfied = models.PositiveIntegerField(_("满意票"), help_text=_("“满意”的票数。"))
    basically = models.PositiveIntegerField(_("基本满意票"), help_text=_("“基本满意”的票数。"))
    not_satisfied = models.PositiveIntegerField(_("不满意票"), help_text=_("“不满意”的票数。"))
    abstained = models.PositiveIntegerField(
        _("弃权票"), null=True, blank=True, help_text=_("弃权的票数；没有写明的为空。")
    )
    absent = models.PositiveIntegerField(
        _("未投票"), null=True, blank=True, help_text=_("到会而没有投票的人数；没有写明的为空。")
    )

    class Meta(Sourced.Meta):
        verbose_name = verbose_name_plural = _("满意度测评")
        ordering = ["opinion_id", "voted_on", "id"]
        constraints = [
            *Sourced.Meta.constraints,
            models.CheckConstraint(
                condition=Q(satisfied__gt=0) | Q(basically__gt=0) | Q(not_satisfied__gt=0),
                name="congress_vote_counted",
                violation_error_message=_(
                    "三种票都是 0 的测评不成立：请写明满意、基本满意、不满意各多少票。"
                ),
            ),
        ]

    def __str__(self) -> str:
        return _("满意 %(satisfied)s · 基本满意 %(basically)s · 不满意 %(not_satisfied)s") % {
            "satisfied": self.satisfied,
            "basically": self.basically,
            "not_satisfied": self.not_satisfied,
        }

    def clean(self) -> None:
        """The point is of the opinion; nobody votes before the opinion is adopted."""
        super().clean()
        if self.opinion_id is None:
            return
        errors: dict[str, ValidationError] = {}
        if self.point is not None and self.point.opinion_id != self.opinion_id:
            errors["point"] = ValidationError(
                _("这一条不在所测评的审议意见里：请选那件审议意见的方面或条，测评整件的不选。"),
                code="other_opinion",
            )
        adopted = self.opinion.adopted_on
        if self.voted_on and adopted and self.voted_on < adopted:
            errors["voted_on"] = ValidationError(
                _("测评日期早于审议意见的通过日期 %(day)s：请核对这两个日期。"),
                code="before_adoption",
                params={"day": adopted},
            )
        if errors:
            raise ValidationError(errors)
