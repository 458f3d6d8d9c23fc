"""The seat arithmetic in many wordings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessions.importer.meeting.credentials import credentials, is_about_credentials
from sessions.importer.naming.names import Names
from sessions.importer.record import DocumentKind
from tests.sessions.importer.papers import paper, seed_bulletin


def read(text: str, place: str = "云岭县"):
    document = paper(DocumentKind.CREDENTIALS_REPORT, "关于个别代表的代表资格的报告", text)
    return credentials(document, Names(place))


def numbers(found):
    return found.seats, found.before, found.vacated, found.by_elected, found.after


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            ("县十七届人大代表总名额为210名，第二十次会议确认后，实有代表201名，缺额9名。此后，因工作调动出缺"
            "代表3名，病故1名，共出缺4名。近日补选李四维、王五经等2人为县人大代表。变动后，现实有代表199名。"),
            (210, 201, 4, 2, 199),
        ),
        (
            "应选代表300名，现有代表296人。因调离，王五经等5名代表的代表资格终止。截至目前，实有代表291名。",
            (300, 296, 5, 0, 291),
        ),
        (
            "代表名额三百名，实有代表二百九十五名。终止代表资格三人，补选代表二人。目前，实有代表二百九十四名。",
            (300, 295, 3, 2, 294),
        ),
        (
            "代表出缺8名。补选代表3名。变动后实有代表479名，变动前实有代表484名。",
            (None, 484, 8, 3, 479),
        ),
        (
            ("总名额 268 名，实有代表 261 名。共出缺代表4名。"
            "东街选区补选祝新苗，西街选区补选苗青禾为代表。"
            "上述2名代表的当选有效。本次变动后，实有代表259名。"),
            (268, 261, 4, 2, 259),
        ),
        (
            ("名额为280名,现有代表272名。区小雨去世,连天碧调离,燕双飞辞职,以上3人的"
            "代表资格终止。依法补选"
            "万事清、车同轨为县人大代表,当选有效。目前,实有代表271名。"),
            (280, 272, 3, 2, 271),
        ),
        ("补选后，实有代表612名。", (None, None, None, None, 612)),
        (
            ("名额为260名，上次会议时实有代表251名。今年以来，有4名代表的资格终止。"
            "东街选区补选石斛为区人大代表。截至目前，实有代表248名。"),
            (260, 251, 4, 1, 248),
        ),
        (
            ("现有代表180名。王五经、李四维和赵六一的代表资格终止。周九同的代表资格终止。"
            "截至目前，实有代表176名。"),
            (None, 180, 4, 0, 176),
        ),
        # Not everybody is named: nothing is counted.
        ("现有代表180名。王五经等的代表资格终止。目前，实有代表176名。", (None, 180, None, 0, 176)),
    ],
)  # fmt: skip
def test_wordings(text, expected):
    found, findings = read(text)
    assert numbers(found) == expected
    assert findings == []


def test_congress_term_and_place_in_the_text():
    found, _ = read("云岭县第十七届人民代表大会代表总名额210名，\n实有代表201名。")
    assert (found.congress, found.term) == ("云岭县人民代表大会", 17)
    assert (found.source.line_start, found.source.line_end) == (1, 2)


def test_a_term_not_printed_is_the_bulletins():
    document = paper(DocumentKind.CREDENTIALS_REPORT, "审查报告", "实有代表201名。")
    assert credentials(document, Names("云岭县"), term=6)[0].term == 6


def test_what_does_not_add_up_is_a_finding_with_its_line():
    found, findings = read(
        "总名额180名，实有代表175名，缺额4名。\n出缺代表2名，补选2名。\n变动后实有代表176名。"
    )
    assert numbers(found) == (180, 175, 2, 2, 176)
    assert [(f.code, f.severity, f.line) for f in findings] == [
        ("credentials_do_not_add_up", "warning", 3),
        ("credentials_do_not_add_up", "warning", 1),
    ]
    assert "应为175名" in findings[0].message


def test_a_text_without_numbers_is_no_arithmetic():
    assert read("会议确认了补选代表的资格。") == (None, [])


@given(
    before=st.integers(100, 900), vacated=st.integers(1, 40), filled=st.integers(1, 40),
    slip=st.integers(-2, 2),
)  # fmt: skip
def test_only_sums_that_are_off_are_told(before, vacated, filled, slip):
    after = before - vacated + filled + slip
    found, findings = read(
        f"总名额{before + 50}名，实有代表{before}名。共出缺代表{vacated}名，补选代表{filled}名。"
        f"变动后，实有代表{after}名。"
    )
    assert numbers(found) == (before + 50, before, vacated, filled, after)
    assert bool(findings) == bool(slip)


def test_the_seed():
    seed = seed_bulletin()
    told = [document for document in seed.documents if is_about_credentials(document)]
    assert len(told) == 2
    for document in told:
        found, findings = credentials(document, Names("宁波市"))
        assert numbers(found) == (495, 484, 8, 3, 479)
        assert (found.congress, found.term) == ("宁波市人民代表大会", 16)
        assert findings == []
