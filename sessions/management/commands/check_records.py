"""``check_records``: prints what does not add up in the records."""

from __future__ import annotations

import sys
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.timezone import localtime

from sessions.checks import Found, check_records
from sessions.choices import Severity


class Command(BaseCommand):
    help = "列出全部记录中对不上的地方；有尚未搁置的错误时以 1 退出。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help="也列出已搁置的问题")

    def handle(self, *_args: Any, **options: Any) -> None:
        found = check_records()
        open_ = [item for item in found if item.set_aside is None]
        aside = len(found) - len(open_)
        for item in found if options["all"] else open_:
            self.stdout.write(_line(item))
        numbers = Counter(item.severity for item in open_)
        counted = [f"{level.label} {numbers[level]} 条" for level in Severity if numbers[level]]
        told = "，".join(counted) if counted else "没有发现问题"
        self.stdout.write(f"{told}；另有已搁置的 {aside} 条。" if aside else f"{told}。")
        if numbers[Severity.ERROR]:
            sys.exit(1)


def _line(item: Found) -> str:
    label = Severity(item.severity).label
    line = f"[{label}] {item.message}（{item.code} {item.resource}/{item.record}）"
    if item.set_aside is None:
        return line
    when = localtime(item.set_aside.at).date()
    return f"{line}已搁置：{item.set_aside.reason}（{item.set_aside.by or '—'}，{when}）"
