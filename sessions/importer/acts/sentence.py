"""One sentence → acts.

In: a cleaned sentence, the mode that governs it, the prefix of the title. Out: acts (into the
recorder), whether the sentence was an item of a list, and the mode that it sets in its turn
(会议决定任命： … governs the lines below).
"""

from __future__ import annotations

import datetime
import re

from . import guards
from .context import Filing, filings, reasons, sentence_date
from .forms import (
    Item,
    de_items,
    end_items,
    governing_posts,
    listed_items,
    name_then_post,
    post_first_items,
    resignation_items,
    wei_items,
)
from .headings import APPOINTS, DISMISSES, ELECTS, ENDS, RECALLS, REMOVES, RESIGNS, Mode, act_code
from .headings import ACTS_ACTING
from .names import all_names, stated_count
from .recorder import Recorder
from .text import Piece
from .verbs import Verb, verbs_of

_DE_KINDS = (REMOVES, DISMISSES, RECALLS)
_SUBJECT = re.compile(
    r"(?:^|(?<=[，。；：]))(?P<who>[^，。；：的]{2,12}?)(?:同志)?(?=因|由于|已|不幸|病故|去世|逝世|被|调|到龄|的代表资格)"
)
_WISH = re.compile(
    r"(?:的)?(?:辞职|请辞|辞呈)(?:请求|申请|要求|报告)?|其?(?:的)?(?:辞职)?(?:请求|申请)(?=[，。；并]|$)"
)


