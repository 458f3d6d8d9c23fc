"""Which agenda item each document of a bulletin was before the session under.

Read from what the titles are about (subjects.py), from the kinds, and from the papers that a
document goes with (relations.py). Whatever fits two items alike is left open and becomes a
finding.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ..record import AgendaItem, DocumentKind, Finding, Relation
from ..subjects import bare, best, containment, similarity, subject
from .relations import Titled

K = DocumentKind

_NEVER = {K.MINUTES, K.AGENDA, K.SPEECH}
# Handed out beside the agenda; under an item only where it names them word for word.
_ONLY_NAMED = {K.HANDLING_REPORT, K.TRACKING_REPORT, K.WRITTEN_REPORT}
_PERSONNEL = {K.APPOINTMENT_LIST, K.RESIGNATION_DECISION}
_PERSONNEL_ITEM = re.compile(r"人事|任免|任命|免去|辞去|辞职|免职")
_GENERAL = re.compile(r"人事|任免")  # the others are on one person: 关于撤销某人职务的议案
_RESIGNATION = re.compile(r"辞去|辞职")
# A decision on several persons' posts stands under the general item (审议任免案).
_ON_POSTS = re.compile(r"任免|任命|免去")
# Papers on the session itself: …第十次会议日程, …第十次会议出席列席名单.
_OF_SESSION = re.compile(
    r"次会议的?(?:建议)?(?:议程|日程|议题|须知|安排|出席|列席|缺席|请假|分组|人员|名单|办法)"
)
_SHORTEST_NAMED = 10
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
    by their own subject. Minutes, agenda, speeches and papers on the session itself are under
    none, papers handed out in writing and follow-ups only where an item names them.
    """
    by_key = {document.key: document for document in documents}
    items: dict[str, str] = {}
    findings: list[Finding] = []
    for document in documents:
        if _is_never(document):
            continue
        rivals: tuple[str, ...] = ()
        if document.kind in _ONLY_NAMED:
            item = _named_in_item(document, agenda)
        elif document.kind in _PERSONNEL:
            item, rivals = _personnel_item(document, agenda)
        else:
            item, rivals = _item_by_subject(document, agenda)
            if item is None and not rivals and _is_on_posts(document):
                item, rivals = _personnel_item(document, agenda)
        if item is not None:
            items[document.key] = item
        elif rivals:
            findings.append(_doubtful_item(document, rivals, agenda))
    for document in documents:
        for relation in (relations or {}).get(document.key, ()):
            leader = by_key.get(relation.document)
            if leader is None or _is_never(document) or document.kind in _PERSONNEL | _ONLY_NAMED:
                continue
            if leader.key in items:
                items[document.key] = items[leader.key]
                findings = [found for found in findings if found.document != document.key]
            elif leader.kind in _NEVER | _ONLY_NAMED:
                items.pop(document.key, None)
    return items, findings


def _is_never(document: Titled) -> bool:
    return document.kind in _NEVER or (
        document.kind is K.OTHER and bool(_OF_SESSION.search(bare(document.title)))
    )


def _is_on_posts(document: Titled) -> bool:
    return document.kind is K.DECISION and bool(_ON_POSTS.search(document.title))


def _named_in_item(document: Titled, agenda: Sequence[AgendaItem]) -> str | None:
    """The only item that holds the title, or the title from its 关于 on, word for word."""
    title = bare(document.title)
    about = title[title.find("关于") :] if "关于" in title else title
    if len(about) < _SHORTEST_NAMED:
        return None
    hits = [item.key for item in agenda if about in bare(item.text)]
    return hits[0] if len(hits) == 1 else None


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
