"""The last look at what was read: a record that can be taken, and a finding for the rest.

In: a record as the stages left it. Out: the same record in which no key stands twice, no
text is longer than what holds it, and what belongs to a session has one. On the text of a
whole and orderly bulletin nothing is to do; on two bulletins in one file, or on lines that
ran together, the clerk is told where, and the rest can still be published.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from . import record as rec

P = TypeVar("P", bound=rec.Part)

UNKNOWN_SESSION = "届次和次数不明的会议"
_LISTS = {
    "agenda": "议程",
    "attendance": "出席人员",
    "opinions": "审议意见",
    "follow_ups": "办理或督办报告",
    "appointments": "任免",
    "deputy_changes": "代表变动",
}
# The longest text that each field may hold: the widths of the columns it is published to.
WIDTHS: dict[type[rec.Part], dict[str, int]] = {
    rec.Speaker: {"name": 100, "role": 200},
    rec.Organization: {"jurisdiction": 100},
    rec.Meeting: {"name": 200},
    rec.Session: {"venue": 200},
    rec.Attendance: {"name": 200},
    rec.Reporter: {"name": 100, "role": 200, "on_behalf_of": 200, "topic": 500},
    rec.Outcome: {"title": 500},
    rec.AgendaItem: {"number_text": 20, "minutes_number_text": 20},
    rec.Author: {"name": 100, "role": 200, "text": 200},
    rec.Section: {"marker": 20},
    rec.Footnote: {"marker": 20},
    rec.Citation: {"title": 500, "number": 100},
    rec.Document: {"addressee": 200},
    rec.Point: {"marker": 20, "title": 500},
    rec.Opinion: {
        "title": 500,
        "letter_number": 100,
        "report_title": 500,
        "addressee": 200,
        "due_rule": 300,
    },
    rec.Response: {"heading": 500},
    rec.FollowUp: {"letter_number": 100},
    rec.Appointment: {
        "name": 100,
        "organization_text": 199,
        "post": 100,
        "reason": 300,
        "filed_with": 200,
    },
    rec.ActTelling: {"text": 500, "name": 100, "organization_text": 199, "post": 100},
    rec.DeputyChange: {"name": 100, "electoral_unit": 100},
    rec.DeputyTelling: {"text": 500, "name": 100, "electoral_unit": 100},
    rec.Bulletin: {"place": 100, "label": 200},
    rec.File: {"name": 255},
}
_WORDS = 20  # of a text, in a message
_LONGEST_HEADING = 500
_LONGEST_ALIAS = 200
_LONGEST_KEY = 480  # leaves room for #2
_MOST_FINDINGS = 100


def settled(record: rec.Record) -> rec.Record:
    """``record`` with what no record can hold mended, and a finding for each such thing."""
    findings: list[rec.Finding] = []
    record = _Widths(findings).fitted(record, None)
    record = _without_twins(record, findings)
    if record.session is None and (record.agenda or record.attendance):
        record = record.model_copy(update={"session": _unknown_session(record)})
    if not findings:
        return record
    return record.model_copy(update={"findings": (*record.findings, *_first(findings))})


def _first(findings: list[rec.Finding]) -> list[rec.Finding]:
    """So many that a clerk can go through them, and how many more there are."""
    more = len(findings) - _MOST_FINDINGS
    if more <= 0:
        return findings
    rest = rec.Finding(
        code="more_findings",
        severity="error",
        message=f"像这样的问题还有 {more} 处，没有逐一列出。请检查这个文件是不是一期公报。",
    )
    return [*findings[:_MOST_FINDINGS], rest]


def _unknown_session(record: rec.Record) -> rec.Session:
    """The session whose agenda and members stand here, and of which no more is said. That it
    is not known which session it is, the finding ``no_session`` tells."""
    return rec.Session(
        meeting=rec.Meeting(
            body=record.bulletin.issuer,
            kind=rec.MeetingKind.COMMITTEE,
            term=record.bulletin.term,
            name=UNKNOWN_SESSION,
        )
    )


class _Widths:
    """Brings texts to their widths; ``findings`` gets what was cut."""

    def __init__(self, findings: list[rec.Finding]) -> None:
        self.findings = findings

    def fitted(self, part: P, source: rec.Source | None) -> P:
        """``part`` and all below it, with no text too long. ``source`` is the place of what
        ``part`` belongs to."""
        source = _place(part) or source
        widths = WIDTHS.get(type(part), {})
        changed: dict[str, Any] = {}
        for name in type(part).model_fields:
            value = getattr(part, name)
            if isinstance(value, str):
                if len(value) > widths.get(name, len(value)):
                    changed[name] = self._cut(value, widths[name], source)
            elif isinstance(value, rec.Part):
                if (fitted := self.fitted(value, source)) is not value:
                    changed[name] = fitted
            elif isinstance(value, tuple) and value and isinstance(value[0], rec.Part):
                items = tuple(self.fitted(item, source) for item in value)
                if any(new is not old for new, old in zip(items, value, strict=True)):
                    changed[name] = items
        if isinstance(part, rec.Section) and len(part.heading) > _LONGEST_HEADING:
            # A paragraph, then; it is kept whole, as text.
            changed["heading"] = ""
            changed["text"] = "\n".join(filter(None, (part.heading, part.text)))
        if isinstance(part, rec.Organization):
            aliases = tuple(name for name in part.aliases if len(name) <= _LONGEST_ALIAS)
            if aliases != part.aliases:
                changed["aliases"] = aliases
        return part.model_copy(update=changed) if changed else part

    def _cut(self, text: str, width: int, source: rec.Source | None) -> str:
        where = f"第{source.line_start}行的" if source else ""
        self.findings.append(
            rec.Finding(
                code="text_too_long",
                severity="error",
                message=f"{where}“{text[:_WORDS]}…”有 {len(text)} 字，"
                "多半是几行连成了一行，或者读错了，"
                f"只留下前 {width - 1} 字。请对照原件改正后再导入。",
                **_at(source),
            )
        )
        return text[: width - 1] + "…"


def _without_twins(record: rec.Record, findings: list[rec.Finding]) -> rec.Record:
    """The second of two items that bear one key gets a key of its own: nothing is lost."""
    changed: dict[str, Any] = {}
    for name, label in _LISTS.items():
        items = getattr(record, name)
        told = list(_distinct(items, label, findings))
        if any(new is not old for new, old in zip(told, items, strict=True)):
            changed[name] = tuple(told)
    if "opinions" in changed:
        changed["opinions"] = _with_own_points(changed["opinions"])
    return record.model_copy(update=changed) if changed else record


def _distinct(items: Sequence[Any], label: str, findings: list[rec.Finding]) -> Iterator[Any]:
    taken = _Keys(item.key for item in items)
    seen: set[str] = set()
    for item in items:
        if item.key not in seen:
            seen.add(item.key)
            yield item
            continue
        key = taken.free(item.key)
        source = _place(item)
        where = f"第{source.line_start}行" if source else "文件中"
        findings.append(
            rec.Finding(
                code="printed_twice",
                severity="error",
                message=f"{where}的{label}“{item.key[:60]}”与前面的一项同号或同名，两项都留下了。"
                "请核对是印重了，还是一个文件里有两期公报；如是两期，请分开导入。",
                **_at(source),
            )
        )
        yield item.model_copy(update={"key": key})


class _Keys:
    """Keys that are taken."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self.taken = set(taken)
        self._last: dict[str, int] = {}

    def free(self, key: str) -> str:
        """``key`` with the first number that makes it another's; it is taken then."""
        base = key[:_LONGEST_KEY]
        number = self._last.get(base, 1) + 1
        while f"{base}#{number}" in self.taken:
            number += 1
        self._last[base] = number
        self.taken.add(f"{base}#{number}")
        return f"{base}#{number}"


