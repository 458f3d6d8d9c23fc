"""Prints the JSON Schema of the record file."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand

from sessions.importer.record import record_schema


class Command(BaseCommand):
    help = "输出记录文件的 JSON Schema。"
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(json.dumps(record_schema(), ensure_ascii=False, indent=1))
