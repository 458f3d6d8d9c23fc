"""Appointment acts, deputy changes and the arithmetic of credentials reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sessions.importer import record as r

from .names import (
    Facts,
    Problems,
    same,
    same_organization,
    short,
    when,
)


def check_appointments(record: r.Record, facts: Sequence[Facts], document: str) -> Problems:
    """The acts of one document: each once, and no others."""
    wanted = [f for f in facts if f["document"] == document]
    rest = [a for a in record.appointments if a.source and a.source.document == document]
    problems: Problems = []
    for one in wanted:
        alike = [a for a in rest if _is_act(record, one, a)]
        if not alike:
            problems.append(
                f"没有读出：{one['name']} {one['act']} {one['organization']} {one['post']}"
            )
            continue
        act = alike[0]
        rest.remove(act)
        problems += _act_details(record, one, act)
    for act in rest:
        problems.append(
            f"多出：{act.name} {act.act} {act.organization or act.organization_text} {act.post}"
        )
    return problems


def _is_act(record: r.Record, one: Facts, act: r.Appointment) -> bool:
    if one["name"] != act.name or str(act.act) not in one.get("acts", [one["act"]]):
        return False
    readings = [[one["organization"], one["post"]], *one.get("or", [])]
    return any(
        post == act.post
        and (
            same_organization(record, act.organization, organization)
            or short(act.organization_text) == short(organization)
        )
        for organization, post in readings
    )


def _act_details(record: r.Record, one: Facts, act: r.Appointment) -> Problems:
    problems: Problems = []
    who = f"{one['name']}（{one['post']}）"
    if "date" in one:
        same(problems, f"{who} date", one["date"], when(act.date))
    if one.get("reason", "") not in act.reason:
        same(problems, f"{who} reason", one["reason"], act.reason)
    if "to_be_filed" in one:
        same(problems, f"{who} to_be_filed", one["to_be_filed"], act.to_be_filed)
    if "filed_with" in one and short(act.filed_with) != short(one["filed_with"]):
        same(problems, f"{who} filed_with", one["filed_with"], act.filed_with)
    for name in ("submitted_by", "explained_by"):
        if name in one:
            by: r.Speaker | None = getattr(act, name)
            words = f"{by.name}{by.role}{by.organization or ''}" if by else ""
            if one[name] is None:
                same(problems, f"{who} {name}", "", words)
            elif one[name] not in words:
                same(problems, f"{who} {name}", one[name], words)
    if "agenda_item" in one:
        item = next((a.number for a in record.agenda if a.key == act.agenda_item), None)
        same(problems, f"{who} agenda_item", one["agenda_item"], item)
    return problems


def check_no_stray_appointments(record: r.Record, facts: Sequence[Facts]) -> Problems:
    documents = {f["document"] for f in facts}
    return [
        f"多出：{a.name} {a.act} {a.post}（{a.source.document if a.source else None}）"
        for a in record.appointments
        if a.source is None or a.source.document not in documents
    ]


def check_deputy_changes(record: r.Record, facts: Sequence[Facts]) -> Problems:
    problems: Problems = []
    rest = list(record.deputy_changes)
    for one in facts:
        alike = [d for d in rest if (d.name, d.change) == (one["name"], one["change"])]
        if not alike:
            problems.append(f"没有读出代表变动：{one}")
            continue
        change = alike[0]
        rest.remove(change)
        units = one["electoral_unit"]
        if change.electoral_unit not in ([units] if isinstance(units, str) else units):
            same(problems, f"{one['name']} electoral_unit", units, change.electoral_unit)
        for name in ("cause", "term"):
            if name in one:
                same(problems, f"{one['name']} {name}", one[name], getattr(change, name))
        if "document" in one:
            got = change.source.document if change.source else None
            same(problems, f"{one['name']} document", one["document"], got)
    return problems + [f"多出代表变动：{d.name} {d.change} {d.electoral_unit}" for d in rest]


def check_told(record: r.Record, facts: Sequence[Sequence[Any]]) -> Problems:
    """The other places that tell of acts and deputy changes: all of them, and no others. Each
    is [document, line, name, post or change]."""
    wanted = Counter(tuple(one) for one in facts)
    got = Counter(
        (one.source.document, one.source.line_start, one.name, what)
        for told, what in (
            *((act.told, act.post) for act in record.appointments),
            *((change.told, change.change) for change in record.deputy_changes),
        )
        for one in told
    )
    return [f"没有读出的出处：{one}" for one in (wanted - got).elements()] + [
        f"多出的出处：{one}" for one in (got - wanted).elements()
    ]


def check_credentials(record: r.Record, facts: Sequence[Facts]) -> Problems:
    problems: Problems = []
    same(problems, "代表资格报告的件数", len(facts), len(record.credentials_reports))
    for one in facts:
        got = next(
            (
                c
                for c in record.credentials_reports
                if c.source is not None and c.source.document == one["document"]
            ),
            None,
        )
        if got is None:
            problems.append(f"没有读出《{one['document']}》的代表数字")
            continue
        for name in ("term", "seats", "before", "vacated", "by_elected", "after"):
            if name in one:
                same(problems, name, one[name], getattr(got, name))
    return problems
