"""An act as one document tells it: what the comparing of documents works on.

In: acts read from a document, or those of a record. Out: ``Told`` for each, with its place, its
words and the day that it says itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ..acts.model import ReadAct, ReadDeputyChange
from ..acts.reader import read_acts_lines
from ..naming.names import Names
from ..record import Act, ActTelling, Appointment, Document, Session, Source, When
from ..stages import DocumentText
from .posts_alike import PostWords, are_alike, post_words
from .told_words import ToldWords

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
            organization_text=self.organization_text,
            post=self.post_text,
            other_post=other_post,
            act=self.act,
            date=self.date,
        )


def told_by(
    text: DocumentText, document: Document, session: Session | None, names: Names
) -> Iterator[Told]:
    """The acts that a document tells, as it tells them."""
    year = session.start_date.year if session and session.start_date else None
    words = ToldWords(text)
    reading = read_acts_lines([line.text for line in text.lines], place=names.place.name)
    for one in reading.acts:
        yield Told(
            person=one.person,
            post=post_words(one.organization, one.post, names),
            act=Act(one.act),
            words=_WORDING[Act(one.act)].format(one.person, one.printed or one.post),
            source=source_in(text, one, document),
            title=document.title,
            date=stated_day(document) or words.day(one, year),
            text=words.words(one),
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
