"""Which document of the bulletin an outcome led to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..record import AgendaItem, Document, DocumentKind, Outcome
from ..subjects import bare

# Minutes shorten the posts in the title of a decision on a resignation, never the name.
_RESIGNS = re.compile(r"接受(?P<name>[^，。；]{2,20}?)(?:同志)?(?:请求|提出|辞)")
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
        named = [doc.key for doc in documents if _is_titled(doc.title, outcome.title)]
        if len(named) == 1:
            return named[0]
    kind = _KINDS.get(outcome.kind)
    under = [doc.key for doc in documents if doc.kind is kind and doc.agenda_item == item.key]
    return under[0] if kind and len(under) == 1 else None


def _is_titled(title: str, told: str) -> bool:
    """Whether ``told`` names the document: by its title, by the title without the issuing
    body, or as the decision on the same person's resignation."""
    resigning, told_resigning = _RESIGNS.search(title), _RESIGNS.search(told)
    if resigning and told_resigning:
        return resigning["name"] == told_resigning["name"]
    full, short = bare(title), bare(told)
    return full == short or (short.startswith("关于") and full.endswith(short))