class SentenceReader:
    def __init__(self, recorder: Recorder) -> None:
        self.recorder = recorder
        self._requests: dict[str, Piece] = {}
        self._reasons: dict[str, str] = {}
        self._last: list[Piece] = []
        self._date: datetime.date | None = None
        self.waiting: tuple[Piece, str] | None = None

    def open_document(self) -> None:
        self._requests, self._reasons, self._last = {}, {}, []
        self._date = None

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
        self._found_reasons = reasons(text)
        self._filings = filings(text, piece.raw)
        self._read_requests(piece)
        verbs = verbs_of(text)
        self._read_date(piece, verbs[0].start if verbs else 0, whole or piece)
        before = len(self.recorder.drafts)
        set_mode: Mode | None = None
        governed = False
        if not guards.is_biography(text):
            head = verbs[0].start if verbs else len(text)
            if (mode.kind or mode.prefix) and head > 0:
                governed = self._governed(0, head, mode)
            set_mode = self._verbs(verbs)
            self._ends()
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
            if stuck and (guards.frees(between) or guards.ends_talk(between)):
                stuck = False
            if "；" in between:
                stuck = stuck and not guards.frees(between)
            passed = guards.has_passed(text[: verb.start][-200:])
            if guards.speaks_only(before, passive=verb.passive) or stuck:
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
            posts = (verb.end, self._office_end(verb.end, end))
            return self._record([Item(names, posts, each)], act, verb.start)
        if verb.kind == RESIGNS:
            items = resignation_items(text, verb.end, end)
            return self._record(items, act, verb.start) or self._wish(verb, end, act)
        items = listed_items(text, verb.end, end) if "：" in text[verb.end + 1 : end] else []
        if not items:
            items = self._items(verb.kind, verb.end, end)
        if verb.kind == ACTS_ACTING:
            return self._acting(items)
        read = self._record(items, act, verb.start)
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
        return items

    def _acting(self, items: list[Item]) -> int:
        """决定张三为代理市长: only the posts that are held 代理."""
        before = len(self.recorder.drafts)
        self._record(items, act_code(APPOINTS, ""), 0)
        drafts = self.recorder.drafts
        drafts[before:] = [d for d in drafts[before:] if d.act.act == "acting"]
        return len(drafts) - before

    def _wish(self, verb: Verb, end: int, act: str) -> int:
        """接受张三的辞职请求: the posts are those of the request told before."""
        segment = self._piece.text[verb.end : end]
        if not _WISH.search(segment):
            return 0
        read = 0
        for person, posts in self._requests.items():
            if person in segment or (
                re.match(r"[：，]?其|[：，]?(?:该|上述)|[：，]?辞", segment)
                and len(self._requests) == 1
            ):
                at = segment.find(person)
                piece = (
                    self._piece[verb.end + at : verb.end + at + len(person)]
                    if at >= 0
                    else self._asked[person]
                )
                read += self._add([piece], posts, act, verb.start)
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
            return bool(self._record(items, "acting", start))
        return bool(self._record(items, act, start))

    def _ends(self) -> None:
        text = self._piece.text
        if "终止" in text or "免除" in text or "撤销" in text or "解除" in text:
            for item in end_items(text, 0, len(text)):
                before = guards.part_before(text, item.posts[0])
                if not guards.speaks_only(before, passive=False):
                    self._record([item], act_code(ENDS, ""), item.posts[0])

    # Recording -------------------------------------------------------------------------

    def _record(self, items: list[Item], act: str, verb_start: int) -> int:
        read = 0
        for item in items:
            people = [self._piece[a:b] for a, b in item.names] or self._subject(item.posts[0])
            if not people:
                line = self._piece.lines[item.posts[0] - 1]
                self.recorder.find(
                    "person_not_named", "warning", line,
                    f"第{line}行的任免没有写出姓名（“其”指谁无法确定），未列为任免；请看上文补上姓名。",
                )  # fmt: skip
                continue
            posts = self._piece[slice(*item.posts)]
            found = self._add(people, posts, act, verb_start, each=item.each)
            if found:
                self._count(item)
            read += found
            self._last = people
        return read

    def _subject(self, at: int) -> list[Piece]:
        """Whom 其 means: the person of the sentence named last before it, else the last act's."""
        found = self._subject_spans(at)
        return [self._piece[slice(*found[0])]] if found else self._last[-1:]

    def _subject_spans(self, at: int) -> list[tuple[int, int]]:
        text = self._piece.text
        for match in reversed(list(_SUBJECT.finditer(text, 0, at))):
            found = all_names(text, *match.span("who"))
            if found and len(found) == 1:
                return found
        return []

    def _add(
        self, people: list[Piece], posts: Piece, act: str, verb_start: int, *, each: bool = False
    ) -> int:
        filing = self._filing(verb_start)
        reason = self._reason(people[0], verb_start)
        return self.recorder.add(
            people,
            posts,
            act,
            each=each,
            date=self._date,
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
        for start, _, words in self._found_reasons:
            if start < at or abs(start - at) < 60:
                if "；" not in self._piece.text[min(start, at) : max(start, at)]:
                    near = near or words
        return near or self._reasons.get(person.text, "")

    def _count(self, item: Item) -> None:
        if not item.names:
            return
        end = item.names[-1][1]
        stated = stated_count(
            self._piece.text[item.names[0][0] : end + 12].split("为")[0].split("的")[0]
        )
        if stated is not None and stated > len(item.names):
            line = self._piece.lines[item.names[0][0]]
            self.recorder.find(
                "names_missing", "warning", line,
                f"第{line}行写明{stated}人，但只列出{len(item.names)}个姓名；其余人员请从名单原件补录。",
            )  # fmt: skip

    def _office_end(self, start: int, end: int) -> int:
        from .forms import office_end

        return office_end(self._piece.text, start, end)

    def _stop(self, start: int, end: int) -> int:
        found = [i for i in (self._piece.text.find(m, start, end) for m in "，；。") if i >= 0]
        return min(found) if found else end

    # What a sentence leaves for the next ------------------------------------------------

    def _read_requests(self, piece: Piece) -> None:
        """张三向市人大常委会提出请求辞去A职务的报告: no act yet, but its posts and reason."""
        text = piece.text
        self._asked = getattr(self, "_asked", {})
        if "辞去" not in text:
            return
        from .names import names_at_end

        match = re.search(r"[，。；：]|^", text)
        for match in re.finditer(
            r"向[^，。；：]{2,60}?(?:提出|请求|递交|提交)|(?:提出|书面)(?=[^，。；：]{0,12}辞去)",
            text,
        ):
            _, names = names_at_end(text, max(0, match.start() - 60), match.start())
            names = names or self._subject_spans(match.start())
            if not names:
                continue
            for item in resignation_items(text, names[0][0], len(text))[:1] or self._asked_items(
                text, match.end(), names
            ):
                for a, b in names:
                    self._requests[text[a:b]] = piece[slice(*item.posts)]
                    self._asked[text[a:b]] = piece[a:b]
                    if self._found_reasons:
                        self._reasons[text[a:b]] = self._found_reasons[0][2]

    @staticmethod
    def _asked_items(text: str, start: int, names: list[tuple[int, int]]) -> list[Item]:
        at = text.find("辞去", start)
        if at < 0:
            return []
        stop = re.search(r"职务|一职|的?请求|的?报告|的?申请", text[at:])
        return [Item(tuple(names), (at + 2, at + stop.start() if stop else len(text)))]

    def _read_date(self, piece: Piece, verb_start: int, whole: Piece) -> None:
        """The day named before the first verb governs this sentence and those after it."""
        head = whole.text
        if verb_start:
            at = head.find(piece.text[verb_start : verb_start + 6])
            head = head[: at if at > 0 else verb_start]
        value, impossible = sentence_date(head, self.recorder.governing_year())
        if impossible:
            self.recorder.bad_date(impossible, whole.lines[max(0, head.find(impossible))])
            self._date = None
        elif value:
            self._date = value
            self.recorder.seen_year = value.year
