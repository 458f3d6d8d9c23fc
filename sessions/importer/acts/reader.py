"""The acts of a text: the entry points, and the walk through its units.

In: a text (or its lines), a date and a place where the caller knows them. Out: `ActsReading`.
Whatever has no verb of its own is governed by the heading above it, and a heading by its
title. The date is the caller's, else the adoption line's, else the sentence's, else that of
the signature.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from .awaited import is_list_heading, names_below
from .cleaning import clean, unnumbered_raw
from .collapse import collapse
from .context import later_filing
from .dates import find_dates
from .deputies import DeputyReader
from .headings import ADOPTION, BARE_ADOPTION, Mode, Title, heading_mode, title_of_document
from .model import ActsReading, ReadFinding
from .names import all_names
from .reach import TRIGGER, Numbered, lines_in_reach
from .recorder import Recorder
from .rows import RowReader
from .sentence import SentenceReader
from .sentences import Unit, units_of
from .text import Piece, non_blank_lines
from .titles import is_post
from .undivided import undivided_items

_PROPOSES_BELOW = re.compile(
    r"(?:现|特|拟)?(?:提请|提名|建议)[^。；]{0,80}?(?:审议|决定|任免|任命|审议决定|如下)[^。；]{0,12}：?$|^(?:现|特)提请|拟任(?:人选|职务)|"
    r"拟提请"
)
# A year's bulletins hold some 5,000 such words; more is no text of ours, and would take long.
_LONG = 1000
_MOST_WORDS = 20_000


def read_acts(text: str, *, date: datetime.date | None = None, place: str = "") -> ActsReading:
    """The appointment acts and deputy changes in any text."""
    return read_acts_lines(non_blank_lines(text), date=date, place=place)


def read_acts_lines(
    lines: Sequence[str],
    first_line: int = 0,
    *,
    date: datetime.date | None = None,
    place: str = "",
) -> ActsReading:
    """The same for lines already split; `first_line` is the number of the first of them.

    Blank lines have no number: they are skipped without being counted.
    """
    near, complete = lines_in_reach(lines, first_line)
    return Reader(date, place).read(near, complete) if near else ActsReading()


class Reader:
    """One walk through one text."""

    def __init__(self, date: datetime.date | None, place: str) -> None:
        self.recorder = Recorder(date, place)
        self.sentences = SentenceReader(self.recorder)
        self.deputies = DeputyReader(self.recorder)
        self.rows = RowReader(self.recorder, self.deputies)
        self.mode = Mode()
        self.title = Title()
        self.listed = False
        self._words = 0
        self._stopped = False
        self._fresh = False
        self._last_acts = 0

    def read(self, lines: Sequence[Numbered], complete: bool) -> ActsReading:
        """The acts of these lines; `complete`: whether they are all of the text."""
        for unit in units_of(lines):
            if unit.row is not None:
                self._row(unit)
            else:
                self._text(unit)
            if self._stopped:
                break
        recorder = self.recorder
        if not complete and not self._stopped:
            self._stop(lines[-1][0])
        recorder.finish()
        acts = collapse(recorder.drafts)
        return ActsReading(
            tuple(acts), tuple(self.deputies.result()), tuple(_ordered(recorder.findings))
        )

    def _row(self, unit: Unit) -> None:
        assert unit.row is not None
        self._words += 1
        if self._words > _MOST_WORDS:
            self._stop(unit.row.line)
            return
        if not self.rows.read(unit.row, self.mode, self.title, self.listed):
            self.mode = Mode()
        self.listed = False

    def _text(self, unit: Unit) -> None:
        piece = unit.piece
        if len(piece) > _LONG and not TRIGGER.search(piece.text):
            return
        self.rows.leave()
        if ADOPTION.fullmatch(piece.text) or BARE_ADOPTION.fullmatch(piece.text):
            self.recorder.adopt(piece)
            return
        if self._is_lone_date(piece):
            return
        bare = unnumbered_raw(piece)
        mode = heading_mode(bare.text)
        if mode is not None and (unit.opens_line or piece.text.endswith("：") or self.mode.kind):
            self._enter(mode)
            return
        colon = bare.text.find("：", 0, 40) + 1
        if 0 < colon < len(bare) and (mode := heading_mode(bare.text[:colon])):
            self.deputies.read(clean(bare))
            self._enter(mode)
            bare = bare[colon:]
        cleaned = clean(bare)
        if not cleaned:
            return
        title = title_of_document(cleaned.text) if unit.opens_line else None
        if title is not None:
            self._open(title, cleaned)
            if title.is_list or title.proposal:
                return
        self.recorder.in_title = title is not None
        self._sentence(cleaned, unit)
        self.recorder.in_title = False

    def _enter(self, mode: Mode) -> None:
        self._words += 1
        if self._fresh and self.mode == Mode("", "approve") and not mode.prefix:
            # 批准： directly above 任命： governs it.
            mode = Mode(mode.kind, "approve")
        self.mode, self._fresh = mode, True
        self.rows.leave()
        self.recorder.posts.new_list()
        self.listed = False

    def _open(self, title: Title, piece: Piece) -> None:
        self.title = title
        self.mode = Mode(title.kind, "") if title.kind else Mode()
        self.rows.leave()
        self.recorder.open_document(piece)
        self.sentences.memory.open_document()

    def _is_lone_date(self, piece: Piece) -> bool:
        found = list(find_dates(piece.text))
        if len(found) == 1 and found[0].end - found[0].start == len(piece):
            self.recorder.sign(found[0], piece)
            return True
        return False

    def _sentence(self, piece: Piece, unit: Unit) -> None:
        self._fresh = False
        with_whom, of_all = later_filing(piece)
        if with_whom:
            self.recorder.file_acts(with_whom, 0 if of_all else self._last_acts)
            return
        if self.mode == Mode():
            self.recorder.places.see(piece.text[:200])
        if not self._worth_reading(piece):
            self.mode = Mode()
            self.sentences.memory.see_date(unit.piece)
            return
        self.deputies.read(piece)
        if self.title.proposal:
            if re.search(r"(?:表决|审议)通过|会议决定|决定(?:任命|免去)", piece.text):
                if not self._opens_proposal(piece.text):
                    self.title = Title()
            if self.title.proposal:
                return
        if self._opens_proposal(piece.text):
            self.title = Title(proposal=True)
            return
        if self._awaited(piece):
            return
        if self._heads_names(piece):
            self.rows.expect_names(piece.strip("：。"), self.mode.code(self.title.prefix))
            return
        before = len(self.recorder.drafts)
        governed, found = self.sentences.read(piece, self.mode, self.title.prefix, unit.piece)
        if found is not None:
            self._enter(found)
        elif not governed and self.mode != Mode() and not self._belongs(piece.text):
            self.mode = Mode()
        self.listed = len(self.recorder.drafts) > before
        self._last_acts = before
        waiting = self.sentences.waiting
        if waiting is not None:
            self.rows.expect_names(*waiting)

    def _awaited(self, piece: Piece) -> bool:
        """Whether the line holds the names that a sentence before has announced by number."""
        if self.recorder.awaited is None:
            return False
        found = [piece[a:b] for a, b in names_below(piece.text)]
        return self.recorder.add_awaited(found) or is_list_heading(piece.text)

    def _heads_names(self, piece: Piece) -> bool:
        """A post on a line of its own, whose names stand below: not below items of another
        form, where it is a signature."""
        text = piece.text
        if not self.mode.kind or self.listed or not is_post(text):
            return False
        known = self.recorder.places.known()
        return any(text.startswith(place) for place in known) or not undivided_items(
            text, 0, len(text), known
        )

    def _worth_reading(self, piece: Piece) -> bool:
        """Whether a sentence holds a word of ours, or a heading governs it; within the limit."""
        words = len(TRIGGER.findall(piece.text))
        self._words += words
        if self._words > _MOST_WORDS:
            self._stop(piece.line)
            return False
        return bool(words or self.mode != Mode())

    def _stop(self, line: int) -> None:
        if not self._stopped:
            self._stopped = True
            self.recorder.find(
                "text_too_long", "error", line,
                f"第{line}行起文字过长，未再读取任免；请把文件分成几份再读。",
            )  # fmt: skip

    @staticmethod
    def _belongs(text: str) -> bool:
        """A remark between the items of a list does not end it."""
        return len(text) <= 2 or bool(all_names(text, 0, len(text)))

    @staticmethod
    def _opens_proposal(text: str) -> bool:
        """现提请审议： opens a proposal that runs on below."""
        return bool(_PROPOSES_BELOW.search(text[-120:])) and text.endswith("：")


def _ordered(findings: list[ReadFinding]) -> list[ReadFinding]:
    return sorted(dict.fromkeys(findings), key=lambda f: f.line)
