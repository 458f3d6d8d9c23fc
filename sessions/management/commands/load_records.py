"""Publishes record files: fixtures, corrections, another office's export."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, transaction

from sessions.importer.publishing.outcome import Outcome, not_written
from sessions.importer.publishing.policies import publish_policy
from sessions.importer.publishing.publish import publish
from sessions.importer.record import PolicyRecord, Record, RecordError, load_any

LARGEST = 50 * 2**20  # a bulletin of 134 pages makes a record file of two megabytes


class Command(BaseCommand):
    help = "发布公报和政策文件的记录文件（文件或文件夹）；可反复运行，相同的内容不会重复。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH", help="记录文件或文件夹")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read all files first, then publish them in one transaction: all or nothing."""
        try:
            records = [(path, _load(path)) for name in options["paths"] for path in _find(name)]
            with transaction.atomic():
                for path, record in records:
                    done = _publish(path, record)
                    self.stdout.write(
                        f"{path}：新增 {done.total('inserted')}，更新 {done.total('updated')}，"
                        f"未变 {done.total('unchanged')}，删除 {done.total('removed')}。"
                    )
        except RecordError as error:
            raise CommandError(str(error), returncode=2) from None
        except DatabaseError as error:
            raise CommandError(not_written(error), returncode=2) from None


def _find(name: str) -> list[Path]:
    """The record files that ``name`` stands for: itself, or all ``*.record.json`` below, those of
    bulletins before those of policy documents."""
    path = Path(name)
    if path.is_dir():
        found = sorted(path.rglob("*.record.json"), key=lambda one: (one.name, one))
        if not found:
            raise RecordError(f"文件夹 {name} 里没有记录文件（*.record.json）：请检查路径。")
        return found
    return [path]


def _publish(path: Path, record: Record | PolicyRecord) -> Outcome:
    try:
        if isinstance(record, PolicyRecord):
            return publish_policy(record)
        return publish(record)
    except RecordError as error:
        raise RecordError(f"{path}：{error}什么也没有写入。") from error


def _load(path: Path) -> Record | PolicyRecord:
    try:
        with path.open("rb") as opened:
            data = opened.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise RecordError(
                f"{path} 超过 {LARGEST // 2**20} MB，不像是一期公报或一份政策文件的记录："
                "请检查是否选错了文件。"
            )
        return load_any(data, name=str(path))
    except OSError as error:
        raise RecordError(f"无法读取 {path}（{error.strerror}）：请检查路径。") from None
