"""Persons, organisations and posts."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Prefetch
from rest_framework import serializers

from npcrecords.core.dates import Precision
from npcrecords.rest.fields import LabelField, PrecisionField
from npcrecords.rest.serializers import EntitySerializer
from npcrecords.rest.viewsets import RecordViewSet
from npcrecords.rest.visibility import sees_drafts

from ..choices import Classification
from ..models import Appointment, Organization, Person, Post
from .filters import OrganizationFilters, PersonFilters, PostFilters
from .refs import OrganizationField


class PersonSerializer(EntitySerializer):
    """A person; ``note`` tells bearers of one name apart."""

    class Meta:
        model = Person
        fields = ["id", "name", "note", "jurisdiction", "pinyin", "source", "modified"]
        read_only_fields = ["pinyin"]


LATEST = 3


class PostsHeldField(serializers.ListField):
    """The posts that the latest acts on a person tell of, as text: what tells bearers of one
    name apart where there is no note. The acts have to be fetched along (``acts_on``)."""

    child = serializers.CharField()

    def to_representation(self, data: Any) -> list[str]:
        posts = dict.fromkeys(str(act.post) if act.post else act.post_text for act in data)
        return list(posts)[:LATEST]


class PersonInListSerializer(PersonSerializer):
    """A person; ``note`` tells bearers of one name apart, and so does what they ``held``: up to
    three posts, the latest first."""

    held = PostsHeldField(source="acts_on", read_only=True)

    class Meta(PersonSerializer.Meta):
        fields = ["id", "name", "note", "jurisdiction", "pinyin", "held", "source", "modified"]


class PersonViewSet(RecordViewSet):
    """人员，连同最近的任职。合并过的旧编号转到新编号（301）。"""

    queryset = Person.objects.select_related("merged_into")
    serializer_class = PersonInListSerializer
    filterset_class = PersonFilters
    ordering = ("name", "id")
    ordering_fields = ("name", "pinyin")

    def get_queryset(self) -> Any:
        """With the acts on each, the latest first: one query for a page."""
        acts: Any = Appointment.objects.select_related("post__organization")
        if not sees_drafts(self.request.user):
            acts = acts.public()
        acts = acts.order_by(F("date").desc(nulls_last=True), "-id")
        return super().get_queryset().prefetch_related(Prefetch("appointments", acts, "acts_on"))


class AliasesField(serializers.ListField):
    """The other names of an organisation."""

    child = serializers.CharField(max_length=200)

    def to_representation(self, data: Any) -> list[str]:
        return [alias.name for alias in data.all()]


class OrganizationSerializer(EntitySerializer):
    """An organisation with its aliases."""

    classification_label = LabelField("classification", Classification)
    aliases = AliasesField(source="alias_set", required=False)
    parent = OrganizationField("parent")
    predecessor = OrganizationField("predecessor")
    founded_on_precision = PrecisionField("founded_on", Precision)
    dissolved_on_precision = PrecisionField("dissolved_on", Precision)
    parts = {"alias_set": "alias_set"}

    class Meta:
        model = Organization
        fields = [
            "id", "name", "aliases", "classification", "classification_label", "parent",
            "jurisdiction", "predecessor", "founded_on", "founded_on_precision", "dissolved_on",
            "dissolved_on_precision", "source", "modified",
        ]  # fmt: skip

    def part_values(self, field: str, value: Any) -> list[dict[str, Any]]:
        return [{"name": name} for name in dict.fromkeys(value)]


class OrganizationViewSet(RecordViewSet):
    """机构，连同简称和别名。合并过的旧编号转到新编号（301）。"""

    queryset = Organization.objects.select_related(
        "parent", "predecessor", "merged_into"
    ).prefetch_related("alias_set")
    serializer_class = OrganizationSerializer
    filterset_class = OrganizationFilters
    ordering = ("name", "id")
    ordering_fields = ("name", "jurisdiction", "classification")


class PostSerializer(EntitySerializer):
    """A post in an organisation."""

    organization = OrganizationField(allow_null=False)

    class Meta:
        model = Post
        fields = ["id", "organization", "title", "source", "modified"]


class PostViewSet(RecordViewSet):
    """职务。"""

    queryset = Post.objects.select_related("organization")
    serializer_class = PostSerializer
    filterset_class = PostFilters
    ordering = ("organization__name", "title", "id")
    ordering_fields = ("title", ("organization", "organization__name"))
