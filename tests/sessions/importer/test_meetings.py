"""Meetings named in words, and who adopted what when."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessions.importer.meeting.meetings import (
    adoption,
    adoption_findings,
    chinese,
    dated_on,
    find_meetings,
    parse_meeting,
)
from sessions.importer.naming.names import Names
from sessions.importer.naming.speakers import authors
from sessions.importer.record import DocumentKind
from sessions.importer.stages import number_of
from tests.sessions.importer.papers import paper, seed_bulletin

NINTH = "青江市第九届人民代表大会"
NINETEENTH = f"{NINTH}常务委员会第十九次会议"


@pytest.mark.parametrize(
    ("text", "name", "kind", "term", "number"),
    [
        (f"{NINETEENTH}纪要", NINETEENTH, "committee", 9, 19),
        ("市九届人大常委会第19次会议", NINETEENTH, "committee", 9, 19),
        ("市人大常委会召开第十九次会议", NINETEENTH, "committee", 9, 19),
        ("市九届人大常委会第19次（扩大）会议", NINETEENTH, "committee", 9, 19),
        ("青江市第九届人大常委会第六十三次主任会议", f"{NINTH}常务委员会第六十三次主任会议",
         "chairpersons", 9, 63),
        ("第63次主任会议通过", f"{NINTH}常务委员会第六十三次主任会议", "chairpersons", 9, 63),
        ("市九届人大四次会议", f"{NINTH}第四次会议", "congress", 9, 4),
        (f"根据{NINTH}第四次会议", f"{NINTH}第四次会议", "congress", 9, 4),
        ("东岭市第十八届人大常委会第三次会议", "东岭市第十八届人民代表大会常务委员会第三次会议",
         "committee", 18, 3),
        ("十四届全国人大常委会第七次会议", "第十四届全国人民代表大会常务委员会第七次会议",
         "committee", 14, 7),
    ],
)  # fmt: skip
def test_one_name_for_every_form(text, name, kind, term, number):
    meeting = parse_meeting(text, Names("青江市"), term=9)
    assert (meeting.name, meeting.kind, meeting.term, meeting.number) == (name, kind, term, number)


@pytest.mark.parametrize(
    "text",
    ["在市行政会议中心举行", "市人民政府第76次常务会议", "第十九次会议", "第一次全体会议",
     "本次常委会会议",
     "经主任会议研究", "提交常委会会议审议"],
)  # fmt: skip
def test_other_meetings_are_not_read(text):
    assert find_meetings(text, Names("青江市"), term=9) == []


def test_the_term_of_another_place_is_not_taken_for_ours():
    (mention,) = find_meetings("东岭市人大常委会第三次会议", Names("青江市"), term=9)
    assert (mention.own, mention.meeting.term) == (False, None)


@pytest.mark.parametrize(
    "words", ["审议了市人大常委会主任会议提出的议案", "会议听取市人大常委会主任会议的汇报"]
)
def test_verbs_before_the_place_are_no_part_of_it(words):
    (mention,) = find_meetings(words, Names("青江市"))
    assert mention.meeting.body == "青江市人民代表大会常务委员会"


@given(st.integers(1, 999))
def test_numerals_go_there_and_back(number):
    assert number_of(chinese(number)) == number


@pytest.mark.parametrize(
    ("line", "number", "when"),
    [
        (f"（2024年7月31日{NINTH}\n常务委员会第十九次会议通过）", 19, "2024-07-31"),
        ("（二〇二四年七月三十一日青江市第九届人大常委会第十九次会议通过）", 19, "2024-07-31"),
        (f"（２０２４年７月３１日{NINTH}常务委员会第十九次会议审议通过）", 19, "2024-07-31"),
        (f"（2003年5月1日青江市第五届人大常委会第二次会议通过　2024年7月31日{NINETEENTH}修订）",
         19, "2024-07-31"),
        ((f"（2024年6月28日{NINTH}常务委员会第十八次会议通过 "
         "2024年7月25日省第十四届人大常委会第十一次会议批准）"), 18, "2024-06-28"),
    ],
)  # fmt: skip
def test_adoption_lines(line, number, when):
    document = paper(DocumentKind.DECISION, "决定", "内容。", adoption=line)
    found = adoption(document, Names("青江市"), term=9)
    assert (found.meeting.number, str(found.when.on)) == (number, when)
    assert found.meeting.body == "青江市人民代表大会常务委员会"
    assert dated_on(document) is None
    assert adoption_findings(document) == []


def test_a_date_alone_or_an_occasion_adopts_nothing():
    names = Names("青江市")
    for line in ("（2024年7月31日）", f"——2024年7月31日在{NINTH}常务委员会第十九次会议上"):
        document = paper(DocumentKind.SPEECH, "讲话", "同志们：", adoption=line)
        assert adoption(document, names, term=9).meeting is None
        assert str(dated_on(document).on) == "2024-07-31"


def test_the_date_under_the_signature_is_the_documents():
    document = paper(DocumentKind.BILL, "议案", "请审议。", dated="2024年7月 1日")
    assert str(dated_on(document).on) == "2024-07-01"


def test_a_day_that_does_not_exist_is_a_finding():
    line = f"（2024年2月30日{NINTH}常务委员会第十九次会议通过）"
    document = paper(DocumentKind.DECISION, "决定", "内容。", adoption=line)
    assert adoption(document, Names("青江市")).when is None
    (finding,) = adoption_findings(document)
    assert finding.line == 1


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("市民政局局长 胡 杰", [("青江市民政局", "局长", "胡杰")]),
        ("市人大监察和司法委员会", [("青江市人民代表大会监察和司法委员会", "", "")]),
        (f"{NINTH}\n常务委员会代表资格审查委员会",
         [("青江市人民代表大会常务委员会代表资格审查委员会", "", "")]),
        ("青江市人民代表大会常务委员会\n代表资格审查委员会",
         [("青江市人民代表大会常务委员会代表资格审查委员会", "", "")]),
        ("市人大常委会代表资格审查委员会\n副主任委员 屠 康",
         [("青江市人民代表大会常务委员会代表资格审查委员会", "副主任委员", "屠康")]),
        ("市人大法制委副主任委员　古丽娜尔·买买提（女，维吾尔族）",
         [("青江市人民代表大会法制委员会", "副主任委员", "古丽娜尔·买买提")]),
        ("市政府\n市监委", [("青江市人民政府", "", ""), ("青江市监察委员会", "", "")]),
        ("——2024年7月30日在市九届人大常委会第十九次会议上\n副市长 杨 勇",
         [("青江市人民政府", "副市长", "杨勇")]),
    ],
)  # fmt: skip
def test_authors(lines, expected):
    document = paper(DocumentKind.WORK_REPORT, "报告", "内容。", author=lines)
    found = authors(document, Names("青江市"))
    assert [(each.organization, each.role, each.name) for each in found] == expected


def test_the_seed():
    seed = seed_bulletin()
    names = seed.names
    adopted = [(d, adoption(d, names, term=16)) for d in seed.documents]
    sessions = [found for _, found in adopted if found.meeting]
    assert len(sessions) == 14
    assert {(f.meeting.kind, f.meeting.number, str(f.when.on)) for f in sessions} == {
        ("committee", 19, "2024-07-31"),
        ("chairpersons", 63, "2024-08-16"),
    }
    opinions = [f for d, f in adopted if d.kind is DocumentKind.REVIEW_OPINION]
    assert [f.meeting.number for f in opinions] == [63, 63, 63]
    by = {d.sequence: authors(d, names) for d in seed.documents}
    assert (by[3][0].name, by[3][0].organization) == ("汤飞帆", "宁波市人民政府")
    assert (by[4][0].name, by[4][0].role, by[4][0].organization) == ("胡杰", "局长", "宁波市民政局")
    assert [a.organization for a in by[22]] == ["宁波市人民代表大会常务委员会代表资格审查委员会"]
    assert by[31][0].organization == "宁波市人民代表大会教育科技文化卫生委员会"
