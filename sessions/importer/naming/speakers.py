"""Who speaks or signs: organisation, role and name out of one printed phrase.

市民政局局长 胡 杰 → (市民政局, 局长, 胡杰); 市人大监察和司法委员会 → an organisation alone;
市纪委常务副书记、市监委副主任柴高坤 → one person with two roles. The titles and the surnames
are those of the acts reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ..acts.names import is_loose_name, is_name, name_after_title
from ..acts.surnames import SINGLE
from ..acts.text import normalise
from ..acts.titles import TITLE_END, title_ends, title_of
from ..record import Author, Speaker
from ..stages import DocumentText, Line
from .names import Names

# A name set off by a space: 局长 胡 杰, 市长 买买提·艾力, 主任 才让卓玛.
_SET_OFF = re.compile(
    r"(?P<post>.*\S)\s+(?P<name>[\u3400-\u9fff](?:\s*[\u3400-\u9fff]){1,3}|"
    r"[\u3400-\u9fff]{1,12}(?:\s?[·•‧・]\s?[\u3400-\u9fff]{1,12}){1,3})"
)
# What stands in brackets after a name: （女）, （女，维吾尔族）.
NOTE_ON_NAME = re.compile(r"[（(](?:女|男|(?:[女男][，、])?[\u4e00-\u9fff]{1,7}族)[）)]")
_COURTESY = re.compile(r"(?:同志|先生|女士)$")
_ROLE_SEPARATOR = re.compile(r"[、，]")
_SINCE_DROPPED = re.compile(r"^(?:由|受|经|原|现任?)(?=[\u3400-\u9fff]{2})")


@dataclass(frozen=True, slots=True)
class Role:
    """An organisation as printed ("" where the role says enough) and the role in it."""

    organization: str
    role: str

    @property
    def printed(self) -> str:
        """The role with its organisation, as printed: 市监委副主任."""
        return self.organization + self.role


def split_role(text: str) -> tuple[str, str, str]:
    """Organisation as printed, role and name; "" for what ``text`` does not name.

    With several roles (、) organisation and role are those of the first; ``split_roles``
    gives all. Text that is neither a role nor a name is taken for an organisation.
    """
    roles, name = split_roles(text)
    if not roles:
        return "", "", name
    return roles[0].organization, roles[0].role, name


def split_roles(text: str) -> tuple[list[Role], str]:
    """All roles in ``text`` and the name they belong to ("" when it names nobody)."""
    text = NOTE_ON_NAME.sub("", text.strip())
    text = _COURTESY.sub("", _SINCE_DROPPED.sub("", text))
    post, name = _part_name(text)
    roles: list[Role] = []
    for part in _ROLE_SEPARATOR.split(post):
        squeezed = "".join(part.split())
        if not squeezed:
            continue
        roles.append(_role(squeezed))
    return _joined(roles), name


_PARTY_GROUP = re.compile(r"(?:机关|分)?党[组委]$")
_CONTRACTED = re.compile(r"([局厅部])长")
_ENDS_IN_UNIT = re.compile(r"[局厅部院室处队会]$|中心$")


def _role(text: str) -> Role:
    """Organisation and title of one printed post."""
    title = title_of(normalise(text))
    if not title:
        return Role(text, "")
    organization, role = text[: -len(title)], text[-len(title) :]
    if match := _PARTY_GROUP.search(organization):
        # The party group is part of the post, not an organisation of its own.
        organization, role = organization[: match.start()], match.group() + role
    unit = _CONTRACTED.fullmatch(role)
    if unit and organization and not _ENDS_IN_UNIT.search(organization):  # 市教育局长
        organization += unit[1]
    return Role(organization, role)


def _joined(roles: list[Role]) -> list[Role]:
    """A part without a role belongs to the next one: 教育、科技委员会主任委员 is one role."""
    joined: list[Role] = []
    pending = ""
    for role in roles:
        if not role.role and role is not roles[-1]:
            pending += role.organization + "、"
            continue
        joined.append(Role(pending + role.organization, role.role))
        pending = ""
    return joined


def _part_name(text: str) -> tuple[str, str]:
    """The words before a person's name, and the name without its inner spaces."""
    if match := _SET_OFF.fullmatch(text):
        post, name = match["post"], "".join(match["name"].split())
        if TITLE_END.search("".join(post.split())[-18:]) and _may_be_name(name):
            return post, name
    squeezed = "".join(text.split())
    normal = normalise(squeezed)
    if bare_name(normal):
        return "", squeezed
    title = title_of(normal)
    if title and is_name(normal[: -len(title)]):  # 唐学兵院长
        return squeezed[-len(title) :], squeezed[: -len(title)]
    if TITLE_END.search(normal[-18:]):
        return squeezed, ""
    span = name_after_title(normal, 0, len(normal))
    if span:
        return squeezed[: span[0]], squeezed[span[0] : span[1]]
    return squeezed, ""


