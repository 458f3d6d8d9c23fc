"""One act that several instruments tell: a list, the decision, the announcement, a news item.

In: the acts read from a bulletin's instruments, each its own. Out: each act once, from the
paper that makes it, with what the others say as its tellings; and a finding for each that
tells it differently. Two are one act when the person, the post, what happens to the tenure and
the session agree. (A removal in the list and an accepted resignation in the decision end one
tenure once: 地方组织法 has the session do either.)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from ..naming.names import Names
from ..record import ActTelling, Appointment, Document, DocumentKind, Finding, Session
from ..stages import DocumentText
from .told import Told, told_as, told_by
from .told_differently import Compared, day_words, instead

# Which paper makes an act that several tell: the first of these.
_MAKING = (
    DocumentKind.APPOINTMENT_LIST,
    DocumentKind.RESIGNATION_DECISION,
    DocumentKind.DECISION,
    DocumentKind.RESOLUTION,
    DocumentKind.ANNOUNCEMENT,
    DocumentKind.OTHER,
    DocumentKind.MINUTES,
)
# Papers that tell of acts in passing, and make none.
_IN_PASSING = frozenset({DocumentKind.CREDENTIALS_REPORT})
_SITTING = 15  # days: what is told of a day weeks away is another act


def one_act_each(
    texts: Sequence[DocumentText],
    documents: Sequence[Document],
    appointments: Sequence[Appointment],
    session: Session | None,
    names: Names,
) -> tuple[list[Appointment], Compared]:
    """The acts, each once, in their order; and what else tells of them."""
    comparing = _Comparing(texts, documents, session, names)
    kept: dict[str, list[tuple[Appointment, Told]]] = defaultdict(list)  # by person
    order = {act.key: number for number, act in enumerate(appointments)}
    tellings: list[tuple[Appointment, ActTelling]] = []
    findings: list[Finding] = []
    renamed: dict[str, str] = {}
    taken: set[tuple[str, str]] = set()  # an act is told once by a document, not folded twice
    for act in sorted(appointments, key=lambda act: comparing.rank(act, order)):
        document = comparing.document_of(act)
        if document is None:
            continue
        told = told_as(act, document, names)
        same = [
            (other, first)
            for other, first in kept[told.person]
            if comparing.is_same(act, told, other, first) and (other.key, document.key) not in taken
        ]
        if not same:
            kept[told.person].append((act, told))
            continue
        other, first = min(same, key=lambda pair: _distance(told, pair[1]))
        taken.add((other.key, document.key))
        told = comparing.in_its_words(told, document)
        tellings.append((other, told.telling()))
        findings += differences(told, first)
        if renamed.get(other.key, other.key).startswith(f"{act.key}#"):
            renamed[other.key] = act.key
    for told in comparing.in_passing():
        for other, first in kept.get(told.person, ()):
            if _is_told(told, first):
                tellings.append((other, told.telling()))
                findings += differences(told, first)
                break
    findings += _announced_otherwise(comparing, kept, taken)
    left = {act.key for pairs in kept.values() for act, _told in pairs}
    left |= {act.key for act in appointments if comparing.document_of(act) is None}
    acts = [
        act.model_copy(update={"key": renamed.get(act.key, act.key)})
        for act in appointments
        if act.key in left
    ]
    named = [(renamed.get(act.key, act.key), telling) for act, telling in tellings]
    return acts, Compared(tuple(named), tuple(findings))


def with_tellings(
    acts: Iterable[Appointment], tellings: Iterable[tuple[str, ActTelling]]
) -> list[Appointment]:
    """The acts with their tellings, in the order of the bulletin."""
    told: dict[str, list[ActTelling]] = {}
    for key, telling in tellings:
        if telling not in told.setdefault(key, []):
            told[key].append(telling)
    return [
        act.model_copy(
            update={"told": tuple(sorted(told[act.key], key=lambda one: one.source.line_start))}
        )
        if act.key in told
        else act
        for act in acts
    ]


def differences(told: Told, first: Told) -> Iterator[Finding]:
    """A finding for each thing that ``told`` says otherwise than the act's own paper."""
    messages = []
    if told.family != first.family:
        messages.append(instead(first, f"写的是“{first.words}”", "任免"))
    if told.has_other_day(first):
        ours = f"前者写的是 {told.date.on if told.date else ''}"
        messages.append(instead(first, day_words(first, ours), "日期"))
    for message in messages:
        yield _finding(told, message)


