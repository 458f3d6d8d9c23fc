"""Task registers, their tasks, and the years of those that come every year."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Prefetch
from django.http import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters import FilterSet
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request

from npcrecords.core.dates import Precision
from npcrecords.rest.fields import CodeField, LabelField, PrecisionField
from npcrecords.rest.links import IdField, refuse_unknown
from npcrecords.rest.listing import Listing
from npcrecords.rest.lists import PlainParameters, read_parameters
from npcrecords.rest.viewsets import ApiView, RecordViewSet, not_there
from npcrecords.rest.visibility import sees_drafts

from ..choices import DeadlineKind, TaskField, TaskStatus
from ..choices import UnitRole as Role
from ..models import Policy, Register, Task, TaskStep
from ..policy_queries import instances_of, seen, with_parts, with_status
from ..task_corrections import states_of, take_settled
from .days import AsOf
from .filters import as_of
from .policy_filters import RegisterFilters, TaskFilters
from .policy_parts import CorrectionSerializer, LeaderField, OfPolicySerializer, PartsField


class _Shape(serializers.Serializer[Any]):
    """An item of a list that is kept in one column."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping):
            refuse_unknown(data, self.fields)
        return dict(super().to_internal_value(data))


class ColumnSerializer(_Shape):
    """A column of a register: its head as printed, and what it holds."""

    head = serializers.CharField(allow_blank=True, max_length=200)
    field = CodeField(TaskField.choices)


class CellSerializer(_Shape):
    """A cell of a row as printed; ``printed`` null: not stated here."""

    field = CodeField(TaskField.choices)
    head = serializers.CharField(allow_blank=True, max_length=200, required=False, default="")
    printed = serializers.CharField(allow_blank=True, allow_null=True, default=None)


class RegisterSerializer(OfPolicySerializer):
    """A table of tasks of a policy document, with its columns as printed."""

    policy = IdField(queryset=Policy.objects.all())
    columns = ColumnSerializer(many=True, required=False)

    class Meta:
        model = Register
        fields = [
            "id", "policy", "order", "title", "columns", "page", "line_start", "line_end",
            "source", "modified",
        ]  # fmt: skip


class RegisterViewSet(RecordViewSet):
    """政策文件所附的任务清单。任务见 tasks/。"""

    queryset = Register.objects.all()
    serializer_class = RegisterSerializer
    filterset_class = RegisterFilters
    ordering = ("policy_id", "order", "id")
    ordering_fields = ("order", "title", ("policy", "policy_id"))


class InstanceSerializer(serializers.Serializer[Any]):
    """One year of a task that comes every year, and how far it has come."""

    year = serializers.IntegerField()
    status = serializers.ChoiceField(TaskStatus.choices)
    status_label = LabelField("status", TaskStatus)
    status_on = serializers.DateField(allow_null=True)


@extend_schema_field(InstanceSerializer(many=True, allow_null=True))
class InstancesField(serializers.Field[Any, Any, Any, Any]):
    """The years of a yearly task; null for another. Its steps and its policy have to be fetched
    along."""

    shape = InstanceSerializer

    def __init__(self) -> None:
        super().__init__(source="*", read_only=True, allow_null=True)

    def to_representation(self, value: Any) -> list[dict[str, Any]] | None:
        if value.deadline_kind != DeadlineKind.YEARLY:
            return None
        found = instances_of(value, value.steps.all(), value.as_of)
        return list(InstanceSerializer(found, many=True).data)


class TaskSerializer(OfPolicySerializer):
    """A row of a task register. A row that ``continues`` another is of the same task and bears
    its number, domain and name. ``cells`` are as printed, the other fields their reading;
    ``corrections`` say where the print is wrong: what they say is the reading, until they are
    rejected.

    ``status``, ``status_on``, ``overdue`` and ``instances`` are as of today, or of ``on``.
    Overdue is a task whose last day is past and which is not accepted or written off: that it
    was reported done does not end it. Yearly, rolling and as-deployed tasks never fall due.
    """

    policy = IdField(queryset=Policy.objects.all())
    register = IdField(queryset=Register.objects.all())
    leaders = PartsField("leader_set", child=LeaderField())
    lead_units = PartsField("unit_set", role=Role.LEAD)
    units = PartsField("unit_set", role=Role.SHARED)
    deadline_kind_label = LabelField("deadline_kind", DeadlineKind)
    deadline_precision = PrecisionField("deadline_on", Precision)
    cells = CellSerializer(many=True, required=False)
    corrections = CorrectionSerializer(source="correction_set", many=True, required=False)
    status = serializers.ChoiceField(TaskStatus.choices, read_only=True)
    status_label = LabelField("status", TaskStatus)
    status_on = serializers.DateField(read_only=True, allow_null=True)
    overdue = serializers.BooleanField(read_only=True)
    instances = InstancesField()
    parts = {"leaders": "leader_set", "unit_set": "unit_set", "correction_set": "correction_set"}
    roles = dict.fromkeys(("lead_units", "units"), "unit_set")

    class Meta:
        model = Task
        fields = [
            "id", "policy", "register", "row", "serial", "number", "continues", "domain", "task",
            "measure", "leaders", "lead_units", "units", "deadline_kind", "deadline_kind_label",
            "deadline_on", "deadline_start", "deadline_precision", "deadline_text", "cells",
            "corrections", "status", "status_label", "status_on", "overdue", "instances", "page",
            "line_start", "line_end", "source", "modified",
        ]  # fmt: skip

    def _save(self, row: Any, values: dict[str, Any]) -> Any:
        """What is decided on a correction changes how its cell reads."""
        before = states_of(row)
        super()._save(row, values)
        take_settled(row, before)
        return row


class TaskViewSet(RecordViewSet):
    """任务清单中的各行。status、overdue 按今天（或 on= 那天）计算：报完成还不算办结，认可或销号
    才算；每年都要做的、持续推进的、按部署的不会逾期。"""

    queryset: Any = with_parts(
        Task.objects.select_related("policy").prefetch_related(
            Prefetch("steps", TaskStep.objects.order_by("pk"))
        )
    )
    serializer_class = TaskSerializer
    filterset_class = TaskFilters
    ordering = ("policy_id", "register_id", "row", "id")
    ordering_fields = (
        "row", "number", "domain", "task", "deadline_on", "deadline_kind",
        ("policy", "policy_id"), ("register", "register_id"),
    )  # fmt: skip

    def get_queryset(self) -> Any:
        return with_status(super().get_queryset(), as_of(self.request))


class InstanceFilters(FilterSet):
    on = AsOf(help_text=_("按这一天结束时的情况；不写为今天。"))


class TaskInstancesView(ApiView):
    """每年都要做的任务，各年办到哪一步：文件规划期内每年一条，没有写规划期的从成文那年起。"""

    serializer_class = InstanceSerializer
    filterset_class = InstanceFilters
    filter_backends: tuple[Any, ...] = (PlainParameters,)
    http_method_names = ["get", "head", "options"]

    @extend_schema(responses=InstanceSerializer(many=True))
    def retrieve(self, request: Request, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        days = read_parameters(request, self)["on"]
        on = days[0] if days else timezone.localdate()
        rows = seen(Task, drafts=sees_drafts(request.user)).select_related("policy")
        task = rows.filter(pk=self.kwargs["pk"]).first()
        if task is None:
            raise not_there(Task.resource, int(self.kwargs["pk"]))
        yearly = task.deadline_kind == DeadlineKind.YEARLY
        found = instances_of(task, task.steps.all(), on) if yearly else []
        return self.answer(Listing.of(found), f"tasks-{task.pk}-instances")
