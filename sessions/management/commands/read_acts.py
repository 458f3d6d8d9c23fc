"""``read_acts``: the appointment acts and deputy changes in any text."""

from __future__ import annotations

import datetime as dt
import json
import re
import sys
import unicodedata
from argparse import ArgumentParser
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from django.core.management.base import BaseCommand

from people.choices import Act, Cause, DeputyChangeKind
from sessions.choices import Severity
from sessions.importer.acts import ActsReading, read_acts, reading_as_json
from sessions.importer.reading.files import LARGEST_FILE, text_of
from sessions.importer.reading.read import file_bytes, file_name
from sessions.importer.stages import ReadingError

UNREADABLE = 2


class Command(BaseCommand):
    help = "读出任免名单、决定、报道等文字里的任免和代表变动。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help="文件（.pdf、.docx、.txt）；- 为标准输入")
        parser.add_argument("--date", default="", help="任免日期 YYYY-MM-DD；不写则从文中找")
        parser.add_argument("--place", default="", help="行政区域，如“宁波市”")
        parser.add_argument("--json", action="store_true", help="以 JSON 输出")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            date = _date(options["date"])
            text = _text(options["file"])
        except ReadingError as error:
            self.stderr.write(str(error))
            sys.exit(UNREADABLE)
        reading = read_acts(text, date=date, place=options["place"])
        if options["json"]:
            answer = json.dumps(reading_as_json(reading), ensure_ascii=False, indent=1)
            self.stdout.write(answer)
            return
        for line in tell(reading):
            self.stdout.write(line)


def _date(given: str) -> dt.date | None:
    if not given:
        return None
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", given):
        with suppress(ValueError):
            return dt.date.fromisoformat(given)
    raise ReadingError(f"“{given}”不是日期：请写成 2024-07-30 这样。")


def _text(name: str) -> str:
    if name == "-":
        return text_of(sys.stdin.buffer.read(LARGEST_FILE + 1), "标准输入")[0]
    return text_of(file_bytes(name), file_name(name))[0]


def tell(reading: ActsReading) -> list[str]:
    """What was read, as tables for people."""
    lines: list[str] = []
    if reading.acts:
        rows = [
            (
                act.person,
                act.organization,
                act.post,
                str(Act(act.act).label),
                str(act.date or "日期不明"),
                f"第 {act.line} 行",
            )
            for act in reading.acts
        ]
        lines += _table(("姓名", "机构", "职务", "任免", "日期", "行号"), rows)
    if reading.deputies:
        changes = [
            (
                change.person,
                change.electoral_unit,
                str(DeputyChangeKind(change.change).label),
                str(Cause(change.cause).label) if change.cause else "",
                f"第 {change.line} 行",
            )
            for change in reading.deputies
        ]
        lines += ["", *_table(("代表", "选举单位", "变动", "原因", "行号"), changes)]
    for finding in reading.findings:
        level = Severity(finding.severity).label
        lines.append(f"[{level}] 第 {finding.line} 行：{finding.message}")
    counted = f"任免 {len(reading.acts)} 条，代表变动 {len(reading.deputies)} 条。"
    return [*lines, "", counted] if lines else ["没有读到任免或代表变动。"]


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(map(_width, column)) for column in zip(head, *rows, strict=True)]
    return ["  ".join(map(_padded, row, widths)).rstrip() for row in (head, *rows)]


def _padded(cell: str, width: int) -> str:
    return cell + " " * (width - _width(cell))


def _width(text: str) -> int:
    """How many columns of a terminal the text takes: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
