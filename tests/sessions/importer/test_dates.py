"""Dates in all the forms that bulletins print."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessions.importer.dates import (
    date_findings,
    find_dates,
    find_periods,
    impossible_dates,
    parse_date,
)
from sessions.importer.stages import Line, join


@pytest.mark.parametrize(
    ("text", "on", "precision"),
    [
        ("2024年7月31日", (2024, 7, 31), "day"),
        ("2024 年 7 月 31 日", (2024, 7, 31), "day"),
        ("2 0 2 4 年 7月 3 1日", (2024, 7, 31), "day"),
        ("２０２４年７月３１日", (2024, 7, 31), "day"),
        ("2024年07月01日", (2024, 7, 1), "day"),
        ("（2024年7月31日）", (2024, 7, 31), "day"),
        ("二〇二四年七月三十一日", (2024, 7, 31), "day"),
        ("二○二四年十二月十日", (2024, 12, 10), "day"),
        ("二零零九年十月廿一日", (2009, 10, 21), "day"),
        ("二OO八年一月一日", (2008, 1, 1), "day"),
        ("一九九八年元月", (1998, 1, 1), "month"),
        ("2023年5月9号", (2023, 5, 9), "day"),
        ("2024-07-31", (2024, 7, 31), "day"),
        ("2024.7.31", (2024, 7, 31), "day"),
        ("2024/7/31", (2024, 7, 31), "day"),
        ("2024年2月29日", (2024, 2, 29), "day"),
        ("2024年3月上旬", (2024, 3, 1), "third"),
        ("2024年3月中旬", (2024, 3, 11), "third"),
        ("2024 年3月下旬", (2024, 3, 21), "third"),
        ("2024年3月初", (2024, 3, 1), "third"),
        ("2024年3月底", (2024, 3, 21), "third"),
        ("2024年11月末", (2024, 11, 21), "third"),
        ("2024年3月", (2024, 3, 1), "month"),
        ("2024年3月份", (2024, 3, 1), "month"),
        ("2024年底", (2024, 12, 1), "month"),
        ("2024年初", (2024, 1, 1), "month"),
        ("2024年第三季度", (2024, 7, 1), "year"),
        ("2024年下半年", (2024, 7, 1), "year"),
        ("2024年", (2024, 1, 1), "year"),
        ("2024年2月30日", None, None),
        ("2023年2月29日", None, None),
        ("2024年13月1日", None, None),
        ("24年3月1日", None, None),
        ("同年3月1日", None, None),
        ("3月1日", None, None),
        ("当月5日", None, None),
        ("2024年度", None, None),
        ("于2024年3月1日施行", None, None),
        ("", None, None),
    ],
)
def test_a_whole_text_is_a_date(text, on, precision):
    when = parse_date(text)
    if on is None:
        assert when is None
    else:
        assert (when.on, when.precision) == (date(*on), precision)


def test_the_words_are_kept_without_the_spaces_of_typesetting():
    assert parse_date("2024 年 7 月 31 日").text == "2024年7月31日"
    assert parse_date("二〇二四年七月").text == "二〇二四年七月"


def test_dates_in_a_sentence_come_with_their_places():
    text = "自2011年10月1日起施行，2023年 12月修改，2024年度预算与同年8月1日不计，202334年亦然。"
    found = find_dates(text)
    assert [(text[a:b], when.on) for a, b, when in found] == [
        ("2011年10月1日", date(2011, 10, 1)),
        ("2023年 12月", date(2023, 12, 1)),
    ]


def test_a_list_marker_before_a_date_is_no_part_of_it():
    assert [when.on for _, _, when in find_dates("1.2024年6月1日")] == [date(2024, 6, 1)]


@pytest.mark.parametrize("text", ["2024年初步完成", "三个月内", "2024年7月底线", "第二〇年会"])
def test_words_that_only_look_like_parts_of_a_date(text):
    assert all(when.precision in ("year", "month") for _, _, when in find_dates(text))
    assert not any(when.text.endswith(("初", "底")) for _, _, when in find_dates(text))


def test_a_year_given_completes_dates_without_one():
    assert parse_date("3月1日", year=2022).on == date(2022, 3, 1)
    assert parse_date("2月29日", year=2023) is None
    assert [w.on for _, _, w in find_dates("2021年5月1日和6月2日", year=2024)] == [
        date(2021, 5, 1),
        date(2024, 6, 2),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024年7月30日下午至31日", ((2024, 7, 30), "pm", (2024, 7, 31), None)),
        ("2024 年 7 月 30 日下午至 31日上午", ((2024, 7, 30), "pm", (2024, 7, 31), "am")),
        ("2023年12月29日", ((2023, 12, 29), None, (2023, 12, 29), None)),
        ("2023年12月29日上午", ((2023, 12, 29), "am", (2023, 12, 29), "am")),
        ("2023年11月30日至12月1日", ((2023, 11, 30), None, (2023, 12, 1), None)),
        ("2023年12月30日至2024年1月2日", ((2023, 12, 30), None, (2024, 1, 2), None)),
        ("2023年12月30日至次年1月2日", ((2023, 12, 30), None, (2024, 1, 2), None)),
        ("2023年4月27—28日", ((2023, 4, 27), None, (2023, 4, 28), None)),
        ("2023年4月27日、28日", ((2023, 4, 27), None, (2023, 4, 28), None)),
        ("2023年4月27日（星期四）下午至28日", ((2023, 4, 27), "pm", (2023, 4, 28), None)),
        ("二〇二三年四月二十七日至二十八日", ((2023, 4, 27), None, (2023, 4, 28), None)),
    ],
)
def test_periods(text, expected):
    (period,) = find_periods(f"会议于{text}在县城举行。")
    start, start_half, end, end_half = expected
    assert (period.first, period.first_half) == (date(*start), start_half)
    assert (period.last, period.last_half) == (date(*end), end_half)


def test_periods_take_over_what_the_caller_knows():
    (period,) = find_periods("7月30日至31日", year=2024)
    assert (period.first, period.last) == (date(2024, 7, 30), date(2024, 7, 31))
    (period,) = find_periods("30日上午", year=2024, month=7)
    assert (period.first, period.first_half) == (date(2024, 7, 30), "am")
    assert find_periods("7月30日至31日") == []
    assert find_periods("30日上午") == []


def test_a_period_that_goes_backwards_or_does_not_exist_is_not_read():
    assert find_periods("2024年7月30日至2日") == []
    assert find_periods("2024年6月30日至31日") == []


def test_a_day_that_does_not_exist_is_a_finding_with_its_line():
    passage = join([Line(7, "会议于2024年2月", 3), Line(8, "30日召开，2月29日闭会。", 3)])
    (finding,) = date_findings(passage, "纪要")
    assert (finding.line, finding.page, finding.document) == (7, 3, "纪要")
    assert "2024年2月30日" in finding.message
    assert impossible_dates("2023年2月29日；4月31日；5月31日") == [(0, 10), (11, 16)]


_CHINESE = "〇一二三四五六七八九"


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens < 1 else "十" if tens == 1 else _CHINESE[tens] + "十") + (
        _CHINESE[ones] if ones else ""
    )


@given(st.dates(date(1949, 10, 1), date(2150, 1, 1)), st.sampled_from(["", " ", "　"]))
def test_every_day_is_read_in_every_print(day, space):
    arabic = f"{day.year}{space}年{space}{day.month}{space}月{space}{day.day}{space}日"
    wide = arabic.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    chinese = (
        "".join(_CHINESE[int(c)] for c in str(day.year))
        + f"年{_chinese(day.month)}月{_chinese(day.day)}日"
    )
    for printed in (arabic, wide, chinese):
        assert parse_date(printed).on == day
        assert find_dates(f"于{printed}，")[0][2].on == day


@pytest.mark.parametrize("unit", ["2024年", "1 ", "二", "（", "7月30日至", "2024年7月1日、"])
def test_a_long_line_is_read_in_linear_time(unit):
    text = unit * (300_000 // len(unit))
    find_dates(text)
    find_periods(text)
    impossible_dates(text)
