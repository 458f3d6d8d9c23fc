"""What became of review opinions; and the reports on the deputies' credentials."""

from __future__ import annotations

from rest_framework import serializers

from npcrecords.core.dates import Precision
from npcrecords.rest.fields import LabelField, PrecisionField
from npcrecords.rest.links import HeldField, IdField
from npcrecords.rest.serializers import RecordSerializer
from npcrecords.rest.viewsets import RecordViewSet
from people.api.refs import OrganizationField

from ..choices import FollowUpKind, Match
from ..models import CredentialsReport, FollowUp, Opinion, Response, Section
from .filters import CredentialsReportFilters, FollowUpFilters, ResponseFilters


class FollowUpSerializer(RecordSerializer):
    """A report on what became of an opinion."""

    opinion = IdField(queryset=Opinion.objects.all())
    kind_label = LabelField("kind", FollowUpKind)
    evaluation = HeldField(queryset=Section.objects.all(), required=False, allow_null=True)
    recommendations = HeldField(queryset=Section.objects.all(), required=False, allow_null=True)
    author = OrganizationField("author_organization", printed="author_name")
    replied_on_precision = PrecisionField("replied_on", Precision)

    class Meta:
        model = FollowUp
        fields = [
            "id", "opinion", "kind", "kind_label", "document", "author", "letter_number",
            "replied_on", "replied_on_precision", "replied_on_text", "evaluation",
            "recommendations", "source", "modified",
        ]  # fmt: skip


class FollowUpViewSet(RecordViewSet):
    """审议意见的研究处理报告（政府）和跟踪督办报告（常委会）。"""

    queryset = FollowUp.objects.select_related(
        "document", "author_organization", "evaluation__document", "recommendations__document"
    )
    serializer_class = FollowUpSerializer
    filterset_class = FollowUpFilters
    ordering = ("opinion_id", "id")
    ordering_fields = ("replied_on", "kind", ("opinion", "opinion_id"))


class ResponseSerializer(RecordSerializer):
    """The section of a follow-up that answers an aspect or a point; ``quoted`` is what the
    report calls the aspect."""

    follow_up = IdField(queryset=FollowUp.objects.all())
    section = HeldField(queryset=Section.objects.all(), required=False, allow_null=True)
    match_label = LabelField("match", Match)

    class Meta:
        model = Response
        fields = [
            "id", "follow_up", "point", "section", "heading", "quoted", "match", "match_label",
            "source", "modified",
        ]  # fmt: skip


class ResponseViewSet(RecordViewSet):
    """答复：报告的哪一段答复审议意见的哪一条。"""

    queryset = Response.objects.select_related("point__opinion__document", "section__document")
    serializer_class = ResponseSerializer
    filterset_class = ResponseFilters
    ordering = ("follow_up_id", "id")
    ordering_fields = (("follow_up", "follow_up_id"), ("point", "point_id"))


class CredentialsReportSerializer(RecordSerializer):
    """The seat arithmetic of a credentials report."""

    congress = OrganizationField("congress", allow_null=False)
    adds_up = serializers.BooleanField(read_only=True, allow_null=True)

    class Meta:
        model = CredentialsReport
        fields = [
            "id", "document", "congress", "term", "seats", "before", "vacated", "by_elected",
            "after", "adds_up", "source", "modified",
        ]  # fmt: skip


class CredentialsReportViewSet(RecordViewSet):
    """代表资格报告：变动前后的代表人数，以及是否合得上。"""

    queryset = CredentialsReport.objects.select_related("document", "congress")
    serializer_class = CredentialsReportSerializer
    filterset_class = CredentialsReportFilters
    ordering = ("id",)
    ordering_fields = ("term", ("document", "document_id"))
