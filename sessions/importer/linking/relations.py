"""Which document of a bulletin goes with which.

Read from what the titles are about (subjects.py) and from the kinds: an explanation explains
a bill, a survey report surveys a report. Whatever fits two alike is left open and becomes a
finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from ..marks import book_titles
from ..record import DocumentKind, Finding, Relation
from ..subjects import bare, best, similarity, subject

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
