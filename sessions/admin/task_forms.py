"""The forms of registers and tasks: what the columns of a register hold; deadlines, checked with
sentences that say what to write instead."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from npcrecords.core.admin.forms import DayField, LinesField, RecordForm
from npcrecords.core.dates import Precision, first_day
from npcrecords.core.written_dates import written_date
from people.holding import last_day

from ..choices import DeadlineKind, TaskField
from ..models import Register, Task
from ..models.tasks import FALLS_DUE

_PARTS = re.compile(r"\s*[:：=＝]\s*")


class ColumnsField(LinesField):
    """The columns of a register, one to a line: the head, and what it holds."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.help_text = _("一行一栏：“原文的表头：所载内容”，如“完成时间：完成时限”。")

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        labels = dict(TaskField.choices)
        return "\n".join(
            f"{one.get('head', '')}：{labels.get(one.get('field', ''), '')}"
            if isinstance(one, dict)
            else str(one)
            for one in value
        )

    def to_python(self, value: Any) -> Any:
        """Raises ValidationError for what no column holds."""
        if isinstance(value, list) and all(isinstance(one, dict) for one in value):
            return value
        codes = {str(label): code for code, label in TaskField.choices}
        found = []
        for line in super().to_python(value):
            head, *rest = _PARTS.split(line, maxsplit=1)
            held = rest[0] if rest else head
            if held not in codes:
                raise ValidationError(
                    gettext("“%(line)s”没有写明这一栏载的是什么：冒号后面请写%(labels)s之一。")
                    % {"line": line, "labels": "、".join(codes)}
                )
            found.append({"head": head, "field": codes[held]})
        return found


class RegisterForm(RecordForm):
    columns = ColumnsField(label=_("表头"), required=False)

    class Meta:
        model = Register
        exclude = ()


class LastDayField(DayField):
    """The last day of a deadline. One that is written to the month, or to the year, is asked for
    as its last day."""

    def to_python(self, value: Any) -> dt.date | None:
        written = written_date(value) if isinstance(value, str) else None
        if written is not None and written.precision != Precision.DAY:
            raise ValidationError(
                _(
                    "“%(value)s”只写到%(precision)s：到期日是其最后一天，请写 %(day)s，"
                    "并把时限精度选为“%(precision)s”。"
                ),
                code="half_a_date",
                params={
                    "value": value,
                    "precision": Precision(written.precision).label,
                    "day": last_day(written.on, written.precision),
                },
            )
        return super().to_python(value)


class TaskForm(RecordForm):
    """A row of a register. Of which document it is follows from the register."""

    class Meta:
        model = Task
        exclude = ("cells",)
        field_classes = {"deadline_on": LastDayField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "policy" in self.fields:
            self.fields["policy"].required = False

    def clean(self) -> Any:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        register: Register | None = cleaned.get("register")
        if "policy" in self.fields and cleaned.get("policy") is None and register is not None:
            cleaned["policy"] = register.policy
        for name, sentence in wrong_deadline(cleaned).items():
            if name in self.fields and name not in self.errors:
                self.add_error(name, sentence)
        return cleaned


def wrong_deadline(said: dict[str, Any]) -> dict[str, str]:
    """What is wrong with a deadline, a sentence for each column."""
    kind, on, start = (said.get(f"deadline_{name}") for name in ("kind", "on", "start"))
    if not kind:
        return {}
    label = DeadlineKind(kind).label
    found: dict[str, str] = {}
    if kind not in FALLS_DUE:
        days = {"deadline_on": on, "deadline_start": start}
        sentence = gettext(
            "“%(kind)s”的任务没有到期的一天：请把这一栏留空，或者把时限种类改为“定期完成”。"
        )
        return {name: sentence % {"kind": label} for name, day in days.items() if day is not None}
    if on is None:
        sentence = gettext("“%(kind)s”的任务要写到期日：请写时限的最后一天，如 2020-12-31。")
        found["deadline_on"] = sentence % {"kind": label}
    precision = said.get("deadline_precision")
    if on is not None and precision in (Precision.THIRD, Precision.MONTH, Precision.YEAR):
        last = last_day(first_day(on, precision), precision)
        if on != last:
            sentence = gettext("时限只写到%(precision)s的，到期日取其最后一天：请写 %(day)s。")
            found["deadline_on"] = sentence % {
                "precision": Precision(precision).label,
                "day": last,
            }
    if kind == DeadlineKind.DATE and start is not None:
        found["deadline_start"] = gettext(
            "“定期完成”的任务没有起始日：请留空，或者把时限种类改为“一段时间”。"
        )
    elif start is not None and on is not None and start > on:
        sentence = gettext("起始日晚于到期日 %(day)s：请核对这两个日期。")
        found["deadline_start"] = sentence % {"day": on}
    return found
