"""An act as one document tells it: what the comparing of documents works on.

In: acts read from a document, or those of a record. Out: ``Told`` for each, with its place, its
words and the day that it says itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..acts.model import ReadAct, ReadDeputyChange
from ..acts.reader import read_acts_lines
from ..dates import find_dates
from ..naming.names import Names
from ..record import Act, ActTelling, Appointment, Document, Session, Source, When
from ..stages import DocumentText, Passage, join
from .posts_alike import PostWords, are_alike, post_words

_STARTING = frozenset({Act.APPOINT, Act.DECIDE_APPOINT, Act.APPROVE_APPOINT, Act.ELECT})
# Acts that minutes and instruments may call by each other's names: what a list decides to
# appoint, the minutes appoint.
_LIKE_ACTS = (
    _STARTING,
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
_ENDS = "。；"
_LONGEST = 300  # of the words of a telling; a clause with more is cut round the name


@dataclass(frozen=True, slots=True)
class Told:
    """An act as a document tells it."""

    person: str
    post: PostWords
    act: Act
    words: str
    source: Source
    title: str = ""  # of the document
    date: When | None = None  # where the document says it
    text: str = ""  # as printed
    organization_text: str = ""
    post_text: str = ""
    key: str = field(default="", compare=False)  # of the act that the record holds

    @property
    def family(self) -> int:
        return _FAMILY[self.act]

    @property
    def effect(self) -> str:
        """What it does to the tenure."""
        return "start" if self.act in _STARTING else "acting" if self.act is Act.ACTING else "end"

    @property
    def place(self) -> str:
        page = f"第{self.source.page}页" if self.source.page is not None else ""
        return f"{page}第{self.source.line_start}行"

    def is_alike(self, other: Told) -> bool:
        """Whether both tell of the same post."""
        return are_alike(self.post, other.post)

    def has_other_day(self, other: Told) -> bool:
        """Whether both say a day, and not the same."""
        return bool(self.date and other.date and self.date.on != other.date.on)

    def telling(self, *, other_post: bool = False) -> ActTelling:
        """It as a further source of an act."""
        return ActTelling(
            source=self.source,
            text=self.text,
            name=self.person,
            organization_text=self.organization_text[:199],
            post=self.post_text[:100],
            other_post=other_post,
            act=self.act,
            date=self.date,
        )


def told_by(
    text: DocumentText, document: Document, session: Session | None, names: Names
) -> Iterator[Told]:
    """The acts that a document tells, as it tells them."""
    year = session.start_date.year if session and session.start_date else None
    passage = join(text.lines)
    starts = {line.number: at for line, at in zip(passage.lines, passage.starts, strict=True)}
    reading = read_acts_lines([line.text for line in text.lines], place=names.place.name)
    for one in reading.acts:
        line = text.lines[one.line]
        start = starts[line.number]
        yield Told(
            person=one.person,
            post=post_words(one.organization, one.post, names),
            act=Act(one.act),
            words=_WORDING[Act(one.act)].format(one.person, one.printed or one.post),
            source=source_in(text, one, document),
            title=document.title,
            date=stated_day(document) or _day_of(one, passage, start, year),
            text=words_of(one, passage),
            organization_text=one.organization,
            post_text=one.post,
        )


def told_as(act: Appointment, document: Document, names: Names) -> Told:
    """An act of the record, as its document tells it."""
    assert act.source is not None
    return Told(
        person=act.name,
        post=post_words(act.organization or act.organization_text, act.post, names),
        act=act.act,
        words=_WORDING[act.act].format(act.name, act.organization_text + act.post),
        source=act.source,
        title=document.title,
        date=stated_day(document),
        organization_text=act.organization_text,
        post_text=act.post,
        key=act.key,
    )


def stated_day(document: Document) -> When | None:
    """The day on which a document says that it was adopted; not that of its signature, which
    may be later."""
    adopted = document.adopted_on
    return adopted if adopted and adopted.precision == "day" else None


def source_in(text: DocumentText, one: ReadAct | ReadDeputyChange, document: Document) -> Source:
    """The place in the bulletin of what was read from a document's lines."""
    return Source(
        document=document.key,
        page=text.lines[one.line].page,
        line_start=text.lines[one.line].number,
        line_end=text.lines[one.line_end].number,
    )


def words_of(one: ReadAct | ReadDeputyChange, passage: Passage) -> str:
    """The clause that tells it, as printed; of one that is too long, the part with the name."""
    start, end = passage.starts[one.line], len(passage.text)
    if one.line_end + 1 < len(passage.starts):
        end = passage.starts[one.line_end + 1]
    at = passage.text.find(one.person, start, end)
    at = start if at < 0 else at
    head = max(passage.text.rfind(mark, 0, at) for mark in _ENDS) + 1
    if head < passage.starts[0] or at - head > _LONGEST // 2:
        head = start
    ends = [found for mark in _ENDS if (found := passage.text.find(mark, at)) >= 0]
    tail = min([found + 1 for found in ends], default=end)
    return passage.text[head : min(tail, head + _LONGEST)].strip()


def _day_of(act: ReadAct, passage: Passage, line_start: int, year: int | None) -> When | None:
    """The day that the sentence of the act begins with, None where it begins with none."""
    text = passage.text
    at = text.find(act.person, line_start)
    start = text.rfind("。", 0, max(at, line_start)) + 1
    head = text[start : start + 40]
    for first, _last, when in find_dates(head, year=year)[:1]:
        if when.on and when.precision == "day" and _BEFORE_DAY.fullmatch(head[:first].strip()):
            return When(on=when.on)
    return None
