"""The acts reader against texts read by hand: ``tests/golden/acts/*.txt`` with their ``.json``.

The JSON is what ``read_acts`` answers, and beside it, where a careful reader finds more than
one answer right: ``or`` (further splits of organisation and post), ``acts_or``, ``date_or``,
``line_or``; a list of electoral units; ``may`` (findings that may be there);
``acts_or_finding`` (a form so unusual that a finding will do instead of the acts; silence will
not). ``date`` and ``place`` at its top are given to the reader. A text is complete: an act, a
change or a warning beyond the JSON is a failure.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from sessions.importer.acts import read_acts, reading_as_json
from tests.golden.compare.names import short

FOLDER = Path(__file__).resolve().parents[2] / "golden" / "acts"
Row = dict[str, Any]


def _texts() -> list[Any]:
    return [pytest.param(file, id=file.stem) for file in sorted(FOLDER.glob("*.txt"))]


def _expected(file: Path) -> Row:
    return json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))


def _read(file: Path) -> dict[str, list[Row]]:
    expected = _expected(file)
    date = dt.date.fromisoformat(expected["date"]) if "date" in expected else None
    text = file.read_text(encoding="utf-8")
    return reading_as_json(read_acts(text, date=date, place=expected.get("place", "")))


def _is_act(wanted: Row, got: Row) -> bool:
    readings = [[wanted["organization"], wanted["post"]], *wanted.get("or", [])]
    return (
        wanted["person"] == got["person"]
        and got["act"] in (wanted["act"], *wanted.get("acts_or", ()))
        and any(
            post == got["post"] and short(organization) == short(got["organization"])
            for organization, post in readings
        )
    )


def _act(row: Row) -> str:
    return f"{row['person']}|{row['organization']}|{row['post']}|{row['act']}"


def _change(row: Row) -> str:
    return f"{row['person']}|{row['electoral_unit']}|{row['change']}|{row['cause']}"


def _is_change(wanted: Row, got: Row) -> bool:
    units = wanted["electoral_unit"]
    return got["electoral_unit"] in ([units] if isinstance(units, str) else units) and all(
        wanted[name] == got[name] for name in ("person", "change", "cause")
    )


def _may_be(finding: Row, allowed: list[Row]) -> bool:
    return any(
        finding["severity"] in one["severity"]
        and any(word in finding["message"] for word in one.get("words", [""]))
        for one in allowed
    )


def test_the_corpus_is_there() -> None:
    texts = {file.stem for file in FOLDER.glob("*.txt")}
    assert len(texts) >= 40
    assert texts == {file.stem for file in FOLDER.glob("*.json")}


@pytest.mark.parametrize("file", _texts())
def test_acts(file: Path) -> None:
    problems: list[str] = []
    expected, reading = _expected(file), _read(file)
    rest = list(reading["acts"])
    if expected.get("acts_or_finding") and not rest and reading["findings"]:
        return
    for wanted in expected["acts"]:
        got = next((row for row in rest if _is_act(wanted, row)), None)
        if got is None:
            problems.append(f"没有读出：{_act(wanted)}")
            continue
        rest.remove(got)
        if got["date"] not in (wanted["date"], *wanted.get("date_or", ())):
            problems.append(f"{_act(wanted)}：日期应为 {wanted['date']}，读成 {got['date']}")
        if got["line"] != wanted["line"]:
            problems.append(f"{_act(wanted)}：应在第 {wanted['line']} 行，读成 {got['line']}")
    problems += [f"多出：{_act(row)}" for row in rest]
    assert not problems, "\n" + "\n".join(problems)


@pytest.mark.parametrize("file", _texts())
def test_deputies(file: Path) -> None:
    problems: list[str] = []
    rest = list(_read(file)["deputies"])
    for wanted in _expected(file)["deputies"]:
        got = next((row for row in rest if _is_change(wanted, row)), None)
        if got is None:
            problems.append(f"没有读出：{_change(wanted)}")
            continue
        rest.remove(got)
        if got["line"] not in (wanted["line"], *wanted.get("line_or", ())):
            problems.append(f"{_change(wanted)}：应在第 {wanted['line']} 行，读成 {got['line']}")
    problems += [f"多出：{_change(row)}" for row in rest]
    assert not problems, "\n" + "\n".join(problems)


@pytest.mark.parametrize("file", _texts())
def test_findings(file: Path) -> None:
    expected = _expected(file)
    allowed = [*expected["findings"], *expected.get("may", [])]
    got = [f for f in _read(file)["findings"] if f["severity"] != "info"]
    stray = [f["message"] for f in got if not _may_be(f, allowed)]
    assert not stray, f"多余的提示：{stray}"
    for one in expected["findings"]:
        assert any(_may_be(f, [one]) for f in _read(file)["findings"]), f"应当提示：{one}"
