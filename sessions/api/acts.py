"""Reading the appointment acts of any text, for staff."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from npcrecords.rest.viewsets import ApiView, StaffOnly
from people.choices import Act, Cause, DeputyChangeKind

from ..choices import Severity
from ..importer.acts import read_acts, reading_as_json


class TextToRead(serializers.Serializer[Any]):
    """A list, a decision, a news item. ``date`` is that of the acts, where it is known;
    ``place`` where the text is from (宁波市)."""

    text = serializers.CharField(trim_whitespace=False)
    date = serializers.DateField(required=False, allow_null=True, default=None)
    place = serializers.CharField(required=False, allow_blank=True, default="", max_length=100)


class ReadActSerializer(serializers.Serializer[Any]):
    """One person, one post, one act. ``line`` is the 0-based number of the non-blank line."""

    person = serializers.CharField()
    organization = serializers.CharField()
    post = serializers.CharField()
    act = serializers.ChoiceField(Act.choices)
    date = serializers.DateField(allow_null=True)
    line = serializers.IntegerField()


class ReadDeputySerializer(serializers.Serializer[Any]):
    """One deputy's seat, vacated or filled."""

    person = serializers.CharField()
    electoral_unit = serializers.CharField()
    change = serializers.ChoiceField(DeputyChangeKind.choices)
    cause = serializers.ChoiceField(Cause.choices, allow_null=True)
    line = serializers.IntegerField()


class ReadFindingSerializer(serializers.Serializer[Any]):
    """What could not be read, or is doubtful."""

    code = serializers.CharField()
    severity = serializers.ChoiceField(Severity.choices)
    line = serializers.IntegerField()
    message = serializers.CharField()


class ReadingSerializer(serializers.Serializer[Any]):
    """What was read."""

    acts = ReadActSerializer(many=True)
    deputies = ReadDeputySerializer(many=True)
    findings = ReadFindingSerializer(many=True)


class ReadActsView(ApiView):
    """从任免名单、决定、报道等文字中读出任免和代表变动；不写入任何记录。只供工作人员。"""

    permission_classes = (StaffOnly,)
    serializer_class = TextToRead
    filter_backends = ()
    pagination_class = None
    http_method_names = ["post", "options"]

    def get_renderers(self) -> list[Any]:
        """Json alone: it is no list."""
        return super().get_renderers()[:1]

    @extend_schema(request=TextToRead, responses={200: ReadingSerializer})
    def create(self, request: Request, *_args: Any, **_kwargs: Any) -> Response:
        given = self.get_serializer(data=request.data)
        given.is_valid(raise_exception=True)
        values = given.validated_data
        reading = read_acts(values["text"], date=values["date"], place=values["place"])
        return Response(reading_as_json(reading))
