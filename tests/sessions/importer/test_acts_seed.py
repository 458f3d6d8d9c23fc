"""The acts reader on the sample bulletin: names, posts and places as facts, no sentences."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from sessions.importer.acts import read_acts, read_acts_lines
from sessions.importer.acts.text import non_blank_lines

ROOT = Path(__file__).resolve().parents[3]
SEED = ROOT / os.environ.get("NPC_SEEDS", "../shared/seeds") / "001_2314ac46c7233635.txt"

DECISIONS_AND_LISTS = """
8163 朱欢|宁波市人民政府|副市长|accept_resignation
8179 黄利琴|宁波市人大常委会|委员|accept_resignation
8179 黄利琴|宁波市人大财政经济委员会|主任委员|accept_resignation
8196 王安静|宁波市人大常委会|委员|accept_resignation
8196 王安静|宁波市人大社会建设委员会|主任委员|accept_resignation
8211 马荧波|宁波市人大常委会|委员|accept_resignation
8218 方勤|宁波市人大常委会|副秘书长|appoint
8218 方勤|宁波市人大常委会办公厅|主任|appoint
8218 方勤|宁波市人大法制委员会|委员|appoint
8218 方勤|宁波市人大常委会法制工作委员会|委员|appoint
8220 竺培楠|宁波市人大财政经济委员会|副主任委员|appoint
8221 汪闻勇|宁波市人大常委会社会建设工作委员会|主任|appoint
8221 汪闻勇|宁波市人大社会建设委员会|副主任委员|appoint
8224 王安静|宁波市人大常委会|副秘书长|remove
8224 王安静|宁波市人大常委会社会建设工作委员会|主任|remove
8225 马荧波|宁波市人大社会建设委员会|委员|remove
8225 马荧波|宁波市人大常委会社会建设工作委员会|委员|remove
8230 曹敬之|宁波市发展和改革委员会|主任|decide_appoint
8231 励志纲|宁波市人民政府口岸办公室|主任|decide_appoint
8233 顾立群|宁波市人民政府口岸办公室|主任|decide_remove
8238 楼纪辉|宁波市监察委员会|委员|appoint
8240 汪明航|宁波市监察委员会|委员|remove
8245 张碧莹|宁波高新技术产业开发区人民法院综合审判第一庭|副庭长|appoint
8247 吕宇|宁波市中级人民法院审判委员会|委员|remove
8247 吕宇|宁波市中级人民法院|审判员|remove
8248 邵芳芳|宁波市中级人民法院|审判员|remove
8248 叶永权|宁波市中级人民法院|审判员|remove
8248 吴波杰|宁波市中级人民法院|审判员|remove
8253 陈莹|余姚市人民检察院|检察长|approve_resignation
8255 夏年立|宁波市人民检察院检察委员会|委员|remove
8255 夏年立|宁波市人民检察院|检察员|remove
8255 黄敏峰|宁波市人民检察院检察委员会|委员|remove
8255 黄敏峰|宁波市人民检察院|检察员|remove
"""
DEPUTIES = """
3580 朱欢|江北区|vacated|moved_away
3580 徐伟斌|镇海区|vacated|moved_away
3581 何国强|余姚市|vacated|moved_away
3582 王安静|象山县|vacated|moved_away
3582 莫鼎革|象山县|vacated|moved_away
3584 陈庆丰|镇海区|vacated|resigned
3584 黄利琴|鄞州区|vacated|resigned
3585 马荧波|慈溪市|vacated|resigned
3596 方勤|鄞州区|by_elected|
3596 竺培楠|鄞州区|by_elected|
3596 汪闻勇|慈溪市|by_elected|
"""


@pytest.fixture(scope="module")
def lines() -> list[str]:
    if not SEED.exists():
        if os.environ.get("CI") == "true":
            pytest.fail(f"the sample bulletin is missing: {SEED}")
        pytest.skip(f"the sample bulletin is not here: {SEED}")
    return non_blank_lines(SEED.read_text(encoding="utf-8"))


def told(block: str) -> list[str]:
    return block.strip().splitlines()


def test_decisions_and_lists(lines: list[str]) -> None:
    reading = read_acts_lines(lines[8152:8256], 8152)
    found = [f"{a.line} {a.person}|{a.organization}|{a.post}|{a.act}" for a in reading.acts]
    assert found == told(DECISIONS_AND_LISTS)
    assert {str(a.date) for a in reading.acts} == {"2024-07-31"}
    assert reading.findings == ()


def test_reasons_and_filing_of_the_resignations(lines: list[str]) -> None:
    acts = read_acts_lines(lines[8152:8214], 8152).acts
    assert {a.person: a.reason for a in acts} == {
        "朱欢": "根据组织安排和工作需要",
        "黄利琴": "因到龄退休",
        "王安静": "因工作岗位变动",
        "马荧波": "因工作岗位变动",
    }
    assert {(a.to_be_filed, a.filed_with) for a in acts} == {(True, "宁波市人民代表大会")}


@pytest.mark.parametrize(("start", "end"), [(3570, 3610), (3610, 3670)])
def test_credentials_report_and_its_explanation(lines: list[str], start: int, end: int) -> None:
    reading = read_acts_lines(lines[start:end], start)
    found = [f"{d.person}|{d.electoral_unit}|{d.change}|{d.cause}" for d in reading.deputies]
    assert found == [row.split(" ", 1)[1] for row in told(DEPUTIES)]
    assert reading.acts == ()
    assert reading.findings == ()
    if start == 3570:
        assert [d.line for d in reading.deputies] == [int(r.split()[0]) for r in told(DEPUTIES)]


def test_minutes_tell_the_same_persons_and_acts(lines: list[str]) -> None:
    minutes = read_acts_lines(lines[116:150], 116).acts
    lists = read_acts_lines(lines[8152:8256], 8152).acts
    left_out = {"张碧莹", "吕宇", "邵芳芳", "叶永权", "吴波杰", "夏年立", "黄敏峰"}
    told_twice = [a for a in lists if a.person not in left_out]
    assert Counter((a.person, a.post, a.act) for a in minutes) == Counter(
        (a.person, a.post, a.act) for a in told_twice
    )
    assert {a.organization for a in minutes} >= {"宁波市人大常委会法工委", "宁波市发改委"}


def test_the_whole_bulletin_holds_each_act_once(lines: list[str]) -> None:
    reading = read_acts("\n".join(lines))
    whole = Counter((a.person, a.organization, a.post, a.act) for a in reading.acts)
    expected = Counter(tuple(row.split(" ", 1)[1].split("|")) for row in told(DECISIONS_AND_LISTS))
    assert whole == expected
    assert len(reading.deputies) == 11
    assert {str(a.date) for a in reading.acts} == {"2024-07-31"}
