"""Reads bulletins from files, says what was found, and publishes them when asked to."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError

from sessions.importer import record as rec
from sessions.importer.build import build_record
from sessions.importer.facts import facts_of
from sessions.importer.publishing.publish import Published, not_written, publish
from sessions.importer.reading.read import file_bytes, file_name, read
from sessions.importer.stages import ReadingError
from sessions.importer.summary import count_parts, list_findings, tell_counts

FINE, FINDINGS, UNREADABLE = 0, 1, 2


class Command(BaseCommand):
    help = "读入公报文件：报告读出的内容和待核问题；加 --publish 则写入并发布。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "files", nargs="+", metavar="FILE", help="公报文件（.pdf、.docx、.txt）"
        )
        parser.add_argument("--publish", action="store_true", help="写入数据库并发布")
        parser.add_argument(
            "--accept-findings", action="store_true", help="有严重问题也发布已读出的内容"
        )
        parser.add_argument("--record-out", metavar="PATH", help="把记录文件写到这里")
        parser.add_argument("--facts-only", action="store_true", help="记录文件只写事实，不写原文")
        parser.add_argument(
            "--abstracts", metavar="PATH", help="各文件的摘要（JSON：文件键到摘要），写进记录文件"
        )
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
            record = build_record(source)
            if options["record_out"]:
                _write(Path(options["record_out"]), _shown(record, options))
        except ReadingError as error:
            return self._refuse(path, str(error), options)
        errors = [item for item in record.findings if item.severity == "error"]
        blocked = bool(errors) and not options["accept_findings"]
        published: Published | None = None
        if options["publish"] and not blocked:
            try:
                published = publish(record, text=source.text)
            except (ReadingError, rec.RecordError) as error:
                return self._refuse(path, f"{file_name(path)} 没有发布：{error}", options)
            except DatabaseError as error:
                return self._refuse(path, not_written(error), options)
        result: dict[str, Any] = {
            "file": _shown_path(path),
            "exit": FINDINGS if errors and not published else FINE,
            "counts": count_parts(record),
            "findings": [item.model_dump(mode="json") for item in record.findings],
            "published": published.counts if published else None,
        }
        if not options["json"]:
            self.stdout.write(f"{file_name(path)}：{record.bulletin.label or '未见期号'}")
            self.stdout.write(tell_counts(record))
            for line in list_findings(record):
                self.stdout.write(line)
            self.stdout.write(self._outcome(published, blocked, options))
        return result

    def _outcome(self, published: Published | None, blocked: bool, options: dict[str, Any]) -> str:
        if published:
            return (
                f"已发布：新增 {published.total('inserted')}，更新 {published.total('updated')}，"
                f"未变 {published.total('unchanged')}，删除 {published.total('removed')}。"
            )
        if options["publish"] and blocked:
            return (
                "没有发布：请先处理上面标为“错误”的问题，或加 --accept-findings 发布已读出的内容。"
            )
        return "没有写入数据库；加 --publish 则写入并发布。"

    def _refuse(self, path: Path, message: str, options: dict[str, Any]) -> dict[str, Any]:
        if not options["json"]:
            self.stderr.write(message)
        return {"file": _shown_path(path), "exit": UNREADABLE, "error": message}


def _shown_path(path: Path) -> str:
    return str(path).encode("utf-8", "replace").decode("utf-8")


def _shown(record: rec.Record, options: dict[str, Any]) -> str:
    """The record file to write out: whole, or facts alone."""
    if not options["facts_only"]:
        return rec.dump_record(record)
    path = options["abstracts"]
    abstracts = _abstracts(Path(path)) if path else {}
    unknown = sorted(set(abstracts) - {item.key for item in record.documents})
    if unknown:
        raise ReadingError(f"摘要文件 {path} 写了公报里没有的文件“{unknown[0]}”：请改正。")
    return rec.dump_record(facts_of(record, abstracts))


def _abstracts(path: Path) -> dict[str, str]:
    try:
        found = json.loads(file_bytes(path))
    except (ValueError, RecursionError) as error:
        if isinstance(error, ReadingError):
            raise
        raise ReadingError(f"摘要文件 {path} 不是有效的 JSON：请检查文件是否完整。") from error
    if not isinstance(found, dict) or not all(isinstance(text, str) for text in found.values()):
        raise ReadingError(f"摘要文件 {path} 应当是文件键到摘要的一组（{{ }}）：请改正。")
    return found


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise ReadingError(
            f"无法写入 {path}（{error.strerror}）：请检查文件夹是否存在、是否可写。"
        ) from error
