"""Reads the file of an import; the admin starts it when a file was uploaded."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from sessions.models import ImportJob
from sessions.review.reading import read_job


class Command(BaseCommand):
    help = "读取一份已上传的文件（后台上传后自动运行）。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("import_id", type=int, help="导入的编号")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            read_job(options["import_id"])
        except ImportJob.DoesNotExist:
            raise CommandError(f"没有编号为 {options['import_id']} 的导入。") from None
