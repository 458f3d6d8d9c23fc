"""Policy documents."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Prefetch
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from npcrecords.core import rights
from npcrecords.core.dates import Precision
from npcrecords.rest.fields import LabelField, PrecisionField, TextField
from npcrecords.rest.links import NullField, refuse_unknown
from npcrecords.rest.viewsets import RecordViewSet
from npcrecords.rest.visibility import sees_drafts

from ..choices import Completeness, PartyRole, Status
from ..models import Policy, PolicyBasis, PolicyParty
from ..policy_keys import PolicyKeys, policy_keys
from ..policy_queries import with_counts
from ..services import publish_policy_again, take_back_policy
from .policy_filters import PolicyFilters
from .policy_parts import OfPolicySerializer, PartsField


class AdoptedBy(serializers.Serializer[Any]):
    """The meeting that adopted a policy, as printed: it is none that is held."""

    id = serializers.IntegerField(allow_null=True)
    name = serializers.CharField()


@extend_schema_field(AdoptedBy)
class AdoptedByField(serializers.Field[Any, Any, Any, Any]):
    """The meeting that adopted a policy, as ``{"id": null, "name"}``; null where none is told.
    Takes that, or the name alone."""

    shape = AdoptedBy

    def __init__(self) -> None:
        super().__init__(required=False, allow_null=True)

    def run_validation(self, data: Any = serializers.empty) -> Any:
        return "" if data is None else super().run_validation(data)

    def to_internal_value(self, data: Any) -> str:
        if isinstance(data, dict):
            refuse_unknown(data, AdoptedBy().fields)
            if data.get("id") is not None:
                raise serializers.ValidationError(_("通过的会议只记名称：id 请写 null。"), "id")
            data = data.get("name")
        words: str = serializers.CharField(max_length=300).run_validation(data)
        return words

    def to_representation(self, value: Any) -> dict[str, Any] | None:
        return {"id": None, "name": value} if value else None


class BasisRef(serializers.Serializer[Any]):
    """A document that a policy carries out: the held policy that it is, null where none is."""

    id = serializers.IntegerField(allow_null=True)
    title = TextField(allow_null=True)
    number = TextField(allow_null=True)


@extend_schema_field(BasisRef)
class BasisField(serializers.Field[Any, Any, Any, Any]):
    """A document that the policy carries out. Its id follows from number and title: one that
    comes in says nothing."""

    shape = BasisRef

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            raise serializers.ValidationError(
                _('这里要写 {"title": 标题, "number": 文号}。'), "not_a_basis"
            )
        refuse_unknown(data, BasisRef().fields)
        longest = {"title": 500, "number": 100}
        return {
            name: TextField(allow_blank=True, max_length=most).run_validation(data.get(name))
            for name, most in longest.items()
        }

    def to_representation(self, value: Any) -> dict[str, Any]:
        keys: PolicyKeys = self.context["view"].policy_keys
        held = keys.meant(
            title=value.title, number=value.number, place=value.policy.place, but=value.policy_id
        )
        return {"id": held, "title": value.title or None, "number": value.number or None}


@extend_schema_field({"type": "string", "enum": Completeness.values})
class CompletenessField(serializers.Field[Any, Any, Any, Any]):
    """Whether the text begins and ends where the document does."""

    def __init__(self) -> None:
        super().__init__(read_only=True)

    def to_representation(self, value: Any) -> str:
        return str(value)


class PolicySerializer(OfPolicySerializer):
    """A policy document. ``enclosed_title`` is that of the plan which a notice issues.
    ``tasks_count`` counts the tasks, ``rows_count`` the rows of its registers: several rows may
    be one task. ``begins_late`` and ``ends_early`` make ``completeness``."""

    issuers = PartsField("parties", role=PartyRole.ISSUER)
    adopted_by = AdoptedByField()
    adopted_on_precision = PrecisionField("adopted_on", Precision)
    issued_on_precision = PrecisionField("issued_on", Precision)
    addressees = PartsField("parties", role=PartyRole.ADDRESSEE)
    copies = PartsField("parties", role=PartyRole.COPY)
    completeness = CompletenessField()
    completeness_label = LabelField("completeness", Completeness)
    tasks_count = serializers.IntegerField(read_only=True)
    rows_count = serializers.IntegerField(read_only=True)
    measures_count = serializers.IntegerField(read_only=True)
    implements = PartsField("bases", child=BasisField())
    status_label = LabelField("status", Status)
    source = NullField()
    parts = {"parties": "parties", "implements": "bases"}
    roles = dict.fromkeys(("issuers", "addressees", "copies"), "parties")

    class Meta:
        model = Policy
        fields = [
            "id", "title", "enclosed_title", "number", "place", "issuers", "adopted_by",
            "adopted_on", "adopted_on_precision", "adopted_on_text", "issued_on",
            "issued_on_precision", "issued_on_text", "printed_on", "effective_on", "expires_on",
            "disclosure", "addressees", "copies", "period_start", "period_end", "begins_late",
            "ends_early", "completeness", "completeness_label", "tasks_count", "rows_count",
            "measures_count", "implements", "status", "status_label", "published_at", "abstract",
            "source", "modified",
        ]  # fmt: skip

    @transaction.atomic
    def _save(self, row: Any, values: dict[str, Any]) -> Any:
        """A new policy is saved as a draft, then published: programs in sync see it come."""
        status = values.pop("status", row.status)
        user = self.context["request"].user
        if status != (row.status if row.pk else Status.DRAFT):
            rights.require(rights.why_not_publish(user))
        super()._save(row, values)
        verb = publish_policy_again if status == Status.PUBLISHED else take_back_policy
        verb(policy=row, by=user)
        return row


class PolicyViewSet(RecordViewSet):
    """政策文件：方案、计划、决定。草稿只有工作人员能看到。统计见 policies/{id}/statistics/，
    被哪些文件引用见 policies/{id}/cited-by/。"""

    queryset = Policy.objects.prefetch_related(
        Prefetch("parties", PolicyParty.objects.select_related("organization")),
        Prefetch("bases", PolicyBasis.objects.select_related("policy")),
    )
    serializer_class = PolicySerializer
    filterset_class = PolicyFilters
    ordering = ("-issued_on", "id")
    ordering_fields = (
        "title", "number", "place", "issued_on", "adopted_on", "effective_on", "published_at",
    )  # fmt: skip

    def get_queryset(self) -> Any:
        return with_counts(super().get_queryset())

    @cached_property
    def policy_keys(self) -> PolicyKeys:
        """By what each policy goes that this reader sees. One query."""
        return policy_keys(drafts=sees_drafts(self.request.user))
