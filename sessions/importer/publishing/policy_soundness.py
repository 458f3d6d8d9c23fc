"""What the record of a policy document says that no table could hold, found before anything is
written: as ``soundness`` does for bulletins."""

from __future__ import annotations

from collections.abc import Iterator

from .. import record as rec
from .soundness import (
    CIRCLE,
    backwards,
    first_of,
    in_a_circle,
    organization_problems,
    outside,
    people_problems,
)

FALLS_DUE = ("date", "range")


def unsound_policy(record: rec.PolicyRecord) -> str:
    """The first thing in ``record`` that cannot be held, as a sentence; "" for none."""
    return first_of(
        people_problems(record.people),
        organization_problems(record.organizations),
        _head(record),
        backwards(record, "记录"),
        _measures(record),
        _tasks(record),
        _citations(record),
    )


def _head(record: rec.PolicyRecord) -> Iterator[str]:
    policy = record.policy
    if not policy.title.strip():
        yield "政策文件的标题（title）是空的。"
    begins = policy.effective_on.on if policy.effective_on else None
    ends = policy.expires_on.on if policy.expires_on else None
    if begins and ends and ends < begins:
        yield f"失效日期 {ends} 早于施行日期 {begins}。"
    for item in policy.implements:
        if not (item.title or item.number):
            yield "implements 里有一项既没有标题，也没有文号。"


def _measures(record: rec.PolicyRecord) -> Iterator[str]:
    parents = {measure.key: measure.parent for measure in record.measures}
    yield from outside(parents, "measures")
    if key := in_a_circle(parents):
        yield f"measures 里“{key}”的上级（parent）{CIRCLE}"


def _tasks(record: rec.PolicyRecord) -> Iterator[str]:
    for task in record.tasks:
        deadline = task.deadline
        if deadline.kind in FALLS_DUE and deadline.on is None:
            yield f"任务“{task.key}”的时限是 {deadline.kind}，却没有到期日（on）。"
        if deadline.kind not in FALLS_DUE and deadline.on is not None:
            yield f"任务“{task.key}”的时限是 {deadline.kind}，不应写到期日（on）。"
        if deadline.start is not None:
            if deadline.kind != "range":
                yield f"任务“{task.key}”的时限是 {deadline.kind}，不应写起始日（start）。"
            elif deadline.on is not None and deadline.on < deadline.start:
                yield f"任务“{task.key}”的到期日 {deadline.on} 早于起始日 {deadline.start}。"
        if any(not one.reason.strip() for one in task.corrections):
            yield f"任务“{task.key}”有一处订正没有写理由（reason）。"


def _citations(record: rec.PolicyRecord) -> Iterator[str]:
    for citation in record.citations:
        if not (citation.title or citation.number):
            yield f"citations 里“{citation.key}”的 title 和 number 是空的。"
