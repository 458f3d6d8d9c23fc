"""Meetings named in words: 市十六届人大常委会第十九次会议 → a record ``Meeting``.

In: text and the bulletin's names. Out: meetings with their places in the text, and who
adopted a document and when, from the line in brackets under its title. Every meeting is
named in one way, whatever its printed form, so that the same meeting is found again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..dates import date_findings, find_dates
from ..naming.names import Names
from ..record import Finding, Meeting, MeetingKind, When
from ..stages import DocumentText, Passage, join, number_of

_N = r"[一二三四五六七八九十百〇零○0-9０-９]{1,5}"
_GAP = r"(?:[（(][^（()）]{1,8}[）)]|召开的?|举行的?|的|\s){0,4}"
_MEETING = re.compile(
    rf"(?:(?P<first>第?{_N}届)全国)?(?:第?(?P<term>{_N})届)?"
    rf"(?P<body>(?:人民代表大会|人大)(?:常务委员会|常委会)?|常务委员会|常委会)?{_GAP}"
    rf"(?:第?(?P<number>{_N})次)?{_GAP}"
    r"(?P<kind>主任会议|委员长会议|常委会会议|常务委员会会议|全体会议|会议)"
)
_CHAIRPERSONS = ("主任会议", "委员长会议")
_PLACE_BEFORE = re.compile(r"[\u3400-\u9fff]{1,40}\Z")
# Words that stand before a place in a sentence and are no part of its name.
_WORDS = re.compile(
    r".*(?:根据|按照|经过|审议|审查|听取|讨论|通过|召开|举行|列席|出席|提请|[经由在向自的和及与对于是至日将为被了])"
)
_NAMED_PLACE = re.compile(r"(?:全国|.{0,24}?(?:省|自治[区州县旗]|市|县|区|州|盟|旗))\Z")
_ADOPTED = re.compile(r"通过|批准|修订|修正|修改|决定|作出|审议")


@dataclass(frozen=True, slots=True)
class MeetingMention:
    """A meeting named in ``text[start:end]``. ``own`` tells whether it is one of the
    bulletin's own congress or standing committee."""

    start: int
    end: int
    meeting: Meeting
    own: bool


@dataclass(frozen=True, slots=True)
class Adoption:
    """Who adopted a document, and when; what the line does not say is None."""

    meeting: Meeting | None = None
    when: When | None = None


def find_meetings(text: str, names: Names, *, term: int | None = None) -> list[MeetingMention]:
    """The numbered meetings of congresses, standing committees and their chairpersons that
    ``text`` names, in order. ``term`` is the bulletin's, for its own meetings printed
    without one. 本次会议 and meetings of other bodies (市政府常务会议) are not read."""
    found: list[MeetingMention] = []
    for match in _MEETING.finditer(text):
        mention = _mention(text, match, names, term)
        if mention is not None:
            found.append(mention)
    return found


def parse_meeting(text: str, names: Names, *, term: int | None = None) -> Meeting | None:
    """The first meeting that ``text`` names."""
    mentions = find_meetings(text, names, term=term)
    return mentions[0].meeting if mentions else None


def meeting(body: str, kind: MeetingKind, term: int | None, number: int | None) -> Meeting:
    """The meeting under its one name. ``body`` is an organisation's key."""
    ordinal = f"第{chinese(number)}次" if number else ""
    if term and (at := body.find("人民代表大会")) > 0:
        name = f"{body[:at]}第{chinese(term)}届{body[at:]}"
        name = name.replace("全国第", "第").replace("届人民", "届全国人民") if at == 2 else name
    else:
        name = body
    chairpersons = "委员长会议" if body.startswith("全国") else "主任会议"
    end = chairpersons if kind is MeetingKind.CHAIRPERSONS else "会议"
    return Meeting(body=body, kind=kind, term=term, number=number, name=name + ordinal + end)


