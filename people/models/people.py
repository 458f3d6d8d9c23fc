"""Persons."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from npcrecords.core.mentions import known
from npcrecords.core.models import Record

from ..names import pinyin_of

# The links that name a person.
NAMED_IN = (
    "people.Appointment.person",
    "congress.Attendance.person",
    "congress.DocumentAuthor.person",
    "people.DeputyChange.person",
    "congress.Reporter.person",
    "congress.SessionChair.person",
    "people.Appointment.submitted_by_person",
    "people.Appointment.explained_by",
    "congress.TaskLeader.person",
    "congress.TaskStep.person",
)


class PersonQuerySet(models.QuerySet["Person"]):
    """Persons."""

    def public(self) -> Self:
        """Those whom a public record names, or none at all: not those of drafts alone."""
        return self.filter(known(NAMED_IN))


class Person(Record):
    """A person (Popolo Person). Never matched by name alone: a name is looked up within its
    ``jurisdiction``, and ``note`` tells bearers of one name there apart."""

    resource = "people"
    known_by_mention = True
    derived = ("modified", "pinyin")
    by_verb = ("merged_into",)

    name = models.CharField(_("姓名"), max_length=100, db_index=True, help_text=_("不含空格。"))
    jurisdiction = models.CharField(
        _("行政区域"), max_length=100, blank=True, help_text=_("在哪个行政区域的公报里出现。")
    )
    note = models.CharField(
        _("区别说明"), max_length=200, blank=True, help_text=_("区别同名者的说明，如“女”“审判员”。")
    )
    pinyin = models.CharField(
        _("拼音"),
        max_length=200,
        blank=True,
        editable=False,
        db_index=True,
        help_text=_("不带声调的拼音和首字母，供查找。"),
    )
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="merged",
        editable=False,
        verbose_name=_("并入"),
        help_text=_("两条记录合并后，旧编号指向的新记录。"),
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("人员")
        ordering = ["name", "id"]
        permissions = [("merge_person", _("合并人员"))]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "jurisdiction", "note"],
                condition=Q(merged_into=None),
                name="people_person_once",
                violation_error_message=_("已有同名人员：请写明区别说明。"),
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="people_person_named",
                violation_error_message=_("人员要有姓名。"),
            ),
            models.CheckConstraint(
                condition=~Q(merged_into=F("id")),
                name="people_person_not_itself",
                violation_error_message=_("人员不能并入自己。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.note}）" if self.note else self.name

    def derive(self) -> None:
        super().derive()
        self.pinyin = pinyin_of(self.name)
