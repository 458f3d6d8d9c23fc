"""The form of the page on which a register is pasted: the rows, and into which register they go."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.spreadsheet.files import SheetError, read_lines

from ..choices import TaskField
from ..models import Policy, Register
from .task_forms import ColumnsField

LONGEST = 400_000  # characters
NEW = "new"


class RegisterForm(forms.Form):
    """The rows, and into which register they go."""

    text = forms.CharField(
        label=gettext_lazy("整张清单"),
        max_length=LONGEST,
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "cols": 100, "wrap": "off"}),
        help_text=gettext_lazy("在表格软件里选中整张清单（最好连表头），复制，粘贴到这里。"),
    )
    file = forms.FileField(
        label=gettext_lazy("或上传表格"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        help_text=gettext_lazy(".xlsx 或 .csv 文件，读第一张工作表。"),
    )
    register = forms.ChoiceField(label=gettext_lazy("录入到"))
    title = forms.CharField(
        label=gettext_lazy("新清单的标题"),
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=gettext_lazy("留空则用粘贴的表上面的标题。"),
    )
    columns = ColumnsField(label=gettext_lazy("各栏"), required=False)

    def __init__(self, *args: Any, policy: Policy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.registers = {str(row.pk): row for row in policy.registers.order_by("order", "pk")}
        choice: Any = self.fields["register"]
        choice.choices = [
            *(
                (pk, _("已有的清单：%(name)s") % {"name": row})
                for pk, row in self.registers.items()
            ),
            (NEW, _("新的一张清单")),
        ]
        self.initial.setdefault("register", choice.choices[0][0])
        held = "、".join(str(label) for _code, label in TaskField.choices)
        self.fields["columns"].help_text = _(
            "粘贴的表没有表头，或表头认错了才写：一行一栏，“表头：所载内容”，"
            "所载内容是%(held)s之一。"
        ) % {"held": held}

    def clean(self) -> dict[str, Any]:
        """The rows of a file take the place of the text."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if (file := cleaned.get("file")) is not None:
            try:
                cleaned["text"] = as_text(read_lines(file.read(), file.name or ""))
            except SheetError as error:
                self.add_error("file", str(error))
        elif not str(cleaned.get("text") or "").strip() and "text" not in self.errors:
            self.add_error("text", _("请把清单粘贴到这里，或选择表格文件。"))
        return cleaned

    @property
    def chosen(self) -> Register | None:
        """The register that the rows go into; None for a new one."""
        return self.registers.get(self.cleaned_data["register"])


def as_text(lines: Any) -> str:
    """The rows of a sheet as it copies them: cells parted by tabs."""
    return "\n".join("\t".join(_shown(cell) for cell in row).rstrip("\t") for row in lines)


def _shown(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, dt.date):
        return f"{cell.year}年{cell.month}月{cell.day}日"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())
