"""Organisations with their aliases, and the posts in them."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from npcrecords.core.admin.base import RecordInline
from npcrecords.core.admin.by_hand import ByHand, Values
from npcrecords.core.admin_site import Group

from ..models import Organization, OrganizationAlias, Post
from .merging import WithMerging


class AliasInline(RecordInline):
    model = OrganizationAlias
    extra = 1


@admin.register(Organization)
class OrganizationAdmin(ByHand, WithMerging):
    group = Group.PEOPLE
    carried = ("classification", "jurisdiction", "parent")
    lists = (
        "people.Post.organization",
        "people.Organization.parent",
        "people.Organization.predecessor",
        "congress.Session.body",
        "congress.Bulletin.issuer",
        "people.DeputyChange.congress",
        "congress.CredentialsReport.congress",
    )
    counts = {"posts_count": "people.Post.organization"}
    list_display = (
        "name",
        "aliases",
        "classification",
        "jurisdiction",
        "parent",
        "posts_count",
        "merged_into",
    )
    list_filter = ("classification", "jurisdiction")
    search_fields = ("name", "alias_set__name")
    search_help_text = _("名称或简称")
    list_select_related = ("parent", "merged_into")
    readonly_fields = ("merged_into",)
    fieldsets = (
        (None, {"fields": ("name", ("classification", "jurisdiction"))}),
        (
            _("沿革"),
            {
                "fields": (
                    "parent",
                    "predecessor",
                    ("founded_on", "founded_on_precision"),
                    ("dissolved_on", "dissolved_on_precision"),
                    "merged_into",
                )
            },
        ),
    )
    inlines = (AliasInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Organization]:
        return super().get_queryset(request).prefetch_related("alias_set")

    def starting(self, request: HttpRequest, given: Values) -> Values:
        rows = Organization.objects.order_by("-pk").values_list("jurisdiction", flat=True)
        return {"jurisdiction": rows.first() or ""}

    @admin.display(description=_("简称"))
    def aliases(self, row: Organization) -> str:
        return "、".join(alias.name for alias in row.alias_set.all())

    @admin.display(description=_("职务"), ordering="posts_count")
    def posts_count(self, row: Any) -> int:
        return int(row.posts_count)

    def choice_label(self, row: Organization) -> str:
        outside = row.jurisdiction and row.jurisdiction not in row.name
        return f"{row} · {row.jurisdiction}" if outside else str(row)


@admin.register(Post)
class PostAdmin(ByHand):
    group = Group.PEOPLE
    carried = ("organization",)
    lists = ("people.Appointment.post",)
    counts = {"acts_count": "people.Appointment.post"}
    list_display = ("title", "organization", "acts_count")
    list_filter = ("organization__classification", "organization__jurisdiction")
    search_fields = ("title", "organization__name")
    search_help_text = _("机构或职务")
    list_select_related = ("organization",)
    fieldsets = ((None, {"fields": ("organization", "title")}),)

    @admin.display(description=_("任免条数"), ordering="acts_count")
    def acts_count(self, row: Any) -> int:
        return int(row.acts_count)
