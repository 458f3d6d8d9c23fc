"""The organisations and persons of one bulletin, each under one name.

In: names as printed, in any order. Out: keys, and at the end the record's ``Organization``
and ``Person`` tuples. An organisation's key is its full name with its place; what cannot be
written out with certainty stays as printed. A person's key is the name, with the note that
tells bearers of one name apart where the caller gives one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ..record import Organization, Person
from .abbreviations import (
    CONFERENCE,
    CONGRESS,
    GOVERNMENT,
    PARTY,
    STANDING,
    Known,
    Rest,
    drop_term,
    expand,
)
from .places import Place
from .short_forms import short_forms

_DOTS = str.maketrans(dict.fromkeys("•‧・∙⋅●", "·"))
_NATIONAL = {
    "全国人大常委会": "全国人民代表大会常务委员会",
    "全国人大": "全国人民代表大会",
    "全国人民代表大会常务委员会": "全国人民代表大会常务委员会",
    "全国人民代表大会": "全国人民代表大会",
    "中共中央": "中国共产党中央委员会",
    "国务院": "国务院",
    "最高人民法院": "最高人民法院",
    "最高人民检察院": "最高人民检察院",
    "最高法院": "最高人民法院",
    "最高检察院": "最高人民检察院",
    "国家监察委员会": "国家监察委员会",
    "国家监委": "国家监察委员会",
}
_LONGEST = 80  # no organisation's name is longer; a whole line taken for one is
# Words that speak of several organs, or of none in particular.
_GROUP = re.compile(r"各|[（(][县市区旗]|有关|相关|等|部分|其他|下属|[，；]|[局委院府会厅办]、")
_OF_PARTY = re.compile(r"(?:中共|中国共产党)(?=.+(?:委|纪))")
_OF_CONFERENCE = re.compile(r"(?:中国人民政治协商会议|政协)(?=.+委员会)")
# Offices that name the organ they belong to: 副市长 is a post of the people's government.
_HEAD_OF_GOVERNMENT = re.compile(r"(?:代理?|常务|第一)*副?(?:省长|市长|州长|县长|区长|旗长|盟长)")
_LEVEL_OF_HEAD = re.compile(r"[省市州县区旗盟](?=长)")
_NO_OWNER = re.compile(r"(?:委员长|秘书长)\Z")


@dataclass(frozen=True, slots=True)
class Canonical:
    """An organisation's full name with what its form tells about it."""

    name: str
    classification: str = "other"
    parent: str = ""
    jurisdiction: str = ""


