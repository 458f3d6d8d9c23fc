"""Prints the JSON Schema of the record file."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from sessions.importer.record import policy_schema, record_schema


class Command(BaseCommand):
    help = "输出记录文件的 JSON Schema。"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--policy", action="store_true", help="政策文件的记录文件（不加则是公报的）"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        schema = policy_schema() if options["policy"] else record_schema()
        self.stdout.write(json.dumps(schema, ensure_ascii=False, indent=1))
