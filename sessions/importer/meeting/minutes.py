"""The minutes: their items, with who reported and what came of it, and the agenda item that
each belongs to.

In: the minutes as a ``DocumentText`` and the agenda's items. Out: the agenda items filled
in. Minutes may number their items otherwise than the agenda does, or not at all; without an
agenda the minutes' own items are the agenda.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ..naming.names import Names
from ..record import AgendaItem, Finding, Outcome, Reporter
from ..stages import DocumentText, Passage, join
from ..subjects import containment, subject
from .agenda import agenda_in, kinds_of
from .items import numbered_items, numbering_findings, widened
from .matching_items import Match, match_items
from .minutes_findings import empty, matching_findings, no_agenda
from .minutes_parts import (
    blanked,
    closing,
    end_of_introduction,
    end_of_recital,
    unnumbered_items,
)
from .outcomes import Done, outcomes
from .reporters import Told, told

_LONGEST_TEXT = 200
_ACCOUNT = re.compile(r"会议(?:简况|概况|简介|情况|综述)\Z")


@dataclass(frozen=True, slots=True)
class MinutesItem:
    """An item of the minutes: ``passage.text[start:end]``. ``number`` is None where the
    minutes number nothing."""

    number: int | None
    number_text: str
    start: int
    end: int
    text: str
    told: tuple[Told, ...] = ()
    done: tuple[Done, ...] = ()


@dataclass(frozen=True)
class Minutes:
    """The minutes read: who was there is told in ``passage.text[:introduction_end]``.
    ``is_account``: a short account without items (简况), which may leave out most."""

    document: str
    passage: Passage
    introduction_end: int
    line: int = 0  # the document's first line
    items: tuple[MinutesItem, ...] = ()
    agenda: tuple[AgendaItem, ...] = ()
    findings: tuple[Finding, ...] = field(default=())
    is_account: bool = False


def read_minutes(document: DocumentText) -> Minutes:
    """The minutes' introduction and items."""
    passage = widened(join(document.body))
    recited = tuple(agenda_in(passage, document.key))
    begin = end_of_recital(passage, recited)
    numbered = [item for item in numbered_items(blanked(passage, begin)) if item.start >= begin]
    findings = numbering_findings(numbered, passage, document.key)
    end = closing(document, passage, numbered[-1].start if numbered else begin)
    if numbered:
        items = [
            MinutesItem(item.number, item.number_text, item.text_start, min(item.end, end), "")
            for item in numbered
        ]
        introduction = numbered[0].start
    else:
        introduction = end_of_introduction(passage.text, begin)
        items = [
            MinutesItem(None, "", first, last, "")
            for first, last in unnumbered_items(passage.text, introduction, end)
        ]
    return Minutes(
        document.key,
        passage,
        introduction,
        document.line_start,
        tuple(_filled(item, passage.text) for item in items if item.start < item.end),
        recited,
        tuple(findings),
        not numbered and bool(_ACCOUNT.search(document.title)),
    )


def with_minutes(
    agenda: Sequence[AgendaItem], minutes: Minutes | None, names: Names
) -> tuple[list[AgendaItem], list[Finding]]:
    """The agenda items with what the minutes say of each; without an agenda, the minutes'
    own items. Findings name what could not be matched, or only doubtfully."""
    if minutes is None:
        return list(agenda), []
    findings = list(minutes.findings)
    items = list(agenda or minutes.agenda)
    if not items:
        if minutes.items:
            findings.append(no_agenda(minutes))
        return [
            _own_item(item, k, minutes, names) for k, item in enumerate(minutes.items)
        ], findings
    if not minutes.items:
        return items, [*findings, empty(minutes)]
    texts = [item.text for item in items]
    kinds = [item.kinds for item in items]
    result = match_items(texts, kinds, [(item.text, item.number) for item in minutes.items])
    if minutes.is_account:
        result = _without_doubtful(result)
    findings.extend(matching_findings(result, items, minutes))
    return [
        _joined(item, _parts(k, result, items, minutes), minutes, names)
        for k, item in enumerate(items)
    ], findings


def _without_doubtful(result: Match) -> Match:
    """The matches that are sure."""
    doubtful = dict(result.doubtful)
    sure = {k: found for k, found in result.of_agenda.items() if k not in doubtful}
    return replace(result, of_agenda=sure, doubtful=())


def _parts(
    index: int, result: Match, items: Sequence[AgendaItem], minutes: Minutes
) -> list[MinutesItem]:
    """The minutes' items that tell of an agenda item. Of one that tells of several, each
    gets the reporters and outcomes whose words are most like its own."""
    parts = []
    for m in result.of_agenda.get(index, ()):
        part = minutes.items[m]
        sharers = [k for k, found in result.of_agenda.items() if m in found]
        if len(sharers) > 1:
            texts = {k: subject(items[k].text) for k in sharers}
            part = replace(
                part,
                told=tuple(t for t in part.told if _nearest(t.topic, texts) == index),
                done=tuple(d for d in part.done if _nearest(d.title, texts) == index),
            )
        parts.append(part)
    return parts


def _nearest(words: str, texts: Mapping[int, str]) -> int:
    return max(texts, key=lambda k: (containment(texts[k], words), -k))


def _filled(item: MinutesItem, text: str) -> MinutesItem:
    words = text[item.start : item.end]
    head = "".join(words[:400].split())
    personnel = "personnel" in kinds_of(head)
    return replace(
        item,
        text=words,
        told=tuple(told(text, item.start, item.end)),
        done=tuple(outcomes(text, item.start, item.end, personnel=personnel)),
    )


def _joined(
    item: AgendaItem, parts: Sequence[MinutesItem], minutes: Minutes, names: Names
) -> AgendaItem:
    if not parts:
        return item
    return item.model_copy(
        update={
            "minutes_number": parts[0].number,
            "minutes_number_text": parts[0].number_text,
            "reporters": tuple(
                _reporter(each, minutes, names) for part in parts for each in part.told
            ),
            "outcomes": tuple(_outcome(each, minutes) for part in parts for each in part.done),
            "minutes_source": minutes.passage.source(
                parts[0].start, parts[-1].end, minutes.document
            ),
        }
    )


def _own_item(item: MinutesItem, index: int, minutes: Minutes, names: Names) -> AgendaItem:
    """An agenda item made of the minutes alone: its text is their first clause."""
    number = item.number if item.number is not None else index + 1
    text = re.split(r"[。；]", item.text, maxsplit=1)[0].strip()[:_LONGEST_TEXT]
    source = minutes.passage.source(item.start, item.end, minutes.document)
    bare = AgendaItem(
        key=f"纪要{item.number_text or number}",
        number=number,
        number_text=item.number_text,
        text=text or item.text[:_LONGEST_TEXT],
        kinds=kinds_of(text),
        source=source,
    )
    return _joined(bare, [item], minutes, names)


def _reporter(each: Told, minutes: Minutes, names: Names) -> Reporter:
    first = each.roles[0] if each.roles else None
    return Reporter(
        name=each.name,
        role="、".join(role.printed for role in each.roles),
        person=names.person(each.name),
        organization=names.organization_of(first.organization, first.role) if first else None,
        on_behalf_of=each.on_behalf_of,
        topic=each.topic,
        source=minutes.passage.source(each.start, each.end, minutes.document),
    )


def _outcome(each: Done, minutes: Minutes) -> Outcome:
    return Outcome(
        kind=each.kind,
        title=each.title,
        source=minutes.passage.source(each.start, each.end, minutes.document),
    )
