"""The base of the resources' serializers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from django.core.exceptions import NON_FIELD_ERRORS
from django.core.exceptions import ValidationError as ModelError
from django.db import models
from django.utils.translation import gettext as _
from rest_framework import serializers

from npcrecords.core.models import Tombstone

from .fields import CodeField, InstantField, TextField
from .links import HeldField, NullField, SourceField, refuse_unknown
from .writing import save

LARGEST = 2**31 - 1
SOURCE_COLUMNS = ("source_document", "source_page", "source_line_start", "source_line_end")
PASSED_OVER = frozenset({"id", "modified"})
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

    def to_internal_value(self, data: Any) -> Any:
        """Nothing that is sent is dropped without a word."""
        if isinstance(data, Mapping):
            refuse_unknown(data, self.fields)
        return super().to_internal_value(data)


class RecordSerializer(PartSerializer):
    """A record, the same in lists and by itself.

    ``parts`` maps fields (by their source) that show rows of another table as part of this
    record to the name of the relation. Ids of related records are null where the reader may
    not see them, so the related rows have to be selected along.
    """

    parts: ClassVar[Mapping[str, str]] = {}

    modified = InstantField(read_only=True)
    source = SourceField()

    def refuse_computed(self, *shown: Mapping[str, Any]) -> None:
        """What is computed cannot be written: it may be sent back as one of ``shown`` has it.

        The id and the time of change are passed over, and labels, which follow their code.
        Raises ValidationError.
        """
        message = _("“{name}”由系统得出，不能写入：请删去这一项。")
        errors = {
            name: [serializers.ErrorDetail(message.format(name=name), "read_only")]
            for name, value in self.initial_data.items()
            if self.fields[name].read_only
            and name not in PASSED_OVER
            and not name.endswith("_label")
            and all(value != one[name] for one in shown)
        }
        if errors:
            raise serializers.ValidationError(errors)

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
        names.update(dict.fromkeys(SOURCE_COLUMNS, "source"))
        for name, field in self.fields.items():
            if field.read_only:
                continue
            source = getattr(field, "link", None) or field.source or name
            names.setdefault("bulletin" if source == "*" and name == "source" else source, name)
            if printed := getattr(field, "printed", ""):
                names.setdefault(printed, name)
        if "source" in self.initial_data and "bulletin" not in self.initial_data:
            names["bulletin"] = "source"
        found: dict[str, list[Any]] = {}
        for column, errors in error.error_dict.items():
            for item in errors:
                about = (item.params or {}).get("about") or column
                if about == NON_FIELD_ERRORS:
                    about = self._column_of(item, names) or about
                found.setdefault(names.get(about, about), []).extend(
                    serializers.ErrorDetail(message, item.code or "constraint")
                    for message in item.messages
                )
        return found

    def _column_of(self, error: ModelError, names: Mapping[str, str]) -> str | None:
        """The column that a broken constraint is about: of several, the last one that came in,
        or else the last."""
        model: Any = self.Meta.model
        for constraint in model._meta.constraints:
            if str(constraint.violation_error_message) not in error.messages:
                continue
            known = [column for column in columns_of(constraint) if column in names]
            sent = [column for column in known if names[column] in self.initial_data]
            return next(reversed(sent or known), None)
        return None


def columns_of(constraint: Any) -> list[str]:
    """The columns that a constraint speaks of, in its order."""
    if isinstance(constraint, models.UniqueConstraint):
        return list(constraint.fields)
    return list(_names_in(constraint.condition))


def _names_in(condition: Any) -> Iterator[str]:
    for child in condition.children:
        if isinstance(child, models.Q):
            yield from _names_in(child)
        else:
            yield child[0].split("__")[0]


class EntitySerializer(RecordSerializer):
    """A record that is not taken from one place in one bulletin: its source is null."""

    source = NullField()
