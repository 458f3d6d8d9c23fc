"""How a tenure is shown, in the lists that hold tenures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from rest_framework import serializers

from npcrecords.core.dates import Precision
from npcrecords.core.kept import row_of
from npcrecords.core.models import Tombstone
from npcrecords.rest.fields import (
    InstantField,
    LabelField,
    PrecisionField,
    TextField,
    instant,
    labels,
)
from npcrecords.rest.links import SourceField

from ..choices import TenureState
from ..queries import FOLDED, NamedTenure, named
from ..tenures import Tenure
from .columns import post_ref, ref, source_of
from .refs import PersonField, PostField

CHUNK = 200


@dataclass(frozen=True)
class ShownTenure:
    """A tenure as it stands today."""

    named: NamedTenure
    today: dt.date
    modified: dt.datetime | None

    @property
    def tenure(self) -> Tenure:
        return self.named.tenure

    @property
    def state(self) -> TenureState:
        return self.tenure.state(self.today)

    @property
    def start_date(self) -> dt.date | None:
        return self.tenure.start_date

    @property
    def end_date(self) -> dt.date | None:
        return self.tenure.end_date


class ShownTenures(Sequence[Any]):
    """Tenures that are named (one query) as they are shown, a page at a time."""

    def __init__(self, tenures: Sequence[Tenure], modified: dt.datetime | None) -> None:
        self.tenures = tenures
        self.modified = modified
        self.today = timezone.localdate()

    def __len__(self) -> int:
        return len(self.tenures)

    def __getitem__(self, wanted: Any) -> Any:
        if isinstance(wanted, slice):
            found = named(self.tenures[wanted])
            return [ShownTenure(item, self.today, self.modified) for item in found]
        return self[wanted : wanted + 1][0]

    def __iter__(self) -> Iterator[ShownTenure]:
        for start in range(0, len(self), CHUNK):
            yield from self[start : start + CHUNK]


class ActSourceField(SourceField):
    """The place of the act that gives the tenure its id."""

    def get_attribute(self, instance: Any) -> Any:
        return instance.named.first


class TenureSerializer(serializers.Serializer[Any]):
    """A tenure: from ``start_date``, inclusive, to ``end_date``, exclusive.

    ``id`` is that of the act that begins it or, where none is known, of the act that ends
    it; ``acts`` are all acts it is read from. It may change with any act: ``modified`` is
    the last change of any.
    """

    id = serializers.IntegerField(source="tenure.id")
    person = PersonField(printed="person_name", source="named.first", read_only=True)
    post = PostField(printed="post_text", source="named.first", read_only=True)
    start_date = serializers.DateField(allow_null=True)
    start_date_precision = PrecisionField(
        "start_date", Precision, source="tenure.start_precision", allow_null=True
    )
    start_date_text = TextField(source="named.start.date_text", allow_null=True, default=None)
    end_date = serializers.DateField(allow_null=True)
    end_date_precision = PrecisionField(
        "end_date", Precision, source="tenure.end_precision", allow_null=True
    )
    end_date_text = TextField(source="named.end.date_text", allow_null=True, default=None)
    start_act = serializers.IntegerField(source="tenure.start_act", allow_null=True)
    end_act = serializers.IntegerField(source="tenure.end_act", allow_null=True)
    acting = serializers.BooleanField(source="tenure.acting")
    state = serializers.ChoiceField(TenureState.choices)
    state_label = LabelField("state", TenureState)
    acts = serializers.ListField(child=serializers.IntegerField(), source="tenure.acts")
    source = ActSourceField()
    modified = InstantField(allow_null=True)

    def to_representation(self, instance: Any) -> dict[str, Any]:
        if isinstance(instance, Tombstone):
            modified = self.fields["modified"].to_representation(instance.modified)
            return {"id": instance.record_id, "deleted": True, "modified": modified}
        return super().to_representation(instance)


COLUMNS = (
    *FOLDED, "person__name", "post__title", "post__organization_id", "post__organization__name",
    "bulletin_id", "source_document_id", "source_page", "source_line_start", "source_line_end",
    "date_text",
)  # fmt: skip
act_row = row_of(COLUMNS)


def show_tenures(
    tenures: Sequence[Tenure], acts: Iterable[tuple[Any, ...]], modified: dt.datetime | None
) -> list[dict[str, Any]]:
    """The tenures as the serializer shows them, without an object for each act; ``acts`` are
    the ``COLUMNS`` of the acts that tell of them."""
    by_id = {row[0]: row for row in acts}
    today = timezone.localdate()
    states = labels(TenureState, get_language())
    changed = instant(modified)
    return [_shown(one, by_id, one.state(today), states, changed) for one in tenures]


def _shown(
    tenure: Tenure,
    acts: Mapping[int, tuple[Any, ...]],
    state: TenureState,
    states: Mapping[Any, str],
    modified: str | None,
) -> dict[str, Any]:
    first, start, end = act_row(acts[tenure.id]), tenure.start_act, tenure.end_act
    return {
        "id": tenure.id,
        "person": ref(first.person_id, first.person_of_name, first.person_name),
        "post": post_ref(first),
        "start_date": tenure.start_date,
        "start_date_precision": tenure.start_precision if tenure.start_date else None,
        "start_date_text": (acts[start][-1] or None) if start else None,
        "end_date": tenure.end_date,
        "end_date_precision": tenure.end_precision if tenure.end_date else None,
        "end_date_text": (acts[end][-1] or None) if end else None,
        "start_act": start,
        "end_act": end,
        "acting": tenure.acting,
        "state": state,
        "state_label": states[state],
        "acts": tenure.acts,
        "source": source_of(first),
        "modified": modified,
    }
