"""Which organisations a text names: pure, over a table of names.

A text goes by full names (宁波市发展和改革委员会), which mean the same wherever they stand, and by
short ones (市发改委), which mean an organisation within their scope alone. Where one name stands
inside another (市委 in 市委改革办), only the longer one is named. That holds, too, where the
longer one is of an organ that is not held: ``_goes_on`` knows the parts that organs have, by the
laws and plans that ``sessions/importer/naming/abbreviations.py`` names.

A name that two organisations bear at the time is given for both: whoever looks for what concerns
him sees it, and can tell.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

LEVELS = "省市县区州旗盟"
HAN = r"[\u4e00-\u9fff]"
SHORTEST = 2


class Named(NamedTuple):
    """An organisation by the words that name it, and where in the text they begin."""

    organization: int
    words: str
    offset: int


@dataclass(frozen=True, slots=True)
class Name:
    """A name of an organisation of ``home``. ``scope`` is the place in whose papers it means
    that one, "" for all. It was in use from ``since`` to ``until``, both inclusive; the
    organisation was there from ``founded_on`` to before ``dissolved_on``: None is not known, or
    still."""

    words: str
    organization: int
    scope: str = ""
    home: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    founded_on: dt.date | None = None
    dissolved_on: dt.date | None = None

    def used(self, place: str, on: dt.date | None) -> bool:
        """Whether it meant the organisation in the papers of ``place`` on that day."""
        if self.scope not in ("", place):
            return False
        if on is None:
            return True
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)

    def there(self, on: dt.date | None) -> bool:
        """Whether the organisation was there on that day, as far as is known."""
        if on is None:
            return True
        return (self.founded_on is None or self.founded_on <= on) and (
            self.dissolved_on is None or on < self.dissolved_on
        )


class NameTable:
    """Names of organisations, found by how they begin; ``places`` are all that are known."""

    def __init__(self, names: Iterable[Name], places: Iterable[str] = ()) -> None:
        self.by_words: dict[str, list[Name]] = defaultdict(list)
        self.of: dict[int, list[Name]] = defaultdict(list)
        starts: dict[str, set[str]] = defaultdict(set)
        for name in names:
            if len(name.words) >= SHORTEST:
                self.by_words[name.words].append(name)
                self.of[name.organization].append(name)
                starts[name.words[:SHORTEST]].add(name.words)
        self.starts = {key: sorted(words, key=len) for key, words in starts.items()}
        self.longest = max(map(len, self.by_words), default=0)
        self.places = frozenset(places)
        self.stems = frozenset(place[:-1] for place in self.places if len(place) > SHORTEST)

    def at(self, text: str, offset: int, place: str) -> Iterator[str]:
        """The words of this place's papers that stand at ``offset`` as a whole name."""
        for words in self.starts.get(text[offset : offset + SHORTEST], ()):
            if text.startswith(words, offset) and self._whole(text, offset, words, place):
                yield words

    def _whole(self, text: str, offset: int, words: str, place: str) -> bool:
        if not any(name.scope in ("", place) for name in self.by_words[words]):
            return False
        end = offset + len(words)
        return not (self._begins_before(text, offset, words, place) or goes_on(words, text[end:]))

    def _begins_before(self, text: str, offset: int, words: str, place: str) -> bool:
        """Whether a name that begins with a level (市政府) is the end of another's: of another
        place (杭州市政府), of several (各县市政府), of another body (团市委)."""
        if words[0] not in LEVELS or words in self.places:
            return False
        before = text[max(0, offset - 12) : offset]
        if before.endswith(place[:-1] or "\n") and place.endswith(words[0]):
            return False
        if _OF_OTHERS[words[0]].search(before) or (
            words[1] == "委" and _OTHER_PARTY.search(before)
        ):
            return True
        return any(before[at:] in self.stems for at in range(len(before)))


