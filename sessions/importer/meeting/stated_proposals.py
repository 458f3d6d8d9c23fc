"""Who proposed an act, as the paper that makes it says: 根据县长陶某的提请，任命：…

In: a decision, a list or the minutes. Out: each proposal with the lines that it speaks of, and
the acts with who brought each. A proposal speaks of its own paragraph; of those that
follow too where the paragraph only leads up to them (…决定：), till the next proposal or the
next item.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..naming.names import Names
from ..outlining.markers import read_marker
from ..outlining.paragraphs import Paragraph, paragraphs
from ..record import AgendaItem, Appointment, Speaker
from ..stages import DocumentText, join
from .proposers import RESIGNATIONS, Proposer, proposals_in, proposer_for, proposers

_ENDS = "。."
_LEADS = "：:"


@dataclass(frozen=True, slots=True)
class StatedProposal:
    """A proposal that speaks of the lines ``first`` to ``last`` of the source."""

    proposer: Proposer
    first: int
    last: int


def stated_proposals(document: DocumentText, names: Names) -> list[StatedProposal]:
    """The proposals that ``document`` names."""
    found: list[StatedProposal] = []
    read = paragraphs(document.body or document.lines)
    told = [proposals_in(join(paragraph).text, names) for paragraph in read]
    for at, here in enumerate(told):
        if not here:
            continue
        first, last = read[at][0].number, read[at][-1].number
        found += [StatedProposal(one, first, last) for one in here[:-1]]
        end = _end(read, told, at)
        found.append(StatedProposal(here[-1], first, read[end][-1].number))
    return found


def _end(read: Sequence[Paragraph], told: Sequence[list[Proposer]], at: int) -> int:
    """The last paragraph that a proposal in paragraph ``at`` speaks of."""
    text = join(read[at]).text.rstrip()
    if text[-1:] in _ENDS:
        return at
    own = read_marker(read[at][0].text)
    end = at
    while end + 1 < len(read) and not told[end + 1]:
        marker = read_marker(read[end + 1][0].text)
        if own and marker and marker.type <= own.type:
            break
        end += 1
        # A sentence that a paragraph broke off ends with it; a list goes on.
        if text[-1:] not in _LEADS and join(read[end]).text.rstrip()[-1:] in _ENDS:
            break
    return end


def submitter_of(act: Appointment, proposals: Sequence[StatedProposal]) -> Speaker | None:
    """Who proposed ``act``, by the ``proposals`` of its paper; None where that is not said."""
    if act.source is None:
        return None
    line = act.source.line_start
    near = [one.proposer for one in proposals if one.first <= line <= one.last]
    if act.act in RESIGNATIONS and near and all(one.organ == "committee" for one in near):
        return near[0].submitted_by if len({one.submitted_by for one in near}) == 1 else None
    submitted, _ = proposer_for(act.organization, act.act, near)
    return submitted


def with_proposers(
    appointments: Sequence[Appointment],
    agenda: Sequence[AgendaItem],
    documents: Sequence[DocumentText],
    names: Names,
) -> tuple[Appointment, ...]:
    """The appointments with who submitted and who explained them: as the minutes' item tells
    it, else as the instrument itself does."""
    told = {item.key: proposers(item, names) for item in agenda}
    texts = {document.key: document for document in documents}
    stated: dict[str, list[StatedProposal]] = {}
    done = []
    for act in appointments:
        under = told.get(act.agenda_item or "", [])
        submitted, explained = proposer_for(act.organization, act.act, under)
        instrument = act.source.document if act.source else None
        if submitted is None and instrument:
            if instrument not in stated:
                stated[instrument] = stated_proposals(texts[instrument], names)
            submitted = submitter_of(act, stated[instrument])
        done.append(act.model_copy(update={"submitted_by": submitted, "explained_by": explained}))
    return tuple(done)
