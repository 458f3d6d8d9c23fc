"""Search over the API."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import FilterSet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers

from npcrecords.rest.fields import InstantField, LabelField, TextField
from npcrecords.rest.filters import NUMBER, Codes, Days, Many, Numbers
from npcrecords.rest.lists import problem
from npcrecords.rest.viewsets import ReadingView
from npcrecords.rest.visibility import sees_drafts
from people.lookup import organizations_called

from ..choices import DocumentKind
from ..search import QueryError, Restrictions, Search, search


class HitSerializer(serializers.Serializer[Any]):
    """A place found: a title (``section`` is null) or a section. ``snippet`` is HTML, escaped,
    with the matches in ``<mark>``; the higher the ``score`` the better."""

    document = serializers.IntegerField()
    title = serializers.CharField()
    kind = serializers.ChoiceField(DocumentKind.choices)
    kind_label = LabelField("kind", DocumentKind)
    bulletin = serializers.IntegerField()
    section = serializers.IntegerField(allow_null=True)
    marker = TextField(allow_null=True)
    heading = TextField(allow_null=True)
    page = serializers.IntegerField(allow_null=True)
    snippet = serializers.CharField()
    score = serializers.IntegerField()
    modified = InstantField()


class SearchFilters(FilterSet):
    q = Many(
        help_text=_(
            "要查的字词，一个字也可以；多个词用空格分开，须都出现；用逗号分开，有一个就行。"
        )
    )
    kind = Codes(codes=DocumentKind)
    bulletin = Numbers()
    body = Many(help_text=_("机关的编号、名称或简称。"))
    date_after = Days()
    date_before = Days()


@extend_schema(responses=HitSerializer(many=True))
class SearchView(ReadingView):
    """全文检索：标题、小标题和正文里原样出现的字词；标题在先，小标题其次，正文在后。"""

    name = "search"
    serializer_class = HitSerializer
    filterset_class = SearchFilters

    def rows(self, parameters: dict[str, Any]) -> Search:
        within = Restrictions(
            kinds=parameters["kind"] or None,
            bulletins=parameters["bulletin"] or None,
            bodies=_called(parameters["body"]) if parameters["body"] else None,
            date_after=min(parameters["date_after"], default=None),
            date_before=max(parameters["date_before"], default=None),
            modified_since=parameters["modified_since"],
        )
        try:
            return search(parameters["q"] or "", within, drafts=sees_drafts(self.request.user))
        except QueryError as error:
            raise problem("q", "invalid_query", str(error))


def _called(words: Sequence[str]) -> QuerySet[Any]:
    """The ids of the organisations with these ids, names or aliases."""
    ids = [int(word) for word in words if NUMBER.fullmatch(word)]
    names = [word for word in words if not NUMBER.fullmatch(word)]
    return organizations_called(ids, names)
