"""Which document of the bulletin an outcome led to."""

from __future__ import annotations

from collections.abc import Sequence

from .record import AgendaItem, Document, DocumentKind, Outcome
from .subjects import bare

_KINDS = {
    "opinion_to_follow": DocumentKind.REVIEW_OPINION,
    "decision_adopted": DocumentKind.DECISION,
    "resolution_adopted": DocumentKind.RESOLUTION,
    "report_adopted": DocumentKind.CREDENTIALS_REPORT,
    "inquiry_held": DocumentKind.INQUIRY_RECORD,
}


def link_outcomes(
    agenda: Sequence[AgendaItem], documents: Sequence[Document]
) -> tuple[AgendaItem, ...]:
    """The agenda items, each outcome with the key of the document it led to: the one of its
    title, else the only one of its kind under the item. None where that is not certain."""
    return tuple(
        item.model_copy(
            update={
                "outcomes": tuple(
                    outcome.model_copy(update={"document": _document(outcome, item, documents)})
                    for outcome in item.outcomes
                )
            }
        )
        for item in agenda
    )


def _document(outcome: Outcome, item: AgendaItem, documents: Sequence[Document]) -> str | None:
    if outcome.title:
        title = bare(outcome.title)
        named = [doc.key for doc in documents if _is_titled(bare(doc.title), title)]
        if len(named) == 1:
            return named[0]
    kind = _KINDS.get(outcome.kind)
    under = [doc.key for doc in documents if doc.kind is kind and doc.agenda_item == item.key]
    return under[0] if kind and len(under) == 1 else None


def _is_titled(full: str, told: str) -> bool:
    """Whether ``told`` names the document: its title, or the title without the issuing body."""
    return full == told or (told.startswith("关于") and full.endswith(told))
