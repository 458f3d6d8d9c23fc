"""What does not add up in the records, for staff; and setting it aside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError as ModelError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters import FilterSet
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from npcrecords.rest.fields import CodeField, InstantField, LabelField
from npcrecords.rest.filters import Codes, Flags, Numbers, Texts
from npcrecords.rest.links import Source, refuse_unknown
from npcrecords.rest.lists import problem, refuse_parameters
from npcrecords.rest.viewsets import Conflict, ReadingView, StaffOnly

from ..checks import CODES, Found, check_records, set_aside, take_up_again
from ..checks.decisions import LONGEST_REASON, AlreadySetAsideError
from ..choices import Severity

MAY_SET_ASIDE = "congress.change_finding"


class FoundSource(Source):
    """The place in a bulletin; in a policy document, without a bulletin."""

    bulletin = serializers.IntegerField(allow_null=True)


@extend_schema_field(FoundSource(allow_null=True))
class FoundSourceField(serializers.Field[Any, Any, Any, Any]):
    """The place in the bulletin, or in the policy document."""

    shape = FoundSource

    def __init__(self) -> None:
        super().__init__(source="*", read_only=True)

    def to_representation(self, found: Found) -> dict[str, Any] | None:
        if found.bulletin is None and found.policy is None:
            return None
        return {
            "bulletin": found.bulletin,
            "document": found.document,
            "page": found.page,
            "line_start": found.line,
            "line_end": found.line,
        }


class FoundRecord(serializers.Serializer[Any]):
    """A record by the name of its list and its id."""

    resource = serializers.CharField()
    id = serializers.IntegerField(source="record")


class DecisionSerializer(serializers.Serializer[Any]):
    """Why a finding was set aside, by whom and when."""

    reason = serializers.CharField()
    by = serializers.CharField()
    at = InstantField()


class FindingSerializer(serializers.Serializer[Any]):
    """One finding: what is wrong, where, and what to do. ``source`` is the place in the
    bulletin, or in the ``policy`` document, as far as there is one; ``modified`` when it was
    found: of what is checked anew each time, now. ``set_aside`` is null while it is open;
    ``fingerprint`` is another one as soon as its facts change, and then it is open again."""

    code = serializers.CharField()
    severity = CodeField(Severity.choices)
    severity_label = LabelField("severity", Severity)
    record = FoundRecord(source="*")
    policy = serializers.IntegerField(allow_null=True)
    message = serializers.CharField()
    source = FoundSourceField()
    fingerprint = serializers.CharField()
    set_aside = DecisionSerializer(allow_null=True)
    modified = InstantField()


class DecisionToTake(serializers.Serializer[Any]):
    """The finding of this fingerprint is set aside for ``reason``, one sentence; with null it
    is taken up again."""

    fingerprint = serializers.RegexField(
        r"\A[0-9a-f]{64}\Z",
        error_messages={
            "invalid": gettext_lazy("指纹是 64 位十六进制数：请照 findings/ 列出的写。")
        },
    )
    reason = serializers.CharField(allow_null=True, max_length=LONGEST_REASON)

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict):
            refuse_unknown(data, self.fields)
        return super().to_internal_value(data)


class MaySetAside(StaffOnly):
    """Staff read; who may change findings decides on them."""

    def has_permission(self, request: Request, view: Any) -> bool:
        return super().has_permission(request, view) and (
            request.method != "POST" or request.user.has_perm(MAY_SET_ASIDE)
        )


class FindingFilters(FilterSet):
    code = Texts()
    severity = Codes(codes=Severity)
    bulletin = Numbers()
    policy = Numbers()
    resource = Texts()
    set_aside = Flags()


@extend_schema_view(list=extend_schema(responses=FindingSerializer(many=True)))
class FindingView(ReadingView):
    """记录中对不上的地方：导入时发现的，和随时核查出的。只供工作人员。"""

    name = "findings"
    permission_classes = (MaySetAside,)
    serializer_class = FindingSerializer
    filterset_class = FindingFilters
    http_method_names = ["get", "head", "post", "options"]

    def get_renderers(self) -> list[Any]:
        """Of a decision json alone: it is no list."""
        renderers = super().get_renderers()
        return renderers[:1] if self.action == "create" else renderers

    def rows(self, parameters: dict[str, Any]) -> Sequence[Found]:
        everything = check_records()
        known = {*CODES, *(found.code for found in everything)}
        for code in parameters["code"]:
            if code not in known:
                message = _("没有“%(word)s”这个代码：可用的有 %(codes)s。")
                codes = "、".join(sorted(known))
                raise problem("code", "invalid_code", message % {"word": code, "codes": codes})
        since = parameters["modified_since"]
        wanted = parameters["set_aside"]
        return [
            found
            for found in everything
            if (since is None or found.modified >= since)
            and (not wanted or (found.set_aside is not None) in wanted)
            and all(
                getattr(found, name) in parameters[name]
                for name in ("code", "severity", "bulletin", "policy", "resource")
                if parameters[name]
            )
        ]

    @extend_schema(request=DecisionToTake, responses={200: FindingSerializer})
    def create(self, request: Request, *_args: Any, **_kwargs: Any) -> Response:
        """搁置一个问题（写明理由），或不再搁置（理由为 null）；回答是这个问题现在的样子。"""
        refuse_parameters(request)
        given = DecisionToTake(data=request.data)
        given.is_valid(raise_exception=True)
        wanted, reason = given.validated_data["fingerprint"], given.validated_data["reason"]
        found = _find(wanted)
        if reason is None:
            take_up_again(found=found, by=request.user)
        else:
            try:
                set_aside(found=found, reason=reason, by=request.user)
            except AlreadySetAsideError as error:
                raise Conflict(error.messages[0])
            except ModelError as error:
                raise problem("reason", str(error.code), error.messages[0])
        return Response(self.get_serializer(_find(wanted)).data)


def _find(fingerprint: str) -> Found:
    """The finding of today that has this fingerprint. Raises NotFound."""
    for found in check_records():
        if found.fingerprint == fingerprint:
            return found
    raise NotFound(_("没有这个问题：它已经改好，或有关的事实已经变了。请重新列出再看。"))
