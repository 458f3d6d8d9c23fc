"""Where the body of a policy and its register name different days for one thing.

In: measures and tasks. Out: a finding for each difference; both statements stay as they are.
A task is compared with a measure only where its words are found in one sentence that names a
day by which something is to be done.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ..forms import squeeze
from ..record import Finding, Measure, Task
from .deadlines import read_deadline

_SENTENCE = re.compile(r"[^。；;！？!?]+")
_WORDS_ONLY = re.compile(r"[^\u3400-\u9fffA-Za-z0-9]+")
_DAY = (
    r"(?:(?:19|20)\d\d\s*年(?:度)?\s*(?:\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?|[一二三四1-4]季度|第[一二三四]季度|上半年|下半年)?"
    r"\s*(?:份|上旬|中旬|下旬|初|中)?\s*(?:年?底|末)?)"
)
_BY = re.compile(
    rf"(?P<by>(?:力争|争取|确保)?(?:到|至|在)?\s*{_DAY}\s*(?:之前|以前|前|内))"
    rf"|(?:力争|争取|确保)?(?:到|至)\s*(?P<until>{_DAY})(?!\s*(?:起|开始|以来|后))"
    rf"|(?P<end>(?:19|20)\d\d\s*年(?:\s*\d{{1,2}}\s*月)?\s*(?:年?底|末))(?!\s*(?:起|开始|以来|后))"
)
_YEARLY_WORDS = {"yearly": "每年推进", "rolling": "持续推进", "range": "一段时间", "date": ""}
_ENOUGH = 0.5
_SURE = 0.7
_SHARED = 4  # pairs of characters


@dataclass(frozen=True, slots=True)
class _Dated:
    """A sentence of the body that names a day."""

    measure: Measure
    text: str
    words: str
    on: date


def deadlines_differ(measures: Sequence[Measure], tasks: Sequence[Task]) -> list[Finding]:
    """The differences between body and register, in the order of the tasks."""
    dated = list(_dated(measures))
    texts = {
        one.key: _pairs(one.heading + "。" + (one.text or "")) for one in measures if one.level
    }
    headings = {one.key: one for one in measures}
    findings = []
    for task in tasks:
        if task.deadline.kind in ("none", "as_deployed") or not task.task:
            continue
        best = _best(task, dated, texts)
        if best is None or not _differs(task, best.on):
            continue
        findings.append(_finding(task, best, headings[best.measure.key]))
    return findings


def _dated(measures: Sequence[Measure]) -> Iterator[_Dated]:
    for measure in measures:
        if measure.kind == "chapter":
            continue
        for sentence in _SENTENCE.finditer(measure.text or ""):
            for found in _BY.finditer(sentence[0]):
                words = squeeze(found["by"] or found["until"] or found["end"])
                read = read_deadline(re.sub(r"^(?:力争|争取|确保)?[到至在]?", "", words))
                if read.kind == "date" and read.on:
                    yield _Dated(measure, sentence[0], words, read.on)


def _best(task: Task, dated: Sequence[_Dated], texts: dict[str, frozenset[str]]) -> _Dated | None:
    """The one dated sentence that speaks of the task; None where none or several do."""
    wanted = _pairs(task.task)
    if len(wanted) < _SHARED:
        return None
    found = []
    for one in dated:
        here = len(wanted & _pairs(one.text)) / len(wanted)
        whole = len(wanted & texts.get(one.measure.key, frozenset())) / len(wanted)
        if here >= _ENOUGH and max(here, whole) >= _ENOUGH:
            found.append((here + whole, one))
    if not found:
        return None
    found.sort(key=lambda pair: -pair[0])
    rivals = {one.on for score, one in found if score >= found[0][0] - 0.2}
    elsewhere = max(
        (len(wanted & text) / len(wanted) for key, text in texts.items()
         if key != found[0][1].measure.key and not _is_kin(key, found[0][1].measure.key)),
        default=0.0,
    )  # fmt: skip
    own = len(wanted & texts[found[0][1].measure.key]) / len(wanted)
    if len(rivals) > 1 or own < elsewhere or own < _ENOUGH:
        return None
    return found[0][1]


def _is_kin(key: str, other: str) -> bool:
    return key.startswith(f"{other}/") or other.startswith(f"{key}/")


def _pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters in ``text``."""
    plain = _WORDS_ONLY.sub("", text)
    return frozenset(plain[at : at + 2] for at in range(len(plain) - 1))


def _differs(task: Task, on: date) -> bool:
    deadline = task.deadline
    if deadline.kind in ("date", "range"):
        return deadline.on is not None and deadline.on != on
    return True  # every year, all the time: no day


def _finding(task: Task, body: _Dated, measure: Measure) -> Finding:
    name = f"{measure.marker}{measure.heading}"
    serial = f"第{task.serial}项" if task.serial else f"第{task.row}行"
    printed = task.deadline.text or _YEARLY_WORDS.get(task.deadline.kind, "")
    line = task.source.line_start if task.source else None
    return Finding(
        code="deadline_differs",
        severity="warning",
        message=f"清单{serial}“{task.task[:40]}”的时限是“{printed}”，正文“{name[:40]}”写的是"
        f"“{body.words}”，两处不一致，都已照录。请核对以哪一处为准。",
        page=task.source.page if task.source else None,
        line=line,
    )
