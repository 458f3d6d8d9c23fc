"""Bulletins."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Count
from rest_framework import serializers

from npcrecords.core import rights
from npcrecords.rest.fields import LabelField
from npcrecords.rest.serializers import EntitySerializer
from npcrecords.rest.viewsets import RecordViewSet
from people.api.refs import OrganizationField

from ..choices import Status
from ..models import Bulletin
from ..services import publish_again, take_back
from .filters import BulletinFilters


class BulletinSerializer(EntitySerializer):
    """One issue of a committee's bulletin."""

    issuer = OrganizationField("issuer", allow_null=False)
    documents_count = serializers.IntegerField(read_only=True)
    status_label = LabelField("status", Status)

    class Meta:
        model = Bulletin
        fields = [
            "id", "issuer", "place", "term", "number", "running_number", "label", "pages",
            "session", "documents_count", "status", "status_label", "published_at", "source",
            "modified",
        ]  # fmt: skip

    @transaction.atomic
    def _save(self, row: Any, values: dict[str, Any]) -> Any:
        """A new bulletin is saved as a draft, then published: programs in sync see it come."""
        status = values.pop("status", row.status)
        user = self.context["request"].user
        if status != (row.status if row.pk else Status.DRAFT):
            rights.require(rights.why_not_publish(user))
        super()._save(row, values)
        (publish_again if status == Status.PUBLISHED else take_back)(bulletin=row, by=user)
        return row


class BulletinViewSet(RecordViewSet):
    """公报。草稿只有工作人员能看到。"""

    queryset = Bulletin.objects.select_related("issuer", "session").annotate(
        documents_count=Count("documents")
    )
    serializer_class = BulletinSerializer
    filterset_class = BulletinFilters
    ordering = ("-term", "-number", "id")
    ordering_fields = ("term", "number", "running_number", "published_at", "pages")
