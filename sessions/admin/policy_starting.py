"""What the forms of a policy document typed by hand begin with: the next numbers, and what the
last rows say. Each function takes what is ``given`` (links as records), as those of ``starting``.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Max
from django.utils import timezone

from ..choices import MeasureKind
from ..models import Measure, Policy, Register, Task, TaskStep
from .starting import Values, marker_after


def start_policy(given: Values) -> Values:
    """The place of the last document."""
    last = Policy.objects.order_by("-pk").values_list("place", flat=True).first()
    return {"place": last or ""}


def start_measure(given: Values) -> Values:
    """The measure after the last one of the document: on its level, with the next marker."""
    policy = given.get("policy") or desk_policy()
    if policy is None:
        return {}
    rows = Measure.objects.filter(policy=policy).select_related("parent__policy")
    last = rows.order_by("-order", "-pk").first()
    if last is None:
        return {
            "policy": policy,
            "order": 0,
            "level": 1,
            "kind": MeasureKind.CHAPTER,
            "marker": "一、",
        }
    return {
        "policy": policy,
        "order": last.order + 1,
        "level": last.level,
        "kind": last.kind,
        "parent": last.parent,
        "marker": marker_after(last.marker),
        "page": last.page,
    }


def start_register(given: Values) -> Values:
    """The next table of the document."""
    policy = given.get("policy") or desk_policy()
    if policy is None:
        return {}
    top = Register.objects.filter(policy=policy).aggregate(top=Max("order"))["top"]
    return {"policy": policy, "order": 0 if top is None else top + 1}


def start_task(given: Values) -> Values:
    """The row after the last one of the register; of the only register, where none is given."""
    register = given.get("register") or _only_register(given.get("policy") or desk_policy())
    if register is None:
        return {}
    policy = register.policy
    values: Values = {"policy": policy, "register": register, "row": 1, "serial": "1", "number": 1}
    last = Task.objects.filter(register=register).order_by("-row", "-pk").first()
    if last is None:
        return values
    number = None if last.number is None else last.number + 1
    return values | {
        "row": last.row + 1,
        "number": number,
        "serial": _serial_after(last, number),
        "domain": last.domain,
        "page": last.page,
    }


def _serial_after(last: Task, number: int | None) -> str:
    """The serial in the form of the last one: （8） after （7）."""
    if number is None:
        return ""
    written = str(last.number)
    return last.serial.replace(written, str(number)) if written in last.serial else str(number)


def _only_register(policy: Policy | None) -> Register | None:
    if policy is None:
        return None
    found = list(Register.objects.filter(policy=policy).select_related("policy").order_by()[:2])
    return found[0] if len(found) == 1 else None


def start_step(given: Values) -> Values:
    """Today; who acted last on the task."""
    task = given.get("task")
    values: Values = {"on": timezone.localdate()}
    if task is not None:
        last = TaskStep.objects.filter(task=task).select_related("actor").last()
        values["year"] = None if last is None else last.year
    return values


def desk_policy() -> Policy | None:
    """The document that is being worked on: the one draft there is; None where there are
    several, or none. One query."""
    drafts: list[Any] = list(Policy.objects.filter(status="draft").order_by()[:2])
    return drafts[0] if len(drafts) == 1 else None
