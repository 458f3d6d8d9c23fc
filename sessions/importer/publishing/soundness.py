"""What a record says that no table could hold, found before anything is written.

In: a record whose references all resolve. Out: a sentence for the clerk, "" when all is well.
Records come from other offices and from people's hands too: the database's own refusals
(a constraint's name, a column's width) would tell them nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from people.choices import Classification

from .. import record as rec

DEEPEST = 50  # an outline has six or seven levels
CIRCLE = f"绕回到了它自己，或者套了 {DEEPEST} 层以上。"
_SEE = "请改正记录文件后再试。"


def unsound(record: rec.Record) -> str:
    """The first thing in ``record`` that cannot be held, as a sentence; "" for none."""
    return first_of(
        people_problems(record.people),
        organization_problems(record.organizations),
        _empty(record),
        _spans(record),
        _sections(record),
        _documents(record),
        _opinions(record),
    )


def first_of(*problems: Iterator[str]) -> str:
    """The first problem that is found, with what to do; "" for none."""
    for found in problems:
        for problem in found:
            return problem + _SEE
    return ""


def people_problems(people: Iterable[rec.Person]) -> Iterator[str]:
    """Two items that may be one person."""
    seen: dict[tuple[str, str], str] = {}
    for person in people:
        other = seen.setdefault((person.name, person.note), person.key)
        if other != person.key:
            yield (
                f"people 里的“{other}”和“{person.key}”姓名、区别说明（note）都相同，"
                "分不清是一人还是两人：是一人就合成一项，是两人就写明区别说明。"
            )


def organization_problems(organizations: Collection[rec.Organization]) -> Iterator[str]:
    """Organisations above themselves, or of no known kind."""
    parents = {item.key: item.parent for item in organizations}
    if key := in_a_circle(parents):
        yield f"organizations 里“{key}”的上级机构（parent）{CIRCLE}"
    for item in organizations:
        if item.classification not in (*Classification.values, ""):
            yield (
                f"organizations 里“{item.key}”的 classification 没有"
                f"“{item.classification[:30]}”这一类。"
            )


def _empty(record: rec.Record) -> Iterator[str]:
    """What must be named and is not."""
    for place, key, field, value in _named(record):
        if not value:
            yield f"{place} 里“{key}”的 {field} 是空的。"


def _named(record: rec.Record) -> Iterator[tuple[str, str, str, str]]:
    for attendee in record.attendance:
        yield "attendance", attendee.key, "name", attendee.name
    for item in record.agenda:
        yield "agenda", item.key, "text", item.text
    for act in record.appointments:
        yield "appointments", act.key, "name", act.name
        if act.organization:
            yield "appointments", act.key, "post", act.post
    for change in record.deputy_changes:
        yield "deputy_changes", change.key, "name", change.name
    for act in record.appointments:
        for telling in act.told:
            yield "told", act.key, "source.document", telling.source.document or ""
    for change in record.deputy_changes:
        for told in change.told:
            yield "told", change.key, "source.document", told.source.document or ""
    for opinion in record.opinions:
        yield "opinions", opinion.key, "title", opinion.title
        if opinion.due_on:
            yield "opinions", opinion.key, "due_rule（写了期限就要写明依据）", opinion.due_rule
    for document in record.documents:
        for citation in document.citations:
            words = citation.title or citation.number
            yield "citations", citation.key, "title 和 number", words


def _spans(record: rec.Record) -> Iterator[str]:
    """Ends before their beginnings."""
    session = record.session
    if session and session.start_date and session.end_date:
        if session.end_date < session.start_date:
            yield f"会议的结束日期 {session.end_date} 早于开始日期 {session.start_date}。"
    yield from backwards(record, "记录")
    for change in record.deputy_changes:
        if change.change == "by_elected" and change.cause:
            yield f"deputy_changes 里“{change.key}”是补选，不应写出缺的原因（cause）。"


def backwards(part: rec.Part, place: str) -> Iterator[str]:
    """Pages and lines of ``part`` and all below it that end before they begin."""
    place = getattr(part, "key", place)
    for name in ("page", "line"):
        start = getattr(part, f"{name}_start", None)
        end = getattr(part, f"{name}_end", None)
        if start is not None and end is not None and end < start:
            yield f"“{place}”的 {name}_end {end} 小于 {name}_start {start}。"
    for name in type(part).model_fields:
        value = getattr(part, name)
        for inner in value if isinstance(value, tuple) else (value,):
            if isinstance(inner, rec.Part):
                yield from backwards(inner, place)


def _sections(record: rec.Record) -> Iterator[str]:
    for document in record.documents:
        parents = {section.key: section.parent for section in document.sections}
        yield from outside(parents, f"文件“{document.key}”的 sections")
        if key := in_a_circle(parents):
            yield f"文件“{document.key}”里段落“{key}”的上级（parent）{CIRCLE}"


def _documents(record: rec.Record) -> Iterator[str]:
    for document in record.documents:
        relations = [(relation.kind, relation.document) for relation in document.relations]
        if _double(relations):
            yield f"文件“{document.key}”的 relations 里有两项相同。"
        if any(other == document.key for _, other in relations):
            yield f"文件“{document.key}”的 relations 指向它自己。"
    for item in record.agenda:
        if _double(item.kinds):
            yield f"议程“{item.key}”的 kinds 里有两项相同。"


def _opinions(record: rec.Record) -> Iterator[str]:
    printed = [item.document for item in record.opinions if item.document]
    if key := _double(printed):
        yield f"opinions 里有两件都说是文件“{key}”印出的（document）。"
    for opinion in record.opinions:
        parents = {point.key: point.parent for point in opinion.points}
        yield from outside(parents, f"审议意见“{opinion.key}”的 points")
        if key := in_a_circle(parents):
            yield f"审议意见“{opinion.key}”里“{key}”的上级（parent）{CIRCLE}"


def outside(parents: Mapping[str, str | None], place: str) -> Iterator[str]:
    """Items whose parent is not among them."""
    for key, parent in parents.items():
        if parent is not None and parent not in parents:
            yield f"{place} 里“{key}”的上级（parent）“{parent}”不在同一件里。"


def _double(values: Iterable[str | tuple[str, str]]) -> str:
    seen: set[str | tuple[str, str]] = set()
    for value in values:
        if value in seen:
            return str(value)
        seen.add(value)
    return ""


def in_a_circle(parents: Mapping[str, str | None]) -> str:
    """A key that is above itself, or lies deeper than any outline; "" when there is none."""
    depths: dict[str, int] = {}
    for start in parents:
        path: list[str] = []
        key: str | None = start
        while key is not None and key not in depths:
            path.append(key)
            if len(path) > DEEPEST:
                return start
            key = parents.get(key)
        depth = depths[key] if key is not None else 0
        for key in reversed(path):
            depth += 1
            depths[key] = depth
        if depth > DEEPEST:
            return start
    return ""
