"""The four policies among the seeds against what a person found in them
(``tests/golden/policies``)."""

from __future__ import annotations

import json
import re
import time
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from sessions.importer.facts import facts_of_policy
from sessions.importer.policies.build import PolicyReading, policy_reading
from sessions.importer.reading.read import read
from sessions.importer.record import (
    PolicyRecord,
    Unit,
    When,
    broken_reference,
    dump_record,
    load_policy,
)
from sessions.importer.stages import SourceText
from tests.seeds import seed

GOLDEN = Path(__file__).resolve().parents[3] / "golden" / "policies"
SLUGS = sorted(p.stem for p in GOLDEN.glob("*.json") if not p.stem.endswith("-tasks"))
QUICK = 3.0  # seconds
STOPS = "。．.！？：:"  # between heading and text
_MARK = re.compile(r"【紧接第.版】")


@cache
def _facts(slug: str) -> dict[str, Any]:
    return json.loads((GOLDEN / f"{slug}.json").read_text(encoding="utf-8"))


@cache
def _source(slug: str) -> SourceText:
    return read(seed(_facts(slug)["seed"]))


@cache
def _reading(slug: str) -> PolicyReading:
    return policy_reading(_source(slug))


def _record(slug: str) -> PolicyRecord:
    return _reading(slug).record


def _shown(units: tuple[Unit, ...]) -> list[str]:
    return [f"{unit.name}{'*' if unit.group else ''}" for unit in units]


def _plain(value: Any) -> Any:
    if isinstance(value, When):
        return value.on.isoformat()
    return value


each = pytest.mark.parametrize("slug", SLUGS)


def test_there_are_four():
    assert len(SLUGS) == 4


@each
def test_the_head(slug: str):
    policy = _record(slug).policy
    for name, wanted in _facts(slug)["policy"].items():
        got = getattr(policy, name)
        if name in ("issuers", "addressees", "copies"):
            assert _shown(got) == wanted, name
        else:
            assert _plain(got) == wanted, name


@each
def test_the_outline(slug: str):
    got = [
        [one.level, one.kind, one.marker or "-", one.heading]
        for one in _record(slug).measures
        if one.level
    ]
    assert got == _facts(slug)["outline"]


@each
def test_who_is_responsible(slug: str):
    wanted = _facts(slug)["units"]
    got = {one.key.split("/", 1)[-1].replace("/", ""): _shown(one.units)
           for one in _record(slug).measures if one.units}  # fmt: skip
    assert {key: got.get(key) for key in wanted} == wanted
    if not wanted:
        assert got == {}


@each
def test_what_it_carries_out_and_cites(slug: str):
    found = _record(slug)
    assert [[one.title, one.number] for one in found.policy.implements] == _facts(slug)[
        "implements"
    ]
    assert [[one.title, one.number, one.count] for one in found.citations] == _facts(slug)[
        "citations"
    ]


@each
def test_what_does_not_add_up(slug: str):
    of_registers = {one.line for one in _record(slug).tasks and _record(slug).findings}
    got = [[one.code, one.line] for one in _record(slug).findings]
    wanted = _facts(slug)["findings"]
    assert [one for one in got if one in wanted] == wanted
    more = [code for code, line in got if [code, line] not in wanted and line not in of_registers]
    assert more == []


def test_every_measure_of_the_fenghua_plan_has_its_units():
    measures = [one for one in _record("fenghua-2018-83").measures if one.kind == "measure"]
    assert len(measures) == 37
    assert {one.units_text[0] for one in measures} == {"[", "（", "(", "［"}
    assert all(one.units for one in measures)


def test_paragraphs_that_a_page_breaks_are_whole():
    broken = {
        ("ningbo-2020-36", "获得电力"): "报装压减为“申请受理",
        ("ningbo-2020-36", "办理建筑许可"): "80天（自然日”",
        ("ningbo-2020-36", "跨境贸易"): "口岸收费管理，",
        ("ningbo-2020-decision", "完善地方立法体制"): "对地方立法工作",
        ("ningbo-2020-decision", "探索更加开放的国际经贸监管制度"): "梅山保税港区",
        ("ningbo-2020-decision", "深化网络综合治理"): "进企业、进社区",
    }
    for (slug, heading), words in broken.items():
        (one,) = [one for one in _record(slug).measures if one.heading == heading]
        assert words in (one.text or ""), heading


@each
def test_no_line_is_lost(slug: str):
    source = _source(slug)
    assert set(_reading(slug).roles) == {line.number for line in source.lines}


@each
def test_no_word_of_a_measure_is_lost(slug: str):
    reading, source = _reading(slug), _source(slug)
    said = "".join(
        f"{one.marker}{one.heading}{one.text}{one.units_text}" for one in reading.record.measures
    )
    printed = "".join(
        source.lines[number].text
        for number in sorted(reading.roles)
        if reading.roles[number] == "measure"
    )
    printed = _MARK.sub("", printed)
    assert sorted(_letters(said)) == sorted(_letters(printed))


def _letters(text: str) -> str:
    return "".join(c for c in text if not c.isspace() and c not in STOPS)


@each
def test_the_record_holds_together(slug: str):
    found = _record(slug)
    assert broken_reference(found) == ""
    assert load_policy(dump_record(found)) == found


@each
def test_facts_hold_no_sentence(slug: str):
    facts = facts_of_policy(_record(slug))
    assert {one.text for one in facts.measures} == {None}
    assert {task.measure for task in facts.tasks} <= {None}
    shown = "".join(dump_record(facts).split())
    record = _record(slug)
    texts = [one.text or "" for one in record.measures] + [
        one.measure or "" for one in record.tasks
    ]
    for sentence in (part for text in texts for part in text.split("。")):
        words = "".join(sentence.split())
        if len(words) > 24:
            assert words not in shown


@each
def test_each_is_read_quickly(slug: str):
    path = seed(_facts(slug)["seed"])
    start = time.perf_counter()
    policy_reading(read(path))
    assert time.perf_counter() - start < QUICK
