"""What documents cite, and what is cited how often."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django_filters import FilterSet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers

from npcrecords.rest.fields import InstantField, TextField
from npcrecords.rest.filters import Many, Numbers, Texts
from npcrecords.rest.links import HeldField
from npcrecords.rest.serializers import RecordSerializer
from npcrecords.rest.viewsets import ReadingView, RecordViewSet
from npcrecords.rest.visibility import sees_drafts

from ..citations import with_meant
from ..cited_policies import with_policy
from ..cited_works import CitedWorks, Wanted, Work, cited_works
from ..models import Citation
from .filters import CitationFilters
from .policy_links import MeantIdField


class MeantField(HeldField):
    """The held document that a citation means; what comes in is said to be it."""

    def get_attribute(self, instance: Any) -> Any:
        return instance.meant_id

    def to_representation(self, value: Any) -> Any:
        return value


class CitationSerializer(RecordSerializer):
    """A title or a document number that a document cites. ``cited_document`` is the held
    document that is meant, in whatever bulletin: the one that was said to be, else the one found
    by number or title; ``cited_policy`` the held policy, found in the same way. Both are null with
    ``not_held``, where staff found it to be none."""

    cited_policy = MeantIdField("meant_policy_id")

    class Meta:
        model = Citation
        fields = [
            "id", "document", "title", "number", "count", "cited_document", "not_held",
            "cited_policy", "source", "modified",
        ]  # fmt: skip

    def build_relational_field(self, field_name: str, relation_info: Any) -> Any:
        field_class, kwargs = super().build_relational_field(field_name, relation_info)
        return (MeantField if field_name == "cited_document" else field_class), kwargs

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """What was found and is sent back as it was shown is not said by that."""
        row, sent = self.instance, attrs.get("cited_document")
        if row is not None and sent is not None and row.cited_document_id is None:
            if sent.pk == row.meant_id:
                del attrs["cited_document"]
        return attrs


class CitationViewSet(RecordViewSet):
    """文件引用的标题和文号。"""

    queryset = Citation.objects.select_related("document")
    serializer_class = CitationSerializer
    filterset_class = CitationFilters
    ordering = ("document_id", "id")
    ordering_fields = ("title", "number", "count", ("document", "document_id"))

    def get_queryset(self) -> Any:
        drafts = sees_drafts(self.request.user)
        return with_policy(with_meant(super().get_queryset(), drafts=drafts), drafts=drafts)


class CitedWorkSerializer(serializers.Serializer[Any]):
    """A title, or a number that stands without one: how many documents cite it, how often in
    all; how many policies do, and how often; the held document where it is one, and all that are
    called so; the held policy. ``id`` is that of the first citation, of what policies alone cite
    with a minus before it; ``citations`` and ``policy_citations`` are the addresses of all."""

    id = serializers.IntegerField()
    title = TextField(allow_null=True)
    number = TextField(allow_null=True)
    documents_count = serializers.IntegerField()
    times = serializers.IntegerField()
    policies_count = serializers.IntegerField()
    policy_times = serializers.IntegerField()
    cited_document = serializers.IntegerField(allow_null=True)
    cited_policy = serializers.IntegerField(allow_null=True)
    held_documents = serializers.ListField(child=serializers.IntegerField(), source="held")
    citations = serializers.SerializerMethodField()
    policy_citations = serializers.SerializerMethodField()
    modified = InstantField()

    def get_citations(self, work: Work) -> str:
        return self._address("citations", work)

    def get_policy_citations(self, work: Work) -> str:
        return self._address("policy-citations", work)

    def _address(self, name: str, work: Work) -> str:
        address = f"{reverse(f'{name}-list')}?{query_of(work)}"
        request = self.context.get("request")
        return request.build_absolute_uri(address) if request else address


def query_of(work: Work) -> str:
    """The parameters by which the citations of a work are found. A comma would part two titles:
    a full-width one is the same."""
    name = "title" if work.title else "number"
    return urlencode({name: (work.title or work.number).replace(",", "，")})


class CitedWorkFilters(FilterSet):
    q = Many()
    title = Texts()
    number = Texts()
    place = Texts()
    year = Numbers()


@extend_schema(responses=CitedWorkSerializer(many=True))
class CitedWorkView(ReadingView):
    """被引用的标题和文号，每个一行，引用最多的在前。"""

    name = "cited-works"
    serializer_class = CitedWorkSerializer
    filterset_class = CitedWorkFilters

    def rows(self, parameters: dict[str, Any]) -> CitedWorks:
        wanted = Wanted(
            words=parameters["q"] or None,
            titles=parameters["title"] or None,
            numbers=parameters["number"] or None,
            places=parameters["place"] or None,
            years=parameters["year"] or None,
            modified_since=parameters["modified_since"],
        )
        return cited_works(wanted, drafts=sees_drafts(self.request.user))
