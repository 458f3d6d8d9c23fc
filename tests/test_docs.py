"""The README is true: its questions have the answers it prints, and it names every command,
setting and folder. ``NPC_WRITE_README=1 pytest tests/test_docs.py`` writes the answers anew."""

from __future__ import annotations

import json
import os
import re
import shlex
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

ROOT = Path(settings.BASE_DIR)
WIDTH = 96  # of a line of the README
README = ROOT / "README.md"
BLOCK = re.compile(r"```console\n\$ (?P<command>curl [^\n]+)\n(?P<answer>.*?)```", re.DOTALL)


def ask(command: str) -> Any:
    """The answer to a curl command of the README."""
    words = shlex.split(command)
    data: dict[str, str] = {}
    headers: dict[str, str] = {}
    for flag, value in zip(words, words[1:], strict=False):
        if flag == "-d":
            name, _, text = value.partition("=")
            data[name] = text
        elif flag == "-H":
            name, _, text = value.partition(": ")
            headers[name] = text
    path = next(word for word in words if word.startswith("http")).split(":8000", 1)[1]
    return Client().get(path, data, headers=headers).json()


def laid_out(answer: Any, indent: int = 0) -> str:
    """The answer as JSON to be read: what fits on a line stands on one."""
    flat = json.dumps(answer, ensure_ascii=False)
    if len(flat) + indent <= WIDTH or not isinstance(answer, dict | list):
        return flat
    inner, outer = " " * (indent + 2), " " * indent
    if isinstance(answer, list):
        lines = [f"{inner}{laid_out(one, indent + 2)}" for one in answer]
        return "[\n" + ",\n".join(lines) + f"\n{outer}]"
    lines = [f'{inner}"{name}": {laid_out(one, indent + 2)}' for name, one in answer.items()]
    return "{\n" + ",\n".join(lines) + f"\n{outer}}}"


def same_moment(answer: Any) -> Any:
    """The answer without what differs from one database to the next: times of change."""
    if isinstance(answer, dict):
        return {name: same_moment(value) for name, value in answer.items() if name != "modified"}
    if isinstance(answer, list):
        return [same_moment(value) for value in answer]
    return answer


@pytest.mark.django_db(reset_sequences=True, transaction=True)
def test_the_questions_have_the_answers_printed():
    call_command("first_records", stdout=StringIO())
    text = README.read_text(encoding="utf-8")
    found = list(BLOCK.finditer(text))
    assert len(found) == 8
    if os.environ.get("NPC_WRITE_README"):
        for match in reversed(found):
            answer = laid_out(ask(match["command"]))
            block = f"```console\n$ {match['command']}\n{answer}\n```"
            text = text[: match.start()] + block + text[match.end() :]
        README.write_text(text, encoding="utf-8")
        return
    for match in found:
        assert same_moment(ask(match["command"])) == same_moment(json.loads(match["answer"]))


def test_every_command_is_mentioned():
    commands = {
        path.stem
        for app in ("npcrecords/core", "people", "sessions")
        for path in (ROOT / app / "management" / "commands").glob("[a-z]*.py")
    }
    text = README.read_text(encoding="utf-8") + (ROOT / "Makefile").read_text(encoding="utf-8")
    assert not [name for name in commands if name not in text]


def test_every_setting_is_mentioned():
    code = (ROOT / "npcrecords" / "settings.py").read_text(encoding="utf-8")
    names = set(re.findall(r"\"((?:NPC_|DATABASE_)[A-Z_]+)\"", code))
    assert len(names) > 5
    text = README.read_text(encoding="utf-8")
    assert not [name for name in names if name not in text]


def test_every_folder_is_mentioned():
    text = README.read_text(encoding="utf-8")
    hidden = {"data", "build"}
    folders = [
        path.name
        for path in ROOT.iterdir()
        if path.is_dir() and not path.name.startswith((".", "_")) and path.name not in hidden
    ]
    assert not [name for name in folders if f"`{name}/`" not in text]
