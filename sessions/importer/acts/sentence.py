"""One sentence → acts.

In: a cleaned sentence, the mode that governs it, the prefix of the title. Out: acts (into the
recorder), whether the sentence was an item of a list, and the mode that it sets in its turn
(会议决定任命： … governs the lines below).
"""

from __future__ import annotations

import re

from . import guards
from .forms import de_items, wei_items
from .headings import (
    ACTS_ACTING,
    APPOINTS,
    DISMISSES,
    ELECTS,
    ENDS,
    RECALLS,
    REMOVES,
    RESIGNS,
    Mode,
    act_code,
)
from .items import Item, office_end
from .lists import governing_posts, listed_items, name_then_post, post_first_items
from .memory import Memory
from .recorder import Recorder
from .resignations import end_items, resignation_items, wished_items
from .text import Piece
from .undivided import undivided_items
from .verbs import Verb, verbs_of
from .writing import Writer

_DE_KINDS = (REMOVES, DISMISSES, RECALLS)
_ENDING = re.compile("终止|免除|免去|撤销|解除|消失|消亡")
_HIS = re.compile(r"[：，]?(?:其|该|上述|辞)")
_WISH = re.compile(
    r"(?:的)?(?:辞职|请辞|辞呈)(?:请求|申请|要求|报告)?|其?(?:的)?(?:辞职)?(?:请求|申请)(?=[，。；并]|$)"
)


