"""Appointment acts: the only truth about who held what."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from npcrecords.core.dates import precision_field, text_field
from npcrecords.core.models import Sourced

from ..choices import Act, Effect
from .organizations import Organization, Post
from .people import Person


class Appointment(Sourced):
    """One person, one post, one act, one date, one instrument.

    The printed name and post stand beside the links, which may still be unresolved.
    """

    resource = "appointments"
    public_by = ("bulletin", "document", "session")

    person = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="appointments",
        verbose_name=_("人员"),
        help_text=_("尚未认定是谁时为空。"),
    )
    person_name = models.CharField(
        _("姓名（原文）"), max_length=100, help_text=_("文件上印的姓名。")
    )
    post = models.ForeignKey(
        Post,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="appointments",
        verbose_name=_("职务"),
        help_text=_("尚未认定是哪个职务时为空。"),
    )
    post_text = models.CharField(
        _("职务（原文）"), max_length=300, blank=True, help_text=_("文件上印的机构和职务。")
    )
    act = models.CharField(_("任免"), max_length=30, choices=Act, help_text=_("任免的种类。"))
    date = models.DateField(
        _("日期"), null=True, blank=True, db_index=True, help_text=_("通过任免的日期。")
    )
    date_precision = precision_field()
    date_text = text_field()
    document = models.ForeignKey(
        "congress.Document",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="appointments",
        verbose_name=_("任免文件"),
        help_text=_("任免所依据的名单或决定。"),
    )
    session = models.ForeignKey(
        "congress.Session",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="appointments",
        verbose_name=_("会议"),
        help_text=_("通过任免的会议。"),
    )
    reason = models.CharField(_("事由"), max_length=300, blank=True, help_text=_("如“到龄退休”。"))
    submitted_by_person = models.ForeignKey(
        Person,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("提请人"),
        help_text=_("提请任免的人。"),
    )
    submitted_by_organization = models.ForeignKey(
        Organization,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("提请机关"),
        help_text=_("提请任免的机关，如主任会议。"),
    )
    submitted_by_name = models.CharField(
        _("提请者（原文）"), max_length=200, blank=True, help_text=_("提请任免的人或机关，原文。")
    )
    explained_by = models.ForeignKey(
        Person,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("说明人"),
        help_text=_("在会上作说明的人。"),
    )
    explained_by_name = models.CharField(
        _("说明人（原文）"), max_length=100, blank=True, help_text=_("作说明的人，原文。")
    )
    to_be_filed = models.BooleanField(
        _("须报备案"), default=False, help_text=_("文件写明要报备案。")
    )
    filed_with = models.CharField(
        _("备案机关"), max_length=200, blank=True, help_text=_("报哪个机关备案，原文。")
    )

    class Meta(Sourced.Meta):
        verbose_name = verbose_name_plural = _("任免")
        ordering = ["-date", "id"]
        indexes = [
            models.Index(fields=["-date", "id"], name="people_appt_date_id"),
            models.Index(fields=["person", "date"], name="people_appt_person_date"),
            models.Index(fields=["post", "date"], name="people_appt_post_date"),
        ]
        constraints = [
            *Sourced.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(person_name=""),
                name="people_appointment_named",
                violation_error_message=_("任免要有姓名。"),
            ),
            models.CheckConstraint(
                condition=Q(act__in=Act.values),
                name="people_appointment_act",
                violation_error_message=_("没有这种任免。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_name} {Act(self.act).label} {self.post_text}"

    def clean(self) -> None:
        """An act is on a post, if only as printed."""
        super().clean()
        if self.post_id is None and not self.post_text.strip():
            message = _("任免要有职务：请选职务，或写原文。")
            raise ValidationError({"post_text": ValidationError(message, code="required")})

    @property
    def effect(self) -> Effect:
        """What the act does to the tenure: starts it, ends it, or makes it acting."""
        return Act(self.act).effect
