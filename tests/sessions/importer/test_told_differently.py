"""Appointments that minutes and lists tell differently."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sessions.importer.build import build_record
from sessions.importer.linking.posts_alike import are_alike, post_words
from sessions.importer.naming.names import Names
from sessions.importer.reading.read import read, read_text
from sessions.importer.record import Finding
from tests.seeds import ROOT, seed

SC = "青岚市第十八届人民代表大会常务委员会"
ADOPTED = f"（2024年3月28日{SC}第九次会议通过）"
HEAD = "青岚市人大常委会公报\n2024年第2号（总第20号）\n"
LIST = (
    "任命：\n"
    "方砚秋为青岚市人大常委会办公厅主任、青岚市人大法制委员会委员；\n"
    "沈望舒为青岚市发展和改革委员会主任。\n"
    "免去：\n"
    "陆鸣鹤的青岚市中级人民法院民事审判第一庭庭长职务。\n"
)
SAME = (
    "任命方砚秋为市人大常委会办公厅主任、市人大法制委委员；决定任命沈望舒为市发改委主任；"
    "免去陆鸣鹤的市中级法院民一庭庭长职务。"
)


def bulletin(
    minutes: str, *papers: str, opening: str = "会议经过表决，通过了人事任免事项："
) -> str:
    told = (
        f"{SC}第九次会议纪要\n"
        f"{SC}第九次会议于2024年3月27日至28日举行。市人大常委会主任程远山主持会议，"
        "委员共31人出席会议。会议纪要如下：\n"
        "一、会议听取和审议了市水利局局长高屏受市政府委托所作的关于灌渠建设情况的报告。\n"
        f"二、会议听取了有关任免议案的说明。{opening}{minutes}\n"
    )
    return HEAD + told + "".join(papers)


def paper(text: str, title: str = "青岚市人民代表大会常务委员会任免名单") -> str:
    return f"{title}\n{ADOPTED}\n{text}"


def differences(minutes: str, *papers: str, **facts: str) -> list[Finding]:
    record = build_record(read_text(bulletin(minutes, *(papers or (paper(LIST),)), **facts)))
    return [one for one in record.findings if one.code == "told_differently"]


def test_short_words_for_the_same_posts_are_no_difference():
    assert differences(SAME) == []


@pytest.mark.parametrize(
    ("words", "instead", "said", "printed"),
    [
        ("市人大法制委委员", "市人大财经委委员", "市人大财经委委员", "青岚市人大法制委员会委员"),
        ("办公厅主任", "办公厅副主任", "办公厅副主任", "青岚市人大常委会办公厅主任"),
        ("市发改委主任", "市教育局局长", "市教育局局长", "青岚市发展和改革委员会主任"),
        ("民一庭庭长", "民二庭庭长", "民二庭庭长", "民事审判第一庭庭长"),
        ("免去陆鸣鹤的", "任命陆鸣鹤为", "任命陆鸣鹤为", "免去陆鸣鹤的"),
    ],
)
def test_another_post_or_act_is_told_with_both_places(words, instead, said, printed):
    told = SAME.replace(words, instead)
    if instead.startswith("任命"):
        told = told.replace("庭长职务", "庭长")
    (one,) = differences(told)
    assert (one.severity, one.document) == ("warning", f"{SC}第九次会议纪要")
    assert said in one.message
    assert printed in one.message
    assert "《青岚市人民代表大会常务委员会任免名单》" in one.message
    assert one.message.count("行") == 2


def test_a_removal_that_is_a_resignation_elsewhere():
    decision = paper(
        "会议决定：接受林清和辞去青岚市人大常委会委员职务的请求。\n",
        "关于接受林清和辞去青岚市人大常委会委员职务的决定",
    )
    same = "通过了关于接受林清和辞去市人大常委会委员职务的决定。"
    assert differences(same, decision) == []
    (one,) = differences("免去林清和的市人大常委会委员职务。", decision)
    assert "接受林清和辞去" in one.message


def test_what_no_list_holds():
    (one,) = differences(SAME.replace("；决定", "，市人大常委会副秘书长；决定", 1))
    assert "市人大常委会副秘书长" in one.message
    assert "名单和决定里没有这一项" in one.message
    (other,) = differences(SAME.rstrip("。") + "；任命顾青禾为市人大常委会研究室主任。")
    assert "顾青禾" in other.message


def test_another_name_for_the_same_post():
    (one,) = differences(SAME.replace("沈望舒", "沈望书"))
    assert "沈望书" in one.message
    assert "沈望舒" in one.message
    assert "核对姓名" in one.message


def test_another_day():
    same = "2024年3月28日，会议决定任命沈望舒为市发改委主任。"
    other = "2024年3月27日，会议决定任命沈望舒为市发改委主任。"
    assert differences(same, opening="会议经过表决。") == []
    (one,) = differences(other, opening="会议经过表决。")
    assert "2024-03-28" in one.message
    assert "2024-03-27" in one.message


@pytest.mark.parametrize(
    "minutes",
    [
        "通过了市中级法院、市检察院提请的人事任免事项。",
        "任命了有关人员，并向其颁发任命书。",
        "任命方砚秋等为市人大法制委委员。",
    ],
)
def test_what_the_minutes_do_not_enumerate_is_no_difference(minutes):
    assert differences(minutes) == []


def test_acts_whose_instrument_is_not_printed_are_told_by_the_minutes_alone():
    removing = paper("免去：\n陆鸣鹤的青岚市中级人民法院审判员职务。\n")
    assert differences("任命顾青禾为市人大常委会研究室主任。", removing) == []
    assert differences(SAME, "青岚市人大常委会工作要点\n一、依法履行职责。\n") == []


def test_the_list_of_another_session_bears_nothing_out():
    other = paper(LIST).replace("第九次会议通过", "第八次会议通过")
    assert differences("任命顾青禾为市人大常委会研究室主任。", other) == []


PEOPLE = ("方砚秋", "沈望舒", "陆鸣鹤", "林清和", "顾青禾", "邵云亭")
POSTS = (
    ("市人大常委会办公厅主任", "青岚市人民代表大会常务委员会办公厅主任"),
    ("市人大常委会社会建设工委主任", "青岚市人大常委会社会建设工作委员会主任"),
    ("市人大社会建设委委员", "青岚市人大社会建设委员会委员"),
    ("市人大财经委副主任委员", "青岚市人民代表大会财政经济委员会副主任委员"),
    ("市发改委主任", "青岚市发展和改革委员会主任"),
    ("市经信局局长", "青岚市经济和信息化局局长"),
    ("市监委委员", "青岚市监察委员会委员"),
    ("市中院民一庭庭长", "青岚市中级人民法院民事审判第一庭庭长"),
)


@st.composite
def sittings(draw):
    """Acts on posts, each once: (person, number of the post, whether it starts)."""
    posts = draw(st.lists(st.sampled_from(range(len(POSTS))), min_size=2, max_size=6, unique=True))
    people = draw(st.lists(st.sampled_from(PEOPLE), min_size=len(posts), max_size=len(posts)))
    starts = draw(st.lists(st.booleans(), min_size=len(posts), max_size=len(posts)))
    return list(zip(people, posts, starts, strict=True))


def in_minutes(acts) -> str:
    return "；".join(
        f"任命{person}为{POSTS[post][0]}" if starts else f"免去{person}的{POSTS[post][0]}职务"
        for person, post, starts in acts
    ) + "。"  # fmt: skip


def in_list(acts) -> str:
    lines = [f"任命{person}为{POSTS[post][1]}。\n" for person, post, starts in acts if starts]
    lines += [f"免去{p}的{POSTS[post][1]}职务。\n" for p, post, starts in acts if not starts]
    return paper("".join(lines))


@settings(max_examples=25, deadline=None)
@given(acts=sittings(), data=st.data())
def test_in_whatever_order_the_same_acts_are_told_there_is_no_difference(acts, data):
    shuffled = data.draw(st.permutations(acts))
    assert differences(in_minutes(acts), in_list(shuffled)) == []


@settings(max_examples=25, deadline=None)
@given(acts=sittings(), data=st.data())
def test_one_act_turned_round_is_one_difference(acts, data):
    at = data.draw(st.sampled_from(range(len(acts))))
    person, post, starts = acts[at]
    told = [*acts[:at], (person, post, not starts), *acts[at + 1 :]]
    (one,) = differences(in_minutes(told), in_list(acts))
    assert person in one.message


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (("市发改委", "主任"), ("青岚市发展和改革委员会", "主任"), True),
        (("市政府口岸办", "主任"), ("青岚市口岸办公室", "主任"), True),
        (("", "副秘书长"), ("青岚市人大常委会", "副秘书长"), True),
        (("市人大财经委", "主任"), ("青岚市人大财政经济委员会", "主任委员"), True),
        (("市教科文卫委", "委员"), ("青岚市人大教育科学文化卫生委员会", "委员"), True),
        (("市中院", "民一庭副庭长"), ("青岚市中级人民法院民事审判第一庭", "副庭长"), True),
        (("市公安局", "局长（兼）"), ("青岚市公安局", "局长"), True),
        (("市人大社会建设委", "委员"), ("青岚市人大常委会社会建设工作委员会", "委员"), False),
        (("市检察院", "检察长"), ("溪口市人民检察院", "检察长"), False),
        (("市政府办公厅", "主任"), ("青岚市人大常委会办公厅", "主任"), False),
        (("市公安局", "副局长"), ("青岚市公安局", "局长"), False),
        (("市中院", "审判员"), ("青岚市中级人民法院审判委员会", "委员"), False),
    ],
)  # fmt: skip
def test_wordings_of_a_post(one, other, alike):
    names = Names("青岚市")
    first, second = post_words(*one, names), post_words(*other, names)
    assert are_alike(first, second) is alike
    assert are_alike(second, first) is alike


GOLDEN = Path(__file__).parents[2] / "golden"


@pytest.mark.parametrize(
    "path",
    [*sorted(GOLDEN.glob("*-*-*/source*.txt")), ROOT / "fixtures" / "demo" / "linxi-5-12.txt"],
    ids=lambda path: path.parent.name,
)
def test_whole_bulletins_tell_their_acts_alike(path):
    record = build_record(read(path))
    assert [one.message for one in record.findings if one.code == "told_differently"] == []


def test_a_real_bulletin_tells_its_acts_alike_and_a_slip_in_it_is_found():
    text = seed("001").read_text(encoding="utf-8")
    record = build_record(read_text(text))
    assert not [one for one in record.findings if one.code == "told_differently"]
    slipped = re.sub(r"(竺培楠\s*为市人大)财经委", r"\1法制委", text, count=1)
    assert slipped != text
    (one,) = [
        one for one in build_record(read_text(slipped)).findings if one.code == "told_differently"
    ]
    assert "竺培楠" in one.message
    assert "财政经济委员会副主任委员" in one.message
