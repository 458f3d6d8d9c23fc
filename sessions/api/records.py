"""All that is held on a person, in one answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request

from npcrecords.rest.fields import LabelField
from npcrecords.rest.viewsets import OneView, not_there, redirect_to_survivor
from npcrecords.rest.visibility import sees_drafts
from people.api.appointments import AppointmentSerializer, AppointmentViewSet
from people.api.deputies import DeputyChangeSerializer, DeputyChangeViewSet
from people.api.people import PersonSerializer
from people.api.refs import SessionField
from people.api.tenure_rows import ShownTenures, TenureSerializer
from people.api.tenures import last_change, visible_acts
from people.models import Person
from people.queries import in_time, read_tenures

from ..choices import AttendanceStatus
from ..models import Attendance, DocumentAuthor, Session, SessionChair
from .documents import DocumentSerializer, DocumentViewSet


@dataclass(frozen=True)
class Attended:
    """A session that a person attended, and as what."""

    session: Session
    status: str
    roles: Sequence[str] = ()


class AttendedSerializer(serializers.Serializer[Any]):
    """A session that the person attended, and as what."""

    session = SessionField("session", read_only=True)
    start_date = serializers.DateField(source="session.start_date", allow_null=True)
    end_date = serializers.DateField(source="session.end_date", allow_null=True)
    status = serializers.ChoiceField(AttendanceStatus.choices)
    status_label = LabelField("status", AttendanceStatus)
    roles = serializers.ListField(child=serializers.CharField())


class PersonRecordSerializer(serializers.Serializer[Any]):
    """A person with the acts on him, the tenures read from them, the documents he wrote, the
    sessions he attended, and his changes as a deputy: each the newest first."""

    person = PersonSerializer()
    acts = AppointmentSerializer(many=True)
    tenures = TenureSerializer(many=True)
    documents = DocumentSerializer(many=True)
    sessions = AttendedSerializer(many=True)
    deputy_changes = DeputyChangeSerializer(many=True)


class PersonRecordView(OneView):
    """某人的全部记录：任免、任期、署名的文件、出席的会议、代表变动。"""

    serializer_class = PersonRecordSerializer

    @extend_schema(responses=PersonRecordSerializer)
    def retrieve(self, request: Request, *_args: Any, **kwargs: Any) -> HttpResponseBase:
        staff = sees_drafts(request.user)
        people = _seen(Person.objects.select_related("merged_into"), staff=staff)
        person = people.filter(pk=kwargs["pk"]).first()
        if person is None:
            raise not_there(Person.resource, int(kwargs["pk"]))
        if person.merged_into_id is not None:
            return redirect_to_survivor(request, person)
        acts = _seen(AppointmentViewSet.queryset, staff=staff).filter(person=person)
        tenures = read_tenures(visible_acts(request).filter(person=person))
        tenures.sort(key=in_time, reverse=True)
        authored = DocumentAuthor.objects.order_by().filter(person=person).values("document")
        documents = _seen(DocumentViewSet.queryset, staff=staff).filter(pk__in=authored)
        changes = _seen(DeputyChangeViewSet.queryset, staff=staff).filter(person=person)
        return self.show(
            {
                "person": person,
                "acts": acts.order_by("-date", "id"),
                "tenures": ShownTenures(tenures, last_change()),
                "documents": documents.order_by("-bulletin_id", "sequence", "id"),
                "sessions": self._attended(person, staff=staff),
                "deputy_changes": changes.order_by("-date", "id"),
            }
        )

    def _attended(self, person: Person, *, staff: bool) -> list[Attended]:
        """The sessions, the newest first, each once for each thing he was there as."""
        rows = _seen(Attendance.objects, staff=staff).filter(person=person)
        chairs = SessionChair.objects.filter(person=person)
        found = {
            (row.session_id, row.status): Attended(row.session, row.status, row.roles)
            for row in rows.select_related("session")
        }
        for chair in chairs.select_related("session"):
            if not self.hidden.hides(chair.session):
                status = AttendanceStatus.CHAIR.value
                found.setdefault((chair.session_id, status), Attended(chair.session, status))
        return sorted(
            found.values(),
            key=lambda item: (str(item.session.start_date or ""), item.session.pk, item.status),
            reverse=True,
        )


def _seen(rows: Any, *, staff: bool) -> Any:
    """What this reader sees of a table."""
    return rows.all() if staff else rows.public()