def bare_name(normal: str) -> bool:
    """Whether ``normal`` is a name and nothing more: 副州长努尔兰·阿不都 is not."""
    if not is_name(normal):
        return False
    first, dot, _ = normal.partition("·")
    return not dot or not title_ends(first)


def _may_be_name(name: str) -> bool:
    normal = normalise(name)
    surname = normal[:1] in SINGLE and 2 <= len(normal) <= 3
    return surname or is_name(normal) or is_loose_name(normal)


def speaker(text: str, names: Names, within: str = "") -> Speaker:
    """The person (or organ) that ``text`` names, registered."""
    roles, name = split_roles(text)
    first = roles[0] if roles else Role("", "")
    organization = names.organization_of(first.organization, first.role, within)
    return Speaker(
        name=name,
        role="、".join(role.printed for role in roles) if name else "",
        person=names.person(name) if name else None,
        organization=organization,
    )


def authors(document: DocumentText, names: Names) -> tuple[Author, ...]:
    """Who made the document: the lines under its title, else its signature."""
    found = _of_lines(document.author_lines, names)
    if not found:
        found = _of_lines(document.signature_lines, names)
    return tuple(found)


def _of_lines(lines: Iterable[Line], names: Names) -> list[Author]:
    """One author a line; an organisation's name that runs over several lines is one."""
    texts: list[str] = []
    for line in lines:
        text = line.text.strip()
        if text[:1] in ("（", "(") and text[-1:] in ("）", ")"):
            text = text[1:-1].strip()
        if not text or _OCCASION.search(text):
            continue
        if texts and _belong_together(texts[-1], text):
            texts[-1] += text
        else:
            texts.append(text)
    return [_author(text, *split_roles(text), names) for text in texts]


# ——2024年7月30日在市十六届人大常委会第十九次会议上 says when, not who.
_OCCASION = re.compile(r"会议上$|^—{1,2}|^[\d一二〇]{4}年")
_WHOLE = re.compile(r"(?:委员会|会议|政府|[局厅委办院会室组团部长])$")
_PART_OF_COMMITTEE = re.compile(r"代表资格|主任会议|办公[厅室]|[\u4e00-\u9fff]{2,10}工作委员会")
_HEAD = re.compile(r"副?(?:常务副)?[省市州县区旗盟]长")


def _belong_together(text: str, following: str) -> bool:
    """Whether two lines are one author: a name or an office broken over them
    (…人民代表大会 | 常务委员会代表资格审查委员会, …审查委员会 | 副主任委员 张三)."""
    if split_roles(text)[1]:
        return False
    squeezed = "".join(text.split())
    if squeezed.endswith("人民代表大会") or not _WHOLE.search(squeezed):
        return True
    if squeezed.endswith(("常务委员会", "常委会")) and _PART_OF_COMMITTEE.match(following):
        return True
    roles, name = split_roles(following)
    return bool(name and roles and not roles[0].organization and not _HEAD.match(roles[0].role))


def _author(text: str, roles: list[Role], name: str, names: Names) -> Author:
    first = roles[0] if roles else Role("", "")
    return Author(
        organization=names.organization_of(first.organization, first.role),
        person=names.person(name) if name else None,
        name=name,
        role="、".join([first.role, *(role.printed for role in roles[1:])]) if name else first.role,
        text=text,
    )
