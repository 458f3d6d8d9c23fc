"""Appointments that the minutes tell otherwise than the list or decision that makes them.

In: the documents of a bulletin and the acts read from them. Out: a finding for each act that
the minutes enumerate and no instrument of the same session bears out: another post, another
act, another day, another name, or no such act at all. Minutes that only say that the court's
proposals were passed enumerate nothing, and what the minutes leave out is no difference.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..acts.model import ReadAct
from ..acts.reader import read_acts_lines
from ..appointments import INSTRUMENTS
from ..dates import find_dates
from ..meeting.other_sessions import is_of_another
from ..meeting.session import minutes_of
from ..naming.names import Names
from ..record import Act, Appointment, Document, Finding, Session
from ..stages import DocumentText, Passage, join
from .posts_alike import PostWords, are_alike, post_words

# Acts that minutes and instruments may call by each other's names: what a list decides to
# appoint, the minutes appoint.
_LIKE_ACTS = (
    {Act.APPOINT, Act.DECIDE_APPOINT, Act.APPROVE_APPOINT, Act.ELECT},
    {Act.ACTING},
    {Act.REMOVE, Act.DECIDE_REMOVE, Act.APPROVE_REMOVE},
    {Act.ACCEPT_RESIGNATION, Act.APPROVE_RESIGNATION},
    {Act.DISMISS},
    {Act.RECALL},
    {Act.END},
)
_FAMILY = {act: number for number, acts in enumerate(_LIKE_ACTS) for act in acts}
_WORDING = {
    Act.APPOINT: "任命{}为{}",
    Act.DECIDE_APPOINT: "决定任命{}为{}",
    Act.APPROVE_APPOINT: "批准任命{}为{}",
    Act.ELECT: "选举{}为{}",
    Act.ACTING: "由{}代理{}",
    Act.REMOVE: "免去{}的{}职务",
    Act.DECIDE_REMOVE: "决定免去{}的{}职务",
    Act.APPROVE_REMOVE: "批准免去{}的{}职务",
    Act.ACCEPT_RESIGNATION: "接受{}辞去{}职务",
    Act.APPROVE_RESIGNATION: "批准{}辞去{}职务",
    Act.DISMISS: "撤销{}的{}职务",
    Act.RECALL: "罢免{}的{}职务",
    Act.END: "终止{}的{}职务",
}
# A day at the head of the sentence is the day of its acts: 7月31日，会议决定任命….
_BEFORE_DAY = re.compile(r"(?:[（(]?[一二三四五六七八九十]+[）)]?、?)?(?:会议|常委会)?[于在]?\Z")


@dataclass(frozen=True, slots=True)
class _Told:
    """An act as one of the two tells it."""

    person: str
    post: PostWords
    act: Act
    words: str
    page: int | None
    line: int
    title: str = ""  # of the instrument
    date: str = ""  # where it is printed

    @property
    def family(self) -> int:
        return _FAMILY[self.act]

    @property
    def place(self) -> str:
        page = f"第{self.page}页" if self.page is not None else ""
        return f"{page}第{self.line}行"

    def is_alike(self, other: _Told) -> bool:
        """Whether both tell of the same post."""
        return are_alike(self.post, other.post)


def told_differently(
    texts: Sequence[DocumentText],
    documents: Sequence[Document],
    appointments: Sequence[Appointment],
    session: Session | None,
    names: Names,
) -> list[Finding]:
    """A finding for each act that the session's minutes tell otherwise than its instruments.

    ``appointments`` are those read from the bulletin's instruments. A bulletin that prints no
    minutes, or no instrument of such acts, gives none.
    """
    minutes = minutes_of(texts)
    if minutes is None:
        return []
    printed = list(_of_instruments(documents, appointments, session, names))
    told = list(_of_minutes(minutes, session, names)) if printed else []
    named = {one.person for one in told}
    findings = []
    for person in dict.fromkeys(one.person for one in told):
        ours = [one for one in told if one.person == person]
        theirs = [one for one in printed if one.person == person]
        for one, message in _differences(ours, theirs, printed, named):
            findings.append(
                Finding(
                    code="told_differently",
                    severity="warning",
                    message=f"会议纪要{one.place}写“{one.words}”，{message}",
                    document=minutes.key,
                    page=one.page,
                    line=one.line,
                )
            )
    return findings


def _differences(
    ours: Sequence[_Told], theirs: Sequence[_Told], printed: Sequence[_Told], named: set[str]
) -> Iterator[tuple[_Told, str]]:
    """What the minutes tell of one person, and how the instruments tell it."""
    open_acts: list[_Told] = []
    spare = list(theirs)
    for one in ours:
        same = [each for each in theirs if each.family == one.family and one.is_alike(each)]
        exact = [each for each in same if each.post == one.post]
        for each in exact or same:
            if each in spare:
                spare.remove(each)
        if not same:
            open_acts.append(one)
        elif one.date and not any(each.date in {"", one.date} for each in same):
            yield one, _instead(same[0], f"日期是 {same[0].date}，纪要写的是 {one.date}", "日期")
    for act, other in _taken(open_acts, spare, lambda a, b: a.is_alike(b)):
        yield act, _instead(other, f"写的是“{other.words}”", "任免")
    for act, other in _taken(open_acts, spare, lambda a, b: a.family == b.family):
        yield act, _instead(other, f"写的是“{other.words}”", "职务")
    for missing in open_acts:
        if not any(each.family == missing.family for each in printed):
            continue  # such acts are not printed in this bulletin
        others = [
            each
            for each in printed
            if not theirs
            and each.person not in named
            and each.family == missing.family
            and each.is_alike(missing)
        ]
        if len(others) == 1:
            yield missing, _instead(others[0], f"写的是“{others[0].words}”", "姓名")
        else:
            yield (
                missing,
                "本期公报的名单和决定里没有这一项。请核对是名单漏印，还是纪要有误。",
            )


def _taken(
    ours: list[_Told], theirs: list[_Told], fits: Callable[[_Told, _Told], bool]
) -> Iterator[tuple[_Told, _Told]]:
    """Pairs that fit; both are taken out of their lists."""
    for one in list(ours):
        other = next((each for each in theirs if fits(one, each)), None)
        if other is not None:
            ours.remove(one)
            theirs.remove(other)
            yield one, other


def _instead(other: _Told, words: str, what: str) -> str:
    return f"而《{other.title}》（{other.place}）{words}。请对照原件核对{what}。"


def _of_instruments(
    documents: Iterable[Document],
    appointments: Iterable[Appointment],
    session: Session | None,
    names: Names,
) -> Iterator[_Told]:
    own = {
        document.key: document
        for document in documents
        if document.kind in INSTRUMENTS and not is_of_another(document.adopted_by, session)
    }
    for one in appointments:
        document = own.get(one.source.document or "") if one.source else None
        if document is None or one.source is None:
            continue
        adopted = document.adopted_on
        yield _Told(
            person=one.name,
            post=post_words(one.organization or one.organization_text, one.post, names),
            act=one.act,
            words=_WORDING[one.act].format(one.name, one.organization_text + one.post),
            page=one.source.page,
            line=one.source.line_start,
            title=document.title,
            date=str(adopted.on) if adopted and adopted.precision == "day" else "",
        )


def _of_minutes(minutes: DocumentText, session: Session | None, names: Names) -> Iterator[_Told]:
    year = session.start_date.year if session and session.start_date else None
    passage = join(minutes.lines)
    starts = {line.number: at for line, at in zip(passage.lines, passage.starts, strict=True)}
    reading = read_acts_lines([line.text for line in minutes.lines], place=names.place.name)
    for one in reading.acts:
        line = minutes.lines[one.line]
        yield _Told(
            person=one.person,
            post=post_words(one.organization, one.post, names),
            act=Act(one.act),
            words=_WORDING[Act(one.act)].format(one.person, one.printed or one.post),
            page=line.page,
            line=line.number,
            date=_day_of(one, passage, starts[line.number], year),
        )


def _day_of(act: ReadAct, passage: Passage, line_start: int, year: int | None) -> str:
    """The day that the sentence of the act begins with, "" where it begins with none."""
    text = passage.text
    at = text.find(act.person, line_start)
    start = text.rfind("。", 0, max(at, line_start)) + 1
    head = text[start : start + 40]
    for first, _last, when in find_dates(head, year=year)[:1]:
        if when.on and when.precision == "day" and _BEFORE_DAY.fullmatch(head[:first].strip()):
            return str(when.on)
    return ""
