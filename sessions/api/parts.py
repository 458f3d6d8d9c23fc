"""Rows that are shown as part of another record."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from npcrecords.rest.fields import CodeField, LabelField
from npcrecords.rest.links import hides
from npcrecords.rest.serializers import PartSerializer
from people.api.refs import OrganizationField, PersonField

from ..choices import AgendaKind, OutcomeKind, RelationKind
from ..models import DocumentAuthor, DocumentRelation, Outcome, Reporter


class PeopleField(serializers.ListField):
    """Persons in their order, each resolved or as printed."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(child=PersonField(printed="name", source=None), required=False, **kwargs)

    def to_representation(self, data: Any) -> list[Any]:
        return [self.child.to_representation(row) for row in data.all()]

    def run_child_validation(self, data: Any) -> list[Any]:
        found: list[Any] = super().run_child_validation(data)
        for item in found:
            if item.get("person") is not None:
                item.setdefault("name", item["person"].name)
        return found


class KindsField(serializers.ListField):
    """The kinds of an agenda item."""

    def __init__(self, **kwargs: Any) -> None:
        child = CodeField(AgendaKind.choices)
        super().__init__(child=child, source="kind_set", required=False, **kwargs)

    def to_internal_value(self, data: Any) -> list[Any]:
        return [{"kind": kind} for kind in dict.fromkeys(super().to_internal_value(data))]

    def to_representation(self, data: Any) -> list[Any]:
        return [row.kind for row in data.all()]


class KindLabelsField(serializers.ListField):
    """The labels of the kinds, in the same order."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(child=serializers.CharField(), source="kind_set", read_only=True, **kwargs)

    def to_representation(self, data: Any) -> list[Any]:
        return [row.get_kind_display() for row in data.all()]


class ReporterSerializer(PartSerializer):
    """Who reported or explained what."""

    person = PersonField(printed="name")

    class Meta:
        model = Reporter
        fields = ["person", "role", "on_behalf_of", "topic"]


class OutcomeSerializer(PartSerializer):
    """What the session did with an agenda item."""

    kind_label = LabelField("kind", OutcomeKind)

    class Meta:
        model = Outcome
        fields = ["kind", "kind_label", "title", "document"]


class IdsField(serializers.ListField):
    """The ids of rows that stand under this one, of those that the reader may see."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(child=serializers.IntegerField(), read_only=True, **kwargs)

    def to_representation(self, data: Any) -> list[Any]:
        return [row.pk for row in data.all() if not hides(self, row)]


class AuthorOrganizationField(OrganizationField):
    """The organisation of an author; of a document signed by no person, else as printed."""

    def to_representation(self, value: Any) -> Any:
        if value.organization is None and value.person is None and not value.name and value.text:
            return self.unresolved(value.text)
        return super().to_representation(value)


class AuthorSerializer(PartSerializer):
    """An organisation and/or a person who made a document; ``text`` is the signature."""

    organization = AuthorOrganizationField("organization")
    person = PersonField(printed="name")

    class Meta:
        model = DocumentAuthor
        fields = ["organization", "person", "role", "text"]


class _Visible(serializers.ListSerializer[Any]):
    """Without the relations to what the reader may not see."""

    def to_representation(self, data: Any) -> list[Any]:
        seen = [row for row in data.all() if not hides(self, row.target)]
        child: Any = self.child
        return [child.to_representation(row) for row in seen]


class RelationSerializer(PartSerializer):
    """How a document stands to another one."""

    kind_label = LabelField("kind", RelationKind)

    class Meta:
        model = DocumentRelation
        fields = ["kind", "kind_label", "document"]
        extra_kwargs = {"document": {"source": "target"}}
        list_serializer_class = _Visible
