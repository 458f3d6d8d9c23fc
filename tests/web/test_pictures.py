"""The pictures: what they tell of each way of knowing, that nothing meets, that they stay small."""

from __future__ import annotations

import datetime as dt
import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npcrecords.web.pictures import board_svg, timeline_svg
from npcrecords.web.pictures.board import Board, Holder, How, Office, Seat, Taken
from npcrecords.web.pictures.lettering import cut, lines, width
from npcrecords.web.pictures.rows import LETTER, PANEL, panels
from npcrecords.web.pictures.scale import WIDTH, scale_of
from npcrecords.web.pictures.timeline import Bar, Blank, End, Known, Lane, Mark, Timeline
from people.tenures import last_day

TODAY = dt.date(2026, 3, 1)
SVG = "{http://www.w3.org/2000/svg}"
LIST = "/documents/1/#act1"


def day(text: str, precision: str = "day") -> End:
    first = dt.date.fromisoformat(text)
    known = Known.DAY if precision == "day" else Known.PART
    return End(known, f"{text} 任命", LIST, first, last_day(first, precision))


OPEN = End(Known.OPEN, "未见卸任记录")
UNKNOWN = End(Known.NOT, "起任时间不详")
LAPSED = End(Known.LAPSED, "机构撤销，未见卸任记录", "", dt.date(2026, 2, 1), dt.date(2026, 2, 1))


def bar(start: End, end: End = OPEN, name: str = "方勤", *, acting: bool = False) -> Bar:
    return Bar(name, "/people/1/", start, end, "在任", acting)


def timeline(*lanes: Lane, names_ends: bool = False) -> Timeline:
    return Timeline("t", "历任", "两个职务。", TODAY, lanes, names_ends)


def lane(*items: Bar | Blank, name: str = "局长") -> Lane:
    return Lane(name, "/posts/1/", items)


def drawn(*lanes: Lane) -> ET.Element:
    (one,) = timeline_svg.draw(timeline(*lanes))
    return ET.fromstring(one)


def paths(root: ET.Element) -> list[str]:
    return [path.get("d", "") for path in root.iter(f"{SVG}path")]


def letters(root: ET.Element) -> list[str]:
    return ["".join(one.itertext()) for one in root.iter(f"{SVG}text")]


def test_a_picture_has_words_for_who_cannot_see_it() -> None:
    root = drawn(lane(bar(day("2020-01-05"))))
    assert root.get("role") == "img"
    named = [root.find(f"{SVG}{name}") for name in ("title", "desc")]
    assert root.get("aria-labelledby") == " ".join(one.get("id") for one in named)
    assert [one.text for one in named] == ["历任", "两个职务。"]
    # For screen readers it is one image: its links are no stops of the Tab key.
    assert {a.get("tabindex") for a in root.iter(f"{SVG}a")} == {"-1"}


def test_each_known_end_leads_to_its_act() -> None:
    root = drawn(lane(bar(day("2020-01-05"), day("2022-05-01"))))
    ends = [a for a in root.iter(f"{SVG}a") if a.get("href") == LIST]
    assert ["".join(a.itertext()) for a in ends] == ["2020-01-05 任命", "2022-05-01 任命"]


def test_an_unknown_start_is_dashes_and_a_question_mark() -> None:
    root = drawn(lane(bar(UNKNOWN, day("2022-05-01"))))
    dashed = [g for g in root.iter(f"{SVG}g") if g.get("stroke-dasharray") == "5 4"]
    assert len(dashed) == 1
    assert any(words.startswith("?") for words in letters(root))
    sure = drawn(lane(bar(day("2020-01-05"), day("2022-05-01"))))
    assert not [g for g in sure.iter(f"{SVG}g") if g.get("stroke-dasharray") == "5 4"]
    assert not any(words.startswith("?") for words in letters(sure))


def test_what_nobody_tells_has_no_body() -> None:
    for ends in ((UNKNOWN, UNKNOWN), (UNKNOWN, day("2022-05-01")), (day("2022-05-01"), UNKNOWN)):
        root = drawn(lane(bar(*ends)))
        assert not [g for g in root.iter(f"{SVG}g") if g.get("fill") == "#1a4f8b"], ends


def test_a_half_known_start_is_ragged_though_the_end_is_not_known() -> None:
    for ends in ((day("2010-06-01", "month"), UNKNOWN), (UNKNOWN, day("2010-06-01", "month"))):
        (body,) = [d for d in paths(drawn(lane(bar(*ends)))) if d.count("L") == 6]
        assert body.endswith("Z")


def test_an_open_end_is_an_arrow_from_today() -> None:
    shown = timeline(lane(bar(day("2020-01-05"))))
    x = scale_of(shown).x(TODAY)
    root = drawn(*shown.lanes)
    assert any(d.startswith(f"M{x:.1f}") and "Z" in d for d in paths(root))


