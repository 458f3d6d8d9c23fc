"""What the commands that import a file have in common: exit codes, what they print, writing the
record out, publishing."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from django.core.management.base import BaseCommand
from django.db import DatabaseError

from sessions.importer import record as rec
from sessions.importer.publishing.publish import not_written
from sessions.importer.reading.read import file_name, read
from sessions.importer.stages import ReadingError, SourceText

FINE, FINDINGS, UNREADABLE = 0, 1, 2

R = TypeVar("R", rec.Record, rec.PolicyRecord)


class Done(Protocol):
    """What publishing did."""

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """The counts by API list."""

    def total(self, what: str) -> int:
        """How many records were inserted, updated, unchanged or removed."""


class ImportCommand(BaseCommand, Generic[R]):
    """Reads files, says what was found, and publishes when asked to."""

    file_help = "文件（.pdf、.docx、.txt）"
    requires_system_checks: list[str] = []  # they load every address: longer than a policy takes

    def build(self, source: SourceText) -> R:
        """The record of a text; raises ReadingError, one sentence, where it makes none."""
        raise NotImplementedError

    def publish(self, record: R, text: str) -> Done:
        """Write the record and make it public."""
        raise NotImplementedError

    def label(self, record: R) -> str:
        """What the record is called."""
        raise NotImplementedError

    def counts(self, record: R) -> Mapping[str, int]:
        """How many of each part the record holds."""
        raise NotImplementedError

    def tell(self, record: R) -> Iterator[str]:
        """The counts and the findings, a line each."""
        raise NotImplementedError

    def shown(self, record: R, options: dict[str, Any]) -> str:
        """The record file to write out."""
        raise NotImplementedError

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", help=self.file_help)
        parser.add_argument("--publish", action="store_true", help="写入数据库并发布")
        parser.add_argument(
            "--accept-findings", action="store_true", help="有严重问题也发布已读出的内容"
        )
        parser.add_argument("--record-out", metavar="PATH", help="把记录文件写到这里")
        parser.add_argument("--facts-only", action="store_true", help="记录文件只写事实，不写原文")
        parser.add_argument("--json", action="store_true", help="以 JSON 输出结果")

    def handle(self, *args: Any, **options: Any) -> None:
        results = [self._import(Path(name), options) for name in options["files"]]
        if options["json"]:
            shown = results[0] if len(results) == 1 else results
            self.stdout.write(json.dumps(shown, ensure_ascii=False, indent=1))
        if code := max(result["exit"] for result in results):
            sys.exit(code)

    def _import(self, path: Path, options: dict[str, Any]) -> dict[str, Any]:
        """Read one file, publish it if asked to; what happened, with its exit code."""
        try:
            source = read(path)
            record = self.build(source)
            if options["record_out"]:
                write_file(Path(options["record_out"]), self.shown(record, options))
        except ReadingError as error:
            return self._refuse(path, str(error), options)
        findings: Sequence[rec.Finding] = record.findings
        errors = [item for item in findings if item.severity == "error"]
        blocked = bool(errors) and not options["accept_findings"]
        published: Done | None = None
        if options["publish"] and not blocked:
            try:
                published = self.publish(record, source.text)
            except (ReadingError, rec.RecordError) as error:
                return self._refuse(path, f"{file_name(path)} 没有发布：{error}", options)
            except DatabaseError as error:
                return self._refuse(path, not_written(error), options)
        result: dict[str, Any] = {
            "file": _shown_path(path),
            "exit": FINDINGS if errors and not published else FINE,
            "counts": dict(self.counts(record)),
            "findings": [item.model_dump(mode="json") for item in findings],
            "published": published.counts if published else None,
        }
        if not options["json"]:
            self.stdout.write(f"{file_name(path)}：{self.label(record)}")
            for line in self.tell(record):
                self.stdout.write(line)
            self.stdout.write(_outcome(published, blocked, options))
        return result

    def _refuse(self, path: Path, message: str, options: dict[str, Any]) -> dict[str, Any]:
        if not options["json"]:
            self.stderr.write(message)
        return {"file": _shown_path(path), "exit": UNREADABLE, "error": message}


def _outcome(published: Done | None, blocked: bool, options: dict[str, Any]) -> str:
    if published:
        return (
            f"已发布：新增 {published.total('inserted')}，更新 {published.total('updated')}，"
            f"未变 {published.total('unchanged')}，删除 {published.total('removed')}。"
        )
    if options["publish"] and blocked:
        return "没有发布：请先处理上面标为“错误”的问题，或加 --accept-findings 发布已读出的内容。"
    return "没有写入数据库；加 --publish 则写入并发布。"


def _shown_path(path: Path) -> str:
    return str(path).encode("utf-8", "replace").decode("utf-8")


def write_file(path: Path, text: str) -> None:
    """Writes ``text``; raises ReadingError, one sentence, where it cannot."""
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise ReadingError(
            f"无法写入 {path}（{error.strerror}）：请检查文件夹是否存在、是否可写。"
        ) from error
