"""The measures and citations of a policy's record, written to their tables."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from ... import models as m
from .. import record as rec
from .by_hand import ByHand
from .parts import stated
from .resolve import Resolver
from .table import Changes, Table, parents_first, put_children


class PolicyPublication:
    """The record of a policy on its way into the database: what the parts need of each other."""

    def __init__(
        self,
        record: rec.PolicyRecord,
        policy: m.Policy,
        names: Resolver,
        changes: dict[str, Changes],
        by_hand: ByHand,
    ) -> None:
        self.record = record
        self.policy = policy
        self.names = names
        self.changes = changes
        self.by_hand = by_hand

    def table(self, resource: str, rows: QuerySet[Any]) -> Table:
        """These rows of the policy as a table to be brought to what the record says; those that
        people deleted are not made again."""
        return Table(resource, rows, self.changes, self.by_hand, leave_deleted=True)

    def units(self, units: tuple[rec.Unit, ...]) -> list[dict[str, Any]]:
        """The columns of rows that name these units, in their order."""
        return [
            {
                "order": order,
                "name": unit.name,
                "organization_id": self.names.organization(unit.organization),
                "group": unit.group,
            }
            for order, unit in enumerate(units)
        ]


def place(source: rec.Source | None) -> dict[str, Any]:
    """The columns that say where in the policy a row was found."""
    return {
        "page": source.page if source else None,
        "line_start": source.line_start if source else None,
        "line_end": source.line_end if source else None,
    }


def publish_measures(p: PolicyPublication) -> None:
    """Measures, parents before their children, with who is responsible."""
    table = p.table("measures", p.policy.measures.all())
    for ready in parents_first(p.record.measures):
        for item in ready:
            table.put(
                item.key,
                policy_id=p.policy.pk,
                parent_id=table.id(item.parent),
                order=item.order,
                level=item.level,
                kind=item.kind,
                marker=item.marker,
                heading=item.heading,
                text=stated(item.text),
                units_text=item.units_text,
                **place(item.source),
            )
        table.flush()
    table.finish()
    units = {
        row.pk: p.units(item.units)
        for item in p.record.measures
        if (row := table.rows.get(item.key)) is not None
    }
    put_children(table, m.MeasureUnit, "measure_id", units)


def publish_citations(p: PolicyPublication) -> None:
    table = p.table("policy-citations", p.policy.citations.all())
    for item in p.record.citations:
        table.put(
            item.key,
            policy_id=p.policy.pk,
            title=item.title,
            number=item.number,
            count=item.count,
            **place(item.source),
        )
    table.finish()
