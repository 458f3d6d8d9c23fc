"""The words in which a document tells an act or a deputy change, and the day they begin with.

In: a document's text and what was read from it. Out: the clause as printed, bounded. A minutes'
paragraph may name one person several times; the clause is the one that names the post too.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from ..acts.model import ReadAct, ReadDeputyChange
from ..dates import find_dates
from ..record import When
from ..stages import DocumentText, join

_ENDS = re.compile("[。；]")
# A day at the head of the sentence is the day of its acts: 7月31日，会议决定任命….
_BEFORE_DAY = re.compile(r"(?:[（(]?[一二三四五六七八九十]+[）)]?、?)?(?:会议|常委会)?[于在]?\Z")
_LONGEST = 300  # of the words; a clause with more is cut round the name


class ToldWords:
    """The text of one document, to find words in."""

    def __init__(self, text: DocumentText) -> None:
        passage = join(text.lines)
        self.text = passage.text
        self.starts = passage.starts
        body = text.body[0].number if text.body else 0
        self.body = next(
            (
                at
                for line, at in zip(passage.lines, passage.starts, strict=True)
                if line.number >= body
            ),
            0,
        )
        self.ends = [found.end() for found in _ENDS.finditer(self.text)]

    def words(self, one: ReadAct | ReadDeputyChange) -> str:
        """The clause that tells it, as printed; of one that is too long, the part with the
        name."""
        at = self._place(one)
        head, tail = self._clause(at)
        if at - head > _LONGEST // 2:
            head = self.starts[one.line]
        return self.text[head : min(tail, head + _LONGEST)].strip()

    def day(self, one: ReadAct, year: int | None) -> When | None:
        """The day that the sentence of the act begins with, None where it begins with none."""
        start = self.text.rfind("。", 0, self._place(one)) + 1
        head = self.text[start : start + 40]
        for first, _last, when in find_dates(head, year=year)[:1]:
            if when.on and when.precision == "day" and _BEFORE_DAY.fullmatch(head[:first].strip()):
                return When(on=when.on)
        return None

    def _place(self, one: ReadAct | ReadDeputyChange) -> int:
        """Where the name stands: in the first clause of its lines that says the rest of it too."""
        start, end = self.starts[one.line], len(self.text)
        if one.line_end + 1 < len(self.starts):
            end = self.starts[one.line_end + 1]
        places = [found.start() for found in re.finditer(re.escape(one.person), self.text[:end])]
        places = places[bisect_left(places, start) :]
        for words in _telling_words(one):
            for at in places:
                if words in self.text[slice(*self._clause(at))]:
                    return at
        return min(places, default=start)

    def _clause(self, at: int) -> tuple[int, int]:
        """The clause round a place; the title and what stands under it are no part of it."""
        number = bisect_left(self.ends, at + 1)
        head = self.ends[number - 1] if number else 0
        if head < self.body <= at:
            head = self.body
        return head, self.ends[number] if number < len(self.ends) else len(self.text)


def _telling_words(one: ReadAct | ReadDeputyChange) -> list[str]:
    """What the clause of it holds beside the name, what tells most first."""
    if isinstance(one, ReadDeputyChange):
        return [one.electoral_unit]
    return [words for words in (one.printed, one.post) if words]
