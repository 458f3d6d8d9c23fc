"""``check_records``: prints what does not add up in the records."""

from __future__ import annotations

import sys
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand

from sessions.checks import check_records
from sessions.choices import Severity


class Command(BaseCommand):
    help = "列出全部记录中对不上的地方；有错误时以 1 退出。"

    def handle(self, *_args: Any, **_options: Any) -> None:
        found = check_records()
        if not found:
            self.stdout.write("没有发现问题。")
            return
        for item in found:
            label = Severity(item.severity).label
            place = f"{item.code} {item.resource}/{item.record}"
            self.stdout.write(f"[{label}] {item.message}（{place}）")
        numbers = Counter(item.severity for item in found)
        counted = [f"{level.label} {numbers[level]} 条" for level in Severity if numbers[level]]
        self.stdout.write("，".join(counted) + "。")
        if numbers[Severity.ERROR]:
            sys.exit(1)