_OF_OTHERS = {
    **dict.fromkeys(LEVELS, re.compile(r"[各全]\Z")),
    "市": re.compile(r"[各全县区州城都旗盟]\Z"),
    "县": re.compile(r"[各全市区旗]\Z"),
    "区": re.compile(r"[各全市县旗发城新社园景地郊辖税治山林校]\Z"),
}
_OTHER_PARTY = re.compile(r"(?:团|民革|民盟|民建|民进|农工党?|致公党?|九三学社|台盟)\Z")
_PARTY = re.compile(rf"(?:{HAN}*[{LEVELS}]委|中国共产党.*委员会|中共.*委员会)")
_OF_PARTY = re.compile(
    rf"[员托]|(?:组织|宣传|统战|统一战线工作|社会工作)部|政法委|党校|党史|巡察[办组]|老干部局|"
    rf"(?:政策)?研究室|政研室|督查室|办公[厅室]|信访局|直属机关|机关工委|办(?![理结好事案])|"
    rf"(?:全面|审计|财经|外事|国家安全|网络|机构编制|军民|农村|教育|台湾|金融|科技|人才){HAN}{{0,12}}"
    rf"委员会|(?:(?![{LEVELS}会同和与由要求对各]){HAN}){{1,6}}(?<![交督承主协举查催])(?:办|部|工委)"
    r"(?=[、，。；：）\s]|\Z|牵头|负责|会同|和|与|及|等)|(?:改革|编|网信|财经|审计|军民融合|台|外)办"
)
_OF_GOVERNMENT = re.compile(
    r"办公[厅室]|办(?![理结好事案法])|研究室|参事室|督查室|国资委|国有资产监督管理委员会|"
    r"(?:外|侨|口岸|新闻|法制|金融)办|(?:外事|侨务|口岸)办公室|驻(?!地)|性|采购|债"
)
_COMMITTEE = (
    rf"(?:法|财|监|内|社会|城|环|农|民|教|华侨|外|预算|代表|选|人事|备案|基层){HAN}{{0,14}}?"
    r"(?:委员会|工委|委)|办公[厅室]|机关|研究室|代表资格"
)
_OF_CONGRESS = re.compile(rf"常委会|常务委员会|代表(?!大会)|{_COMMITTEE}")
_OF_STANDING = re.compile(rf"主任会议|{_COMMITTEE}")


def goes_on(words: str, after: str) -> bool:
    """Whether a name is but the beginning of another's, by what stands after it."""
    if words.endswith("委") and after.startswith("员"):
        return True
    if _PARTY.fullmatch(words):
        return _OF_PARTY.match(after) is not None
    if words.endswith("政府"):
        return _OF_GOVERNMENT.match(after) is not None
    if words.endswith(("人大", "人民代表大会")):
        return _OF_CONGRESS.match(after) is not None
    if words.endswith(("常委会", "常务委员会")):
        return _OF_STANDING.match(after) is not None
    return words.endswith("政协") and re.match(r"委员(?!会)", after) is not None


def organizations_named(
    names: NameTable,
    text: str,
    place: str,
    on: dt.date | None = None,
    *,
    only: Collection[int] | None = None,
) -> list[Named]:
    """The organisations that ``text``, a paper of ``place`` of the day ``on``, names; in the
    order of the text. With ``only`` these organisations alone: quicker, and the same otherwise.
    """
    found: list[Named] = []
    for offset in _offsets(names, text, only):
        for words in names.at(text, offset, place):
            bearers = _bearers(names.by_words[words], place, on)
            wanted = [pk for pk in bearers if only is None or pk in only]
            if wanted and not _covered(names, text, offset, words, place):
                found += [Named(pk, words, offset) for pk in wanted]
    return found


def _offsets(names: NameTable, text: str, only: Collection[int] | None) -> Iterable[int]:
    """Where a name may begin: anywhere, or where one of the organisations' names stands."""
    if only is None:
        return range(len(text))
    offsets: set[int] = set()
    for words in {name.words for pk in only for name in names.of.get(pk, ())}:
        at = text.find(words)
        while at >= 0:
            offsets.add(at)
            at = text.find(words, at + 1)
    return sorted(offsets)


def _bearers(bearing: Iterable[Name], place: str, on: dt.date | None) -> list[int]:
    """Whom a name meant: of several, those that were there."""
    used = [name for name in bearing if name.used(place, on)]
    there = [name for name in used if name.there(on)]
    return sorted({name.organization for name in there or used})


def _covered(names: NameTable, text: str, offset: int, words: str, place: str) -> bool:
    """Whether the words stand inside a longer name."""
    end = offset + len(words)
    return any(
        start + len(other) >= end and len(other) > len(words)
        for start in range(max(0, end - names.longest), offset + 1)
        for other in names.at(text, start, place)
    )
