"""Names by sound: how they are read, and what people type."""

from __future__ import annotations

import pytest

from people.lookup import people_called, people_like
from people.models import Person
from people.names import pinyin_of, sound_of, whole_names
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
        ("尉迟勤", "yu chi qin chiqin yuchiqin ycq"),
        ("欧阳勤", "ou yang qin yangqin ouyangqin oyq"),
        ("诸葛勤", "zhu ge qin geqin zhugeqin zgq"),
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


@pytest.mark.parametrize(
    ("sound", "names"),
    [
        ("fang qin", ["方勤"]),
        ("fangqin", ["方勤"]),
        ("fangqinyuan", ["方勤余安", "方勤远"]),
        ("ouyang qinyuan", ["欧阳勤余安", "欧阳勤远"]),
        ("lv", ["吕"]),
        ("xian", ["西安", "先"]),
        ("xi an", ["西安"]),
        ("fq", []),
        ("fangq", []),
        ("", []),
        ("fang" * 11, []),
    ],
)
def test_the_ways_to_part_a_sound(sound: str, names: list[str]) -> None:
    assert sorted(whole_names(sound)) == sorted(map(pinyin_of, names))


@pytest.mark.django_db
def test_the_end_of_a_long_name_run_together() -> None:
    person = make.PersonFactory(name="方勤远")
    make.PersonFactory(name="方勤")
    for typed in ("qinyuan", "qiny", "qin yuan", "fangqiny", "yuan", "fqy"):
        assert list(Person.objects.filter(people_like(typed))) == [person], typed


@pytest.mark.django_db
def test_a_whole_name_by_sound() -> None:
    person = make.PersonFactory(name="欧阳勤")
    make.PersonFactory(name="欧阳勤远")
    for typed in ("ōu yáng qín", "ouyangqin", "ou1 yang2 qin2", "Ouyang Qin"):
        assert [row["survivor"] for row in people_called([], [typed])] == [person.pk]
