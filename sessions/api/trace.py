"""The trace of a review opinion over the API."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from npcrecords.core.dates import Precision
from npcrecords.rest.fields import CodeField, LabelField, PrecisionField, TextField
from npcrecords.rest.links import Ref
from npcrecords.rest.viewsets import OneView

from ..choices import (
    Claim,
    DocumentKind,
    FollowUpKind,
    Match,
    PointKind,
    Satisfaction,
    Verified,
)
from ..models import Opinion
from ..trace import trace
from .opinions import OpinionSerializer
from .trace_shown import show_trace


def _text(**kwargs: Any) -> TextField:
    return TextField(allow_null=True, **kwargs)


class TracedDocumentSerializer(serializers.Serializer[Any]):
    """A document; ``id`` is null when its bulletin is not held, and it goes by its title."""

    id = serializers.IntegerField(allow_null=True)
    title = serializers.CharField()
    kind = CodeField(DocumentKind.choices, allow_null=True)
    kind_label = LabelField("kind", DocumentKind)
    bulletin = serializers.IntegerField(allow_null=True)
    page_start = serializers.IntegerField(allow_null=True)


class TracedAgendaItemSerializer(serializers.Serializer[Any]):
    """The agenda item under which the report was considered."""

    id = serializers.IntegerField()
    number = serializers.IntegerField()
    number_text = _text()
    text = serializers.CharField()
    session = Ref()


class TracedResponseSerializer(serializers.Serializer[Any]):
    """Where a report answers: document, section, heading as printed, printed page; and by what
    it is told that it does: what the report calls the aspect (``quoted``), and the place of the
    section among all that answer (``order``, from 1)."""

    id = serializers.IntegerField()
    follow_up = serializers.IntegerField()
    document = TracedDocumentSerializer(allow_null=True)
    section = serializers.IntegerField(allow_null=True)
    marker = _text()
    heading = _text()
    page = serializers.IntegerField(allow_null=True)
    quoted = _text()
    order = serializers.IntegerField()
    match = CodeField(Match.choices, allow_null=True)
    match_label = LabelField("match", Match)


class AnswersSerializer(serializers.Serializer[Any]):
    """What the government answered, and what the committee found: two parties, apart."""

    handling = TracedResponseSerializer(many=True)
    tracking = TracedResponseSerializer(many=True)


class TracedPointSerializer(serializers.Serializer[Any]):
    """A point of the opinion."""

    id = serializers.IntegerField()
    kind = serializers.ChoiceField(PointKind.choices)
    kind_label = LabelField("kind", PointKind)
    number = serializers.IntegerField()
    marker = _text()
    title = _text()
    text = _text()
    page = serializers.IntegerField(allow_null=True)
    claim = CodeField(Claim.choices, allow_null=True)
    claim_label = LabelField("claim", Claim)
    claim_by = Ref(source="claimed.by", allow_null=True)
    claim_on = serializers.DateField(source="claimed.on", allow_null=True)
    claim_document = serializers.IntegerField(source="claimed.document", allow_null=True)
    claim_page = serializers.IntegerField(source="claimed.page", allow_null=True)
    verified = CodeField(Verified.choices, allow_null=True)
    verified_label = LabelField("verified", Verified)
    verified_by = Ref(source="found.by", allow_null=True)
    verified_on = serializers.DateField(source="found.on", allow_null=True)
    verified_document = serializers.IntegerField(source="found.document", allow_null=True)
    verified_page = serializers.IntegerField(source="found.page", allow_null=True)
    satisfaction = CodeField(Satisfaction.choices, allow_null=True)
    satisfaction_label = LabelField("satisfaction", Satisfaction)
    repeat_of = serializers.IntegerField(allow_null=True)
    responses = AnswersSerializer()


class TracedAspectSerializer(TracedPointSerializer):
    """An aspect of the opinion, with its points."""

    points = TracedPointSerializer(many=True)


class TracedPartSerializer(serializers.Serializer[Any]):
    """A section of a report."""

    id = serializers.IntegerField()
    marker = _text()
    heading = _text()
    text = _text()
    page = serializers.IntegerField(allow_null=True)


class TracedSectionSerializer(TracedPartSerializer):
    """A section of a report, with the sections right below it."""

    parts = TracedPartSerializer(many=True)


class TracedFollowUpSerializer(serializers.Serializer[Any]):
    """A report on the opinion; ``unassigned`` are sections of which nobody has settled yet
    what they answer."""

    id = serializers.IntegerField()
    kind = serializers.ChoiceField(FollowUpKind.choices)
    kind_label = LabelField("kind", FollowUpKind)
    document = TracedDocumentSerializer(allow_null=True)
    author = Ref(allow_null=True)
    letter_number = _text()
    replied_on = serializers.DateField(allow_null=True)
    replied_on_precision = PrecisionField("replied_on", Precision, allow_null=True)
    replied_on_text = _text()
    evaluation = TracedSectionSerializer(allow_null=True)
    recommendations = TracedSectionSerializer(allow_null=True)
    unassigned = TracedResponseSerializer(many=True)


class TracedVoteSerializer(serializers.Serializer[Any]):
    """A vote on how the opinion, or one point of it, was handled."""

    id = serializers.IntegerField()
    point = serializers.IntegerField(allow_null=True)
    session = Ref(allow_null=True)
    voted_on = serializers.DateField(allow_null=True)
    satisfied = serializers.IntegerField()
    basically = serializers.IntegerField()
    not_satisfied = serializers.IntegerField()
    abstained = serializers.IntegerField(allow_null=True)
    absent = serializers.IntegerField(allow_null=True)


class TraceSerializer(serializers.Serializer[Any]):
    """An opinion from the report it is about to what became of each of its aspects, as
    ``trace_shown.show_trace`` shows it.

    ``points`` are those under no aspect; ``unanswered`` are the aspects of which the
    government has answered neither the aspect nor one of its points.
    """

    opinion = OpinionSerializer()
    report = TracedDocumentSerializer(allow_null=True)
    agenda_item = TracedAgendaItemSerializer(allow_null=True)
    aspects = TracedAspectSerializer(many=True)
    points = TracedPointSerializer(many=True)
    unanswered = serializers.ListField(child=serializers.IntegerField())
    votes = TracedVoteSerializer(many=True)
    follow_ups = TracedFollowUpSerializer(many=True)


class TraceView(OneView):
    """审议意见的来龙去脉：所审议的报告和议程，各个方面，政府的答复和常委会的督办。"""

    serializer_class = TraceSerializer

    @extend_schema(responses=TraceSerializer)
    def retrieve(self, _request: Request, *_args: Any, **kwargs: Any) -> Response:
        try:
            found = trace(int(kwargs["pk"]), timezone.localdate(), self.hidden)
        except Opinion.DoesNotExist:
            raise Http404
        return Response(show_trace(found))

    @classmethod
    def quick_part(cls, pk: int) -> dict[str, Any] | None:
        """The trace as the public sees it; None where there is none, or the address is another's
        by now."""
        try:
            return show_trace(trace(pk, timezone.localdate()))
        except Opinion.DoesNotExist:
            return None