def test_a_half_known_end_is_ragged_as_far_as_it_may_be() -> None:
    shown = timeline(lane(bar(day("2018-01-01", "year"), day("2022-05-01"))))
    scale = scale_of(shown)
    body = next(d for d in paths(drawn(*shown.lanes)) if d.count("L") == 6)
    xs = {float(x) for x in re.findall(r"[ML]([\d.]+) ", body)}
    assert f"{min(xs):.1f}" == f"{scale.x(dt.date(2018, 1, 1)):.1f}"
    assert f"{scale.x(dt.date(2018, 12, 31)):.1f}" in {f"{x:.1f}" for x in xs}


def test_acting_is_hatched_and_a_blank_is_framed() -> None:
    blank = Blank("2021年：未见有人任此职", dt.date(2021, 1, 1), dt.date(2022, 1, 1))
    one = bar(day("2020-01-01"), day("2021-01-01"), acting=True)
    root = drawn(lane(one, blank, bar(day("2022-01-01"))))
    hatch = next(root.iter(f"{SVG}pattern")).get("id")
    assert [g for g in root.iter(f"{SVG}g") if g.get("fill") == f"url(#{hatch})"]
    (frame,) = [rect for rect in root.iter(f"{SVG}rect") if rect.get("fill") is None]
    assert "".join(frame.itertext()) == blank.text
    assert timeline(lane(one, blank)).signs == {"day", "acting", "blank"}


def test_a_blank_is_drawn_where_it_has_room_and_its_day_is_sure() -> None:
    ends = bar(day("2000-01-01"), day("2010-01-01")), bar(day("2010-03-01"))
    short = Blank("不久", dt.date(2010, 1, 1), dt.date(2010, 3, 1))
    unsure = Blank("卸任以后：未见有人任此职", None, None)
    long = Blank("很久", dt.date(2010, 1, 1), dt.date(2014, 3, 1))
    for blank, number in ((short, 0), (unsure, 0), (long, 1)):
        root = drawn(lane(ends[0], blank, ends[1]))
        frames = [rect for rect in root.iter(f"{SVG}rect") if rect.get("fill") is None]
        assert len(frames) == number, blank


def test_an_abolished_organ_ends_a_bar_with_a_tick_and_a_question_mark() -> None:
    gone = dt.date(2019, 3, 11)
    lapsed = End(Known.LAPSED, "机构撤销，未见卸任记录", "", gone, gone)
    marks = (Mark("2001年3月设立", dt.date(2001, 3, 1)), Mark("2019年3月11日撤销", gone))
    shown = timeline(lane(bar(day("2015-01-01"), lapsed)))
    shown = Timeline("t", "历任", "", TODAY, shown.lanes, marks=marks)
    (one,) = timeline_svg.draw(shown)
    root = ET.fromstring(one)
    scale = scale_of(shown)
    assert (scale.first, scale.last) == (2001, 2019)
    x = scale.x(gone)
    body = next(g for g in root.iter(f"{SVG}g") if g.get("fill") == "#1a4f8b")
    assert f"H{x:.1f}" in body[0].get("d")  # surely held as far as that day
    assert {"2001年3月设立", "2019年3月11日撤销", "?机构撤销，未见卸任记录"} <= set(letters(root))
    lines = [d for d in paths(root) if d.endswith(f"V{root.get('height')}")]
    assert [d for d in lines if d.startswith(f"M{x:.1f} ")]
    assert shown.signs == {"day", "lapsed", "mark"}


def test_words_are_escaped() -> None:
    name = '<script>alert("1")</script>&'
    (one,) = timeline_svg.draw(timeline(lane(bar(day("2020-01-05"), name=name), name=name)))
    assert "<script" not in one
    assert name in letters(ET.fromstring(one))


days = st.dates(dt.date(1985, 1, 1), dt.date(2026, 2, 1))


@st.composite
def bars(draw: st.DrawFn) -> Bar:
    one, other = sorted((draw(days), draw(days)))
    precisions = st.sampled_from(["day", "third", "month", "year"])

    def end(on: dt.date, *others: End) -> End:
        return draw(st.sampled_from([day(on.isoformat(), draw(precisions)), *others]))

    name = draw(st.sampled_from(["方勤", "林言", "欧阳沈朗（市中级人民法院审判员）", "Aisa" * 40]))
    return bar(
        end(one, UNKNOWN), end(other, OPEN, UNKNOWN, LAPSED), name, acting=draw(st.booleans())
    )


@given(st.lists(bars(), max_size=30), st.booleans())
def test_no_two_things_meet_and_nothing_is_lost(held: list[Bar], names_ends: bool) -> None:
    shown = timeline(Lane("职务" * 60, "", tuple(held)), names_ends=names_ends)
    found = panels(shown, scale_of(shown))
    rows = [row for panel in found for strip in panel.strips for row in strip.rows]
    assert sorted(id(p.item) for row in rows for p in row) == sorted(id(one) for one in held)
    for row in rows:
        for place, one in enumerate(row):
            for left, right in (one.reach, one.words_reach):
                assert left >= -0.5
                assert right <= WIDTH + LETTER / 2  # the space after the last word
                assert left <= right
            for other in row[place + 1 :]:
                assert not one.meets(other)
    assert all(panel.height <= PANEL for panel in found)
    for one in timeline_svg.draw(shown):
        ET.fromstring(one)


