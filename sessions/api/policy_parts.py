"""Rows shown as part of policies, measures and tasks: who issued, who is to act, who leads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from npcrecords.rest.fields import CodeField, LabelField, TextField
from npcrecords.rest.links import Ref, refuse_unknown
from npcrecords.rest.serializers import PartSerializer, RecordSerializer
from people.api.refs import OrganizationField, PersonField

from ..choices import CorrectionState, TaskField
from ..models import TaskCorrection

LONGEST_LIST = 1000


class UnitRef(Ref):
    """An organisation, or one that is not resolved: ``printed`` is its name as printed. A
    ``group`` (各镇（街道）) is a kind of organisations and no single one."""

    printed = serializers.CharField()
    group = serializers.BooleanField()


class LeaderRef(Ref):
    """A person who answers for a task: ``printed`` is the name as printed. ``lead_unit`` is the
    leading unit that stands beside the name where a cell holds several of both."""

    printed = serializers.CharField()
    role = TextField(allow_null=True)
    lead_unit = TextField(allow_null=True)


class _Printed:
    """A reference whose printed words stay beside it, whatever it is resolved to."""

    more: ClassVar[Mapping[str, serializers.Field[Any, Any, Any, Any]]] = {}

    def to_internal_value(self: Any, data: Any) -> dict[str, Any]:
        given = data if isinstance(data, Mapping) else {"id": data}
        refuse_unknown(given, self.shape().fields)
        found: dict[str, Any] = super().to_internal_value(given.get("id"))  # type: ignore[misc]
        row = found[self.link]
        words = given.get("printed") or given.get("name") or (row.name if row else "")
        if not words:
            raise serializers.ValidationError(_("没有编号时要写 name：原文的名称。"), "name")
        found["name"] = serializers.CharField(max_length=self.longest).run_validation(words)
        for name, field in self.more.items():
            if name in given:
                found[name] = field.run_validation(given[name])
        return found

    def to_representation(self: Any, value: Any) -> dict[str, Any]:
        row = getattr(value, self.link)
        return {
            "id": None if row is None else row.pk,
            "name": value.name if row is None else row.name,
            "printed": value.name,
            **self.told(value),
        }


@extend_schema_field(UnitRef)
class UnitField(_Printed, OrganizationField):
    """A unit of a measure or task, or somebody whom a policy names."""

    shape = UnitRef
    longest = 300
    more: ClassVar[Mapping[str, Any]] = {"group": serializers.BooleanField()}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(source=None, allow_null=False, **kwargs)

    def told(self, value: Any) -> dict[str, Any]:
        return {"group": value.group}

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        found = super().to_internal_value(data)
        if found.get("group") and found["organization"] is not None:
            raise serializers.ValidationError(
                _("一类单位不是一个机构：有编号时 group 要写 false。"), "group"
            )
        return {"group": False, **found}


@extend_schema_field(LeaderRef)
class LeaderField(_Printed, PersonField):
    """A leader of a task."""

    shape = LeaderRef
    longest = 100
    more: ClassVar[Mapping[str, Any]] = {
        "role": TextField(allow_blank=True, max_length=200),
        "lead_unit": TextField(allow_blank=True, max_length=300),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(source=None, allow_null=False, **kwargs)

    def told(self, value: Any) -> dict[str, Any]:
        return {"role": value.role or None, "lead_unit": value.lead_unit or None}

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        return {"role": "", "lead_unit": "", **super().to_internal_value(data)}


class PartsField(serializers.ListField):
    """The parts of a record in one relation, in their order; with ``role`` those alone that
    stand in this role. The relation has to be fetched along."""

    def __init__(self, relation: str, *, role: str = "", child: Any = None, **kwargs: Any) -> None:
        super().__init__(
            child=child or UnitField(), required=False, max_length=LONGEST_LIST, **kwargs
        )
        self.relation = relation
        self.role = role

    def get_attribute(self, instance: Any) -> Any:
        rows = getattr(instance, self.relation).all()
        return [row for row in rows if not self.role or row.role == self.role]

    def to_internal_value(self, data: Any) -> list[dict[str, Any]]:
        found = super().to_internal_value(data)
        if not self.role:
            return [*found]
        return [{"role": self.role, **item} for item in found]


class CorrectionSerializer(PartSerializer):
    """Where the print of a cell is wrong: as printed, as it should read, and why."""

    field = CodeField(TaskField.choices)
    field_label = LabelField("field", TaskField)
    state = CodeField(CorrectionState.choices, required=False)
    state_label = LabelField("state", CorrectionState)

    class Meta:
        model = TaskCorrection
        fields = ["field", "field_label", "printed", "value", "reason", "state", "state_label"]


class PolicySource(serializers.Serializer[Any]):
    """Where in a policy document a record was found."""

    policy = serializers.IntegerField()
    page = serializers.IntegerField(allow_null=True)
    line_start = serializers.IntegerField(allow_null=True)
    line_end = serializers.IntegerField(allow_null=True)


@extend_schema_field(PolicySource)
class PolicySourceField(serializers.Field[Any, Any, Any, Any]):
    """The place in the policy document: page and 0-based numbers of the non-blank lines of its
    text; null where it was typed by hand."""

    shape = PolicySource

    def __init__(self) -> None:
        super().__init__(source="*", read_only=True, allow_null=True)

    def to_representation(self, value: Any) -> dict[str, Any] | None:
        if value.page is None and value.line_start is None:
            return None
        return {
            "policy": value.policy_id,
            "page": value.page,
            "line_start": value.line_start,
            "line_end": value.line_end,
        }


class OfPolicySerializer(RecordSerializer):
    """A row of a policy document. ``roles`` maps fields that show parts in one role to the
    relation that all roles share: a role that is given is replaced, the others stay."""

    roles: ClassVar[Mapping[str, str]] = {}

    source = PolicySourceField()

    def _save(self, row: Any, values: dict[str, Any]) -> Any:
        for relation in dict.fromkeys(self.roles.values()):
            fields = [name for name, where in self.roles.items() if where == relation]
            given = {name: values.pop(name) for name in fields if name in values}
            if given:
                values[relation] = [*self._stay(row, relation, given), *_numbered(given.values())]
        return super()._save(row, values)

    def _stay(self, row: Any, relation: str, given: Iterable[str]) -> list[dict[str, Any]]:
        """The parts in the roles that are not given, as they are."""
        if row.pk is None:
            return []
        fields: Mapping[str, Any] = self.fields
        replaced = {fields[name].role for name in given}
        manager: Any = getattr(row, relation)
        columns = [
            field.name
            for field in manager.model._meta.concrete_fields
            if not field.primary_key and field.name != manager.field.name
        ]
        return [
            {name: getattr(part, name) for name in columns}
            for part in manager.all()
            if getattr(part, "role", "") not in replaced
        ]

    def part_values(self, field: str, value: Any) -> list[dict[str, Any]]:
        if field in self.roles.values():
            return list(value)
        return super().part_values(field, value)


def _numbered(lists: Iterable[Sequence[dict[str, Any]]]) -> list[dict[str, Any]]:
    """The items of each list with their order in it."""
    return [{**item, "order": order} for items in lists for order, item in enumerate(items)]