def _finding(told: Told, message: str) -> Finding:
    return Finding(
        code="told_differently",
        severity="warning",
        message=f"《{told.title}》{told.place}写“{told.words}”，{message}",
        document=told.source.document,
        page=told.source.page,
        line=told.source.line_start,
    )


def _announced_otherwise(
    comparing: _Comparing,
    kept: Mapping[str, Sequence[tuple[Appointment, Told]]],
    taken: set[tuple[str, str]],
) -> Iterator[Finding]:
    """A finding for each announced act of somebody whom another paper of the session gives
    another post, which is not announced: it stays an act, for both may be right."""
    for pairs in kept.values():
        for act, told in pairs:
            document = comparing.document_of(act)
            if document is None or document.kind is not DocumentKind.ANNOUNCEMENT:
                continue
            for other, first in pairs:
                if (
                    first.family == told.family
                    and first.source.document != document.key
                    and (other.key, document.key) not in taken
                    and comparing.is_of_one_session(act, other)
                ):
                    words = instead(first, f"写的是“{first.words}”", "职务")
                    yield _finding(told, words)
                    break


def _is_told(told: Told, first: Told) -> bool:
    return (
        told.person == first.person and told.effect == first.effect and told.is_alike(first)
    ) and told.source.document != first.source.document


def _distance(told: Told, first: Told) -> tuple[bool, bool, int]:
    """The nearest of several acts that may be meant."""
    return told.family != first.family, told.post != first.post, first.source.line_start


class _Comparing:
    """The papers of one bulletin, to compare what they tell."""

    def __init__(
        self,
        texts: Sequence[DocumentText],
        documents: Sequence[Document],
        session: Session | None,
        names: Names,
    ) -> None:
        self.texts = {text.key: text for text in texts}
        self.documents: Mapping[str, Document] = {one.key: one for one in documents}
        self.session = session
        self.names = names
        self._read: dict[str, list[Told]] = {}

    def document_of(self, act: Appointment) -> Document | None:
        return self.documents.get(act.source.document or "") if act.source else None

    def rank(self, act: Appointment, order: Mapping[str, int]) -> tuple[int, int]:
        """Papers that make acts first, then in the order of the bulletin."""
        document = self.document_of(act)
        kind = document.kind if document else DocumentKind.OTHER
        making = _MAKING.index(kind) if kind in _MAKING else len(_MAKING)
        return making, order[act.key]

    def is_same(self, act: Appointment, told: Told, other: Appointment, first: Told) -> bool:
        """Whether two papers tell of one act."""
        return _is_told(told, first) and self.is_of_one_session(act, other)

    def is_of_one_session(self, act: Appointment, other: Appointment) -> bool:
        """Whether both may be acts of one session."""
        one, two = self.document_of(act), self.document_of(other)
        by = one and one.adopted_by, two and two.adopted_by
        if by[0] and by[1]:
            return by[0] == by[1]
        days = act.date, other.date
        return not (days[0] and days[1] and abs((days[0].on - days[1].on).days) > _SITTING)

    def in_its_words(self, told: Told, document: Document) -> Told:
        """The act with the words of its document and the day that these say."""
        for one in self._told_by(document):
            if one.source == told.source and one.person == told.person and one.act is told.act:
                if one.post_text == told.post_text:
                    return replace(told, text=one.text, date=one.date)
        return told

    def in_passing(self) -> Iterator[Told]:
        """What papers tell that make no acts."""
        for document in self.documents.values():
            if document.kind in _IN_PASSING:
                yield from self._told_by(document)

    def _told_by(self, document: Document) -> list[Told]:
        if document.key not in self._read:
            text = self.texts[document.key]
            found = told_by(text, document, self.session, self.names)
            self._read[document.key] = list(found)
        return self._read[document.key]
