"""Organisations, their aliases, and the posts in them."""

from __future__ import annotations

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from npcrecords.core.dates import precision_field
from npcrecords.core.mentions import known
from npcrecords.core.models import Part, Record, leads_back

from ..choices import Classification

# The links that name an organisation; and those that name a post.
ORGANIZATION_NAMED_IN = (
    "congress.Bulletin.issuer",
    "congress.Session.body",
    "people.Post.organization",
    "congress.DocumentAuthor.organization",
    "people.DeputyChange.congress",
    "congress.CredentialsReport.congress",
    "congress.Opinion.addressee_organization",
    "congress.FollowUp.author_organization",
    "congress.OpinionPoint.claim_by",
    "congress.OpinionPoint.verified_by",
    "people.Appointment.submitted_by_organization",
    "congress.PolicyParty.organization",
    "congress.MeasureUnit.organization",
    "congress.TaskUnit.organization",
    "congress.TaskStep.actor",
)
POST_NAMED_IN = ("people.Appointment.post",)


class OrganizationQuerySet(models.QuerySet["Organization"]):
    """Organisations."""

    def public(self) -> Self:
        """Those that a public record names, or none at all; and those that stand above or
        before others, whatever names them: the structure is no secret of a draft."""
        others = self.model._default_manager.order_by()
        above = Exists(others.filter(parent=OuterRef("pk")))
        before = Exists(others.filter(predecessor=OuterRef("pk")))
        return self.filter(known(ORGANIZATION_NAMED_IN) | above | before)


class PostQuerySet(models.QuerySet["Post"]):
    """Posts."""

    def public(self) -> Self:
        """Those that a public record names, or none at all."""
        return self.filter(known(POST_NAMED_IN))


class Organization(Record):
    """An organisation (Popolo Organization), under its full name."""

    resource = "organizations"
    known_by_mention = True
    by_verb = ("merged_into",)

    name = models.CharField(
        _("名称"), max_length=200, help_text=_("全称，如“宁波市发展和改革委员会”。")
    )
    classification = models.CharField(
        _("类别"), max_length=30, choices=Classification, blank=True, help_text=_("机关的类别。")
    )
    jurisdiction = models.CharField(
        _("行政区域"),
        max_length=100,
        blank=True,
        db_index=True,
        help_text=_("所属行政区域，如“宁波市”；也是简称适用的范围。"),
    )
    parent = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("上级机构"),
        help_text=_("本机构是哪个机构的内设机构。"),
    )
    predecessor = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="successors",
        verbose_name=_("前身"),
        help_text=_("更名、合并前的机构。"),
    )
    founded_on = models.DateField(
        _("设立日期"), null=True, blank=True, help_text=_("机构设立的日期。")
    )
    founded_on_precision = precision_field()
    dissolved_on = models.DateField(
        _("撤销日期"),
        null=True,
        blank=True,
        help_text=_("机构撤销或并入别的机构的日期：从这天起，没有免职记录的人不再算在任。"),
    )
    dissolved_on_precision = precision_field()
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

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("机构")
        ordering = ["name", "id"]
        permissions = [("merge_organization", _("合并机构"))]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "jurisdiction"],
                condition=Q(merged_into=None),
                name="people_organization_name_once",
                violation_error_message=_("本行政区域已有同名机构。"),
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="people_organization_named",
                violation_error_message=_("机构要有名称。"),
            ),
            models.CheckConstraint(
                condition=~Q(parent=F("id")) & ~Q(predecessor=F("id")) & ~Q(merged_into=F("id")),
                name="people_organization_not_itself",
                violation_error_message=_("机构不能是自己的上级、前身或并入对象。"),
            ),
            models.CheckConstraint(
                condition=Q(dissolved_on__gte=F("founded_on")),
                name="people_organization_days",
                violation_error_message=_("撤销日期不能早于设立日期。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """No organisation stands above itself, or comes before itself, through others."""
        super().clean()
        said = {
            "parent": _("“%(name)s”是本机构，或在本机构之下：不能作本机构的上级。"),
            "predecessor": _("“%(name)s”是本机构，或由本机构演变而来：不能作本机构的前身。"),
        }
        errors = {
            link: ValidationError(message, code="loop", params={"name": getattr(self, link)})
            for link, message in said.items()
            if leads_back(self, link)
        }
        if errors:
            raise ValidationError(errors)


class OrganizationAlias(Part):
    """Another name of an organisation: within ``jurisdiction`` it means this one."""

    part_of = "organization"

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="alias_set", verbose_name=_("机构")
    )
    name = models.CharField(
        _("简称或别名"), max_length=200, db_index=True, help_text=_("如“市发改委”。")
    )
    jurisdiction = models.CharField(
        _("适用范围"),
        max_length=100,
        blank=True,
        help_text=_("这个简称在哪个行政区域的文件里指本机构。"),
    )
    valid_from = models.DateField(
        _("启用日期"), null=True, blank=True, help_text=_("从哪天起这样称呼；不知道就空着。")
    )
    valid_to = models.DateField(
        _("停用日期"), null=True, blank=True, help_text=_("到哪天为止这样称呼；还在用就空着。")
    )

    class Meta:
        verbose_name = verbose_name_plural = _("机构简称")
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "name", "jurisdiction"],
                name="people_alias_once",
                violation_error_message=_("这个机构已有这个简称。"),
            ),
            models.CheckConstraint(
                condition=Q(valid_to__gte=F("valid_from")),
                name="people_alias_days",
                violation_error_message=_("停用日期不能早于启用日期。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Post(Record):
    """A post in an organisation (Popolo Post)."""

    resource = "posts"
    known_by_mention = True

    organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        related_name="posts",
        verbose_name=_("机构"),
        help_text=_("职务所在的机构。"),
    )
    title = models.CharField(_("职务"), max_length=100, help_text=_("如“副主任”“审判员”。"))

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("职务")
        ordering = ["organization__name", "title", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "title"],
                name="people_post_once",
                violation_error_message=_("这个机构已有这个职务。"),
            ),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="people_post_titled",
                violation_error_message=_("职务要有名称。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization}{self.title}"
