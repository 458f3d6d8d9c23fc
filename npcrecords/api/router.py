"""The table of contents of the REST API: every list, by its address."""

from __future__ import annotations

from typing import Any

from rest_framework.routers import DefaultRouter
from rest_framework.viewsets import ViewSetMixin

from people.api.appointments import AppointmentViewSet
from people.api.deputies import DeputyChangeViewSet
from people.api.people import OrganizationViewSet, PersonViewSet, PostViewSet
from people.api.tenures import TenureView
from sessions.api.agenda import AgendaItemViewSet
from sessions.api.bulletins import BulletinViewSet
from sessions.api.documents import DocumentViewSet
from sessions.api.follow_ups import CredentialsReportViewSet, FollowUpViewSet, ResponseViewSet
from sessions.api.meetings import AttendanceViewSet, SessionViewSet
from sessions.api.opinions import OpinionPointViewSet, OpinionViewSet
from sessions.api.texts import CitationViewSet, FootnoteViewSet, SectionViewSet

from .root import ResourcesView

RESOURCES: list[tuple[str, type[ViewSetMixin]]] = [
    ("bulletins", BulletinViewSet),
    ("sessions", SessionViewSet),
    ("attendances", AttendanceViewSet),
    ("agenda-items", AgendaItemViewSet),
    ("documents", DocumentViewSet),
    ("sections", SectionViewSet),
    ("footnotes", FootnoteViewSet),
    ("citations", CitationViewSet),
    ("organizations", OrganizationViewSet),
    ("posts", PostViewSet),
    ("people", PersonViewSet),
    ("appointments", AppointmentViewSet),
    ("tenures", TenureView),
    ("deputy-changes", DeputyChangeViewSet),
    ("credentials-reports", CredentialsReportViewSet),
    ("opinions", OpinionViewSet),
    ("opinion-points", OpinionPointViewSet),
    ("follow-ups", FollowUpViewSet),
    ("responses", ResponseViewSet),
    # policies, measures, tasks
    # search, findings, read-acts
]


class Router(DefaultRouter):
    """Addresses end in ``/``; the root lists the resources."""

    include_format_suffixes = False

    def get_api_root_view(self, api_urls: Any = None) -> Any:
        return ResourcesView.as_view(names=[name for name, _ in RESOURCES])


router = Router()
for name, viewset in RESOURCES:
    router.register(name, viewset, basename=name)