class SentenceReader:
    def __init__(self, recorder: Recorder) -> None:
        self.recorder = recorder
        self.memory = Memory(recorder)
        self.waiting: tuple[Piece, str] | None = None

    def read(
        self, piece: Piece, mode: Mode, title_prefix: str, whole: Piece | None = None
    ) -> tuple[bool, Mode | None]:
        """Whether the sentence was an item of the list, and the mode it sets (or None).

        `whole` is the sentence before cleaning: dates may stand in its brackets.
        """
        self.waiting = None
        text = piece.text
        if guards.is_question(text):
            return False, None
        self._piece, self._title = piece, title_prefix or ("" if mode.kind else mode.prefix)
        self._writer = Writer(self.recorder, self.memory, piece)
        self.memory.read_requests(piece)
        verbs = verbs_of(text)
        self.memory.read_date(piece, verbs[0].start if verbs else 0, whole or piece)
        before = len(self.recorder.drafts)
        set_mode: Mode | None = None
        governed = False
        if not guards.is_biography(text):
            head = verbs[0].start if verbs else len(text)
            if (mode.kind or mode.prefix) and head > 0:
                governed = self._governed(0, head, mode)
            set_mode = self._verbs(verbs)
            self._ends(mode)
        if len(self.recorder.drafts) > before:
            governed = governed or bool(mode.kind and not verbs)
        return governed, set_mode

    # The verbs of the sentence -----------------------------------------------------------

    def _verbs(self, verbs: list[Verb]) -> Mode | None:
        text = self._piece.text
        stuck = False
        set_mode: Mode | None = None
        for i, verb in enumerate(verbs):
            end = verbs[i + 1].start if i + 1 < len(verbs) else len(text)
            between = text[verbs[i - 1].end if i else 0 : verb.start]
            before = guards.part_before(text, verb.start)
            if stuck and (
                guards.frees(between + text[verb.start : verb.end]) or guards.ends_talk(between)
            ):
                stuck = False
            if "；" in between:
                stuck = stuck and not guards.frees(between)
            passed = guards.has_passed(text[: verb.start][-200:])
            granted = guards.is_granted(before, text[verb.end : end])
            if (guards.speaks_only(before, passive=verb.passive) and not granted) or stuck:
                stuck = stuck or guards.sticks(before)
                continue
            if guards.fails_after(text, verb.end, end, passed=passed):
                continue
            if verb.passive and self._is_past(text[: verb.start]):
                continue
            read = self._verb(verb, end)
            if text[verb.end : verb.end + 1] == "：" and (read or end - verb.end <= 2):
                set_mode = Mode(verb.kind, verb.prefix)
            elif (
                i == 0
                and verb.start == 0
                and read
                and not verb.names
                and verb.kind in (APPOINTS, REMOVES)
            ):
                set_mode = Mode(verb.kind, verb.prefix)
        return set_mode

    def _is_past(self, before: str) -> bool:
        """A passive or 任 with a bare year before it, or a year before the one governing."""
        return guards.is_bare_year(before[-60:])

    def _verb(self, verb: Verb, end: int) -> int:
        text = self._piece.text
        act = act_code(verb.kind, verb.prefix or self._upgrade(verb))
        if verb.names or verb.pronoun:
            if verb.kind == ACTS_ACTING:
                end = min(end, self._stop(verb.end, end))
            names = verb.names
            each = text[verb.start : verb.end].find("分别") >= 0
            posts = (verb.end, office_end(text, verb.end, end))
            return self._writer.record([Item(names, posts, each)], act, verb.start)
        if verb.kind == RESIGNS:
            items = resignation_items(text, verb.end, end) or wished_items(text, verb.end, end)
            return self._writer.record(items, act, verb.start) or self._wish(verb, end, act)
        items = listed_items(text, verb.end, end) if "：" in text[verb.end + 1 : end] else []
        if not items:
            items = self._items(verb.kind, verb.end, end)
        if verb.kind == ACTS_ACTING:
            return self._acting(items)
        read = self._writer.record(items, act, verb.start)
        if not read:
            held = governing_posts(text, verb.end, end)
            if held:
                self.waiting = (self._piece[slice(*held)], act)
        return read

    def _upgrade(self, verb: Verb) -> str:
        return self._title if verb.kind in (APPOINTS, REMOVES) else ""

    def _items(self, kind: str, start: int, end: int) -> list[Item]:
        text = self._piece.text
        if kind in _DE_KINDS:
            return de_items(text, start, end, self.recorder.places.known())
        items = wei_items(text, start, end)
        if not items and kind in (ELECTS, APPOINTS):
            items = post_first_items(text, start, end)
        if not items and kind == APPOINTS:
            items = undivided_items(text, start, end, self.recorder.places.known(), surely=True)
        return items

    def _acting(self, items: list[Item]) -> int:
        """决定张三为代理市长: only the posts that are held 代理."""
        before = len(self.recorder.drafts)
        self._writer.record(items, act_code(APPOINTS, ""), 0)
        drafts = self.recorder.drafts
        drafts[before:] = [d for d in drafts[before:] if d.act.act == "acting"]
        return len(drafts) - before

    def _wish(self, verb: Verb, end: int, act: str) -> int:
        """接受张三的辞职请求: the posts are those of the request told before."""
        segment = self._piece.text[verb.end : end]
        if not _WISH.search(segment):
            return 0
        requests = self.memory.requests
        read = 0
        for person, (asked, posts) in requests.items():
            at = segment.find(person)
            if at >= 0:
                here = self._piece[verb.end + at : verb.end + at + len(person)]
                read += self._writer.add([here], posts, act, verb.start)
            elif _HIS.match(segment) and len(requests) == 1:
                read += self._writer.add([asked], posts, act, verb.start)
        return read

    # Lines under a heading -------------------------------------------------------------

    def _governed(self, start: int, end: int, mode: Mode) -> bool:
        """A line without a verb of its own, under the heading `mode`."""
        text = self._piece.text
        head = text[start:end]
        if guards.speaks_only(guards.part_before(head, len(head)), passive=False):
            return False
        kind = mode.kind
        items: list[Item] = []
        if "辞去" in head and kind in ("", RESIGNS):
            items, kind = resignation_items(text, start, end), RESIGNS
        elif "：" in head.rstrip("：") and kind != RESIGNS:
            items = listed_items(text, start, end) or name_then_post(text, start, end)
        if not items and kind in ("", APPOINTS, ELECTS, ACTS_ACTING):
            items = wei_items(text, start, end)
            if items and not kind:
                kind = APPOINTS
            items = items or name_then_post(text, start, end)
            if not items and kind == APPOINTS:
                items = undivided_items(text, start, end, self.recorder.places.known(), surely=True)
        if not items and kind in ("", RESIGNS, ENDS, *_DE_KINDS):
            items = de_items(text, start, end, self.recorder.places.known())
            if items and not kind:
                kind = REMOVES
        if not items and kind in (APPOINTS, ELECTS):
            items = post_first_items(text, start, end) if kind == ELECTS else []
        if not kind:
            return False
        act = act_code(kind, mode.prefix or (self._title if kind in (APPOINTS, REMOVES) else ""))
        if items and items[0].names and items[0].names[0][0] > start + 24:
            return False
        if not items:
            held = governing_posts(text, start, end)
            if held:
                self.waiting = (self._piece[slice(*held)], act)
                return True
        if kind == ACTS_ACTING:
            return bool(self._writer.record(items, "acting", start))
        return bool(self._writer.record(items, act, start))

    def _ends(self, mode: Mode) -> None:
        """Posts whose verb stands behind them: 张三的A职务自行终止, 予以免去."""
        text = self._piece.text
        if not _ENDING.search(text):
            return
        for item, kind in end_items(text, 0, len(text)):
            before = guards.part_before(text, item.posts[0])
            after = text.find("。", item.posts[1])
            if guards.speaks_only(before, passive=False) or guards.fails_after(
                text, item.posts[1], after if after >= 0 else len(text), passed=False
            ):
                continue
            prefix = mode.prefix or self._title if kind == REMOVES else ""
            self._writer.record([item], act_code(kind, prefix), item.posts[0])

    def _stop(self, start: int, end: int) -> int:
        found = [i for i in (self._piece.text.find(m, start, end) for m in "，；。") if i >= 0]
        return min(found) if found else end