def test_two_hundred_lanes_stay_small() -> None:
    one = bar(day("2012-02-03"), day("2018-05-01", "month"))
    lanes = [lane(one, bar(day("2018-06-01")), name=f"第{n}研究院副院长") for n in range(200)]
    found = timeline_svg.draw(timeline(*lanes))
    assert sum(len(svg.encode()) for svg in found) < 300_000
    names = [words for svg in found for words in letters(ET.fromstring(svg))]
    assert len([words for words in names if words.endswith("副院长")]) == 200
    keys = [key for svg in found for key in re.findall(r' id="([^"]+)"', svg)]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(("first", "last"), [(2024, 2024), (2020, 2026), (1954, 2026), (202, 2026)])
def test_years_have_room_for_their_names(first: int, last: int) -> None:
    ends = day(f"{first:04}-05-01"), day(f"{last}-05-02")
    scale = scale_of(timeline(lane(bar(*ends))))
    assert (scale.first, scale.last) == (first, last)
    places = [scale.begin(year) for year in scale.ticks]
    assert places
    assert all(after - before >= 60 for before, after in zip(places, places[1:], strict=False))


def test_words_break_and_are_cut_where_room_ends() -> None:
    name = "青岚市人民代表大会常务委员会副主任"
    broken = lines(name, 10, 60)
    assert "".join(broken) == name
    assert all(width(line, 10) <= 60 for line in broken)
    assert cut(name, 10, 60) == "青岚市人民…"
    assert cut("方勤", 10, 60) == "方勤"
    assert lines("任职，", 10, 20) == ["任职，"]
    told = "March 10, 2014 Decision to appoint"
    broken = lines(told, 10, 120)
    assert " ".join(broken) == told
    assert len(broken) == 2
    assert "".join(lines("x" * 50, 10, 60)) == "x" * 50
    assert all(width(line, 10) <= 60 for line in lines("x" * 50, 10, 60))


@given(st.text(alphabet="任职，。ab 12（）\u00b7é", max_size=40), st.integers(40, 90))
def test_breaking_loses_no_letter(words: str, most: int) -> None:
    broken = lines(words, 10, most)
    assert "".join("".join(broken).split()) == "".join(words.split())
    for line in broken:  # marks that end a phrase may stand in the margin
        assert width(line.rstrip("，。） "), 10) <= most


def seat(taken: Taken, *holders: Holder, title: str = "局长") -> Seat:
    return Seat(title, "/posts/1/", taken, holders, "其后未见有人任此职")


def board(*seats: Seat) -> Board:
    office = Office("青岚市第一局", "/organizations/1/", 0, seats)
    return Board("day", "青岚市第一局", "共1个职务。", TODAY, (office,))


def test_a_chart_tells_how_each_seat_stood() -> None:
    held = Holder("方勤", "/people/1/", How.HELD, "2020年1月5日 任命", LIST)
    acting = Holder("林言", "/people/2/", How.ACTING, "2021年1月5日 代理", LIST)
    maybe = Holder("陆宁", "/people/3/", How.MAYBE, "起任时间不详", LIST)
    seats = (
        seat(Taken.HELD, held, acting),
        seat(Taken.MAYBE, maybe),
        seat(Taken.VACANT),
        seat(Taken.UNKNOWN),
    )
    (one,) = board_svg.draw(board(*seats))
    root = ET.fromstring(one)
    said = letters(root)
    for words in ("方勤", "林言（代理）", "陆宁（可能在任）", "空缺", "不详", "2020年1月5日 任命"):
        assert words in said, words
    frames = [(r.get("stroke-dasharray"), r.get("stroke-width")) for r in root.iter(f"{SVG}rect")]
    assert frames == [(None, "1.6"), ("7 4", "1.6"), ("1 3", "1"), ("1 3", "1")]


def test_a_large_chart_is_parted_and_loses_no_seat() -> None:
    seats = [seat(Taken.UNKNOWN, title=f"第{n}处处长") for n in range(200)]
    found = board_svg.draw(board(*seats))
    assert len(found) > 1
    assert sum(len(svg.encode()) for svg in found) < 300_000
    said = [words for svg in found for words in letters(ET.fromstring(svg))]
    assert [one for one in said if one.endswith("处处长")] == [one.title for one in seats]
    for svg in found:
        root = ET.fromstring(svg)
        boxes = [
            [float(r.get(name)) for name in ("x", "y", "width", "height")]
            for r in root.iter(f"{SVG}rect")
        ]
        assert all(x + wide <= WIDTH - 1 for x, _y, wide, _h in boxes)
        for place, (x, y, wide, high) in enumerate(boxes):
            for left, top, _wide, _high in boxes[place + 1 :]:
                assert left >= x + wide or top >= y + high


def test_many_holders_of_one_seat_are_counted() -> None:
    many = [Holder(f"方勤{n}", "", How.HELD, "2020年 任命") for n in range(40)]
    said = letters(ET.fromstring(board_svg.draw(board(seat(Taken.HELD, *many)))[0]))
    assert "等40人" in said
    assert "方勤11" in said
    assert "方勤12" not in said
