"""Who was there, pasted as a list: 主任方勤，副主任林言、沈朗，委员…; one name a line; or with
headings (主持：… 出席：… 列席：…)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from npcrecords.core.changes import Watch

from .choices import AttendanceStatus
from .importer.meeting.attendees import attendees
from .models import Attendance, Bulletin, Session, SessionChair

_HEADING = re.compile(
    r"(?:^|(?<=[\s。；;，、]))(?:(?P<chair>主持)|(?P<member>出席)|(?P<deputy>列席代表)|"
    r"(?P<non_voting>列席)|(?P<citizen>旁听))[^：:，。；、\n]{0,8}[：:]",
    re.MULTILINE,
)
_ORDER = re.compile(r"[（(][^（()）]*(?:为序|排序|顺序)[）)]")  # 委员（按姓名笔画为序）
_OFFICE = re.compile(r"(?:以?及|和)?(?P<office>[^，、和及：:\s]{1,30})\s*[：:]\s*")  # 副主任：林言
_AND_OFFICE = re.compile(  # 林言和秘书长沈朗
    r"(?:以?及|和)(?=[^、，和及：:\n]{0,12}?(?:秘书长|主任|委员|主席|书记|院长|检察长|[局厅部市省县区]长)"
    r"[\u3400-\u9fff]{2,4}(?:[、，和及]|$))"
)
_INNER_BLANK = re.compile(
    r"(?<![\u3400-\u9fff])([\u3400-\u9fff])[ \u3000]+([\u3400-\u9fff])(?=[、，和及]|$)"
)
_NAMES = re.compile(r"[\u3400-\u9fff]{1,4}(?:[\s\u3000]+[\u3400-\u9fff]{1,4})+")
_LINES = re.compile(r"[、，,；;。\s]*\n[\s]*")
_DEPUTIES = re.compile(r"代表$")
_CITIZENS = re.compile(r"公民|市民|群众")


@dataclass(frozen=True, slots=True)
class Present:
    """A person with the offices printed, or a group with its number."""

    name: str
    status: str
    roles: tuple[str, ...] = ()
    count: int | None = None


def read_present(text: str, status: str = AttendanceStatus.MEMBER) -> list[Present]:
    """The persons and groups of a list; those before any heading, or without, are there as
    ``status``. Of a name that stands twice, the first."""
    found: dict[str, Present] = {}
    for stated, part in _parts(text, status):
        listed = _listed(part)
        for one in attendees(listed):
            name = one.name or one.group
            roles = tuple(dict.fromkeys(role.printed for role in one.roles))
            known = stated if one.name else _group_status(name, stated)
            found.setdefault(name, Present(name, known, roles, one.count))
    return list(found.values())


def _parts(text: str, status: str) -> Iterator[tuple[str, str]]:
    start = 0
    for heading in _HEADING.finditer(text):
        yield status, text[start : heading.start()]
        status, start = str(heading.lastgroup), heading.end()
    yield status, text[start:]


def _group_status(name: str, status: str) -> str:
    """Groups of deputies and citizens are what they are called."""
    if _CITIZENS.search(name):
        return str(AttendanceStatus.CITIZEN)
    if _DEPUTIES.search(name) and status != AttendanceStatus.MEMBER:
        return str(AttendanceStatus.DEPUTY)
    return status


def _listed(part: str) -> str:
    """The list in one line: lines and blanks between names become 、, a colon after an office
    goes (委员：程舒)."""
    closed = _INNER_BLANK.sub(r"\1\2", _ORDER.sub("", part))
    plain = _AND_OFFICE.sub("、", _OFFICE.sub(r"、\g<office>", closed))
    lines = (_spaced(line.strip()) for line in plain.strip().splitlines())
    return _LINES.sub("、", "\n".join(lines)).strip("。；;，、")


def _spaced(line: str) -> str:
    """方勤　林言　沈　朗 as 方勤、林言、沈朗: a line of nothing but names and blanks."""
    office, _, names = line.rpartition("、") if line.startswith("、") else ("", "", line)
    if not _NAMES.fullmatch(names):
        return line
    found: list[str] = []
    for piece in names.split():
        if found and len(piece) == len(found[-1]) == 1:
            found[-1] += piece
        else:
            found.append(piece)
    return "、".join([office, *found]) if office else "、".join(found)


@transaction.atomic
def enter_present(
    *, session: Session, bulletin: Bulletin | None, present: Sequence[Present]
) -> list[Attendance]:
    """Enter those who are not entered yet for the session, by their printed names; who they
    are is left to be said. Chairs are entered as chairs of the session too. Gives back the
    new rows."""
    held = set(Attendance.objects.filter(session=session).values_list("name", flat=True))
    rows = [
        Attendance(
            session=session,
            bulletin=bulletin,
            name=one.name,
            status=one.status,
            roles=list(one.roles),
            count=one.count,
        )
        for one in present
        if one.name not in held
    ]
    if not rows:
        return []
    watch = Watch(session, *rows)
    for row in rows:
        row.full_clean()
        row.save()
    _enter_chairs(session, rows)
    watch.note(session, *rows)
    return rows


def _enter_chairs(session: Session, rows: Sequence[Attendance]) -> None:
    chairs: Any = SessionChair.objects.filter(session=session).values_list("name", "order")
    known = dict(chairs)
    order = max(known.values(), default=-1)
    for row in rows:
        if row.status == AttendanceStatus.CHAIR and row.name not in known:
            order += 1
            SessionChair.objects.create(session=session, order=order, name=row.name)
