"""What staff decided about things of one name in policies, opinions and reports."""

from __future__ import annotations

from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from npcrecords.core.models import Record

from ..choices import LinkState
from .documents import Document
from .opinions import Opinion
from .policies import Policy

TARGETS = ("to_policy", "opinion", "document")


class PolicyLinkQuerySet(models.QuerySet["PolicyLink"]):
    """Links of policies."""

    def public(self) -> Self:
        """Those that staff confirmed, between records that everybody may see."""
        found: Any = Q(policy__status="published", state=LinkState.CONFIRMED)
        for name in TARGETS:
            field: Any = self.model._meta.get_field(name)
            seen = field.related_model._default_manager.order_by().public()
            found &= Q(**{name: None}) | Exists(seen.filter(pk=OuterRef(f"{name}_id")))
        return self.filter(found)


class PolicyLink(Record):
    """A policy and another record that name the same thing (``name``: 甬江实验室). It is a
    suggestion until somebody confirms it, and never counts as a citation."""

    resource = "policy-links"
    public_by = ("policy", "to_policy", "document", "opinion")

    policy = models.ForeignKey(
        Policy, models.CASCADE, related_name="links", verbose_name=_("政策文件")
    )
    to_policy = models.ForeignKey(
        Policy,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="linked_from",
        verbose_name=_("另一份政策文件"),
    )
    opinion = models.ForeignKey(
        Opinion,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="policy_links",
        verbose_name=_("审议意见"),
    )
    document = models.ForeignKey(
        Document,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="policy_links",
        verbose_name=_("文件"),
    )
    name = models.CharField(
        _("同名事物"), max_length=200, help_text=_("两处都写到的名称，如“甬江实验室”。")
    )
    state = models.CharField(
        _("处理"),
        max_length=10,
        choices=LinkState,
        default=LinkState.SUGGESTED,
        db_index=True,
        help_text=_("确认之前只是提示，不算引用。"),
    )
    reason = models.CharField(_("理由"), max_length=300, blank=True, help_text=_("为什么这样定。"))

    objects = PolicyLinkQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("政策文件的关联")
        ordering = ["policy_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["policy", "name", target],
                condition=Q(**{f"{target}__isnull": False}),
                name=f"congress_policylink_{target}_once",
                violation_error_message=_("这个关联已经录入。"),
            )
            for target in TARGETS
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """A link leads to one other record."""
        super().clean()
        held: list[Any] = [name for name in TARGETS if getattr(self, f"{name}_id") is not None]
        if len(held) != 1:
            raise ValidationError(
                _("请选一个关联的对象：另一份政策文件、一件审议意见或一个文件，只选一个。"),
                code="one_target",
            )
        if self.to_policy_id is not None and self.to_policy_id == self.policy_id:
            message = _("政策文件不能与自己关联：请选另一份。")
            raise ValidationError({"to_policy": ValidationError(message, code="itself")})
