"""Checks of policy documents: their registers, tasks, units and corrections."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Exists, F, OuterRef
from django.utils.translation import gettext as _

from ..choices import CorrectionState, TaskField, UnitRole
from ..models import (
    Finding,
    MeasureUnit,
    Task,
    TaskCorrection,
    TaskLeader,
    TaskUnit,
)
from ..policy_queries import NOT_RESOLVED
from .found import INFO, WARNING, Found, finding
from .scope import numbering_of

# What was found on reading and is checked anew here, so that it goes when it is settled.
CHECKED_ANEW = ("correction_proposed", "serial_missing", "serial_doubled")


def of_policy(rows: Any, policy: int | None, path: str = "policy") -> Any:
    """The rows of this policy; all where none is given."""
    return rows if policy is None else rows.filter(**{path: policy})


def stored(policy: int | None = None) -> Iterator[Found]:
    """What was found when policies were read and published."""
    rows = Finding.objects.exclude(policy=None).exclude(code__in=CHECKED_ANEW)
    for row in of_policy(rows, policy):
        yield finding(
            row.code,
            row.severity,
            "policies",
            row.policy_id or 0,
            row.message,
            {"message": row.message, "page": row.page, "line": row.line},
            policy=row.policy_id,
            page=row.page,
            line=row.line,
            modified=row.modified,
        )


def corrections(policy: int | None = None) -> Iterator[Found]:
    """Corrections that nobody confirmed or rejected yet."""
    rows = TaskCorrection.objects.filter(state=CorrectionState.PROPOSED)
    rows = of_policy(rows, policy, "task__policy").select_related("task__policy")
    for row in rows.order_by("pk"):
        yield _about(
            row.task,
            "correction_open",
            INFO,
            _(
                "%(where)s“%(field)s”一栏印作“%(printed)s”，订正为“%(value)s”，还没有人确认。"
                "请核对后确认，或不采用。"
            ),
            {"field": row.field, "printed": row.printed, "value": row.value},
            field=TaskField(row.field).label,
        )


def numbers(policy: int | None = None) -> Iterator[Found]:
    """Numbers of tasks that are missing in a register, or stand twice."""
    rows = of_policy(Task.objects.filter(continues=False, number__isnull=False), policy)
    held: dict[tuple[int, int, str], list[int]] = defaultdict(list)
    columns = rows.order_by("pk").values_list("register", "policy", "policy__title", "number")
    for *where, number in columns:
        held[where[0], where[1], where[2]].append(number)
    for (register, pk, title), found in sorted(held.items()):
        numbering = numbering_of(found)
        for code, which, message in (
            (
                "task_number_missing",
                numbering.missing,
                _("“%(policy)s”的任务清单缺第 %(numbers)s 项。请核对原文，补录或改正序号。"),
            ),
            (
                "task_number_twice",
                numbering.double,
                _("“%(policy)s”的任务清单有不止一个第 %(numbers)s 项。请核对原文，改正序号。"),
            ),
        ):
            if which:
                told = "、".join(map(str, which))
                yield finding(
                    code,
                    WARNING,
                    "registers",
                    register,
                    message % {"policy": title, "numbers": told},
                    {"numbers": told},
                    policy=pk,
                )


def without_leader(policy: int | None = None) -> Iterator[Found]:
    """Tasks that nobody leads, where others of the register have a leader or leading unit; and
    tasks that name nobody at all."""
    task = OuterRef("pk")
    leads = TaskUnit.objects.filter(task=task, role=UnitRole.LEAD)
    rows = of_policy(Task.objects.select_related("policy"), policy).annotate(
        led=Exists(TaskLeader.objects.filter(task=task)) | Exists(leads),
        shared=Exists(TaskUnit.objects.filter(task=task)),
    )
    held: dict[int, list[Any]] = defaultdict(list)
    for row in rows.order_by("pk"):
        held[row.register_id].append(row)
    for tasks in held.values():
        with_leaders = any(row.led for row in tasks)
        for row in tasks:
            if not row.led and (with_leaders or not row.shared):
                yield _about(
                    row,
                    "task_without_leader",
                    WARNING,
                    _("%(where)s没有牵头领导，也没有牵头单位。请核对原文，补录由谁牵头。"),
                    {},
                )


def deadlines(policy: int | None = None) -> Iterator[Found]:
    """Deadlines before the day of the document."""
    rows = Task.objects.filter(deadline_on__lt=F("policy__issued_on"))
    for row in of_policy(rows, policy).select_related("policy").order_by("pk"):
        yield _about(
            row,
            "deadline_before_document",
            WARNING,
            _("%(where)s的时限 %(deadline)s 早于文件的成文日期 %(issued)s。请核对这两个日期。"),
            {"deadline": row.deadline_on, "issued": row.policy.issued_on},
        )


def units(policy: int | None = None) -> Iterator[Found]:
    """Units that are not resolved, each name once for each policy."""
    counted: Counter[tuple[int, str, str]] = Counter()
    for model, path in ((MeasureUnit, "measure__policy"), (TaskUnit, "task__policy")):
        named = of_policy(model._default_manager.filter(NOT_RESOLVED), policy, path)
        counted.update(named.order_by().values_list(path, f"{path}__title", "name"))
    for (pk, title, name), times in sorted(counted.items()):
        yield finding(
            "unit_unresolved",
            INFO,
            "policies",
            pk,
            _(
                "“%(policy)s”里的“%(name)s”（%(times)d 处）还没有认定是哪个机构。"
                "请选定机构，或标明是一类单位。"
            )
            % {"policy": title, "name": name, "times": times},
            {"name": name},
            policy=pk,
        )


CHECKS = (stored, corrections, numbers, without_leader, deadlines, units)


def _about(
    task: Any, code: str, severity: str, message: str, facts: Mapping[str, object], **words: object
) -> Found:
    """A finding about a task; the facts fill the message, beside the place."""
    where = _("“%(policy)s”的任务“%(task)s”（第 %(row)d 行）") % {
        "policy": task.policy,
        "task": str(task)[:60],
        "row": task.row,
    }
    return finding(
        code,
        severity,
        "tasks",
        task.pk,
        message % {"where": where, **facts, **words},
        facts,
        policy=task.policy_id,
        page=task.page,
        line=task.line_start,
    )
