"""Reads bulletins from files, says what was found, and publishes them when asked to."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sessions.importer import record as rec
from sessions.importer.build import build_record
from sessions.importer.facts import facts_of
from sessions.importer.publishing.publish import Published, publish
from sessions.importer.reading.read import file_bytes
from sessions.importer.stages import ReadingError, SourceText
from sessions.importer.summary import count_parts, list_findings, tell_counts

from ..importing import ImportCommand


class Command(ImportCommand[rec.Record]):
    help = "读入公报文件：报告读出的内容和待核问题；加 --publish 则写入并发布。"
    file_help = "公报文件（.pdf、.docx、.txt）"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--abstracts", metavar="PATH", help="各文件的摘要（JSON：文件键到摘要），写进记录文件"
        )

    def build(self, source: SourceText) -> rec.Record:
        return build_record(source)

    def publish(self, record: rec.Record, text: str) -> Published:
        return publish(record, text=text)

    def label(self, record: rec.Record) -> str:
        return record.bulletin.label or "未见期号"

    def counts(self, record: rec.Record) -> Mapping[str, int]:
        return count_parts(record)

    def tell(self, record: rec.Record) -> Iterator[str]:
        yield tell_counts(record)
        yield from list_findings(record.findings)

    def shown(self, record: rec.Record, options: dict[str, Any]) -> str:
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
