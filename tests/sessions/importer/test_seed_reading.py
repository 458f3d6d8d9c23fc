"""The seed bulletin against the facts that a person read out of it, all 8,408 lines.

The text stands outside the repository (``tests/seeds.py``); the facts are in
``tests/golden/ningbo-16-19/``, with notes on what can be read in more than one way.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from sessions.importer.build import read_bulletin
from sessions.importer.record import Record
from tests.golden import compare
from tests.seeds import seed

FILE = Path(__file__).resolve().parents[2] / "golden" / "ningbo-16-19" / "facts.json"
FACTS: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))


@cache
def _read(path: Path) -> Record:
    return read_bulletin(path)


@pytest.fixture
def record() -> Record:
    return _read(seed(FACTS["source"]))


def _agree(problems: list[str]) -> None:
    assert not problems, "\n" + "\n".join(problems)


def _short(part: dict[str, Any], *names: str) -> str:
    return "-".join(str(part[name])[:24] for name in names)


def test_bulletin(record: Record) -> None:
    _agree(compare.check_bulletin(record, FACTS["bulletin"]))


def test_session(record: Record) -> None:
    _agree(compare.check_session(record, FACTS["session"]))


def test_attendance(record: Record) -> None:
    _agree(compare.check_attendance(record, FACTS))


def test_agenda_numbers(record: Record) -> None:
    _agree(compare.check_agenda_numbers(record, FACTS["agenda"]))


@pytest.mark.parametrize("facts", FACTS["agenda"], ids=lambda f: _short(f, "number"))
def test_agenda_item(record: Record, facts: dict[str, Any]) -> None:
    _agree(compare.check_agenda_item(record, facts))


def test_document_list(record: Record) -> None:
    _agree(compare.check_document_list(record, FACTS["documents"]))


@pytest.mark.parametrize("facts", FACTS["documents"], ids=lambda f: _short(f, "sequence", "kind"))
def test_document(record: Record, facts: dict[str, Any]) -> None:
    _agree(compare.check_document(record, facts))


def test_furniture(record: Record) -> None:
    _agree(compare.check_furniture(record, FACTS["furniture"]))


def test_footnotes(record: Record) -> None:
    _agree(compare.check_footnotes(record, FACTS["footnotes"]))


def test_every_line_is_placed(record: Record) -> None:
    _agree(compare.check_every_line_placed(record))


def test_opinion_list(record: Record) -> None:
    _agree(compare.check_opinion_list(record, FACTS["opinions"]))


@pytest.mark.parametrize("facts", FACTS["opinions"], ids=lambda f: _short(f, "title"))
def test_opinion(record: Record, facts: dict[str, Any]) -> None:
    _agree(compare.check_opinion(record, facts))


def test_follow_up_list(record: Record) -> None:
    _agree(compare.check_follow_up_list(record, FACTS["follow_ups"]))


@pytest.mark.parametrize("facts", FACTS["follow_ups"], ids=lambda f: _short(f, "kind", "document"))
def test_follow_up(record: Record, facts: dict[str, Any]) -> None:
    _agree(compare.check_follow_up(record, facts))


@pytest.mark.parametrize(
    "document", list(dict.fromkeys(act["document"] for act in FACTS["appointments"]))
)
def test_appointments(record: Record, document: str) -> None:
    _agree(compare.check_appointments(record, FACTS["appointments"], document))


def test_no_stray_appointments(record: Record) -> None:
    _agree(compare.check_no_stray_appointments(record, FACTS["appointments"]))


def test_told(record: Record) -> None:
    _agree(compare.check_told(record, FACTS["told"]))


def test_deputy_changes(record: Record) -> None:
    _agree(compare.check_deputy_changes(record, FACTS["deputy_changes"]))


def test_credentials(record: Record) -> None:
    _agree(compare.check_credentials(record, FACTS["credentials_reports"]))


def test_people(record: Record) -> None:
    _agree(compare.check_people(record, FACTS))


def test_organizations(record: Record) -> None:
    _agree(compare.check_organizations(record, FACTS))


def test_no_finding_is_an_error(record: Record) -> None:
    errors = [
        f"{f.code}（第 {f.line} 行）{f.message}" for f in record.findings if f.severity == "error"
    ]
    _agree(errors)
