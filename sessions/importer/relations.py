"""Which document of a bulletin goes with which, and with which agenda item.

Both are read from what the titles are about (subjects.py) and from the kinds: an explanation
explains a bill, a survey report surveys a report. Whatever fits two alike is left open and
becomes a finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from .marks import book_titles
from .record import AgendaItem, DocumentKind, Finding, Relation
from .subjects import bare, best, containment, similarity, subject

K = DocumentKind
RelationKind = Literal[
    "explains", "reviews", "examines", "surveys", "opinion_on", "adopts", "handles", "tracks",
    "about",
]  # fmt: skip


class Titled(Protocol):
    """What is asked of a document here."""

    @property
    def key(self) -> str: ...
    @property
    def sequence(self) -> int: ...
    @property
    def kind(self) -> DocumentKind: ...
    @property
    def title(self) -> str: ...


@dataclass(frozen=True)
class _Rule:
    """A paper of the kind stands in this relation to one of the kinds: the first group in
    which one fits is taken."""

    relation: RelationKind
    targets: tuple[tuple[DocumentKind, ...], ...]


_REPORTS = (K.WORK_REPORT, K.WRITTEN_REPORT)
_ACTS = (K.REGULATION, K.DECISION, K.RESOLUTION)
_RULES: Mapping[DocumentKind, tuple[_Rule, ...]] = {
    K.EXPLANATION: (
        _Rule("explains", ((K.BILL,), (K.CREDENTIALS_REPORT,), _ACTS, (*_REPORTS, K.OTHER))),
    ),
    K.DRAFT_REVIEW: (_Rule("reviews", ((K.BILL,), _ACTS)),),
    K.EXAMINATION: (_Rule("examines", ((K.BILL,), _REPORTS)),),
    K.SURVEY_REPORT: (_Rule("surveys", (_REPORTS,)),),
    K.REVIEW_OPINION: (_Rule("opinion_on", (_REPORTS,)),),
    K.DECISION: (_Rule("adopts", ((K.BILL,),)),),
    K.RESOLUTION: (_Rule("adopts", ((K.BILL,), _REPORTS)),),
    K.REGULATION: (_Rule("adopts", ((K.BILL,),)),),
    K.HANDLING_REPORT: (_Rule("handles", ((K.REVIEW_OPINION,),)),),
    K.TRACKING_REPORT: (
        _Rule("tracks", ((K.REVIEW_OPINION,),)),
        _Rule("about", ((K.HANDLING_REPORT,),)),
    ),
    K.INQUIRY_RECORD: (_Rule("about", (_REPORTS,)),),
    K.ANNOUNCEMENT: (_Rule("about", ((K.REGULATION,),)),),
}
_SAME_SUBJECT = 0.62


def relations_of(
    documents: Sequence[Titled],
) -> tuple[dict[str, tuple[Relation, ...]], list[Finding]]:
    """The relations of each document (by key) to others, and findings where two fit alike."""
    subjects = {document.key: subject(document.title) for document in documents}
    found: dict[str, tuple[Relation, ...]] = {}
    findings: list[Finding] = []
    for document in documents:
        relations = []
        for rule in _RULES.get(document.kind, ()):
            target, rivals = _target(document, rule, documents, subjects)
            if target is not None:
                relations.append(Relation(kind=rule.relation, document=target))
            elif rivals:
                findings.append(_doubtful_relation(document, rivals))
        if relations:
            found[document.key] = tuple(relations)
    return found, findings


def _target(
    document: Titled, rule: _Rule, documents: Sequence[Titled], subjects: Mapping[str, str]
) -> tuple[str | None, tuple[str, ...]]:
    for kinds in rule.targets:
        candidates = [other for other in documents if other.kind in kinds and other is not document]
        named = _named_in_title(document, candidates)
        if named is not None:
            return named, ()
        own = subjects[document.key]
        scores = {
            other.key: _title_likeness(document, other, similarity(own, subjects[other.key]))
            for other in candidates
        }
        target, rivals = best(scores, least=_SAME_SUBJECT)
        if target is not None or rivals:
            return target, rivals
    return None, ()


def _named_in_title(document: Titled, candidates: Iterable[Titled]) -> str | None:
    """The one candidate whose whole title stands in the document's: 关于《X》的说明."""
    quoted = {bare(title.text) for title in book_titles(document.title)[0]}
    own = bare(document.title)
    hits = [
        other.key
        for other in candidates
        if bare(other.title) in quoted or (len(other.title) > 8 and bare(other.title) in own)
    ]
    return hits[0] if len(hits) == 1 else None


def _title_likeness(document: Titled, other: Titled, score: float) -> float:
    """``score``, a little better for papers that stand together: of two that fit alike the
    one printed with it is meant."""
    return score + (0.03 if abs(document.sequence - other.sequence) == 1 else 0.0)


def _doubtful_relation(document: Titled, rivals: Sequence[str]) -> Finding:
    names = "、".join(f"《{key}》" for key in rivals[:4])
    return Finding(
        code="doubtful_relation",
        severity="warning",
        message=f"《{document.title}》与{names}都可能对应，无法确定是哪一件。请指定它所对应的文件。",
        document=document.key,
    )


