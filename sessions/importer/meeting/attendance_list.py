"""A list of those present, printed as a document of its own (出席列席名单).

In: the document. Out: the same ``Presence`` that the minutes' account gives. Each line is a
heading (出席（22人）, 列席), an office with names (副主任：谷　雨　　罗布次仁), more names, a post
with its name, or a group.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..acts.names import is_loose_name
from ..acts.text import normalise
from ..naming.names import Names
from ..naming.speakers import bare_name, split_roles
from ..record import Attendance, Source, Speaker
from ..stages import DocumentText, Line, number_of
from .attendance import Presence, Status

_N = r"(?P<n>\d{1,4}|[一二三四五六七八九十百]{1,5})"
_HEADING = re.compile(
    r"(?:(?P<member>出席)|(?P<non_voting>列席)|(?P<citizen>旁听)|(?P<absent>请假|缺席)|(?P<chair>主持))"
    rf"(?:会议)?(?:的)?(?:人员|委员|人|名单|组成人员|常委会组成人员|公民)?(?:[（(]?共?{_N}[人名][）)]?)?[：:]?"
)
_OFFICE = re.compile(
    r"(?P<role>[^：:，。]{1,40}?)(?:[（(][^（()）]{1,20}[）)])?\s*[：:]\s*(?P<names>.*)"
)
_COUNTED = re.compile(rf"[（(]?共?{_N}[人名][）)]?\s*$")
_TITLE = re.compile(r"(?:出席|列席|参会|到会|出缺席).{0,12}(?:名单|人员|情况)$")
_APART = re.compile(r"\s{2,}|[、，,；;]")


def is_attendance_list(document: DocumentText) -> bool:
    """Whether the document lists who was present."""
    return bool(_TITLE.search("".join(document.title.split())))


def presence_in_list(document: DocumentText, names: Names) -> Presence:
    """Who was there according to the list."""
    rows: list[Attendance] = []
    chairs: list[Speaker] = []
    stated: int | None = None
    status: Status | None = None
    role = ""
    for line in document.body:
        squeezed = "".join(line.text.split())
        if heading := _HEADING.fullmatch(squeezed):
            kind = heading.lastgroup if heading.lastgroup != "n" else _kind(heading)
            status = None if kind == "absent" else kind  # type: ignore[assignment]
            role = ""
            if status == "member" and heading["n"]:
                stated = number_of(heading["n"])
            continue
        if status is None:
            continue
        office, people = _people(line.text, role)
        opens = squeezed.endswith(("：", ":"))  # 委员（按姓名笔画为序）： and the names below
        role = office if people or opens else ""
        if opens and not people:
            continue
        for name in people:
            rows.append(_row(name, office, status, line, document, names))
            if status == "chair":
                chairs.append(Speaker(name=name, role=office, person=names.person(name)))
        if not people and squeezed:
            rows.append(_group(squeezed, status, line, document))
    members = sum(1 for row in rows if row.person and row.status in ("member", "chair"))
    return Presence(
        rows=tuple(_distinct(rows)),
        chairs=tuple(chairs),
        members_present=stated if stated is not None else members or None,
        deputies_present=_total(rows, "deputy"),
        citizens_observing=_total(rows, "citizen"),
    )


def _kind(heading: re.Match[str]) -> str:
    found = (name for name, value in heading.groupdict().items() if value and name != "n")
    return next(found, "absent")


def _people(text: str, role: str) -> tuple[str, list[str]]:
    """The office on a line (else the one before it) and the names."""
    if match := _OFFICE.fullmatch(text.strip()):
        office = "".join(match["role"].split())
        return office, _names(match["names"])
    people = _names(text)
    if people:
        return role, people
    roles, name = split_roles(text)
    if name:
        return "、".join(each.printed for each in roles), [name]
    return role, []


def _names(text: str) -> list[str]:
    """The names of a line of nothing but names; 谷　雨 with a space inside is one."""
    found: list[str] = []
    for part in _APART.split(text.strip()):
        pieces = part.split()
        waiting = ""
        for piece in pieces:
            if len(piece) == 1:
                waiting += piece
                if len(waiting) == 2:
                    found.append(waiting)
                    waiting = ""
            else:
                found.append(piece)
        if waiting:
            return []
    return found if all(_is_name(name) for name in found) else []


def _is_name(name: str) -> bool:
    normal = normalise(name)
    return bare_name(normal) or (len(normal) <= 5 and is_loose_name(normal))


def _source(line: Line, document: DocumentText) -> Source:
    return Source(
        document=document.key, page=line.page, line_start=line.number, line_end=line.number
    )


def _row(
    name: str, office: str, status: Status, line: Line, document: DocumentText, names: Names
) -> Attendance:
    return Attendance(
        key=name,
        name=name,
        person=names.person(name),
        status=status,
        roles=(office,) if office else (),
        source=_source(line, document),
    )


def _group(words: str, status: Status, line: Line, document: DocumentText) -> Attendance:
    count = _COUNTED.search(words)
    name = words[: count.start()] if count and count.start() else words
    kind = status
    if "代表" in name and "负责" not in name and status != "member":
        kind = "deputy"
    elif re.search("公民|市民|群众", name):
        kind = "citizen"
    return Attendance(
        key=name,
        name=name,
        status=kind,
        count=number_of(count["n"]) if count else None,
        source=_source(line, document),
    )


def _distinct(rows: list[Attendance]) -> Iterator[Attendance]:
    seen: set[str] = set()
    for row in rows:
        key = row.key if row.key not in seen else f"{row.key}#{len(seen)}"
        seen.add(key)
        yield row.model_copy(update={"key": key})


def _total(rows: list[Attendance], status: Status) -> int | None:
    counts = [row.count for row in rows if row.status == status and row.count is not None]
    return sum(counts) if counts else None
