"""Deputies' seats vacated and filled.

In: cleaned sentences. Out: `ReadDeputyChange`s. Forms (代表法, 选举法; reports of the
credentials committee, announcements, decisions of the committee that elected the deputy):

- 调离本行政区域5名：江北区选举产生的(description)张三，… (a heading with a cause governs)
- 江北区选举产生的张三因工作变动调离本市 (the cause follows)
- 市八届人大代表张三因病去世 · 第三选区选出的代表张三病故
- 某省人大常委会决定接受(罢免)张三(的)…代表职务 (the unit is that of the committee)
- 鄞州区补选张三、李四为…代表 (by_elections.py)

Words between 选举产生的 and the name describe the person and are dropped.
"""

from __future__ import annotations

import re

from .by_elections import by_elections
from .deputy_changes import BY_ELECTED, VACATED, Change, each_once
from .deputy_names import described_names
from .deputy_words import (
    CAUSE,
    DECIDED,
    DEPUTY_NAMED,
    ELECTED_BY,
    HEADING,
    SEAT_CONFIRMED,
    SEAT_ENDED,
    SEAT_ENDS,
    cause_of,
    unit_of,
)
from .guards import is_question, part_before, speaks_only
from .model import ReadDeputyChange
from .names import all_names, split_at
from .recorder import Recorder
from .text import Piece


