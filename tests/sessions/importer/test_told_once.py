"""Findings of two stages on one thing."""

from sessions.importer.record import Finding
from sessions.importer.told_once import told_once


def finding(code: str, line: int, message: str) -> Finding:
    return Finding(code=code, severity="warning", message=message, line=line)


CLEAR = finding("impossible_date", 4, "第4行的日期“2024年2月30日”不存在。")
AGAIN = finding("bad_date", 4, "《名单》：第1行的日期“2024年2月30 日”在历法上不存在。")
OTHER_DAY = finding("bad_date", 4, "《名单》：第1行的日期“2024年4月31日”在历法上不存在。")
OTHER_LINE = finding("bad_date", 9, "《名单》：第6行的日期“2024年2月30日”在历法上不存在。")


def test_one_impossible_day_is_told_once_in_the_clearer_words():
    for order in ([CLEAR, AGAIN], [AGAIN, CLEAR]):
        assert told_once(order) == [CLEAR]


def test_other_days_and_other_lines_are_told_too():
    everything = [CLEAR, AGAIN, OTHER_DAY, OTHER_LINE]
    assert told_once(everything) == [CLEAR, OTHER_DAY, OTHER_LINE]


def test_the_same_sentence_is_not_told_twice_and_alone_it_stands():
    assert told_once([AGAIN, AGAIN]) == [AGAIN]
    assert told_once([]) == []
