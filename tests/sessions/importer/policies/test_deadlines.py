"""Deadlines: days, ranges, every year, all the time, as told from above, and none."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessions.importer.policies.deadlines import doubt, is_blank, looks_like_deadline, read_deadline

CHINESE = "〇一二三四五六七八九"


@pytest.mark.parametrize(
    ("text", "on", "precision"),
    [
        ("2020年12月", date(2020, 12, 31), "month"),
        ("2020 年 12 月", date(2020, 12, 31), "month"),
        ("2020年 12月", date(2020, 12, 31), "month"),
        ("２０２０年６月", date(2020, 6, 30), "month"),
        ("二〇二〇年十二月", date(2020, 12, 31), "month"),
        ("二○二○年六月底前", date(2020, 6, 30), "month"),
        ("2018年12月底前", date(2018, 12, 31), "month"),
        ("2019年8月底前完成", date(2019, 8, 31), "month"),
        ("2020年2月底前", date(2020, 2, 29), "month"),
        ("2021年2月", date(2021, 2, 28), "month"),
        ("2020年6月30日前", date(2020, 6, 30), "day"),
        ("2020.6.30", date(2020, 6, 30), "day"),
        ("2020-06-30前", date(2020, 6, 30), "day"),
        ("2020.6", date(2020, 6, 30), "month"),
        ("2020年10月中旬", date(2020, 10, 20), "third"),
        ("2020年10月上旬", date(2020, 10, 10), "third"),
        ("2020年底", date(2020, 12, 31), "month"),
        ("2020年年底前", date(2020, 12, 31), "month"),
        ("2020年", date(2020, 12, 31), "year"),
        ("2020年内", date(2020, 12, 31), "year"),
        ("2020", date(2020, 12, 31), "year"),
        ("2020年上半年", date(2020, 6, 30), "month"),
        ("2020年第三季度", date(2020, 9, 30), "month"),
        ("年底前", date(2020, 12, 31), "month"),
        ("今年底前", date(2020, 12, 31), "month"),
        ("年内", date(2020, 12, 31), "month"),
        ("6月底前", date(2020, 6, 30), "month"),
        ("上半年", date(2020, 6, 30), "month"),
        ("下半年", date(2020, 12, 31), "month"),
        ("第三季度", date(2020, 9, 30), "month"),
        ("四季度末", date(2020, 12, 31), "month"),
        ("6月30日", date(2020, 6, 30), "day"),
        ("明年3月底前", date(2021, 3, 31), "month"),
        ("20年6月底前", date(2020, 6, 30), "month"),
        ("2020年12月底前完成，并长期坚持", date(2020, 12, 31), "month"),
        ("分年度实施，2022年底前完成", date(2022, 12, 31), "month"),
        ("“十四五”末", date(2025, 12, 31), "year"),
    ],
)
def test_dates(text: str, on: date, precision: str) -> None:
    deadline = read_deadline(text, year=2020)
    assert (deadline.kind, deadline.on, deadline.start) == ("date", on, None)
    assert deadline.precision == precision
    assert doubt(deadline) == ""
    assert looks_like_deadline(text)


@pytest.mark.parametrize(
    ("text", "start", "on"),
    [
        ("2018-2020年", date(2018, 1, 1), date(2020, 12, 31)),
        ("2018—2022年", date(2018, 1, 1), date(2022, 12, 31)),
        ("2018年至2020年", date(2018, 1, 1), date(2020, 12, 31)),
        ("2018-2020", date(2018, 1, 1), date(2020, 12, 31)),
        ("2020年3月至6月", date(2020, 3, 1), date(2020, 6, 30)),
        ("2020年3-6月", date(2020, 3, 1), date(2020, 6, 30)),
        ("9月-12月", date(2020, 9, 1), date(2020, 12, 31)),
        ("9-12月", date(2020, 9, 1), date(2020, 12, 31)),
        ("2020年9月-2021年2月", date(2020, 9, 1), date(2021, 2, 28)),
        ("2020年1月1日至12月31日", date(2020, 1, 1), date(2020, 12, 31)),
        ("2020年8月10日-15日", date(2020, 8, 10), date(2020, 8, 15)),
        ("2020.1-2020.6", date(2020, 1, 1), date(2020, 6, 30)),
        ("“十四五”期间", date(2021, 1, 1), date(2025, 12, 31)),
    ],
)
def test_ranges(text: str, start: date, on: date) -> None:
    deadline = read_deadline(text, year=2020)
    assert (deadline.kind, deadline.start, deadline.on) == ("range", start, on)


@pytest.mark.parametrize(
    ("kind", "texts"),
    [
        ("yearly", "每年推进 每年开展 逐年推进 每年12月底前 2018—2020年每年开展 按年度推进"),
        ("rolling", "持续推进 长期 长期坚持 常态化 动态推进 即知即改 立即 2021年起持续推进 即日起"),
        ("as_deployed", "按党中央、省委、市委部署 执行党中央、省委决策部署 按上级要求 根据工程进度 按序时进度推进"),
        ("none", "— / 无 〃"),
    ],
)  # fmt: skip
def test_the_other_kinds_have_no_day(kind: str, texts: str) -> None:
    for text in texts.split():
        deadline = read_deadline(text, year=2020)
        assert (deadline.kind, deadline.on, deadline.start) == (kind, None, None), text
        assert doubt(deadline) == ""


@pytest.mark.parametrize(
    "text", ["春节前", "尽快", "3个月内", "一年内", "2019年2月29日前", "月底前"]
)
def test_what_is_not_understood_is_kept_and_doubted(text: str) -> None:
    deadline = read_deadline(text, year=2019)
    assert (deadline.kind, deadline.text) == ("none", text)
    assert doubt(deadline)


def test_of_several_days_the_last_counts_and_is_doubted() -> None:
    deadline = read_deadline("2020年6月底前启动，年底前完成", year=2020)
    assert deadline.on == date(2020, 12, 31)
    assert doubt(deadline)


def test_without_the_documents_year_parts_of_a_year_are_not_read() -> None:
    assert {read_deadline(text).kind for text in ("年底前", "6月底前", "第三季度")} == {"none"}
    assert read_deadline("2020年6月").on == date(2020, 6, 30)


@given(st.integers(1950, 2099), st.integers(1, 12))
def test_a_month_ends_with_its_last_day(year: int, month: int) -> None:
    last = date(year, month, monthrange(year, month)[1])
    chinese = "".join(CHINESE[int(digit)] for digit in str(year))
    ten = "十" if month >= 10 else ""
    short = ten + (CHINESE[month % 10] if month % 10 else "")
    for text in (
        f"{year}年{month}月", f"{year} 年 {month} 月底前", f"{year}年{month:02}月底", f"{year}.{month}",
        f"{chinese}年{short}月底前完成",
    ):  # fmt: skip
        assert read_deadline(text, year=2000).on == last, text
    assert read_deadline(f"{month}月底前", year=year).on == last


@given(st.integers(1950, 2090), st.integers(1, 9), st.sampled_from("-—–~至到"))
def test_a_range_of_years_runs_from_first_to_last_day(year: int, more: int, to: str) -> None:
    deadline = read_deadline(f"{year}{to}{year + more}年")
    assert (deadline.start, deadline.on) == (date(year, 1, 1), date(year + more, 12, 31))


@given(st.text(max_size=60), st.none() | st.integers(1, 9999))
def test_any_text_is_read_without_complaint(text: str, year: int | None) -> None:
    deadline = read_deadline(text, year=year)
    assert (deadline.on is None) == (deadline.kind not in ("date", "range"))
    assert not (is_blank(text) and deadline.kind != "none")


@given(
    st.lists(
        st.sampled_from("2018 20 年 月 日 底 前 6 12 至 - 上半年 季度 每年 持续 起 内 、".split()),
        max_size=9,
    )
)
def test_scraps_of_dates_never_break(scraps: list[str]) -> None:
    deadline = read_deadline("".join(scraps), year=2018)
    if deadline.start and deadline.on:
        assert deadline.start <= deadline.on
