"""How a tenure is shown, in the lists that hold tenures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from rest_framework import serializers

from npcrecords.core.dates import Precision
from npcrecords.core.models import Tombstone
from npcrecords.rest.fields import InstantField, LabelField, PrecisionField, TextField
from npcrecords.rest.links import SourceField

from ..choices import TenureState
from ..queries import NamedTenure, named
from ..tenures import Tenure
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
