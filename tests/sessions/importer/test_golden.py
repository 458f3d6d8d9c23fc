"""The golden corpus: what the importer reads against what a person read.

Each ``facts.json`` under ``tests/golden/`` is one made-up bulletin (``tests/golden/README.md``);
every document, opinion, follow-up and list of it is a test of its own.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from sessions.importer.build import read_bulletin
from sessions.importer.record import Record
from sessions.importer.stages import ReadingError
from tests.golden import compare

ROOT = Path(__file__).resolve().parents[3]
GOLDEN = ROOT / "tests" / "golden"
SEED_FOLDER = "ningbo-16-19"  # its text is not in the repository: test_seed_reading.py


def _folders() -> list[Path]:
    return sorted(f for f in GOLDEN.rglob("facts.json") if f.parent.name != SEED_FOLDER)


@cache
def _facts(file: Path) -> dict[str, Any]:
    return json.loads(file.read_text(encoding="utf-8"))


@cache
def _record(file: Path) -> Record:
    return read_bulletin(compare.folder_of(file, _facts(file), ROOT))


def _name(file: Path) -> str:
    return str(file.parent.relative_to(GOLDEN))


def _cases(section: str) -> list[Any]:
    cases = []
    for file in _folders():
        for number, part in enumerate(_facts(file).get(section, []), start=1):
            cases.append(pytest.param(file, part, id=f"{_name(file)}-{number}"))
    return cases


def _files(*sections: str) -> list[Any]:
    return [
        pytest.param(file, id=_name(file))
        for file in _folders()
        if "error" not in _facts(file).get("expect", {})
        and (not sections or any(s in _facts(file) for s in sections))
    ]


def _agree(problems: list[str]) -> None:
    assert not problems, "\n" + "\n".join(problems)


def test_the_corpus_is_there() -> None:
    assert len(_folders()) >= 10


@pytest.mark.parametrize("file", _files("bulletin"))
def test_bulletin(file: Path) -> None:
    _agree(compare.check_bulletin(_record(file), _facts(file)["bulletin"]))


@pytest.mark.parametrize("file", _files("session"))
def test_session(file: Path) -> None:
    _agree(compare.check_session(_record(file), _facts(file)["session"]))


@pytest.mark.parametrize("file", _files("attendance"))
def test_attendance(file: Path) -> None:
    _agree(compare.check_attendance(_record(file), _facts(file)))


@pytest.mark.parametrize("file", _files("agenda"))
def test_agenda_numbers(file: Path) -> None:
    _agree(compare.check_agenda_numbers(_record(file), _facts(file)["agenda"]))


@pytest.mark.parametrize(("file", "facts"), _cases("agenda"))
def test_agenda_item(file: Path, facts: dict[str, Any]) -> None:
    _agree(compare.check_agenda_item(_record(file), facts))


@pytest.mark.parametrize("file", _files("agenda_texts"))
def test_agenda_texts(file: Path) -> None:
    _agree(compare.check_agenda_texts(_record(file), _facts(file)["agenda_texts"]))


@pytest.mark.parametrize("file", _files("documents"))
def test_document_list(file: Path) -> None:
    _agree(compare.check_document_list(_record(file), _facts(file)["documents"]))


@pytest.mark.parametrize(("file", "facts"), _cases("documents"))
def test_document(file: Path, facts: dict[str, Any]) -> None:
    _agree(compare.check_document(_record(file), facts))


@pytest.mark.parametrize("file", _files("footnotes"))
def test_footnotes(file: Path) -> None:
    _agree(compare.check_footnotes(_record(file), _facts(file)["footnotes"]))


@pytest.mark.parametrize("file", _files("furniture"))
def test_furniture(file: Path) -> None:
    _agree(compare.check_furniture(_record(file), _facts(file)["furniture"]))


@pytest.mark.parametrize("file", _files())
def test_every_line_is_placed(file: Path) -> None:
    _agree(compare.check_every_line_placed(_record(file)))


@pytest.mark.parametrize("file", _files("opinions"))
def test_opinion_list(file: Path) -> None:
    _agree(compare.check_opinion_list(_record(file), _facts(file)["opinions"]))


@pytest.mark.parametrize(("file", "facts"), _cases("opinions"))
def test_opinion(file: Path, facts: dict[str, Any]) -> None:
    _agree(compare.check_opinion(_record(file), facts))


@pytest.mark.parametrize("file", _files("follow_ups"))
def test_follow_up_list(file: Path) -> None:
    _agree(compare.check_follow_up_list(_record(file), _facts(file)["follow_ups"]))


@pytest.mark.parametrize(("file", "facts"), _cases("follow_ups"))
def test_follow_up(file: Path, facts: dict[str, Any]) -> None:
    _agree(compare.check_follow_up(_record(file), facts))


def _acts() -> list[Any]:
    cases = []
    for file in _folders():
        documents = dict.fromkeys(a["document"] for a in _facts(file).get("appointments", []))
        for number, document in enumerate(documents, start=1):
            cases.append(pytest.param(file, document, id=f"{_name(file)}-{number}"))
    return cases


@pytest.mark.parametrize(("file", "document"), _acts())
def test_appointments(file: Path, document: str) -> None:
    facts = _facts(file)["appointments"]
    _agree(compare.check_appointments(_record(file), facts, document))


@pytest.mark.parametrize("file", _files("appointments"))
def test_no_stray_appointments(file: Path) -> None:
    facts = _facts(file)["appointments"]
    _agree(compare.check_no_stray_appointments(_record(file), facts))


@pytest.mark.parametrize("file", _files("told"))
def test_told(file: Path) -> None:
    _agree(compare.check_told(_record(file), _facts(file)["told"]))


@pytest.mark.parametrize("file", _files("deputy_changes"))
def test_deputy_changes(file: Path) -> None:
    _agree(compare.check_deputy_changes(_record(file), _facts(file)["deputy_changes"]))


@pytest.mark.parametrize("file", _files("credentials_reports"))
def test_credentials(file: Path) -> None:
    _agree(compare.check_credentials(_record(file), _facts(file)["credentials_reports"]))


@pytest.mark.parametrize("file", _files("appointments"))
def test_people(file: Path) -> None:
    _agree(compare.check_people(_record(file), _facts(file)))


@pytest.mark.parametrize("file", _files())
def test_organizations(file: Path) -> None:
    _agree(compare.check_organizations(_record(file), _facts(file)))


@pytest.mark.parametrize("file", _files("expect"))
def test_findings(file: Path) -> None:
    _agree(compare.check_findings(_record(file), _facts(file)["expect"]))


def _is_chinese(text: str) -> bool:
    """Whether ``text`` is Chinese enough to be a sentence for a clerk."""
    return sum("\u4e00" <= c <= "\u9fff" for c in text) >= 6


@pytest.mark.parametrize(
    "file",
    [
        pytest.param(file, id=_name(file))
        for file in _folders()
        if "error" in _facts(file).get("expect", {})
    ],
)
def test_unreadable(file: Path) -> None:
    facts = _facts(file)
    with pytest.raises(ReadingError) as error:
        read_bulletin(compare.folder_of(file, facts, ROOT))
    sentence = str(error.value)
    assert "\n" not in sentence.strip()
    assert _is_chinese(sentence), f"不是一句给工作人员看的话：{sentence!r}"
