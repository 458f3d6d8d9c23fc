"""What the body of the document says of a domain and of its tasks.

In: the measures of the body. Out: the text of the measure that a domain of the register names,
and the stretch of it that each task's name begins.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from ...record.policy import Measure
from .serials import serial_of
from .wording import bare, without_number

_GRAM = 5  # characters in a row that two texts have in common by no chance
_LONGEST = 6000


class Body:
    """The measures of a document, asked by the names that its register uses."""

    def __init__(self, measures: Sequence[Measure]) -> None:
        self._measures = measures
        self._children: dict[str, list[Measure]] = {}
        for measure in measures:
            if measure.parent:
                self._children.setdefault(measure.parent, []).append(measure)
        self._texts: dict[str, str] = {}

    def text(self, measure: Measure) -> str:
        """All that stands under a measure, without blanks and punctuation."""
        if measure.key not in self._texts:
            parts = [measure.heading, measure.text or ""]
            self._texts[measure.key] = bare("".join(parts)) + "".join(
                self.text(child) for child in self._children.get(measure.key, [])
            )
        return self._texts[measure.key]

    def measure(self, domain: str) -> Measure | None:
        """The measure that a domain names: by its heading, else none."""
        wanted = bare(without_number(domain))
        if not wanted:
            return None
        same = [m for m in self._measures if bare(m.heading) == wanted]
        if len(same) > 1:
            number = serial_of(domain.split(wanted[:1], maxsplit=1)[0])
            same = [m for m in same if number is not None and serial_of(m.marker) == number] or same
        if not same:
            same = [
                m
                for m in self._measures
                if m.kind != "action" and len(wanted) >= 4 and wanted in bare(m.heading)
            ]
        return same[0] if len(same) == 1 else None

    def of_tasks(self, tasks: Sequence[str]) -> Measure | None:
        """The one measure that holds the names of several tasks, most of those it could."""
        counts = Counter(m.key for task in tasks for m in self.holding(task))
        if not counts or counts.most_common(1)[0][1] < 2:
            return None
        key = counts.most_common(1)[0][0]
        return next(m for m in self._measures if m.key == key)

    def whole(self) -> str:
        """The text of all measures."""
        return "".join(self.text(m) for m in self._measures if not m.parent)

    def holding(self, task: str) -> list[Measure]:
        """The lowest measures (not their parents) whose text holds a task's name."""
        name = bare(task)
        if len(name) < 6:
            return []
        holding = [m for m in self._measures if m.kind != "action" and name in self.text(m)]
        parents = {m.parent for m in holding}
        return [m for m in holding if m.key not in parents]


def stretches(text: str, tasks: Sequence[str]) -> list[str]:
    """The stretch of a measure's text that belongs to each task: from its name to the next
    one's; "" for a task whose name the text lacks. ``text`` is as ``Body.text`` gives it."""
    text = text[:_LONGEST]
    places: list[int | None] = []
    after = 0
    for task in tasks:
        place = _place(text, bare(task), after)
        places.append(place)
        after = place + 1 if place is not None else after
    found = []
    for at, place in enumerate(places):
        later = [p for p in places[at + 1 :] if p is not None]
        found.append("" if place is None else text[place : later[0] if later else len(text)])
    return found


def _place(text: str, name: str, after: int) -> int | None:
    """Where a task's name begins in a text, not before ``after``: whole, or most of it."""
    if not name:
        return None
    place = text.find(name, after)
    if place >= 0:
        return place
    match = SequenceMatcher(None, text, name, autojunk=False).find_longest_match(
        after, len(text), 0, len(name)
    )
    return match.a if match.size >= max(5, len(name) * 0.4) else None


@lru_cache(maxsize=512)
def grams(text: str) -> frozenset[str]:
    """The runs of characters in a text (without blanks and punctuation)."""
    text = text[:_LONGEST]
    return frozenset(text[at : at + _GRAM] for at in range(len(text) - _GRAM + 1))


def common(one: str, other: str) -> str:
    """The longest words that two texts have in common."""
    one, other = one[:_LONGEST], other[:_LONGEST]
    match = SequenceMatcher(None, one, other, autojunk=False).find_longest_match(
        0, len(one), 0, len(other)
    )
    return one[match.a : match.a + match.size]
