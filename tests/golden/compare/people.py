"""Who and what the record names: nobody missing, and nobody who is not a person."""

from __future__ import annotations

from collections.abc import Iterator

from sessions.importer import record as r

from .names import Facts, Problems, short


def _named(facts: Facts) -> Iterator[str]:
    """Everybody whom the facts name as attending, reporting, signing, appointed or elected."""
    for section in ("attendance", "appointments", "deputy_changes"):
        yield from (part["name"] for part in facts.get(section, []))
    for item in facts.get("agenda", []):
        yield from (reporter["name"] for reporter in item.get("reporters", []))
    for document in facts.get("documents", []):
        yield from (author["name"] for author in document.get("authors", []) if "name" in author)


def _behind(facts: Facts) -> Iterator[str]:
    """Those whom the facts name only as standing behind something, and ``others`` whom the text
    names: no row need exist."""
    yield from facts.get("others", [])
    for item in facts.get("agenda", []):
        yield from (reporter.get("on_behalf_of", "") for reporter in item.get("reporters", []))
    for act in facts.get("appointments", []):
        yield from (act.get("submitted_by") or "", act.get("explained_by") or "")


def check_people(record: r.Record, facts: Facts) -> Problems:
    got = {person.name for person in record.people}
    wanted = set(_named(facts))
    problems = [f"人名表里没有 {name}" for name in sorted(wanted - got)]
    problems += [f"“{name}”不是人名" for name in sorted(got - wanted - set(_behind(facts)))]
    if len(got) != len(record.people):
        problems.append("同一姓名在人名表里出现两次")
    return problems


def check_organizations(record: r.Record, facts: Facts) -> Problems:
    """Every organisation's name begins with this place or with one of ``places``."""
    places = (record.bulletin.place, *facts.get("places", ()))
    return [
        f"“{organization.name}”不是机构名称"
        for organization in record.organizations
        if not organization.name.startswith(tuple(p for p in places if p))
    ] + [
        f"“{o.name}”与“{p.name}”是同一机构"
        for n, o in enumerate(record.organizations)
        for p in record.organizations[n + 1 :]
        if short(o.name) == short(p.name)
    ]