def _with_own_points(opinions: Sequence[rec.Opinion]) -> tuple[rec.Opinion, ...]:
    """The points of opinions of one number, told apart too."""
    keys = _Keys(point.key for opinion in opinions for point in opinion.points)
    seen: set[str] = set()
    done = []
    for opinion in opinions:
        own = dict.fromkeys(point.key for point in opinion.points)
        renamed = {key: keys.free(key) for key in own if key in seen}
        seen.update(own)
        points = tuple(
            point.model_copy(
                update={
                    "key": renamed.get(point.key, point.key),
                    "parent": renamed.get(point.parent or "", point.parent),
                }
            )
            for point in opinion.points
        )
        done.append(opinion.model_copy(update={"points": points}) if renamed else opinion)
    return tuple(done)


def _place(part: rec.Part) -> rec.Source | None:
    """Where ``part`` stands, if it says so itself."""
    source = getattr(part, "source", None) or getattr(part, "minutes_source", None)
    if isinstance(source, rec.Source):
        return source
    start = getattr(part, "line_start", None)
    if isinstance(part, rec.Source) or start is None:
        return None
    return rec.Source(
        document=part.key if isinstance(part, rec.Document) else None,
        page=getattr(part, "page", None),
        line_start=start,
        line_end=getattr(part, "line_end", None) or start,
    )


def _at(source: rec.Source | None) -> dict[str, Any]:
    if source is None:
        return {}
    return {"document": source.document, "page": source.page, "line": source.line_start}
