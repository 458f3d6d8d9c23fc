"""``import_policy`` as a clerk meets it: exit codes and sentences."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sessions.importer import record as rec
from tests.sessions.commands.test_import_bulletin import DEMO, assert_one_sentence, run
from tests.sessions.importer.policies import papers


def policy_file(folder: Path, text: str, name: str = "政策.txt") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_it_says_what_was_read(tmp_path: Path):
    code, out, _ = run(policy_file(tmp_path, papers.JOINT), command="import_policy")
    assert code == 0
    assert "青委办〔2021〕15号" in out
    assert "举措 4" in out
    assert "没有写入数据库" in out


def test_json_tells_counts_and_findings(tmp_path: Path):
    path = policy_file(tmp_path, papers.NEWSPAPER)
    code, out, _ = run(path, "--json", command="import_policy")
    answer = json.loads(out)
    assert code == answer["exit"] == 0
    assert answer["counts"]["measures"] == 4
    assert [one["code"] for one in answer["findings"]] == ["ends_early"]
    assert answer["published"] is None


def test_a_finding_of_severity_error_is_exit_code_1(tmp_path: Path):
    path = policy_file(tmp_path, "关于加强巡护的意见\n一、加强巡护\n分段包干。\n")
    code, out, _ = run(path, command="import_policy")
    assert code == 1
    assert "[错误]" in out
    assert "发文机关" in out


def test_the_record_can_be_written_out_whole_and_as_facts(tmp_path: Path):
    path = policy_file(tmp_path, papers.REGISTER)
    whole, facts = tmp_path / "a.json", tmp_path / "b.json"
    run(path, "--record-out", whole, command="import_policy")
    run(path, "--record-out", facts, "--facts-only", command="import_policy")
    assert any(one.text for one in rec.load_policy(whole.read_bytes()).measures)
    short = rec.load_policy(facts.read_bytes())
    assert {one.text for one in short.measures} == {None}
    assert len(short.tasks) == 3


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, ("找不到",)),
        ("", ("空",)),
        (" \n\t\n", ("空",)),
        ("The city has a plan for roads.\n" * 30, ("中文",)),
        ("今天天气很好，我们去公园散步，看见许多花。\n" * 5, ("不像是政策文件",)),
    ],
    ids=["missing", "empty", "blank", "english", "prose"],
)
def test_what_is_no_policy_is_one_sentence(
    tmp_path: Path, content: str | None, words: tuple[str, ...]
):
    path = tmp_path / "政策.txt"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    code, _, err = run(path, command="import_policy")
    assert code == 2
    assert_one_sentence(err, "政策.txt", *words)


def test_a_bulletin_is_sent_to_the_import_of_bulletins():
    code, _, err = run(DEMO, command="import_policy")
    assert code == 2
    assert_one_sentence(err, "公报")


def test_the_schema_of_a_policy_s_record():
    code, out, _ = run("--policy", command="record_schema")
    assert code == 0
    assert json.loads(out) == rec.policy_schema()