class DeputyReader:
    """Sentences in, changes out; a heading's cause runs on to the next heading."""

    def __init__(self, recorder: Recorder) -> None:
        self.recorder = recorder
        self._changes: list[Change] = []
        self._heading = ""
        self._above = ""

    def result(self) -> list[ReadDeputyChange]:
        """The changes in the order of the text, each once."""
        return each_once(self._changes)

    def read(self, piece: Piece) -> None:
        text = piece.text
        if "代表" not in text and not ELECTED_BY.search(text) and not HEADING.search(text):
            return
        if is_question(text):
            return
        self._headed = False
        self._above = "".join(re.findall("补选|终止|出缺|当选", text))
        before = len(self._changes)
        for start, end in split_at(text, 0, len(text), "；。！"):
            self._part(piece, start, end)
        if len(self._changes) == before and not self._headed:
            self._heading = ""

    def read_row(self, person: Piece, unit: str, cause: str) -> None:
        """A row of a table: 姜维 | 长堤街道第3选区 | 调离. What the table is of, the words above
        it say where no column does."""
        if re.search("补选|当选|增补", cause or self._above):
            self._add(person, unit, BY_ELECTED, "")
        elif cause or self._above:
            self._add(person, unit, VACATED, cause_of(cause))

    # The parts of a sentence -------------------------------------------------------------

    def _part(self, piece: Piece, start: int, end: int) -> None:
        text = piece.text
        filled = by_elections(piece, start, end, self.recorder)
        for one in filled:
            self._add(one.person, one.unit, BY_ELECTED, "", seat=one.seat)
        if filled:
            return
        headings = [
            (m.start(), m.end(), cause_of(m.group())) for m in HEADING.finditer(text, start, end)
        ]
        self._headed = self._headed or bool(headings)
        read = self._groups(piece, start, end, headings)
        read = read or self._decided(piece, start, end)
        read = read or self._listed(piece, start, end, headings)
        read = read or self._named(piece, start, end)
        if not read:
            self._ends(piece, start, end)
            self._settled(piece, start, end)
        if headings:
            self._heading = headings[-1][2]

    def _groups(
        self, piece: Piece, start: int, end: int, headings: list[tuple[int, int, str]]
    ) -> int:
        """X区选举产生的 … 张三、 … 李四，Y区选举产生的 … 王五."""
        text = piece.text
        marks = list(ELECTED_BY.finditer(text, start, end))
        read = 0
        for i, mark in enumerate(marks):
            stop = marks[i + 1].start("unit") if i + 1 < len(marks) else end
            unit = unit_of(mark["unit"])
            unit_at = mark.start("unit") + mark["unit"].rfind(unit) if unit else mark.start()
            for heading in headings:
                if mark.end() <= heading[0] < stop:
                    stop = heading[0]
            names = described_names(text, mark.end(), stop)
            cause, weak = self._cause(text, names[-1][1] if names else stop, end, unit_at, headings)
            if not cause:
                continue
            for a, b in names:
                self._add(piece[a:b], unit, VACATED, cause, weak=weak)
                read += 1
        return read

    def _cause(
        self, text: str, after: int, end: int, at: int, headings: list[tuple[int, int, str]]
    ) -> tuple[str, bool]:
        """The heading before, else the first cause behind; weak where only 资格终止 is said."""
        before = [h for h in headings if h[0] < at]
        if before:
            return before[-1][2], False
        if self._heading:
            return self._heading, False
        match = CAUSE.search(text, after, end)
        if match:
            return cause_of(match.group()), False
        return ("other", True) if SEAT_ENDS.search(text, after, end) else ("", False)

    def _listed(
        self, piece: Piece, start: int, end: int, headings: list[tuple[int, int, str]]
    ) -> int:
        """因病去世1名：张三 (a heading, then bare names)."""
        read = 0
        for i, (_, stop, cause) in enumerate(headings):
            right = headings[i + 1][0] if i + 1 < len(headings) else end
            names = described_names(piece.text, stop, right)
            for a, b in names:
                self._add(piece[a:b], "", VACATED, cause)
                read += 1
        return read

    def _decided(self, piece: Piece, start: int, end: int) -> int:
        """江北区人大常委会决定接受张三辞去(罢免张三的)…代表职务."""
        read = 0
        for match in DECIDED.finditer(piece.text, start, end):
            before = part_before(piece.text, match.start("verb"))
            if speaks_only(before, passive=False):
                continue
            names = described_names(piece.text, match.start("who"), match.end("who"))
            unit = unit_of(match["body"] or "") or self.recorder.places.body_place()
            if (
                unit
                and unit.endswith(self._congress_place(match["seat"]))
                and self._congress_place(match["seat"])
            ):
                unit = ""
            cause = "recalled" if match["verb"].endswith("罢免") else "resigned"
            for a, b in names:
                self._add(piece[a:b], unit, VACATED, cause, seat=match["seat"])
                read += 1
        return read

    def _congress_place(self, seat: str) -> str:
        """肃宁县 of 肃宁县第十八届人大代表: a committee that is of the congress itself."""
        match = re.match(
            r"(.{0,12}?)(?:第?[一二三四五六七八九十\d]{1,4}届|人大|人民代表大会)", seat
        )
        place = match.group(1) if match else ""
        return self.recorder.places.complete(place + "人大").removesuffix("人大") if place else ""

    def _named(self, piece: Piece, start: int, end: int) -> int:
        """市八届人大代表张三、李四因工作岗位变动，调离本市."""
        text = piece.text
        read = 0
        for match in DEPUTY_NAMED.finditer(text, start, end):
            cause = CAUSE.search(text, match.end("who"), end)
            if not cause:
                continue
            names = all_names(text, match.start("who"), match.end("who"), loose=True)
            for a, b in names or []:
                unit = unit_of(match["unit"] or "")
                self._add(piece[a:b], unit, VACATED, cause_of(cause.group()))
                read += 1
        return read

    def _ends(self, piece: Piece, start: int, end: int) -> None:
        """张三、李四的代表资格终止: known already, or a seat that ends for another cause."""
        text = piece.text
        for match in SEAT_ENDS.finditer(text, start, end):
            left = max(text.rfind(m, start, match.start()) for m in "，：") + 1
            names = all_names(text, max(left, start), match.start())
            cause = CAUSE.search(text, start, match.start())
            for a, b in names or []:
                self._add(
                    piece[a:b],
                    "",
                    VACATED,
                    cause_of(cause.group()) if cause else "other",
                    weak=not cause,
                )

    def _settled(self, piece: Piece, start: int, end: int) -> None:
        """终止张三的代表资格，确认补选的李四的代表资格有效."""
        for pattern, change, cause in (
            (SEAT_ENDED, VACATED, "other"),
            (SEAT_CONFIRMED, BY_ELECTED, ""),
        ):
            for match in pattern.finditer(piece.text, start, end):
                if speaks_only(part_before(piece.text, match.start()), passive=False):
                    continue
                for a, b in all_names(piece.text, *match.span("who")) or []:
                    self._add(piece[a:b], "", change, cause, weak=True)

    def _add(
        self,
        person: Piece,
        unit: str,
        change: str,
        cause: str,
        *,
        weak: bool = False,
        seat: str = "",
    ) -> None:
        announced = self.recorder.in_title
        self._changes.append(Change(person, unit, change, cause, weak, seat, announced))
