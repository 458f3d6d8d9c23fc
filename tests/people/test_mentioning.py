"""Which organisations a text names."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.lookup import names_of_organizations
from people.mentioning import Name, NameTable, organizations_named
from tests import factories as make

PLACE = "青岚市"
GOVERNMENT, PARTY, REFORM, PLANNING, COMMITTEE, FINANCE, OTHER = range(1, 8)
NAMES = [
    Name("青岚市人民政府", GOVERNMENT),
    Name("青岚市政府", GOVERNMENT, PLACE),
    Name("市政府", GOVERNMENT, PLACE),
    Name("市人民政府", GOVERNMENT, PLACE),
    Name("市委", PARTY, PLACE),
    Name("市委改革办", REFORM, PLACE),
    Name("青岚市发展和改革委员会", PLANNING),
    Name("市发改委", PLANNING, PLACE),
    Name("市人大常委会", COMMITTEE, PLACE),
    Name("市人大财经委", FINANCE, PLACE),
    Name("市发改委", OTHER, "白浦市"),
    Name("白浦市发展和改革委员会", OTHER),
]
TABLE = NameTable(NAMES, {PLACE, "白浦市"})


def named(text: str, place: str = PLACE, **asked: Any) -> list[tuple[int, str, int]]:
    return [tuple(one) for one in organizations_named(TABLE, text, place, **asked)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("请市政府研究处理。", [GOVERNMENT]),
        ("由市发改委会同青岚市人民政府办理", [PLANNING, GOVERNMENT]),
        ("市委、市政府高度重视", [PARTY, GOVERNMENT]),
        ("青岚市政府", [GOVERNMENT]),
        ("白浦市发展和改革委员会介绍经验", [OTHER]),
        ("市委要求市发改委牵头", [PARTY, PLANNING]),
        ("市委交办、市委督办", [PARTY, PARTY]),
        # The longer name, whether its organ is held or not.
        ("市委改革办", [REFORM]),
        ("市委政法委、市委编办和市委组织部", []),
        ("市政府办公厅、市政府国资委", []),
        ("市人大财经委", [FINANCE]),
        ("市人大常委会法工委、市人大常委会主任会议", []),
        ("市人大常委会听取报告", [COMMITTEE]),
        # The end of another's name.
        ("学习白浦市政府、杭州市政府的做法", []),
        ("各县市政府，全市政府系统", []),
        ("团市委、民盟市委", []),
        ("推进市委决策部署", [PARTY]),
        # No name at all.
        ("由市委托第三方，城市政府，市政府性基金", []),
        ("", []),
    ],
)
def test_what_a_text_names(text: str, found: list[int]) -> None:
    assert [one[0] for one in named(text)] == found


def test_the_words_and_where_they_stand() -> None:
    assert named("请市发改委、市政府") == [(PLANNING, "市发改委", 1), (GOVERNMENT, "市政府", 6)]


def test_a_short_name_means_what_it_means_in_its_place() -> None:
    assert [one[0] for one in named("市发改委", "白浦市")] == [OTHER]
    assert named("市发改委", "") == []
    assert named("市政府", "白浦市") == []


def test_a_name_means_what_it_meant_on_the_day() -> None:
    day = dt.date(2019, 1, 1)
    before = day - dt.timedelta(1)
    table = NameTable(
        [
            Name("市卫计委", 1, PLACE, until=before),
            Name("市卫健委", 2, PLACE, since=day),
            Name("市公用局", 3, PLACE, dissolved_on=day),
            Name("市公用局", 4, PLACE, founded_on=day),
        ]
    )

    def on(text: str, when: dt.date | None) -> list[int]:
        return [one.organization for one in organizations_named(table, text, PLACE, when)]

    assert on("市卫计委和市卫健委", before) == [1]
    assert on("市卫计委和市卫健委", day) == [2]
    assert on("市卫计委和市卫健委", None) == [1, 2]
    assert on("市公用局", before) == [3]
    assert on("市公用局", day) == [4]
    assert on("市公用局", None) == [3, 4]


pieces = st.sampled_from([name.words for name in NAMES] + list("市委政府办、和各白浦青岚改革员"))


@given(text=st.lists(pieces, max_size=12).map("".join), only=st.sets(st.integers(1, 8), max_size=3))
def test_to_look_for_some_finds_what_looking_for_all_finds(text: str, only: set[int]) -> None:
    everything = named(text)
    assert named(text, only=only) == [one for one in everything if one[0] in only]
    for _, words, offset in everything:
        assert text.startswith(words, offset)
    for _, words, offset in everything:  # none inside another
        for _, longer, start in everything:
            inside = start <= offset and offset + len(words) <= start + len(longer)
            assert not inside or len(longer) == len(words)


@pytest.mark.django_db
def test_the_names_that_are_held(django_assert_num_queries: Any) -> None:
    kept = make.OrganizationFactory(name="青岚市审计局")
    old = make.OrganizationFactory(name="青岚市审计处", merged_into=kept)
    make.OrganizationAliasFactory(organization=kept, name="市审计局")
    make.OrganizationAliasFactory(organization=kept, name="审计局", jurisdiction="")
    make.OrganizationFactory(name="水利站")
    hidden = make.OrganizationFactory(name="青岚市密级办")
    make.DocumentAuthorFactory(document__bulletin__status="draft", organization=hidden, person=None)
    with django_assert_num_queries(2):
        table = names_of_organizations()
    text = "青岚市审计处、市审计局、审计局、水利站、青岚市密级办"
    found = [one.organization for one in organizations_named(table, text, PLACE)]
    assert found[:3] == [kept.pk] * 3
    assert old.pk not in found
    assert len(found) == 4
    assert len(organizations_named(table, text, "白浦市")) == 1
    everything = names_of_organizations(drafts=True)
    assert len(organizations_named(everything, text, PLACE)) == 5
