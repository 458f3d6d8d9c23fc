"""Sessions and who was there."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, Subquery
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from npcrecords.rest.fields import LabelField
from npcrecords.rest.links import Source
from npcrecords.rest.serializers import EntitySerializer, RecordSerializer
from npcrecords.rest.viewsets import RecordViewSet
from npcrecords.rest.visibility import sees_drafts
from people.api.refs import OrganizationField, PersonField

from ..choices import AttendanceStatus, Half, SessionKind
from ..models import Attendance, Bulletin, Session
from .filters import AttendanceFilters, SessionFilters
from .parts import PeopleField


@extend_schema_field(Source(allow_null=True))
class ReportedInField(serializers.Field[Any, Any, Any, Any]):
    """The bulletin that reports the session (``reported_in``, its id); null without one."""

    shape = Source

    def __init__(self) -> None:
        super().__init__(source="*", read_only=True)

    def to_representation(self, value: Any) -> dict[str, Any] | None:
        number = getattr(value, "reported_in", None)
        if number is None:
            return None
        return {**dict.fromkeys(Source().fields), "bulletin": number}


class SessionSerializer(EntitySerializer):
    """A session of the committee, of its chairpersons, or of the congress."""

    body = OrganizationField("body", allow_null=False)
    kind_label = LabelField("kind", SessionKind)
    start_half_label = LabelField("start_half", Half)
    end_half_label = LabelField("end_half", Half)
    chairs = PeopleField(source="chair_set")
    source = ReportedInField()
    parts = {"chair_set": "chair_set"}

    class Meta:
        model = Session
        fields = [
            "id", "body", "kind", "kind_label", "term", "number", "name", "start_date",
            "start_half", "start_half_label", "end_date", "end_half", "end_half_label", "venue",
            "chairs", "members_present", "deputies_present", "citizens_observing", "source",
            "modified",
        ]  # fmt: skip


class SessionViewSet(RecordViewSet):
    """会议：常委会会议、主任会议和代表大会会议。"""

    queryset = Session.objects.select_related("body").prefetch_related("chair_set__person")
    serializer_class = SessionSerializer
    filterset_class = SessionFilters
    ordering = ("-start_date", "-number", "id")
    ordering_fields = ("start_date", "end_date", "term", "number", "name")

    def get_queryset(self) -> Any:
        seen = sees_drafts(self.request.user)
        bulletins = Bulletin.objects.all() if seen else Bulletin.objects.public()
        reporting = bulletins.filter(session=OuterRef("pk")).order_by("pk").values("pk")
        return super().get_queryset().annotate(reported_in=Subquery(reporting[:1]))


class AttendanceSerializer(RecordSerializer):
    """One named attendee, or one unnamed group with its count. ``name`` is as printed."""

    person = PersonField()
    status_label = LabelField("status", AttendanceStatus)
    roles = serializers.ListField(child=serializers.CharField(max_length=200), required=False)

    class Meta:
        model = Attendance
        fields = [
            "id", "session", "person", "name", "status", "status_label", "roles", "count",
            "source", "modified",
        ]  # fmt: skip

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """A person who is named by id alone is named as he is called."""
        if self.instance is None and attrs.get("person") is not None:
            attrs.setdefault("name", attrs["person"].name)
        return attrs


class AttendanceViewSet(RecordViewSet):
    """出席、列席和旁听会议的人。"""

    queryset = Attendance.objects.select_related("session", "person")
    serializer_class = AttendanceSerializer
    filterset_class = AttendanceFilters
    ordering = ("session_id", "id")
    ordering_fields = (("session", "session_id"), "status", "name")
