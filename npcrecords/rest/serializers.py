"""The base of the resources' serializers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.core.exceptions import ValidationError as ModelError
from django.db import models
from rest_framework import serializers

from npcrecords.core.models import Tombstone

from .fields import CodeField, InstantField, TextField
from .links import HeldField, NullField, SourceField
from .writing import save

LARGEST = 2**31 - 1
FIELDS = dict(serializers.ModelSerializer.serializer_field_mapping)


class PartSerializer(serializers.ModelSerializer[Any]):
    """Rows shown as part of another record; and the base of records.

    What comes in is checked by the model, as in the admin.
    """

    serializer_field_mapping = {
        **FIELDS,
        models.CharField: TextField,
        models.TextField: TextField,
        models.DateTimeField: InstantField,
    }
    serializer_choice_field = CodeField
    serializer_related_field = HeldField

    def build_standard_field(self, field_name: str, model_field: Any) -> Any:
        """Whole numbers have the bound of the narrower database, on either."""
        field_class, kwargs = super().build_standard_field(field_name, model_field)
        if "max_value" in kwargs:
            kwargs["max_value"] = min(kwargs["max_value"], LARGEST)
        return field_class, kwargs

    def get_validators(self) -> list[Any]:
        """None: the model's own constraints speak, in its own words."""
        return []


class RecordSerializer(PartSerializer):
    """A record, the same in lists and by itself.

    ``parts`` maps fields (by their source) that show rows of another table as part of this
    record to the name of the relation. Ids of related records are null where the reader may
    not see them, so the related rows have to be selected along.
    """

    parts: ClassVar[Mapping[str, str]] = {}

    modified = InstantField(read_only=True)
    source = SourceField()

    def to_representation(self, instance: Any) -> dict[str, Any]:
        if isinstance(instance, Tombstone):
            modified = self.fields["modified"].to_representation(instance.modified)
            return {"id": instance.record_id, "deleted": True, "modified": modified}
        return super().to_representation(instance)

    def part_values(self, field: str, value: Any) -> list[dict[str, Any]]:
        """The columns of the parts that ``field`` was given as."""
        return [{**item, "order": order} for order, item in enumerate(value)]

    def create(self, validated_data: dict[str, Any]) -> Any:
        model: Any = self.Meta.model
        return self._save(model(), validated_data)

    def update(self, instance: Any, validated_data: dict[str, Any]) -> Any:
        return self._save(instance, validated_data)

    def _save(self, row: Any, values: dict[str, Any]) -> Any:
        parts = {
            relation: self.part_values(field, values.pop(field))
            for field, relation in self.parts.items()
            if field in values
        }
        try:
            save(row=row, values=values, parts=parts)
        except ModelError as error:
            raise serializers.ValidationError(self._in_our_terms(error))
        return row

    def _in_our_terms(self, error: ModelError) -> dict[str, Any]:
        """The model's errors under the names that the fields have here."""
        names: dict[str, str] = {}
        for name, field in self.fields.items():
            if field.read_only:
                continue
            source = getattr(field, "link", None) or field.source or name
            names.setdefault("bulletin" if source == "*" and name == "source" else source, name)
            if printed := getattr(field, "printed", ""):
                names.setdefault(printed, name)
        return {
            names.get(column, column): [
                serializers.ErrorDetail(message, item.code or "constraint")
                for item in errors
                for message in item.messages
            ]
            for column, errors in error.error_dict.items()
        }


class EntitySerializer(RecordSerializer):
    """A record that is not taken from one place in one bulletin: its source is null."""

    source = NullField()