def adoption(document: DocumentText, names: Names, *, term: int | None = None) -> Adoption:
    """Who adopted the document and when, from its adoption line.

    Of several events (通过 … 修正 … 批准) it is the latest by a body of this place. A date
    alone in brackets (a speech) adopts nothing: see ``dated_on``.
    """
    text = join(document.adoption_lines).text
    if not _adopts(text):
        return Adoption()
    dates = find_dates(text)
    events: list[tuple[bool, When | None, Meeting]] = []
    for mention in find_meetings(text, names, term=term):
        before = [when for _, end, when in dates if end <= mention.start]
        when = before[-1] if before else (dates[0][2] if dates else None)
        events.append((mention.own, when, mention.meeting))
    if not events:
        return Adoption(None, dates[-1][2] if dates else None)
    own = [event for event in events if event[0]] or events
    _, when, adopted_by = max(own, key=lambda event: event[1].on.toordinal() if event[1] else 0)
    return Adoption(adopted_by, when)


def adoption_findings(document: DocumentText) -> list[Finding]:
    """Days in the adoption and date lines that no calendar has."""
    return [
        finding
        for lines in (document.adoption_lines, document.date_lines)
        if lines
        for finding in date_findings(join(lines), document.key)
    ]


def dated_on(document: DocumentText) -> When | None:
    """The document's own date: under the signature, else alone in brackets under the title."""
    for lines in (document.date_lines, document.adoption_lines):
        text = join(lines).text if lines else ""
        if not text or (lines is document.adoption_lines and _adopts(text)):
            continue
        dates = find_dates(text)
        if dates:
            return dates[-1][2]
    return None


def chinese(number: int) -> str:
    """The number in Chinese numerals, up to 999."""
    digits = "〇一二三四五六七八九"
    if number >= 1000:
        return str(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = digits[hundreds] + "百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else digits[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (digits[ones] if ones or not text else "")


def _adopts(text: str) -> bool:
    """Whether the line says who adopted the text, not at which session it was read out."""
    if "会议上" in text or "闭幕" in text or "开幕" in text:
        return False
    return bool(_ADOPTED.search(text)) or "次会议" in text


def _mention(
    text: str, match: re.Match[str], names: Names, term: int | None
) -> MeetingMention | None:
    body, kind = match["body"] or "", match["kind"]
    number = number_of(match["number"]) if match["number"] else None
    # A mere 第十九次会议 may be anybody's.
    if not body and kind not in (*_CHAIRPERSONS, "常委会会议", "常务委员会会议"):
        return None
    if not body and number is None:
        return None
    if number is None and kind not in _CHAIRPERSONS:
        return None
    if kind == "全体会议" and "人民代表大会" not in body and "人大" not in body:
        return None  # 第一次全体会议 is a part of a session
    place, start = _place_before(text, match, names)
    if place is None:
        return None
    printed_term = match["term"] or (match["first"] or "").strip("第届") or None
    standing = "常" in body or kind in _CHAIRPERSONS or kind.startswith("常")
    organ = "人大常委会" if standing else "人大"
    key = names.organization(place + organ)
    if key is None:
        return None
    if kind in _CHAIRPERSONS:
        which = MeetingKind.CHAIRPERSONS
    else:
        which = MeetingKind.COMMITTEE if standing else MeetingKind.CONGRESS
    own = key in (names.standing_committee, names.congress)
    number_of_term = number_of(printed_term) if printed_term else (term if own else None)
    named = meeting(key, which, number_of_term, number)
    return MeetingMention(start, match.end(), named, own)


def _place_before(text: str, match: re.Match[str], names: Names) -> tuple[str | None, int]:
    """The place printed before the body, and where it begins; "" when none is printed."""
    start = match.start()
    if match["first"]:
        return "全国", start
    before = _PLACE_BEFORE.search(text, max(0, start - 40), start)
    words = before.group() if before else ""
    for own in (names.place.printed, names.place.name, names.place.last, names.place.short):
        if len(own) > 1 and words.endswith(own):
            return own, start - len(own)
    words = _WORDS.sub("", words)
    if names.place.scopes and words[-1:] in names.place.scopes and len(words) == 1:
        return words, start - 1
    named = _NAMED_PLACE.match(words)
    if named is None or not words:
        return "", start
    if len(words) == 1 or words in ("我市", "本市", "全市"):
        return words, start - len(words)
    return words, start - len(words)


def session_of(passage: Passage, names: Names, *, term: int | None = None) -> MeetingMention | None:
    """The committee's or congress's own session that ``passage`` names first."""
    for mention in find_meetings(passage.text, names, term=term):
        if mention.own and mention.meeting.kind is not MeetingKind.CHAIRPERSONS:
            return mention
    return None
