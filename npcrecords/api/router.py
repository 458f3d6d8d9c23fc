"""The table of contents of the REST API: every list, by its address."""

from __future__ import annotations

from typing import Any

from django.urls import re_path
from rest_framework.routers import DefaultRouter
from rest_framework.viewsets import ViewSetMixin

from people.api.appointments import AppointmentViewSet
from people.api.deputies import DeputyChangeViewSet
from people.api.holders import HoldersView
from people.api.people import OrganizationViewSet, PersonViewSet, PostViewSet
from people.api.popolo import PopoloView
from people.api.seats import DeputySeatView
from people.api.tenures import TenureView
from sessions.api.acts import ReadActsView
from sessions.api.agenda import AgendaItemViewSet
from sessions.api.bulletins import BulletinViewSet
from sessions.api.citations import CitationViewSet, CitedWorkView
from sessions.api.concerns import (
    OpenPointsOfAppointmentView,
    OpenPointsOfOrganizationView,
    OpenPointsOfPostView,
)
from sessions.api.desks import OrganizationDeskView, PersonDeskView
from sessions.api.documents import DocumentViewSet
from sessions.api.findings import FindingView
from sessions.api.follow_ups import CredentialsReportViewSet, FollowUpViewSet, ResponseViewSet
from sessions.api.measures import MeasureViewSet
from sessions.api.meetings import AttendanceViewSet, SessionViewSet
from sessions.api.opinion_statistics import OpinionStatisticsView
from sessions.api.opinions import OpinionPointViewSet, OpinionViewSet
from sessions.api.policies import PolicyViewSet
from sessions.api.policy_links import PolicyCitationViewSet, PolicyLinkViewSet
from sessions.api.policy_views import CitedByView, PolicyStatisticsView
from sessions.api.records import PersonRecordView
from sessions.api.search import SearchView
from sessions.api.task_steps import TaskStepViewSet
from sessions.api.tasks import RegisterViewSet, TaskInstancesView, TaskViewSet
from sessions.api.texts import FootnoteViewSet, SectionViewSet
from sessions.api.trace import TraceView
from sessions.api.votes import DueRuleViewSet, SatisfactionVoteViewSet

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
    ("cited-works", CitedWorkView),
    ("organizations", OrganizationViewSet),
    ("posts", PostViewSet),
    ("people", PersonViewSet),
    ("appointments", AppointmentViewSet),
    ("tenures", TenureView),
    ("popolo", PopoloView),
    ("deputy-changes", DeputyChangeViewSet),
    ("deputy-seats", DeputySeatView),
    ("credentials-reports", CredentialsReportViewSet),
    ("opinions", OpinionViewSet),
    ("opinion-points", OpinionPointViewSet),
    ("follow-ups", FollowUpViewSet),
    ("responses", ResponseViewSet),
    ("satisfaction-votes", SatisfactionVoteViewSet),
    ("due-rules", DueRuleViewSet),
    ("policies", PolicyViewSet),
    ("measures", MeasureViewSet),
    ("registers", RegisterViewSet),
    ("tasks", TaskViewSet),
    ("task-steps", TaskStepViewSet),
    ("policy-citations", PolicyCitationViewSet),
    ("policy-links", PolicyLinkViewSet),
    ("search", SearchView),
    ("findings", FindingView),
    ("read-acts", ReadActsView),
]
# Answers that are put together for one record.
OF_ONE: list[tuple[str, str, type[ViewSetMixin]]] = [
    ("people", "record", PersonRecordView),
    ("posts", "holders", HoldersView),
    ("opinions", "trace", TraceView),
    ("policies", "statistics", PolicyStatisticsView),
    ("policies", "cited-by", CitedByView),
    ("tasks", "instances", TaskInstancesView),
    ("organizations", "desk", OrganizationDeskView),
    ("people", "desk", PersonDeskView),
    ("organizations", "open-points", OpenPointsOfOrganizationView),
    ("posts", "open-points", OpenPointsOfPostView),
    ("appointments", "open-points", OpenPointsOfAppointmentView),
]
# Answers that are put together for a whole list.
OF_ALL: list[tuple[str, str, type[ViewSetMixin]]] = [
    ("opinions", "statistics", OpinionStatisticsView),
]


class Router(DefaultRouter):
    """Addresses end in ``/``; the root lists the resources."""

    include_format_suffixes = False

    def get_api_root_view(self, api_urls: Any = None) -> Any:
        return ResourcesView.as_view(names=[name for name, _ in RESOURCES])

    def get_urls(self) -> list[Any]:
        of_one = [
            re_path(
                f"^{name}/(?P<pk>[0-9]{{1,18}})/{part}/$",
                view.as_view({"get": "retrieve"}),
                name=f"{name}-{part}",
            )
            for name, part, view in OF_ONE
        ]
        of_all = [
            re_path(f"^{name}/{part}/$", view.as_view({"get": "retrieve"}), name=f"{name}-{part}")
            for name, part, view in OF_ALL
        ]
        return [*of_one, *of_all, *super().get_urls()]


router = Router()
for name, viewset in RESOURCES:
    router.register(name, viewset, basename=name)
