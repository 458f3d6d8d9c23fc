"""What policies cite, and things of one name that staff linked."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from npcrecords.rest.fields import LabelField
from npcrecords.rest.links import IdField
from npcrecords.rest.serializers import EntitySerializer
from npcrecords.rest.viewsets import RecordViewSet
from npcrecords.rest.visibility import sees_drafts

from ..choices import LinkState
from ..cited_policies import with_meant
from ..models import Document, Opinion, Policy, PolicyCitation, PolicyLink
from .policy_filters import PolicyCitationFilters, PolicyLinkFilters
from .policy_parts import OfPolicySerializer


class PolicyLinkSerializer(EntitySerializer):
    """A policy and another record that name the same thing. It is no citation: staff said so.
    What nobody confirmed is seen by staff alone."""

    policy = IdField(queryset=Policy.objects.all())
    to_policy = IdField(queryset=Policy.objects.all(), required=False, allow_null=True)
    opinion = IdField(queryset=Opinion.objects.all(), required=False, allow_null=True)
    document = IdField(queryset=Document.objects.all(), required=False, allow_null=True)
    state_label = LabelField("state", LinkState)

    class Meta:
        model = PolicyLink
        fields = [
            "id", "policy", "to_policy", "opinion", "document", "name", "state", "state_label",
            "reason", "source", "modified",
        ]  # fmt: skip


class PolicyLinkViewSet(RecordViewSet):
    """政策文件与别的政策文件、审议意见、文件写到的同名事物，经人工确认。不算引用。"""

    queryset = PolicyLink.objects.all()
    serializer_class = PolicyLinkSerializer
    filterset_class = PolicyLinkFilters
    ordering = ("policy_id", "name", "id")
    ordering_fields = ("name", "state", ("policy", "policy_id"))


@extend_schema_field({"type": ["integer", "null"]})
class MeantIdField(serializers.Field[Any, Any, Any, Any]):
    """The id of the record that a citation means, as the list found it."""

    def __init__(self, found: str) -> None:
        super().__init__(source="*", read_only=True, allow_null=True)
        self.found = found

    def to_representation(self, value: Any) -> int | None:
        held: int | None = getattr(value, self.found)
        return held


class PolicyCitationSerializer(OfPolicySerializer):
    """A title or a document number that a policy cites. ``cited_policy`` and ``cited_document``
    are the held records that it means, found by number or title; null where none is held."""

    policy = IdField(queryset=Policy.objects.all())
    cited_policy = MeantIdField("meant_policy_id")
    cited_document = MeantIdField("meant_document_id")

    class Meta:
        model = PolicyCitation
        fields = [
            "id", "policy", "title", "number", "count", "cited_policy", "cited_document", "page",
            "line_start", "line_end", "source", "modified",
        ]  # fmt: skip


class PolicyCitationViewSet(RecordViewSet):
    """政策文件引用的标题和文号。"""

    queryset = PolicyCitation.objects.all()
    serializer_class = PolicyCitationSerializer
    filterset_class = PolicyCitationFilters
    ordering = ("policy_id", "id")
    ordering_fields = ("title", "number", "count", ("policy", "policy_id"))

    def get_queryset(self) -> Any:
        return with_meant(super().get_queryset(), drafts=sees_drafts(self.request.user))
