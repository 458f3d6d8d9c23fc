"""Serials, task names and domains printed one row early or late.

In: the rows of a register, numbered as printed, and the body. Out: corrections. The evidence is
the body's text: it says under the name of each task what is to be done, and a row whose measure
says the same in the same words belongs to that task. Rows are moved only to the task before or
after, only within a domain some of whose tasks have several rows, and only where the words are
many more than those that speak for the print.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .body import Body, common, grams, stretches
from .rows import Row
from .wording import bare

_MOST_ROWS = 80  # of one domain
_ENOUGH = 8  # runs of characters more than speak for the print
_KEEP = 6  # what a row's own print counts


@dataclass(frozen=True, slots=True)
class _Label:
    serial: str
    number: int | None
    task: str


def move_labels(rows: Sequence[Row], body: Body) -> None:
    """Moves numbers and task names that stand in the wrong row of their domain; the serial of a
    row stays as it is printed."""
    for group in _by_domain(rows):
        labels = [_Label(r.serial, r.number, r.task) for r in group if not r.continues]
        if not 2 <= len(labels) < len(group) <= _MOST_ROWS or group[0].continues:
            continue
        tasks = [label.task for label in labels]
        measure = body.measure(group[0].domain) or body.of_tasks(tasks)
        text = body.text(measure) if measure else body.whole()
        own = stretches(text, tasks)
        if sum(1 for stretch in own if stretch) >= 2:
            _move(group, labels, own, measure.heading if measure else "")


def _by_domain(rows: Sequence[Row]) -> list[list[Row]]:
    groups: list[list[Row]] = []
    for row in rows:
        if groups and bare(groups[-1][-1].domain) == bare(row.domain):
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def _move(group: list[Row], labels: list[_Label], own: list[str], heading: str) -> None:
    measures = [bare(row.value("measure")) for row in group]
    place = f"正文“{heading}”" if heading else "正文"
    speaking = _speaking(measures, own)
    printed: list[int] = []
    for row in group:
        printed.append((printed[-1] if printed else -1) + (not row.continues))
    path = _best_path(speaking, printed)
    moved = [at for at in range(len(group)) if path[at] != printed[at]]
    if not moved or any(abs(path[at] - printed[at]) > 1 for at in moved):
        return
    if any(speaking[at][path[at]] - speaking[at][printed[at]] < _ENOUGH for at in moved):
        return
    for at, row in enumerate(group):
        continues = at > 0 and path[at] == path[at - 1]
        if path[at] == printed[at] and continues == row.continues:
            continue
        label, old = labels[path[at]], labels[printed[at]]
        if path[at] != printed[at]:
            words = common(measures[at], own[path[at]])
            reason = (
                f"{place}中，“{label.task}”之下写有本行内容（如“{words}”），"
                f"“{old.task}”之下没有；{_side(path[at] - printed[at])}。"
            )
        else:
            reason = (
                f"依{place}，印在相邻一行的“{label.serial} {label.task}”应属本行；"
                f"{_side(-1 if row.continues else 1)}。"
            )
        row.correct("serial", label.serial, reason)
        row.correct("task", label.task, reason)
        row.number, row.task, row.continues = label.number, label.task, continues


def _side(step: int) -> str:
    return "序号和任务名称早印了一行" if step < 0 else "序号和任务名称晚印了一行"


def _speaking(measures: list[str], own: list[str]) -> list[list[int]]:
    """For each row and task how many runs of characters the row shares with what the body says
    of that task and of no other."""
    sets = [grams(stretch) for stretch in own]
    unique = [
        mine.difference(*(other for k, other in enumerate(sets) if k != at))
        for at, mine in enumerate(sets)
    ]
    return [[len(grams(measure) & mine) for mine in unique] for measure in measures]


def _best_path(speaking: list[list[int]], printed: list[int]) -> list[int]:
    """The task of each row, in order, every task with a row, for which most words speak."""
    tasks = len(speaking[0])
    worst = -(10**9)

    def gain(at: int, task: int) -> int:
        return speaking[at][task] + (_KEEP if printed[at] == task else 0)

    best = [[worst] * tasks for _ in speaking]
    stays = [[False] * tasks for _ in speaking]
    best[0][0] = gain(0, 0)
    for at in range(1, len(speaking)):
        for task in range(tasks):
            stay, step = best[at - 1][task], best[at - 1][task - 1] if task else worst
            stays[at][task] = stay >= step
            best[at][task] = max(stay, step) + gain(at, task)
    path = [tasks - 1]
    for at in range(len(speaking) - 1, 0, -1):
        path.append(path[-1] if stays[at][path[-1]] else path[-1] - 1)
    return path[::-1]


def move_domains(rows: Sequence[Row], body: Body) -> None:
    """Moves a domain that is printed a row or more too late or too early: the row's task
    stands in the body under the neighbouring domain, and under its own it does not."""
    groups = _by_domain(rows)
    for before, after in zip(groups, groups[1:], strict=False):
        for row in reversed(before[1:]):
            if not _belongs(row, before[0].domain, after[0].domain, body):
                break
            _give_domain(row, after[0].domain, "晚", body)
        for row in after[:-1]:
            if row.continues or not _belongs(row, after[0].domain, before[0].domain, body):
                break
            _give_domain(row, before[0].domain, "早", body)


def _belongs(row: Row, own: str, other: str, body: Body) -> bool:
    """Whether the body holds a row's task under another domain alone."""
    mine, its = body.measure(own), body.measure(other)
    holding = body.holding(row.task)
    return (
        mine is not None
        and its is not None
        and [measure.key for measure in holding] == [its.key]
        and mine.key != its.key
    )


def _give_domain(row: Row, domain: str, side: str, body: Body) -> None:
    its = body.measure(domain)
    heading = its.heading if its else ""
    reason = (
        f"正文把“{row.task}”写在“{heading}”之下，不在“{row.domain}”之下；“{domain}”{side}印了一行。"
    )
    row.correct("domain", domain, reason)
    row.domain = domain
