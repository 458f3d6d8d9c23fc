"""Posts: 宁波市人大常委会副秘书长、办公厅主任 → two posts, each with its organisation.

In: the posts of one person (or of several who share them), as printed. Out: for each post the
organisation, the title, and whether it is held 代理. The rules, in the order they are tried:

- A list is parted at 、，；兼 and 和 where the part before ends with a title; a part without
  a title belongs to the next one (教育、科技委员会主任委员 is one post).
- The title is the longest known one at the end; the organisation is what stands before it.
- A head of government's title needs no organ in print: the mayor of 宁波市 belongs to
  宁波市人民政府 (地方组织法: 人民政府由市长、副市长…组成).
- A unit named without its body (办公厅, 审判委员会, 民一庭) belongs to the body named just
  before for the same person, else in the same list, else in the heading.
- A title without any organisation belongs to the same unit as the one before, but
  审判员, 检察员, 秘书长 belong to the body itself, never to a unit of it.
- A bare 市, 县 … gets its place (places.py). Abbreviations are not expanded.
- The term is no part of the name: 宁波市第十六届人大常委会 is 宁波市人大常委会.
- An organ's second name in brackets stays behind its first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .bodies import base_of, belongs_under, fits, is_internal, is_standing_committee_unit
from .places import Places, bare_level, leading_place
from .text import Piece
from .titles import (
    ACTING_PREFIX,
    GOVERNMENT_HEADS,
    OF_THE_COMMITTEE,
    OF_THE_COURT,
    OF_THE_PROCURATORATE,
    TITLE_END,
    title_of,
    unlike_post,
)

_SEPARATOR = re.compile(r"以及|并兼任?|兼任?(?!职)|[、，；]|[和与及](?!其他)")
_TAIL = re.compile(r"(?:等)?(?:的)?(?:职务|一职|职位|等职|职)$|的(?:决定|决议|公告|任命|事项)$")
_HEAD_OF_GOVERNMENT = re.compile(rf"^(?:常务|第一|代理|代|副)*(?:{GOVERNMENT_HEADS})(?:助理)?$")
_CONTRACTED = re.compile(r"^副?([局厅部])长$")
_LEVEL_OF = re.compile(r"([省市州县区旗盟乡镇])长")
_STRAY = re.compile(r"^(?:原任?|现任?|兼任?|担任的?|所任的?|的|任|为|其|和|并|由|本|成为)(?=.)")
_SECOND_NAME = re.compile(r"（[^（）]{2,24}）$")
_TERM = re.compile(
    r"第?[一二三四五六七八九十\d]{1,4}届(?=人大|人民代表大[会會]|常委|人民政府|政协)"
)
_KEEP_STRAY = re.compile(
    r"^(?:原子|原州|原平|原阳|现代|任丘|任城|任县|任泽|和田|和平|和县|和硕|和政|和静|和林|和顺|和龙|本溪)"
)


@dataclass(frozen=True, slots=True)
class Post:
    organization: str
    title: str
    acting: bool
    piece: Piece
    doubtful: bool = False


def post_pieces(piece: Piece) -> list[Piece]:
    """The printed posts of a list, each ending with a title; what follows them is dropped."""
    parts: list[Piece] = []
    start = 0
    text = piece.text
    for match in _SEPARATOR.finditer(text):
        part = _trim(piece[start : match.start()])
        if part and title_of(part.text):
            parts.append(part)
            start = match.end()
        elif not part and match.group() in "、，；":
            # 和 at the head of a part belongs to its name (和田地区).
            start = match.end()
        elif match.group() in "，；" and parts:
            # After a comma a part without a title may be the head of the next post only
            # where no words of a sentence stand in it.
            if unlike_post(part.text):
                return parts
    last = _trim(piece[start:])
    if last and title_of(last.text) and not unlike_post(last.text):
        parts.append(last)
    return parts


def _trim(piece: Piece) -> Piece:
    piece = piece.strip("、，；：。“”《》 ")
    match = _TAIL.search(piece.text)
    if match and match.start() and not TITLE_END.search(piece.text):
        piece = piece[: match.start()]
    while (match := _STRAY.match(piece.text)) and not _KEEP_STRAY.match(piece.text):
        piece = piece[match.end() :]
    return piece


class PostReader:
    """Reads lists of posts one after the other, remembering what the bodies were."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self.heading = ""
        self._previous = ""

    def new_list(self) -> None:
        """A new heading or document: nothing is carried over from the posts before."""
        self._previous = ""

    def read(self, piece: Piece) -> list[Post]:
        """The posts of one person (or of several that share them)."""
        posts: list[Post] = []
        own = ""
        for part in post_pieces(piece):
            if unlike_post(part.text) or len(part) > 80:
                continue
            title = title_of(part.text)
            acting = bool(ACTING_PREFIX.match(title)) and title not in ("代办", "代表")
            end = len(part) - len(title)
            printed = part.raw[:end]
            if acting:
                title = title[ACTING_PREFIX.match(title).end() :]  # type: ignore[union-attr]
            raw_title = part.raw[len(part) - len(title) :]
            second = _SECOND_NAME.search(part.text[:end])
            first = second.start() if second else end
            organization = self._organization(part.text[:first], printed[:first], title, own)
            if bare := _contracted(part.text[:first], title):
                organization += bare
            organization = _TERM.sub("", organization) + printed[first:]
            own = organization or own
            posts.append(Post(organization, raw_title, acting, part))
        if own:
            self._previous = own
            self.places.see(own)
        return posts

    def _organization(self, text: str, printed: str, title: str, own: str) -> str:
        chair = title.endswith("主席") and text.endswith("自治区")
        if chair or _HEAD_OF_GOVERNMENT.match(title):
            return self._government(text, printed, title, own)
        near = own or ""
        if not text:
            return self._inherited(title, own)
        if bare_level(text):
            # 市 alone (市法院 …) or a full name that only lacks its place.
            return self.places.complete(printed, near)
        if self._has_body(text):
            return self._placed(text, printed, near)
        for known in (own, self._previous, self.heading):
            base = belongs_under(text, known, heading=known == self.heading and known != own)
            if base:
                return base + printed
        return self._placed(text, printed, near)

    def _has_body(self, text: str) -> bool:
        return bool(leading_place(text)) and not is_internal(text)

    def _placed(self, text: str, printed: str, near: str) -> str:
        """An organ without its place: the place of the organ before, for the same person."""
        if leading_place(text) or not fits(text):
            return printed
        place = leading_place(near)
        if not place and is_standing_committee_unit(text):
            place = self.places.body_place()
        return place + printed if place else printed

    def _inherited(self, title: str, own: str) -> str:
        """A title alone: the unit before, or the body where the title is the body's own."""
        for known in (own, self._previous, self.heading):
            if not known:
                continue
            base = base_of(known)
            if OF_THE_COURT.search(title):
                if "法院" in base:
                    return base
            elif OF_THE_PROCURATORATE.search(title):
                if "检察院" in base:
                    return base
            elif OF_THE_COMMITTEE.search(title):
                if base.endswith(("委员会", "常委会", "政府", "国务院")):
                    return base
            elif known == own or (known == self._previous and known != self.heading):
                return known
            elif title in ("主任", "副主任", "委员") and base.endswith(("常委会", "常务委员会")):
                return base
        return ""

    def _government(self, text: str, printed: str, title: str, own: str) -> str:
        match = _LEVEL_OF.search(title)
        level = match.group(1) if match else "区"
        if text.endswith(("政府", "公署", "管委会", "管理委员会")):
            if bare_level(text):
                return self.places.complete(printed, own)
            return printed if leading_place(text) else self._government_place(level, own) + printed
        if not text or bare_level(text + "府") == text:
            place = self._government_place(level, own)
            return place + "人民政府" if place else (printed + "人民政府" if printed else "")
        place = printed if text.endswith(level) else printed + level
        place = self.places.complete(place, own)
        return place + ("行政公署" if level == "盟" else "人民政府")

    def _government_place(self, level: str, own: str) -> str:
        return self.places.of_level(level, own)


def _contracted(text: str, title: str) -> str:
    """教育局长 for 教育局局长: the title shares its character with the organisation."""
    match = _CONTRACTED.match(title)
    if not match or not text or title.startswith("副"):
        return ""
    unit = match.group(1)
    return "" if text.endswith((unit, "院", "室", "中心", "会", "处", "队")) else unit
