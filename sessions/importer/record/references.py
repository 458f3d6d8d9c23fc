"""Whether the parts of a record name each other rightly."""

from __future__ import annotations

from collections.abc import Iterable

from .bulletin import Point, Record, Section
from .policy import Measure, PolicyRecord
from .shared import Organization, Part

_PARENTS: dict[type[Part], str] = {
    Organization: "parent_organization",
    Section: "parent_section",
    Point: "parent_point",
    Measure: "parent_measure",
}


def broken_reference(record: Record | PolicyRecord) -> str:
    """A sentence that says which part names a key that the record lacks, or which key stands
    twice; "" when all is well."""
    if isinstance(record, PolicyRecord):
        return _twice(_policy_keys(record)) or _broken(record, _known_to_policy(record), "记录")
    if record.session is None and (record.agenda or record.attendance):
        return "记录里有议程或出席人员，却没有会议（session）：请补上是哪次会议。"
    return _twice(_bulletin_keys(record)) or _broken(record, _known_to_bulletin(record), "记录")


def _known_to_bulletin(record: Record) -> dict[str, set[str]]:
    people = {item.key for item in record.people}
    organizations = {item.key for item in record.organizations}
    documents = {item.key for item in record.documents}
    sections = {part.key for item in record.documents for part in item.sections}
    agenda = {item.key for item in record.agenda}
    opinions = {item.key for item in record.opinions}
    points = {point.key for item in record.opinions for point in item.points}
    return {
        "person": people,
        "organization": organizations,
        "parent_organization": organizations,
        "issuer": organizations,
        "body": organizations,
        "congress": organizations,
        "addressee_organization": organizations,
        "document": documents,
        "cited_document": documents,
        "report": documents,
        "agenda_item": agenda,
        "section": sections,
        "parent_section": sections,
        "evaluation": sections,
        "recommendations": sections,
        "opinion": opinions,
        "point": points,
        "parent_point": points,
    }


def _known_to_policy(record: PolicyRecord) -> dict[str, set[str]]:
    organizations = {item.key for item in record.organizations}
    return {
        "person": {item.key for item in record.people},
        "organization": organizations,
        "parent_organization": organizations,
        "parent_measure": {item.key for item in record.measures},
        "table": {item.key for item in record.registers},
    }


def _broken(part: Part, known: dict[str, set[str]], place: str) -> str:
    """The first reference in ``part`` and below that names no key, as a sentence."""
    here = f"{place}“{key}”" if (key := getattr(part, "key", "")) else place
    for name in type(part).model_fields:
        value = getattr(part, name)
        if isinstance(value, tuple):
            for item in value:
                if isinstance(item, Part) and (problem := _broken(item, known, f"{name}：")):
                    return problem
        elif isinstance(value, Part):
            if problem := _broken(value, known, here):
                return problem
        elif value is not None:
            kind = _PARENTS.get(type(part), name) if name == "parent" else name
            if kind in known and value not in known[kind]:
                return f"{here}的 {name} 写的是“{value}”，记录文件里没有它：请补上或改正。"
    return ""


def _bulletin_keys(record: Record) -> dict[str, list[str]]:
    lists: dict[str, list[str]] = {
        name: [item.key for item in getattr(record, name)]
        for name in (
            "people",
            "organizations",
            "attendance",
            "agenda",
            "documents",
            "opinions",
            "follow_ups",
            "appointments",
            "deputy_changes",
            "credentials_reports",
        )
    }
    for name in ("sections", "footnotes", "citations"):
        lists[name] = [part.key for item in record.documents for part in getattr(item, name)]
    lists["points"] = [point.key for item in record.opinions for point in item.points]
    lists["responses"] = [part.key for item in record.follow_ups for part in item.responses]
    return lists


def _policy_keys(record: PolicyRecord) -> dict[str, list[str]]:
    names = ("people", "organizations", "measures", "registers", "tasks", "citations")
    return {name: [item.key for item in getattr(record, name)] for name in names}


def _twice(lists: dict[str, list[str]]) -> str:
    """The first key that stands twice among the items of one kind, as a sentence."""
    for name, keys in lists.items():
        if twice := _first_twice(keys):
            return f"{name} 里有两项的键同为“{twice}”：请改掉一个再试。"
    return ""


def _first_twice(keys: Iterable[str]) -> str:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            return key
        seen.add(key)
    return ""
