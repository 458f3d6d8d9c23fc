"""The session's minutes beside the lists and decisions that make its acts.

In: the documents of a bulletin and the acts read from them. Out: what the minutes tell of each
act, as a further source of it; and a finding for each act that the minutes enumerate and no
instrument of the same session bears out: another post, another act, another day, another name,
or no such act at all. Minutes that only say that the court's proposals were passed enumerate
nothing, and what the minutes leave out is no difference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..appointments import INSTRUMENTS
from ..meeting.other_sessions import is_of_another
from ..meeting.session import minutes_of
from ..naming.names import Names
from ..record import ActTelling, Appointment, Document, Finding, Session
from ..stages import DocumentText
from .told import Told, told_as, told_by


@dataclass(frozen=True)
class Compared:
    """The tellings of acts, each with the act's key, and what is told differently."""

    tellings: tuple[tuple[str, ActTelling], ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class _Pair:
    """What the minutes tell, the act of the record that it tells (if any), and how the two
    differ, as the end of a sentence."""

    told: Told
    act: Told | None = None
    message: str = ""
    other_post: bool = False


def told_differently(
    texts: Sequence[DocumentText],
    documents: Sequence[Document],
    appointments: Sequence[Appointment],
    session: Session | None,
    names: Names,
) -> Compared:
    """The acts of the session's instruments as its minutes tell them.

    ``appointments`` are those read from the bulletin's instruments. A bulletin that prints no
    minutes, or no instrument of such acts, gives none.
    """
    minutes = minutes_of(texts)
    if minutes is None:
        return Compared()
    printed = list(_of_instruments(documents, appointments, session, names))
    paper = next(document for document in documents if document.key == minutes.key)
    told = list(told_by(minutes, paper, session, names)) if printed else []
    named = {one.person for one in told}
    tellings, findings = [], []
    for person in dict.fromkeys(one.person for one in told):
        ours = [one for one in told if one.person == person]
        theirs = [one for one in printed if one.person == person]
        for pair in _pairs(ours, theirs, printed, named):
            if pair.act is not None:
                telling = pair.told.telling(other_post=pair.other_post)
                tellings.append((pair.act.key, telling))
            if pair.message:
                findings.append(_finding(pair, minutes.key))
    return Compared(tuple(tellings), tuple(findings))


def _finding(pair: _Pair, minutes: str) -> Finding:
    told = pair.told
    return Finding(
        code="told_differently",
        severity="warning",
        message=f"会议纪要{told.place}写“{told.words}”，{pair.message}",
        document=minutes,
        page=told.source.page,
        line=told.source.line_start,
    )


def _pairs(
    ours: Sequence[Told], theirs: Sequence[Told], printed: Sequence[Told], named: set[str]
) -> Iterator[_Pair]:
    """What the minutes tell of one person, and how the instruments tell it."""
    open_acts: list[Told] = []
    spare = list(theirs)
    for one in ours:
        same = [each for each in theirs if each.family == one.family and one.is_alike(each)]
        exact = [each for each in same if each.post == one.post] or same
        free = [each for each in exact if each in spare]
        for each in exact:
            if each in spare:
                spare.remove(each)
        if not same:
            open_acts.append(one)
            continue
        other = (free or exact)[0]
        message = ""
        if one.date and all(one.has_other_day(each) for each in same):
            message = instead(same[0], day_words(same[0], f"纪要写的是 {one.date.on}"), "日期")
        yield _Pair(one, other, message)
    for act, other in _taken(open_acts, spare, lambda a, b: a.is_alike(b)):
        same_act = other if act.effect == other.effect else None
        yield _Pair(act, same_act, instead(other, f"写的是“{other.words}”", "任免"))
    for act, other in _taken(open_acts, spare, lambda a, b: a.family == b.family):
        yield _Pair(act, other, instead(other, f"写的是“{other.words}”", "职务"), other_post=True)
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
            words = f"写的是“{others[0].words}”"
            yield _Pair(missing, message=instead(others[0], words, "姓名"))
        else:
            yield _Pair(
                missing,
                message="本期公报的名单和决定里没有这一项。请核对是名单漏印，还是纪要有误。",
            )


def _taken(
    ours: list[Told], theirs: list[Told], fits: Callable[[Told, Told], bool]
) -> Iterator[tuple[Told, Told]]:
    """Pairs that fit; both are taken out of their lists."""
    for one in list(ours):
        other = next((each for each in theirs if fits(one, each)), None)
        if other is not None:
            ours.remove(one)
            theirs.remove(other)
            yield one, other


def day_words(other: Told, ours: str) -> str:
    """On which day the one is, and the other."""
    return f"日期是 {other.date.on if other.date else ''}，{ours}"


def instead(other: Told, words: str, what: str) -> str:
    """The end of a finding: how the other one tells it, where, and what to check."""
    return f"而《{other.title}》（{other.place}）{words}。请对照原件核对{what}。"


def _of_instruments(
    documents: Iterable[Document],
    appointments: Iterable[Appointment],
    session: Session | None,
    names: Names,
) -> Iterator[Told]:
    own = {
        document.key: document
        for document in documents
        if document.kind in INSTRUMENTS and not is_of_another(document.adopted_by, session)
    }
    for one in appointments:
        document = own.get(one.source.document or "") if one.source else None
        if document is not None:
            yield told_as(one, document, names)
