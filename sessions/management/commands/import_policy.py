"""Reads policy documents from files, says what was found, and publishes them when asked to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from sessions.importer import record as rec
from sessions.importer.facts import facts_of_policy
from sessions.importer.policies.build import build_policy
from sessions.importer.stages import ReadingError, SourceText
from sessions.importer.summary import count_policy_parts, list_findings, tell_policy_counts

from ..importing import Done, ImportCommand

_PUBLISHING = "sessions.importer.publishing.policies"


class Command(ImportCommand[rec.PolicyRecord]):
    help = "读入政策文件：报告读出的内容和待核问题；加 --publish 则写入并发布。"
    file_help = "政策文件（.pdf、.docx、.txt）"

    def build(self, source: SourceText) -> rec.PolicyRecord:
        return build_policy(source)

    def publish(self, record: rec.PolicyRecord, text: str) -> Done:
        if find_spec(_PUBLISHING) is None:
            raise ReadingError("政策文件暂时还不能发布，可以先用 --record-out 写出记录文件。")
        done: Done = import_module(_PUBLISHING).publish_policy(record, text=text)
        return done

    def label(self, record: rec.PolicyRecord) -> str:
        policy = record.policy
        return f"{policy.title}（{policy.number}）" if policy.number else policy.title

    def counts(self, record: rec.PolicyRecord) -> Mapping[str, int]:
        return count_policy_parts(record)

    def tell(self, record: rec.PolicyRecord) -> Iterator[str]:
        yield tell_policy_counts(record)
        yield from list_findings(record.findings)

    def shown(self, record: rec.PolicyRecord, options: dict[str, Any]) -> str:
        return rec.dump_record(facts_of_policy(record) if options["facts_only"] else record)
