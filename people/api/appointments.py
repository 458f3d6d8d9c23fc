"""Appointment acts."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from npcrecords.core.dates import Precision
from npcrecords.rest.fields import LabelField, PrecisionField, TextField
from npcrecords.rest.serializers import RecordSerializer
from npcrecords.rest.viewsets import RecordViewSet

from ..choices import Act, Effect
from ..models import Appointment, AppointmentTelling, Organization, Person
from .appointment_rows import AppointmentRows
from .filters import AppointmentFilters
from .refs import (
    BulletinField,
    DocumentField,
    PersonField,
    PostField,
    SessionField,
    SubmitterField,
)
from .sources import SourcesField, tellings_of


def _rows(link: str) -> Any:
    """All rows that the foreign key ``link`` may point to: tables that stand above this app."""
    model: Any = Appointment._meta.get_field(link).related_model
    return model._default_manager.all()


class AppointmentSerializer(RecordSerializer):
    """One person, one post, one act. ``name`` and ``post_text`` are as printed."""

    person = PersonField(printed="person_name")
    name = serializers.CharField(source="person_name", max_length=100, required=False)
    post = PostField(printed="post_text")
    act_label = LabelField("act", Act)
    effect = serializers.ChoiceField(Effect.choices, read_only=True)
    effect_label = LabelField("effect", Effect)
    date_precision = PrecisionField("date", Precision)
    document = DocumentField("document", _rows("document"))
    session = SessionField("session", _rows("session"))
    bulletin = BulletinField("bulletin", _rows("bulletin"))
    submitted_by = SubmitterField()
    submitted_by_person = serializers.PrimaryKeyRelatedField(
        queryset=Person.objects.all(), write_only=True, required=False, allow_null=True
    )
    submitted_by_organization = serializers.PrimaryKeyRelatedField(
        queryset=Organization.objects.all(), write_only=True, required=False, allow_null=True
    )
    submitted_by_name = TextField(max_length=200, write_only=True, required=False, allow_blank=True)
    explained_by = PersonField("explained_by", printed="explained_by_name")
    sources = SourcesField()

    class Meta:
        model = Appointment
        fields = [
            "id", "person", "name", "post", "post_text", "act", "act_label", "effect",
            "effect_label", "date", "date_precision", "date_text", "document", "session",
            "bulletin", "reason", "submitted_by", "submitted_by_person",
            "submitted_by_organization", "submitted_by_name", "explained_by", "to_be_filed",
            "filed_with", "source", "sources", "modified",
        ]  # fmt: skip

    def create(self, validated_data: dict[str, Any]) -> Any:
        person = validated_data.get("person")
        if person is not None:
            validated_data.setdefault("person_name", person.name)
        post = validated_data.get("post")
        if post is not None:
            validated_data.setdefault("post_text", str(post))
        return super().create(validated_data)


class AppointmentViewSet(RecordViewSet):
    """任免：一人、一职、一次任免，各是一条。"""

    queryset = Appointment.objects.select_related(
        "person",
        "post__organization",
        "document",
        "session",
        "bulletin",
        "submitted_by_person",
        "submitted_by_organization",
        "explained_by",
    ).prefetch_related(tellings_of(AppointmentTelling))
    serializer_class = AppointmentSerializer
    wide = True
    quick = AppointmentRows()
    filterset_class = AppointmentFilters
    ordering = ("-date", "id")
    ordering_fields = (
        "date",
        "act",
        ("person", "person_name"),
        ("post", "post_text"),
        ("name", "person_name"),
    )
