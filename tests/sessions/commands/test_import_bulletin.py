"""``import_bulletin`` and ``load_records`` as a clerk meets them: exit codes and sentences."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from people.models import Appointment
from sessions.importer import record as rec
from sessions.models import Bulletin
from tests.sessions.importer.records import small_bulletin

DEMO = Path(settings.BASE_DIR) / "fixtures" / "demo" / "linxi-5-12.txt"

pytestmark = pytest.mark.django_db


def run(*arguments: Any, command: str = "import_bulletin") -> tuple[int, str, str]:
    """The exit code, and what was written to the two outputs."""
    out, err = StringIO(), StringIO()
    try:
        call_command(command, *map(str, arguments), stdout=out, stderr=err)
    except SystemExit as end:
        return int(str(end.code)), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def assert_one_sentence(text: str, *words: str) -> None:
    assert "Traceback" not in text
    assert len(text.strip().splitlines()) == 1, text
    for word in words:
        assert word in text


def test_without_publish_nothing_is_written():
    code, out, _ = run(DEMO)
    assert code == 0
    assert "文件 20" in out
    assert not Bulletin.objects.exists()


def test_publish_writes_and_says_what():
    code, out, _ = run(DEMO, "--publish")
    assert (code, Bulletin.objects.count()) == (0, 1)
    assert "已发布：新增" in out
    _, again, _ = run(DEMO, "--publish")
    assert "新增 0，更新 0" in again


def test_json_is_json_and_tells_the_counts():
    code, out, _ = run(DEMO, "--json", "--publish")
    answer = json.loads(out)
    assert code == 0
    assert answer["counts"]["documents"] == 20
    assert answer["published"]["documents"]["inserted"] == 20
    assert answer["findings"] == []


def test_the_record_can_be_written_out_and_loaded(tmp_path: Path):
    path = tmp_path / "linxi.record.json"
    run(DEMO, "--record-out", path)
    code, _, _ = run(tmp_path, command="load_records")
    assert code == 0
    assert Appointment.objects.count() == len(rec.load_record(path.read_bytes()).appointments)


def test_facts_only_leaves_the_text_out(tmp_path: Path):
    path = tmp_path / "facts.json"
    run(DEMO, "--record-out", path, "--facts-only")
    record = rec.load_record(path.read_bytes())
    assert {part.text for item in record.documents for part in item.sections} == {None}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, ("找不到",)),
        (b"", ("空",)),
        (b"\n \n\t\n", ("空",)),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", ("PDF",)),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, ()),
        (bytes(range(256)) * 64, ()),
        (b"PK\x03\x04\x14\x00\x06\x00" + bytes(200), ()),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), ()),
        (b"The standing committee met in May and heard four reports.\n" * 50, ("中文",)),
    ],
    ids=["missing", "empty", "blank", "pdf", "png", "binary", "zip", "ole", "english"],
)
def test_what_cannot_be_read_is_one_sentence(
    tmp_path: Path, content: bytes | None, words: tuple[str, ...]
):
    path = tmp_path / "公报.txt"
    if content is not None:
        path.write_bytes(content)
    code, _, err = run(path, "--publish")
    assert code == 2
    assert_one_sentence(err, "公报.txt", *words)
    assert not Bulletin.objects.exists()


def test_a_folder_is_one_sentence(tmp_path: Path):
    code, _, err = run(tmp_path)
    assert code == 2
    assert_one_sentence(err, "文件夹")


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_other_encodings_are_read_right(tmp_path: Path, encoding: str):
    path = tmp_path / "公报.txt"
    path.write_bytes(DEMO.read_text(encoding="utf-8").encode(encoding))
    code, out, _ = run(path, "--json")
    assert code == 0
    assert json.loads(out)["counts"]["documents"] == 20


def test_the_first_half_of_a_bulletin_publishes_what_it_holds(tmp_path: Path):
    text = DEMO.read_text(encoding="utf-8")
    path = tmp_path / "公报.txt"
    path.write_text(text[: len(text) // 2], encoding="utf-8")
    code, _, err = run(path, "--publish", "--accept-findings")
    assert code == 0, err
    assert Bulletin.objects.count() == 1


def test_findings_of_severity_error_block_until_they_are_accepted(
    monkeypatch: pytest.MonkeyPatch,
):
    finding = rec.Finding(code="x", severity="error", message="第3行日期有误，请核对。", line=3)
    record = small_bulletin().model_copy(update={"findings": (finding,)})
    name = "sessions.management.commands.import_bulletin.build_record"
    monkeypatch.setattr(name, lambda source: record)
    code, out, _ = run(DEMO, "--publish")
    assert code == 1
    assert "第3行日期有误" in out
    assert "没有发布" in out
    assert not Bulletin.objects.exists()
    code, _, _ = run(DEMO, "--publish", "--accept-findings")
    assert (code, Bulletin.objects.count()) == (0, 1)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", ("JSON",)),
        ("[]", ("记录文件",)),
        ('{"format": "npcrecords/bulletin", "version": 7}', ("版本", "7")),
        (
            '{"format": "npcrecords/bulletin", "version": 1, "bulletin": {"issuer": 3}}',
            ("bulletin.issuer",),
        ),
    ],
    ids=["no json", "no record", "another version", "a wrong field"],
)
def test_a_record_file_that_is_off_is_one_sentence(
    tmp_path: Path, content: str, words: tuple[str, ...]
):
    path = tmp_path / "x.record.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(CommandError) as caught:
        call_command("load_records", str(path))
    assert_one_sentence(str(caught.value), *words)


def test_a_broken_file_among_good_ones_publishes_none(tmp_path: Path):
    (tmp_path / "a.record.json").write_text(rec.dump_record(small_bulletin()), encoding="utf-8")
    (tmp_path / "b.record.json").write_text("{", encoding="utf-8")
    with pytest.raises(CommandError):
        call_command("load_records", str(tmp_path))
    assert not Bulletin.objects.exists()
