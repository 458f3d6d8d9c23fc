"""Names by sound: how they are read, and what people type."""

from __future__ import annotations

import pytest

from people.lookup import people_called, people_like
from people.models import Person
from people.names import pinyin_of, sound_of
from tests import factories as make


@pytest.mark.parametrize(
    ("name", "sound"),
    [
        ("方勤", "fang qin fangqin fq"),
        ("单勤", "shan qin shanqin sq"),
        ("解言", "xie yan xieyan xy"),
        ("仇宁", "qiu ning qiuning qn"),
        ("区朗", "ou lang oulang ol"),
        ("曾舒", "zeng shu zengshu zs"),
        ("查勤", "zha qin zhaqin zq"),
        ("尉迟勤", "yu chi qin yuchiqin ycq"),
        ("欧阳勤", "ou yang qin ouyangqin oyq"),
        ("诸葛勤", "zhu ge qin zhugeqin zgq"),
        ("方单", "fang dan fangdan fd"),
        ("吕勤", "lv qin lvqin lq"),
    ],
)
def test_a_surname_is_read_as_surnames_are(name: str, sound: str) -> None:
    assert pinyin_of(name) == sound


@pytest.mark.parametrize(
    ("typed", "sound"),
    [
        ("Fang Qin", "fang qin"),
        ("fāng qín", "fang qin"),
        ("fang1 qin2", "fang qin"),
        ("fang1qin2", "fangqin"),
        ("lǚ qín", "lv qin"),
        ("LÜ", "lv"),
        ("xi'an", "xian"),
        ("fq", "fq"),
        ("方勤", ""),
        ("方 qin", ""),
        ("7", ""),
        ("", ""),
    ],
)
def test_a_sound_as_people_type_it(typed: str, sound: str) -> None:
    assert sound_of(typed) == sound


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed", ["单勤", "单", "shàn qín", "shan qin", "shanqin", "shan4 qin2", "sq", "qin"]
)
def test_a_person_is_found_by_what_is_typed(typed: str) -> None:
    person = make.PersonFactory(name="单勤")
    make.PersonFactory(name="林言")
    assert list(Person.objects.filter(people_like(typed))) == [person]


@pytest.mark.django_db
def test_a_whole_name_by_sound() -> None:
    person = make.PersonFactory(name="欧阳勤")
    make.PersonFactory(name="欧阳勤远")
    for typed in ("ōu yáng qín", "ouyangqin", "ou1 yang2 qin2"):
        assert [row["survivor"] for row in people_called([], [typed])] == [person.pk]
