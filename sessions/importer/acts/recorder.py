"""Where the acts of a text are gathered, with their dates and the findings.

In: persons, posts and codes as the forms give them. Out: drafts of acts, findings.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import replace

from ..record import Severity
from .awaited import Awaited
from .collapse import Draft
from .dates import FoundDate, find_dates
from .model import ACTING, APPOINTING, ReadAct, ReadFinding
from .names import is_doubtful
from .places import Places
from .posts import Post, PostReader
from .text import Piece

_NEEDS_ORGAN = frozenset(
    "主任 副主任 委员 主任委员 副主任委员 秘书长 副秘书长 院长 副院长 庭长 副庭长 审判员 "
    "检察长 副检察长 检察员 局长 副局长 厅长 副厅长 部长 副部长 市长 副市长 县长 副县长 区长 "
    "副区长 人民陪审员".split()
)
_DEPUTY = ("人大", "人民代表大会", "人民代表大會")


class Recorder:
    def __init__(self, date: datetime.date | None, place: str) -> None:
        self.given = date
        self.places = Places(place)
        self.posts = PostReader(self.places)
        self.drafts: list[Draft] = []
        self.findings: list[ReadFinding] = []
        self.document = 0
        self.mention = 0
        self.in_title = False
        self.awaited: Awaited | None = None
        self.seen_year: int | None = None
        self._adopted: dict[int, datetime.date] = {}
        self._signed: dict[int, datetime.date] = {}

    # Dates -----------------------------------------------------------------------------

    def open_document(self, title: Piece) -> None:
        self.give_up()
        self.document += 1
        self.places.enter_document()
        self.places.set_heading(title.text)
        self.posts.new_list()
        self.posts.heading = organ_of_title(title.raw)

    def adopt(self, piece: Piece) -> None:
        """（2024年7月31日…通过）: the date that governs the document."""
        self.places.set_heading(piece.text)
        for found in find_dates(piece.text):
            self.check(found, piece)
            if found.value:
                self._adopted.setdefault(self.document, found.value)

    def sign(self, found: FoundDate, piece: Piece) -> None:
        """A date on a line of its own: the signature's."""
        self.check(found, piece)
        if found.value:
            self._signed.setdefault(self.document, found.value)

    def check(self, found: FoundDate, piece: Piece) -> None:
        if found.impossible:
            self.bad_date(found.text, piece.lines[found.start])

    def bad_date(self, printed: str, line: int) -> None:
        self.find(
            "bad_date", "warning", line,
            f"第{line}行的日期“{printed}”在历法上不存在，已留空；请对照原件核实后填写。",
        )  # fmt: skip

    def governing_date(self) -> datetime.date | None:
        return self.given or self._adopted.get(self.document)

    def governing_year(self) -> int | None:
        known = self.governing_date() or self._signed.get(self.document)
        if known:
            return known.year
        others = [*self._adopted.values(), *self._signed.values()]
        return others[-1].year if others else self.seen_year

    def finish(self) -> None:
        """The dates of documents reach the acts that stood before their adoption line."""
        self.give_up()
        for draft in self.drafts:
            if draft.dated:
                continue
            adopted = self._adopted.get(draft.document)
            date = self.given or adopted or draft.act.date or self._signed.get(draft.document)
            draft.act = replace(draft.act, date=date)

    # Acts ------------------------------------------------------------------------------

    def next_mention(self) -> None:
        self.mention += 1

    def add(
        self,
        persons: Sequence[Piece],
        posts: Piece,
        act: str,
        *,
        each: bool = False,
        date: datetime.date | None = None,
        dated: bool = False,
        reason: str = "",
        filed_with: str = "",
        to_be_filed: bool = False,
    ) -> int:
        """Acts for all these persons and posts; how many were read.

        `dated`: the date is the act's own (a column of a table), which no other overrules.
        """
        read = [p for p in self.posts.read(posts) if not self._is_seat(p)]
        if not read:
            return 0
        if each and len(read) == len(persons) and len(persons) > 1:
            pairs = [(person, [post]) for person, post in zip(persons, read, strict=True)]
        else:
            if each and len(read) > 1 and len(read) != len(persons):
                line = persons[0].line
                self.find(
                    "unpaired_posts", "warning", line,
                    f"第{line}行写“分别”任职，但人数（{len(persons)}）与职务数（{len(read)}）不一致，"
                    "已按每人全部职务列出；请逐人核对。",
                )  # fmt: skip
            pairs = [(person, read) for person in persons]
        for person, own in pairs:
            self.next_mention()
            if is_doubtful(person.text):
                self.find(
                    "doubtful_name", "warning", person.line,
                    f"第{person.line}行的“{person.raw}”可能是两个人的姓名连写，已按一人列出；请看原件核对。",
                )  # fmt: skip
            for post in own:
                draft = self._add(person, post, act)
                draft.dated = dated
                draft.act = replace(
                    draft.act,
                    date=date,
                    reason=reason,
                    filed_with=filed_with,
                    to_be_filed=to_be_filed,
                )
        return len(read) * len(persons)

    def _add(self, person: Piece, post: Post, code: str) -> Draft:
        if not post.organization and post.title in _NEEDS_ORGAN:
            self.find(
                "organization_unknown", "warning", person.line,
                f"第{person.line}行“{person.raw}”的职务“{post.title}”没有写明机构，机构留空；请按名单标题补上。",
            )  # fmt: skip
        act = ReadAct(
            person=name_of(person),
            organization=post.organization,
            post=post.title,
            act=ACTING if post.acting and code in APPOINTING else code,
            date=None,
            line=person.line,
            line_end=max(person.line_end, post.piece.line_end),
            printed=post.piece.raw,
        )
        draft = Draft(act, self.mention, self.document, person.text, self.in_title)
        self.drafts.append(draft)
        return draft

    @staticmethod
    def _is_seat(post: Post) -> bool:
        """代表 of a congress is no office: the deputies' reader has it."""
        return post.title == "代表" and (
            not post.organization or post.organization.endswith(_DEPUTY)
        )

    # Persons announced by number ---------------------------------------------------------

    def expect(self, awaited: Awaited) -> None:
        """More names are to come; what was awaited before has not come."""
        self.give_up()
        self.awaited = awaited

    def add_awaited(self, people: Sequence[Piece]) -> bool:
        """The names that follow; whether any were awaited."""
        awaited = self.awaited
        if awaited is None or not people:
            return False
        others = [person for person in people if person.text not in awaited.named]
        if others:
            self.add(others, awaited.posts, awaited.act, date=self.drafts[-1].act.date)
        awaited.named.update(person.text for person in others)
        if not awaited.missing:
            self.awaited = None
        return True

    def give_up(self) -> None:
        """No more names: fewer have come than were announced."""
        if self.awaited is not None:
            line, stated, named = self.awaited.line, self.awaited.stated, len(self.awaited.named)
            self.find(
                "names_missing", "warning", line,
                f"第{line}行写明{stated}人，但只列出{named}个姓名；其余人员请从名单原件补录。",
            )  # fmt: skip
            self.awaited = None

    # What a later sentence says of the acts before it -------------------------------------

    def file_acts(self, with_whom: str, first: int) -> None:
        """The acts from the `first` on in this document that are not yet said to be filed."""
        for draft in self.drafts[first:]:
            if draft.document == self.document and not draft.act.to_be_filed:
                draft.act = replace(draft.act, to_be_filed=True, filed_with=with_whom)

    # Findings --------------------------------------------------------------------------

    def find(self, code: str, severity: Severity, line: int, message: str) -> None:
        self.findings.append(ReadFinding(code, severity, line, message))


_AFTER_ORGAN = re.compile(
    r"(?:关于|决定|批准|接受|审判|检察(?=人员)|人事|工作人员|第[一二三四五六七八九十\d]{1,4}次|国家|任免|任命|免职|任职|撤|辞职|第[一二三四五六七八九十\d]{1,4}号|公告|任|免).*$",
    re.S,
)


def organ_of_title(raw: str) -> str:
    """东湖区人民法院 of 东湖区人民法院任免名单: whose list or decision it is."""
    organ = _AFTER_ORGAN.sub("", raw)
    return (
        organ
        if len(organ) > 3
        and re.search(r"(?:法院|检察院|常委会|委员会|政府|人大|人民代表大会)$", organ)
        else ""
    )


def name_of(piece: Piece) -> str:
    """The name as printed, with one sign for the middle dot of minority names."""
    for dot in "•‧・●∙⋅．":
        if dot in piece.raw:
            return piece.raw.replace(dot, "·")
    return piece.raw
