"""What never changes the acts: where lines break, spaces, the order of items; and what never
takes long: size."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sessions.importer.acts import read_acts, read_acts_lines, reading_as_json

PEOPLE = ["陆知远", "沈佩兰", "欧阳晓", "韩木青", "阿不都拉·卡德尔", "江雪", "王和平", "任重远"]
POSTS = [
    "云溪市人大常委会副秘书长、办公厅主任",
    "云溪市教育局局长",
    "云溪市中级人民法院审判委员会委员、审判员",
    "云溪市人民检察院检察员",
    "白塔区人民法院民事审判庭副庭长",
    "云溪市监察委员会委员",
]
VERBS = [
    ("任命", "为", ""),
    ("免去", "的", "职务"),
    ("决定任命", "为", ""),
    ("决定免去", "的", "职务"),
]

clauses = st.lists(
    st.tuples(st.sampled_from(VERBS), st.sampled_from(PEOPLE), st.sampled_from(POSTS)),
    min_size=1,
    max_size=5,
    unique_by=lambda clause: clause[1],
)


def sentence(parts: list[tuple[tuple[str, str, str], str, str]]) -> str:
    told = [f"{verb}{name}{link}{post}{end}" for (verb, link, end), name, post in parts]
    return "会议经过表决，" + "；".join(told) + "。"


def acts_of(text: str) -> list[tuple[str, str, str, str]]:
    return [(a.person, a.organization, a.post, a.act) for a in read_acts(text).acts]


@settings(max_examples=150, deadline=None)
@given(clauses, st.integers(0, 2**16))
def test_line_breaks_anywhere_change_nothing(parts: list, seed: int) -> None:
    text = sentence(parts)
    chance = random.Random(seed)
    broken = "".join(c + ("\n" if chance.random() < 0.12 else "") for c in text)
    assert acts_of(broken) == acts_of(text)


@settings(max_examples=80, deadline=None)
@given(clauses, st.integers(5, 30))
def test_narrow_columns_change_nothing(parts: list, width: int) -> None:
    text = sentence(parts)
    narrow = "\n\n".join(text[i : i + width] for i in range(0, len(text), width))
    assert acts_of(narrow) == acts_of(text)


@settings(max_examples=80, deadline=None)
@given(clauses, st.randoms())
def test_the_order_of_clauses_changes_the_order_only(parts: list, chance: random.Random) -> None:
    shuffled = list(parts)
    chance.shuffle(shuffled)
    assert sorted(acts_of(sentence(shuffled))) == sorted(acts_of(sentence(parts)))


@settings(max_examples=60, deadline=None)
@given(st.integers(1990, 2030), st.integers(1, 12), st.integers(1, 28), st.integers(0, 2**16))
def test_spaces_between_digits_change_nothing(year: int, month: int, day: int, seed: int) -> None:
    chance = random.Random(seed)
    day_text = "".join(c + chance.choice(["", "", " ", "　"]) for c in f"{year}年{month}月{day}日")
    text = f"（{day_text}云溪市第九届人民代表大会常务委员会第二次会议通过）\n任命：江雪为云溪市审计局局长。"
    assert [a.date.isoformat() for a in read_acts(text).acts] == [f"{year}-{month:02}-{day:02}"]


@settings(max_examples=60, deadline=None)
@given(clauses)
def test_a_text_told_twice_tells_its_acts_once(parts: list) -> None:
    text = sentence(parts)
    assert acts_of(text + "\n" + text) == acts_of(text)


@settings(max_examples=60, deadline=None)
@given(clauses)
def test_every_line_is_the_line_of_the_name(parts: list) -> None:
    lines = [f"{v}{name}{link}{post}{end}。" for (v, link, end), name, post in parts]
    for act in read_acts_lines(lines, 40).acts:
        assert act.person in lines[act.line - 40]


@settings(max_examples=200, deadline=None)
@given(
    st.text(
        alphabet="任命免去选举张三李四为的职务主任委员、，。；：（）《》\n\t 2024年月日接受辞代表区",
        max_size=300,
    )
)
def test_no_text_breaks_the_reader(text: str) -> None:
    reading_as_json(read_acts(text))


@pytest.mark.parametrize(
    "unit", ["（", "《", "[", "《任", "任命", "任命张三、", "接受张三辞去", "的", "任1一（", "为"]
)
def test_one_long_line_comes_to_an_end(unit: str) -> None:
    text = unit * (300_000 // len(unit.encode()))
    read_acts(text)


def test_nothing_but_brackets_comes_to_an_end() -> None:
    read_acts("（《" * 300_000 + "任命")


@pytest.mark.parametrize(
    "line",
    [
        "任命",
        "任",
        "张三",
        "（任",
        "张三\t局长\t任命",
        "天气好",
        "任命张三为局长。",
        "张三　　李四　　任",
    ],
)
def test_many_short_lines_come_to_an_end(line: str) -> None:
    text = f"{line}\n" * (600_000 // len(f"{line}\n".encode())) + "任命"
    read_acts(text)


def test_acts_far_apart_are_all_read() -> None:
    far = "天气很好。\n" * 5000
    acts = read_acts(
        f"{far}任命江雪为云溪市审计局局长。\n{far}免去任重远的云溪市教育局局长职务。\n{far}"
    ).acts
    assert [(a.person, a.act, a.line) for a in acts] == [
        ("江雪", "appoint", 5000),
        ("任重远", "remove", 10001),
    ]


def test_a_text_too_long_is_a_finding() -> None:
    reading = read_acts("任命江雪为云溪市审计局局长。\n" * 30_000)
    assert [(f.code, f.severity) for f in reading.findings] == [("text_too_long", "error")]


def test_plain_text_holds_nothing() -> None:
    assert reading_as_json(read_acts("今天天气很好。")) == {
        "acts": [],
        "deputies": [],
        "findings": [],
    }
