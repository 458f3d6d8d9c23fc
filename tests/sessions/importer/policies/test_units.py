"""Names of units: how lists of them are cut, what is a group, who leads and who helps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessions.importer.policies.units import (
    is_blank,
    is_group,
    looks_like_unit,
    read_units,
    split_units,
)


def names(text: str) -> list[str]:
    return [unit.name for unit in split_units(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("市发改委、市财政局，市教育局", ["市发改委", "市财政局", "市教育局"]),
        ("市发改委,市财政局;市教育局；市民政局", ["市发改委", "市财政局", "市教育局", "市民政局"]),
        ("市改革办（市跑办），各区县（市）政府", ["市改革办（市跑办）", "各区县（市）政府"]),
        ("各镇（街道）党委（党工委），区级各部门党委（党组）", ["各镇（街道）党委（党工委）", "区级各部门党委（党组）"]),
        ("市口岸办 市市场监管局 青岚海关", ["市口岸办", "市市场监管局", "青岚海关"]),
        ("市市场 监管局、市发改 委", ["市市场监管局", "市发改委"]),
        ("市市场监督 管理局 市文化广电 旅游局", ["市市场监督管理局", "市文化广电旅游局"]),
        ("各区县(市) 政府", ["各区县(市)政府"]),
        ("市委统战部、 市工商联", ["市委统战部", "市工商联"]),
        ("市改革办（市 跑办）", ["市改革办（市跑办）"]),
        ("区编办、区法制办等有关部门，各镇(街道）", ["区编办", "区法制办", "有关部门", "各镇(街道）"]),
        ("区编办、区发改局和其他有关部门", ["区编办", "区发改局", "其他有关部门"]),
        ("区编办、区发改局等部门", ["区编办", "区发改局", "等部门"]),
        ("市住建局等9个部门", ["市住建局"]),
        ("市规划和自然资源局、市人力资源和社会保障局", ["市规划和自然资源局", "市人力资源和社会保障局"]),
        ("市委组织部和市人力社保局", ["市委组织部", "市人力社保局"]),
        ("发改局 财政局 教育局", ["发改局", "财政局", "教育局"]),
        ("市公安局 交警局", ["市公安局交警局"]),
        ("1.市发改委 2.市财政局", ["市发改委", "市财政局"]),
        ("责任单位：区府办，各镇(街道)", ["区府办", "各镇(街道)"]),
        ("[责任单位：区府办、区考核办]", ["区府办", "区考核办"]),
        ("（责任单位：区府办，各有关部门）", ["区府办", "各有关部门"]),
        ("国网青岚供电公司，人行市中心支行、市中级法院。", ["国网青岚供电公司", "人行市中心支行", "市中级法院"]),
        ("—", []), ("/", []), ("", []), ("无", []), ("〃", []),
    ],
)  # fmt: skip
def test_a_list_is_cut_into_its_units(text: str, wanted: list[str]) -> None:
    assert names(text) == wanted


@pytest.mark.parametrize(
    ("text", "lead", "helping"),
    [
        (
            "牵头单位：市发改委；配合单位：市财政局、市教育局",
            ["市发改委"],
            ["市财政局", "市教育局"],
        ),
        ("牵头：市发改委 配合：市财政局、市 教育局", ["市发改委"], ["市财政局", "市教育局"]),
        ("市发改委（牵头）、市财政局", ["市发改委"], []),
        ("(牵头)市发改委 (配合)市财政局", ["市发改委"], ["市财政局"]),
        ("市发改委牵头，市财政局、市教育局配合", ["市发改委"], ["市财政局", "市教育局"]),
        ("市教育局，由市发改委牵头", ["市发改委"], []),
        ("责任（牵头）单位：市发改委", ["市发改委"], []),
        ("市发改委、市财政局", [], []),
    ],
)
def test_who_leads_and_who_helps_is_told_by_words(
    text: str, lead: list[str], helping: list[str]
) -> None:
    read = read_units(text)
    assert [unit.name for unit in read.lead] == lead
    assert [unit.name for unit in read.help] == helping


@pytest.mark.parametrize(
    "name",
    [
        "各镇（街道）", "市级有关单位", "各区县（市）政府", "各有关部门", "区政府各部门", "有关部门",
        "区政府部门党委（党组）", "各行业协会", "镇（街道）", "市直有关部门", "相关成员单位", "各县(市、区)",
        "其他有关部门", "属地镇街",
    ],
)  # fmt: skip
def test_groups_are_told_from_organisations(name: str) -> None:
    assert is_group(name)
    assert split_units(name)[0].group


@pytest.mark.parametrize(
    "name",
    [
        "市发改委", "青岚市税务局", "市委改革办（市跑办）", "国网青岚供电公司", "市中级法院", "青岚海关",
        "市委组织部（市委人才办）", "青岚港集团", "市仲裁办",
    ],
)  # fmt: skip
def test_an_organisation_is_no_group(name: str) -> None:
    (unit,) = split_units(name)
    assert (unit.name, unit.group, unit.organization) == (name, False, None)
    assert looks_like_unit(name)


def test_a_unit_named_twice_stands_once() -> None:
    read = read_units("市财政局、市发改委、市财政局")
    assert [unit.name for unit in read.units] == ["市财政局", "市发改委"]
    assert read.doubled == ("市财政局",)
    assert read.printed == ("市财政局", "市发改委", "市财政局")


def test_a_bracket_that_never_closes_holds_nothing_back() -> None:
    read = read_units("市改革办（市跑办、市财政局")
    assert read.open_bracket
    assert [unit.name for unit in read.units][-1] == "市财政局"


def test_names_used_elsewhere_decide_what_a_blank_means() -> None:
    known = {"市公安局", "交警支队"}
    assert len(split_units("市公安局 交警支队", known=known)) == 2
    assert len(split_units("市公安局 交警支队", known={"市公安局交警支队"})) == 1


NAMES = (
    "市发改委", "市财政局", "市改革办（市跑办）", "各区县（市）政府", "市级有关单位", "青岚海关",
    "国网青岚供电公司", "市规划和自然资源局", "市中级法院", "各镇（街道）党委（党工委）", "市公安局交警局",
)  # fmt: skip


@given(
    st.lists(st.sampled_from(NAMES), min_size=1, max_size=8, unique=True),
    st.lists(st.sampled_from("、，；,"), min_size=8, max_size=8),
)
def test_names_put_together_come_apart_again(chosen: list[str], marks: list[str]) -> None:
    text = "".join(name + mark for name, mark in zip(chosen, marks, strict=False))
    assert names(text) == chosen


@given(st.lists(st.sampled_from(NAMES), min_size=1, max_size=6, unique=True), st.data())
def test_the_blanks_of_wrapped_lines_change_nothing(chosen: list[str], data: st.DataObject) -> None:
    text = "、".join(chosen)
    # A column breaks after the third character of a line at the earliest.
    places = data.draw(st.lists(st.integers(1, len(text) - 1), max_size=5))
    for place in sorted(set(places), reverse=True):
        if text[place - 1] != " " and text[place] != " ":
            text = f"{text[:place]} {text[place:]}"
    assert [unit.name for unit in split_units(text, known=NAMES)] == chosen


@given(st.text(max_size=300))
def test_any_text_is_cut_without_complaint(text: str) -> None:
    read = read_units(text)
    assert all(unit.name and len(unit.name) <= 300 for unit in read.units)
    assert not (is_blank(text) and read.units)


def test_a_very_long_cell_is_cut_quickly() -> None:
    assert len(split_units("、".join(f"第{n}中学" for n in range(2000)))) == 2000
    assert len(split_units("市" * 10_000)[0].name) == 300
