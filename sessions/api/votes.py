"""Satisfaction votes, and the rules on by when opinions are answered."""

from __future__ import annotations

from rest_framework import serializers

from npcrecords.rest.fields import LabelField
from npcrecords.rest.links import IdField
from npcrecords.rest.serializers import EntitySerializer, RecordSerializer
from npcrecords.rest.viewsets import RecordViewSet

from ..choices import ReportKind
from ..models import DueRule, Opinion, SatisfactionVote
from .filters import DueRuleFilters, SatisfactionVoteFilters


class SatisfactionVoteSerializer(RecordSerializer):
    """A vote on an opinion; ``point`` is null where the whole of it was voted on."""

    opinion = IdField(queryset=Opinion.objects.all())

    class Meta:
        model = SatisfactionVote
        fields = [
            "id", "opinion", "point", "session", "voted_on", "satisfied", "basically",
            "not_satisfied", "abstained", "absent", "source", "modified",
        ]  # fmt: skip


class SatisfactionVoteViewSet(RecordViewSet):
    """对审议意见办理情况的满意度测评：各有多少票。"""

    queryset = SatisfactionVote.objects.select_related("point__opinion__document", "session")
    serializer_class = SatisfactionVoteSerializer
    filterset_class = SatisfactionVoteFilters
    ordering = ("opinion_id", "voted_on", "id")
    ordering_fields = ("voted_on", ("opinion", "opinion_id"))


class DueRuleSerializer(EntitySerializer):
    """Within how many months a place wants its opinions answered; ``place`` is null where
    every place does."""

    report_kind_label = LabelField("report_kind", ReportKind)
    also_in = serializers.ListField(
        child=serializers.CharField(max_length=100), required=False, max_length=1000
    )

    class Meta:
        model = DueRule
        fields = [
            "id", "place", "also_in", "report_kind", "report_kind_label", "months", "basis",
            "valid_from", "valid_to", "source", "modified",
        ]  # fmt: skip


class DueRuleViewSet(RecordViewSet):
    """办理期限规则：某地、某种报告的审议意见应在几个月内答复。规则只供提出期限，不自动写入。"""

    queryset = DueRule.objects.all()
    serializer_class = DueRuleSerializer
    filterset_class = DueRuleFilters
    ordering = ("place", "report_kind", "valid_from", "id")
    ordering_fields = ("place", "report_kind", "months", "valid_from")
