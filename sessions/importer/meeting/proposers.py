"""Who proposed and who explained an appointment, by the organ of the post.

By 地方组织法 the chairpersons' meeting proposes for the committee's own organs, the head of
government for its members, and the heads of supervisory commission, court and procuratorate
for theirs. In: who explained the personnel proposals to the session. Out: for each post the
speakers who submitted and explained its appointment, None where the minutes do not say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ..naming.names import Names
from ..naming.speakers import split_roles
from ..record import Act, AgendaItem, Reporter, Speaker

Organ = Literal["committee", "government", "supervisory", "court", "procuratorate"]

_ORGANS: tuple[tuple[Organ, re.Pattern[str]], ...] = (
    ("committee", re.compile(r"主任会议|委员长|人大|人民代表大会|常委会")),
    ("court", re.compile(r"法院|院长")),
    ("procuratorate", re.compile(r"检察")),
    ("supervisory", re.compile(r"监委|监察委")),
    ("government", re.compile(r"政府|[省市县区州旗盟]长|主席|总理|国务院")),
)
_PROPOSED_BY = re.compile(
    r"(?:根据|按照|依据|经)(?P<who>[^，。；：《》]{2,40}?)的?(?:提请|提名|提议)"
    r"|审议了?(?P<by>[^，。；：《》]{2,40}?)(?:提出|提请)的[^，。；：提]{0,20}(?:议案|任免案|事项)"
)
_HEAD = re.compile(r"(?<!副)(?:[省市县区州旗盟]长|院长|检察长|主任|主席)$")
# Acts that the chairpersons' meeting brings before the session, whosever the post.
RESIGNATIONS = frozenset({Act.ACCEPT_RESIGNATION, Act.DISMISS, Act.ACTING})


@dataclass(frozen=True, slots=True)
class Proposer:
    """One explanation of personnel proposals, and whose organ's they are."""

    organ: Organ
    submitted_by: Speaker | None
    explained_by: Speaker | None = None
    topic: str = ""


def proposers(item: AgendaItem | None, names: Names) -> list[Proposer]:
    """Who explained what on whose behalf in the personnel item."""
    if item is None or "personnel" not in item.kinds:
        return []
    found = []
    for reporter in item.reporters:
        organ = _organ_of(reporter)
        if organ is None:
            continue
        explained = Speaker(
            name=reporter.name,
            role=reporter.role,
            person=reporter.person,
            organization=reporter.organization,
        )
        found.append(
            Proposer(organ, _submitter(reporter, explained, names), explained, reporter.topic)
        )
    return found


def proposals_in(text: str, names: Names) -> list[Proposer]:
    """Who proposed, where the text itself says so: 根据县长陶某的提请, 根据主任会议的提名.

    For minutes, decisions and lists; nobody is said to have explained anything.
    """
    found = []
    for match in _PROPOSED_BY.finditer(text):
        words = "".join((match["who"] or match["by"]).split())
        organ = next((organ for organ, pattern in _ORGANS if pattern.search(words)), None)
        if organ is not None and (submitter := _named(words, None, names)) is not None:
            found.append(Proposer(organ, submitter))
    return found


def proposer_for(
    organization: str | None, act: Act, found: Sequence[Proposer]
) -> tuple[Speaker | None, Speaker | None]:
    """Who submitted and who explained ``act`` on a post of ``organization`` (its key).

    Resignations of members of the government, dismissals and acting heads come before the
    session through the chairpersons' meeting.
    """
    organ = organ_of_post(organization or "")
    if act in RESIGNATIONS:
        through = [p for p in found if p.organ == "committee"]
        named = [p for p in through if re.search(r"辞|代理|撤", p.topic)]
        if named or organ == "committee":
            return _pair(named or through)
    return _pair([p for p in found if p.organ == organ])


def organ_of_post(organization: str) -> Organ | None:
    """Which organ's posts those of ``organization`` are; None for other bodies."""
    if "人民代表大会" in organization:
        return "committee"
    if "法院" in organization:
        return "court"
    if "检察院" in organization:
        return "procuratorate"
    if re.search(r"(?<!纪律)监察委员会", organization):
        return "supervisory"
    if not organization or organization.startswith("中国共产党"):
        return None
    return "government"


def _pair(found: Sequence[Proposer]) -> tuple[Speaker | None, Speaker | None]:
    """The one proposer; with several that differ nothing is said."""
    distinct = {(p.submitted_by, p.explained_by) for p in found}
    return distinct.pop() if len(distinct) == 1 else (None, None)


def _organ_of(reporter: Reporter) -> Organ | None:
    """The organ whose proposals were explained: by whom they were entrusted, else by the
    speaker's own organisation."""
    for words in (reporter.on_behalf_of, reporter.role):
        for organ, pattern in _ORGANS:
            if not pattern.search(words):
                continue
            if words is reporter.on_behalf_of and organ == "court" and "检察" in reporter.role:
                continue
            return organ
        if words and reporter.organization and words is reporter.on_behalf_of:
            return organ_of_post(reporter.organization)  # 叶怀贯主任: the speaker's own head
    return None


def _submitter(reporter: Reporter, explained: Speaker, names: Names) -> Speaker | None:
    if not reporter.on_behalf_of:
        return explained if _HEAD.search(reporter.role) else None
    return _named(reporter.on_behalf_of, reporter.organization, names)


def _named(words: str, organization: str | None, names: Names) -> Speaker | None:
    """The person or organ that ``words`` name; ``organization`` is taken where they name
    none (叶某主任)."""
    roles, name = split_roles(words)
    if not name:
        key = names.organization(words)
        return Speaker(organization=key) if key else None
    role = roles[0] if roles else None
    own = names.organization_of(role.organization, role.role) if role else None
    return Speaker(
        name=name,
        role="、".join(each.printed for each in roles),
        person=names.person(name),
        organization=own or organization,
    )