# --- agenda -------------------------------------------------------------------------------

_NEVER = {
    K.MINUTES, K.AGENDA, K.SPEECH, K.HANDLING_REPORT, K.TRACKING_REPORT, K.WRITTEN_REPORT
}  # fmt: skip
_PERSONNEL = {K.APPOINTMENT_LIST, K.RESIGNATION_DECISION}
_PERSONNEL_ITEM = re.compile(r"人事|任免|任命|免去|辞去|辞职|免职")
_GENERAL = re.compile(r"人事|任免")  # the others are on one person: 关于撤销某人职务的议案
_RESIGNATION = re.compile(r"辞去|辞职")
_SPLIT_ITEM = re.compile(r"[，,；;。]")
_ON_AGENDA = 0.66
# A rule on what kind of item a paper belongs to decides between items on one subject.
_KIND_OF_ITEM: Mapping[DocumentKind, frozenset[str]] = {
    K.BILL: frozenset({"draft_regulation", "decision", "budget_adjustment"}),
    K.DRAFT_REVIEW: frozenset({"draft_regulation", "decision"}),
    K.EXAMINATION: frozenset({"budget_adjustment"}),
    K.DECISION: frozenset({"decision"}),
    K.RESOLUTION: frozenset({"budget_adjustment", "decision"}),
    K.REGULATION: frozenset({"draft_regulation"}),
    K.WORK_REPORT: frozenset({"hear_report", "inquiry"}),
    K.SURVEY_REPORT: frozenset({"hear_report", "inquiry"}),
    K.REVIEW_OPINION: frozenset({"hear_report", "inquiry"}),
    K.INQUIRY_RECORD: frozenset({"inquiry"}),
    K.CREDENTIALS_REPORT: frozenset({"credentials"}),
}


def agenda_item_for(
    documents: Sequence[Titled],
    agenda: Sequence[AgendaItem],
    relations: Mapping[str, Sequence[Relation]] | None = None,
) -> tuple[dict[str, str], list[Finding]]:
    """The agenda item (by key) each document was before the session under, and findings.

    A document goes with the paper it explains, surveys or is an opinion on; the others go
    by their own subject. Minutes, agenda, speeches, papers handed out in writing and
    follow-ups are under none.
    """
    by_key = {document.key: document for document in documents}
    items: dict[str, str] = {}
    findings: list[Finding] = []
    for document in documents:
        if document.kind in _NEVER:
            continue
        if document.kind in _PERSONNEL:
            item, rivals = _personnel_item(document, agenda)
        else:
            item, rivals = _item_by_subject(document, agenda)
        if item is not None:
            items[document.key] = item
        elif rivals:
            findings.append(_doubtful_item(document, rivals, agenda))
    for document in documents:
        for relation in (relations or {}).get(document.key, ()):
            leader = by_key.get(relation.document)
            if document.kind in _NEVER or document.kind in _PERSONNEL or leader is None:
                continue
            if leader.key in items:
                items[document.key] = items[leader.key]
                findings = [found for found in findings if found.document != document.key]
            elif leader.kind in _NEVER:
                items.pop(document.key, None)
    return items, findings


def _personnel_item(
    document: Titled, agenda: Sequence[AgendaItem]
) -> tuple[str | None, tuple[str, ...]]:
    named = [item for item in agenda if "personnel" in item.kinds]
    found = named or [item for item in agenda if _PERSONNEL_ITEM.search(item.text)]
    # An item on one resignation takes its decision only; lists are under 人事任免事项.
    resigning = [item for item in found if _RESIGNATION.search(item.text)]
    if document.kind is K.RESIGNATION_DECISION and resigning:
        own = subject(document.title)
        scores = {item.key: containment(own, bare(item.text)) for item in resigning}
        item, rivals = best(scores, least=_ON_AGENDA)
        if item or rivals:
            return item, rivals
    general = [item for item in found if _GENERAL.search(item.text)]
    general = general or [item for item in found if item not in resigning]
    if len(general) == 1:
        return general[0].key, ()
    return None, tuple(item.key for item in general)


def _item_by_subject(
    document: Titled, agenda: Sequence[AgendaItem]
) -> tuple[str | None, tuple[str, ...]]:
    own = subject(document.title)
    wanted = _KIND_OF_ITEM.get(document.kind, frozenset())
    scores = {}
    for item in agenda:
        parts = [item.text, *_SPLIT_ITEM.split(item.text)]
        score = max(similarity(own, subject(part)) for part in parts if part.strip())
        scores[item.key] = score + (0.1 if wanted.intersection(item.kinds) else 0.0)
    return best(scores, least=_ON_AGENDA)


def _doubtful_item(
    document: Titled, rivals: Sequence[str], agenda: Sequence[AgendaItem]
) -> Finding:
    near = [item for item in agenda if item.key in rivals]
    numbers = "、".join(item.number_text or str(item.number) for item in near)
    return Finding(
        code="doubtful_agenda_item",
        severity="warning",
        message=f"《{document.title}》可能属于议程第{numbers}项，无法确定是哪一项。请指定议程。",
        document=document.key,
    )
