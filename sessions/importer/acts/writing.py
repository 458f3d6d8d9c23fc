"""Items of a sentence → the recorder, with their reason, filing and date.

In: a sentence and the items that a form found in it. Out: drafts of acts, findings.
"""

from __future__ import annotations

import re
from itertools import pairwise

from .awaited import Awaited, names_inside
from .context import Filing, filings, reasons
from .items import Item
from .memory import Memory
from .names import stated_count
from .recorder import Recorder
from .text import Piece

# 罢免其…代表职务: a seat, which the deputies' reader has, and no office.
_SEAT_ONLY = re.compile(r"^[^、，]*(?:人大|人民代表大会)代表(?:职务)?$")


class Writer:
    """One for each sentence."""

    def __init__(self, recorder: Recorder, memory: Memory, piece: Piece) -> None:
        self.recorder = recorder
        self._memory = memory
        self._piece = piece
        self._reasons = reasons(piece.text)
        self._filings = filings(piece.text, piece.raw)

    def record(self, items: list[Item], act: str, verb_start: int) -> int:
        read = 0
        for item in items:
            if _SEAT_ONLY.search(self._piece.text[slice(*item.posts)]):
                continue
            people = [self._piece[a:b] for a, b in item.names] or self._memory.subject(
                self._piece, item.posts[0]
            )
            if not people:
                line = self._piece.lines[item.posts[0] - 1]
                self.recorder.find(
                    "person_not_named", "warning", line,
                    f"第{line}行的任免没有写出姓名（“其”指谁无法确定），未列为任免；请看上文补上姓名。",
                )  # fmt: skip
                continue
            posts = self._piece[slice(*item.posts)]
            found = self.add(people, posts, act, verb_start, each=item.each)
            if found:
                self._count(item, people, posts, act)
            read += found
            self._memory.last = people
        return read

    def add(
        self, people: list[Piece], posts: Piece, act: str, verb_start: int, *, each: bool = False
    ) -> int:
        filing = self._filing(verb_start)
        reason = self._reason(people[0], verb_start)
        return self.recorder.add(
            people,
            posts,
            act,
            each=each,
            date=self._memory.date,
            reason=reason,
            to_be_filed=filing is not None,
            filed_with=filing.with_whom if filing else "",
        )

    def _filing(self, at: int) -> Filing | None:
        """The filing that follows in the same part (up to ；)."""
        for filing in self._filings:
            if filing.start >= at and "；" not in self._piece.text[at : filing.start]:
                return filing
        return None

    def _reason(self, person: Piece, at: int) -> str:
        near = ""
        for start, _, words in self._reasons:
            if start < at or abs(start - at) < 60:
                if "；" not in self._piece.text[min(start, at) : max(start, at)]:
                    near = near or words
        return near or self._memory.reasons.get(person.text, "")

    def _count(self, item: Item, people: list[Piece], posts: Piece, act: str) -> None:
        """Fewer names than the sentence states: the others may follow."""
        if not item.names:
            return
        text, end = self._piece.text, item.names[-1][1]
        self._run_together(item)
        stated = item.stated
        if stated is None:
            tail = text[item.names[0][0] : end + 12].split("为")[0].split("的")[0]
            stated = stated_count(tail)
        if stated is None or stated <= len(item.names):
            return
        named = {person.text for person in people}
        line = self._piece.lines[item.names[0][0]]
        self.recorder.expect(Awaited(posts, act, line, stated, named))
        more = [self._piece[a:b] for a, b in names_inside(text, item.posts[0])]
        self.recorder.add_awaited(more)

    def _run_together(self, item: Item) -> None:
        for one, two in pairwise(item.names):
            if one[1] == two[0]:
                line = self._piece.lines[one[0]]
                words = self._piece.raw[one[0] : two[1]]
                self.recorder.find(
                    "names_run_together", "warning", line,
                    f"第{line}行的“{words}”两个姓名之间没有顿号，已按两人列出；请看原件核对。",
                )  # fmt: skip
