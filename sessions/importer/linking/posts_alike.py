"""Whether two wordings name one post: 市发改委主任 and 宁波市发展和改革委员会主任.

Minutes tell of posts in short words, lists in full ones. Two wordings are taken for one post
where the short one can be read out of the long one; they differ only where that cannot be.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..naming.names import Names

_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
# The word that says what somebody is: 副庭长 of 民一庭副庭长.
_OFFICE = re.compile(
    r"(?:常务)?副?(?:主任委员|主任|秘书长|委员长|检察长|审计长|.长|委员|.{1,2}员|主席|书记)\Z"
)
_OWNER = re.compile(r"\A(?:人民代表大会常务委员会|人民代表大会|人民政府)(?=.)")
_WORKING = re.compile(r"工作委|工委")


@dataclass(frozen=True, slots=True)
class PostWords:
    """A post taken apart: its place, the body and division that it belongs to, the office."""

    place: str
    body: str
    office: str


def post_words(organization: str, title: str, names: Names) -> PostWords:
    """The parts of a post. ``organization`` is read as the bulletin's names are read: in full
    where its short form is known."""
    title = _BRACKETS.sub("", title)
    office = _OFFICE.search(title)
    start = office.start() if office else 0
    place, rest = "", ""
    if organization:
        located = names.place.locate(names.canonical(organization).name)
        place, rest = located.prefix, located.rest
    word = title[start:].replace("主任委员", "主任")
    return PostWords(place, rest + title[:start], word)


def are_alike(one: PostWords, other: PostWords) -> bool:
    """Whether both may be one post."""
    return (
        one.office == other.office
        and _holds(one.place, other.place)
        and _same_body(one.body, other.body)
    )


def _same_body(one: str, other: str) -> bool:
    if not one or not other:
        return True
    if bool(_WORKING.search(one)) != bool(_WORKING.search(other)):
        return False  # 社会建设委 is no short form of 社会建设工委
    if _holds(one, other):
        return True
    owners = bool(_OWNER.match(one)), bool(_OWNER.match(other))
    return owners in {(True, False), (False, True)} and _holds(
        _OWNER.sub("", one), _OWNER.sub("", other)
    )


def _holds(one: str, other: str) -> bool:
    """Whether the characters of the shorter stand in the longer in their order."""
    short, long = sorted((one, other), key=len)
    rest = iter(long)
    return all(character in rest for character in short)
