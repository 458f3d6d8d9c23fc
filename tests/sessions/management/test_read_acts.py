"""The command ``read_acts``."""

from __future__ import annotations

import io
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command

TEXT = """青岚市人民代表大会常务委员会任免名单
（2024年5月30日青岚市第十八届人大常委会第十六次会议通过）
任命：
方勤为青岚市人民政府秘书长；
免去：
沈澄的青岚市中级人民法院审判员职务。
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "名单.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_json(file: Path, capsys: Any) -> None:
    call_command("read_acts", str(file), "--json")
    answer = json.loads(capsys.readouterr().out)
    assert list(answer) == ["acts", "deputies", "findings"]
    assert answer["acts"][0] == {
        "person": "方勤",
        "organization": "青岚市人民政府",
        "post": "秘书长",
        "act": "appoint",
        "date": "2024-05-30",
        "line": 3,
    }
    assert [act["act"] for act in answer["acts"]] == ["appoint", "remove"]


def test_from_standard_input_with_a_date(capsys: Any, monkeypatch: Any) -> None:
    stdin = SimpleNamespace(buffer=io.BytesIO("任命方勤为青岚市财政局局长。".encode("gb18030")))
    monkeypatch.setattr("sys.stdin", stdin)
    call_command("read_acts", "-", "--date", "2024-07-01", "--place", "青岚市", "--json")
    (act,) = json.loads(capsys.readouterr().out)["acts"]
    assert (act["person"], act["post"], act["date"]) == ("方勤", "局长", "2024-07-01")


def test_a_table_for_people(file: Path, capsys: Any) -> None:
    call_command("read_acts", str(file))
    head, first, second, _, counted = capsys.readouterr().out.splitlines()
    assert head.split() == ["姓名", "机构", "职务", "任免", "日期", "行号"]
    assert first.split()[:4] == ["方勤", "青岚市人民政府", "秘书长", "任命"]
    assert second.split()[:4] == ["沈澄", "青岚市中级人民法院", "审判员", "免去"]
    assert "审判员  免去" in second
    assert "秘书长  任命" in first
    assert counted == "任免 2 条，代表变动 0 条。"


def test_a_text_without_acts(tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "通知.txt"
    path.write_text("会议于上午九时开始。", encoding="utf-8")
    call_command("read_acts", str(path))
    assert capsys.readouterr().out.strip() == "没有读到任免或代表变动。"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["{folder}/没有.txt"], "找不到文件"),
        (["{folder}"], "打不开文件"),
        (["{folder}/名单.txt", "--date", "2024-13-01"], "不是日期"),
        (["{folder}/名单.txt", "--date", "20240730"], "不是日期"),
    ],
)
def test_what_cannot_be_read_is_one_sentence_and_exit_2(
    arguments: list[str], words: str, file: Path, capsys: Any
) -> None:
    with pytest.raises(SystemExit) as end:
        call_command("read_acts", *[item.format(folder=file.parent) for item in arguments])
    assert end.value.code == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert words in output.err
    assert len(output.err.strip().splitlines()) == 1


def test_a_file_that_is_no_text(tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "图.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    with pytest.raises(SystemExit) as end:
        call_command("read_acts", str(path))
    assert end.value.code == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1
