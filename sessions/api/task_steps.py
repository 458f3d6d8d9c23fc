"""Steps of tasks: how far they have come, as staff enter it."""

from __future__ import annotations

from npcrecords.rest.fields import LabelField
from npcrecords.rest.links import IdField
from npcrecords.rest.serializers import EntitySerializer
from npcrecords.rest.viewsets import RecordViewSet
from people.api.refs import OrganizationField, PersonField

from ..choices import TaskStatus
from ..models import Task, TaskStep
from .policy_filters import TaskStepFilters


class TaskStepSerializer(EntitySerializer):
    """What happened to a task on a day, who says so, and on what evidence. ``year`` is that of
    a yearly task, null for another."""

    task = IdField(queryset=Task.objects.all())
    status_label = LabelField("status", TaskStatus)
    actor = OrganizationField("actor")
    person = PersonField("person")

    class Meta:
        model = TaskStep
        fields = [
            "id", "task", "year", "status", "status_label", "on", "actor", "person", "document",
            "evidence", "note", "source", "modified",
        ]  # fmt: skip


class TaskStepViewSet(RecordViewSet):
    """任务的进展：谁在哪天报完成、核查、认可、退回或销号，凭什么。"""

    queryset = TaskStep.objects.select_related("actor", "person", "document")
    serializer_class = TaskStepSerializer
    filterset_class = TaskStepFilters
    ordering = ("task_id", "on", "id")
    ordering_fields = ("on", "year", "status", ("task", "task_id"))