class Names:
    """The registry of one bulletin. ``place`` is the bulletin's place (宁波市)."""

    def __init__(self, place: str = "") -> None:
        self.place = Place.parse(place)
        self._known = Known(self.place.name)
        self._organizations: dict[str, Canonical] = {}
        self._aliases: dict[str, dict[str, None]] = {}
        self._people: dict[str, Person] = {}

    def learn(self, text: str) -> None:
        """Notes the full names in ``text``, by which abbreviations peculiar to the place
        are read. To be called for the whole bulletin before the first name is asked for."""
        self._known.learn(text)

    def organization(self, printed: str, within: str = "") -> str | None:
        """The key of the organisation that ``printed`` names; registers it.

        ``within`` is the key of the organisation just named, which a mere 办公厅 or
        法工委 belongs to. None for groups (各区（县、市）人大常委会) and for nothing.
        """
        printed = _squeeze(printed)
        if not printed or len(printed) > _LONGEST or _GROUP.search(printed):
            return None
        found = self.canonical(printed, within)
        self._register(found)
        if printed != found.name:
            self._aliases[found.name].setdefault(printed)
        return found.name

    def organization_of(self, printed: str, role: str, within: str = "") -> str | None:
        """The key of the organisation that somebody with ``role`` belongs to, where the
        words before the role may be missing because it says enough: 副市长, 县长."""
        head = _HEAD_OF_GOVERNMENT.fullmatch(role)
        if head and (not printed or self._is_place(printed)):
            level = _LEVEL_OF_HEAD.search(role)
            place = printed or (level.group() if level else "")
            if not printed and place not in self.place.scopes:
                return None
            return self.organization(place + "政府")
        if not printed:
            return within or None if _NO_OWNER.search(role) else None
        if role in ("院长", "副院长") and self._is_place(printed):
            return None
        return self.organization(printed, within)

    def canonical(self, printed: str, within: str = "") -> Canonical:
        """What ``organization`` would register, without registering it."""
        printed = _squeeze(printed)
        if printed in _NATIONAL:
            return _national(_NATIONAL[printed])
        if conference := _OF_CONFERENCE.match(printed):
            located = self.place.locate(printed[conference.end() :])
            name = CONFERENCE + located.prefix + located.rest
            return Canonical(name, jurisdiction=located.prefix)
        located = self.place.locate(_OF_PARTY.sub("", printed, count=1))
        prefix, rest = located.prefix, located.rest
        if prefix and not rest:  # a place alone is no organisation
            return Canonical(printed, jurisdiction=self.place.name)
        own = prefix or self.place.name
        if not prefix and (inner := self._within(rest, within)):
            rest = inner
        # A mere 委… without a place in front is a word, not the party's committee.
        stray = not prefix and rest.startswith("委")
        expanded = None if stray else expand(rest, own, self._known, bare=not prefix)
        if expanded is None:
            name = prefix + drop_term(rest) if located.certain else printed
            return Canonical(name, _code(name), jurisdiction=own)
        if not located.certain or not own:
            return Canonical(printed, expanded.classification, jurisdiction="")
        return _placed(own, expanded)

    def person(self, name: str, note: str = "") -> str:
        """The key of the person; registers it. Spaces inside a printed name are dropped."""
        name = _squeeze(name).translate(_DOTS)
        key = f"{name}（{note}）" if note else name
        self._people.setdefault(key, Person(key=key, name=name, note=note))
        return key

    def organizations(self) -> tuple[Organization, ...]:
        """All that were registered, parents before their parts, with the forms printed and
        the standing short forms."""
        return tuple(
            Organization(
                key=found.name,
                name=found.name,
                aliases=tuple(sorted({*self._aliases[found.name], *self._short(found)})),
                classification=found.classification,
                parent=found.parent or None,
                jurisdiction=found.jurisdiction,
            )
            for found in sorted(self._organizations.values(), key=self._rank)
        )

    def _short(self, found: Canonical) -> set[str]:
        if found.jurisdiction != self.place.name:  # 市… would mean the bulletin's own
            return set()
        return short_forms(found.name, found.jurisdiction, lambda form: self.canonical(form).name)

    def people(self) -> tuple[Person, ...]:
        """All persons that were registered, in the order of their keys."""
        return tuple(self._people[key] for key in sorted(self._people))

    @property
    def congress(self) -> str:
        """The key of the place's people's congress."""
        return self._own(CONGRESS)

    @property
    def standing_committee(self) -> str:
        """The key of the standing committee of the place."""
        return self._own(STANDING)

    @property
    def government(self) -> str:
        """The key of the place's people's government."""
        return self._own(GOVERNMENT)

    def _own(self, name: str) -> str:
        key = self.organization(self.place.name + name)
        assert key is not None  # no group words in it
        return key

    def _is_place(self, printed: str) -> bool:
        located = self.place.locate(printed)
        return bool(located.prefix) and not located.rest

    def _within(self, rest: str, within: str) -> str:
        """The part ``rest`` written out with its owner, where it names a mere part."""
        if self._is_named(rest):
            return ""
        if within.endswith((STANDING, CONGRESS)) and _PART.fullmatch(rest):
            return STANDING + rest if _WORKING_PART.fullmatch(rest) else CONGRESS + rest
        if within.endswith(GOVERNMENT) and _PART.fullmatch(rest):
            return GOVERNMENT + rest
        if _BARE_WORKING.fullmatch(rest):
            return STANDING + rest
        if _BARE_CONGRESS.fullmatch(rest):
            return CONGRESS + rest
        return ""

    def _is_named(self, rest: str) -> bool:
        return rest.startswith(("人大", "人民", "常委会", "常务委员会", "政府"))

    def _register(self, found: Canonical) -> None:
        if found.name in self._organizations:
            return
        self._organizations[found.name] = found
        self._aliases[found.name] = {}
        if found.parent:
            parent = self.canonical(found.parent)
            if parent.name != found.parent:  # a name that reads back as another: as it stands
                parent = replace(parent, name=found.parent, parent="")
            self._register(parent)

    def _rank(self, found: Canonical) -> tuple[int, str]:
        depth, parent = 0, found.parent
        while parent and depth < 9:
            depth, parent = depth + 1, self._organizations[parent].parent
        return depth, found.name


_PART = re.compile(r".{0,14}(?:委|委员会|工委|办公[厅室]|研究室|机关)")
_WORKING_PART = re.compile(r".*(?:工委|工作委员会|代表资格审查委员会|办公[厅室]|研究室|机关)")
# What a bulletin names without its owner belongs to the committee that issues it.
_BARE_WORKING = re.compile(
    r"法工委|法制工作委员会|代表工委|代表工作委员会|预算工委|预算工作委员会|社会建设工委|"
    r"社会建设工作委员会|财经工委|财政经济工作委员会|代表资格审查委员会|主任会议"
)
_BARE_CONGRESS = re.compile(
    r"社会建设委(?:员会)?|财经委|财政经济委员会|法制委(?:员会)?|监察和司法委(?:员会)?|监察司法委"
)


def _placed(place: str, rest: Rest) -> Canonical:
    """The full name of an organ of ``place``, and of the organ it belongs to."""
    if rest.owner in (PARTY, CONFERENCE):
        name = rest.owner + place + rest.name
        top = rest.owner + place + "委员会"
        parent = top if name != top and rest.name.startswith("委员会") else ""
        return Canonical(name, rest.classification, parent, place)
    parent = place + rest.owner if rest.owner else ""
    if rest.classification == "department":
        parent = place + GOVERNMENT
    return Canonical(place + rest.name, rest.classification, parent, place)


def _national(name: str) -> Canonical:
    if name.endswith(STANDING):
        return Canonical(name, "standing_committee", "全国" + CONGRESS)
    return Canonical(name, _code(name))


_CODES = {
    CONGRESS: "congress",
    "国务院": "government",
    "人民法院": "court",
    "法院": "court",
    "检察院": "procuratorate",
    "监察委员会": "supervisory",
    "中央委员会": "party",
}


def _code(name: str) -> str:
    return next((code for end, code in _CODES.items() if name.endswith(end)), "other")


def _squeeze(text: str) -> str:
    return "".join(text.split())
