"""Short names of organisations: those people use, and none that means another body."""

from __future__ import annotations

import pytest

from sessions.importer.naming.names import Names


def aliases(place: str, *printed: str) -> dict[str, set[str]]:
    names = Names(place)
    for name in printed:
        names.organization(name)
    return {item.name: set(item.aliases) for item in names.organizations()}


@pytest.mark.parametrize(
    ("place", "full", "expected"),
    [
        ("临溪市", "临溪市发展和改革委员会", {"市发改委", "临溪市发改委"}),
        ("青岚县", "青岚县人民政府", {"县政府", "青岚县政府"}),
        ("云江省", "云江省高级人民法院", set()),
        ("临溪市", "临溪市人民代表大会社会建设委员会", {"市人大社会建设委"}),
        (
            "临溪市",
            "临溪市人民代表大会常务委员会社会建设工作委员会",
            {"市人大常委会社会建设工委"},
        ),
        ("石梁区", "石梁区监察委员会", {"区监委", "石梁区监委"}),
    ],
)
def test_the_forms_that_people_use(place: str, full: str, expected: set[str]):
    assert expected <= aliases(place, full)[full]


def test_no_form_means_two_bodies():
    held = aliases(
        "临溪市",
        "临溪市人民代表大会社会建设委员会",
        "临溪市人民代表大会常务委员会社会建设工作委员会",
        "临溪市人民代表大会法制委员会",
        "临溪市人民代表大会常务委员会法制工作委员会",
        "临溪市中级人民法院",
        "临溪市人民检察院",
    )
    forms = [form for short in held.values() for form in short]
    assert len(forms) == len(set(forms))


def test_another_place_s_body_has_no_form_with_a_mere_level():
    assert aliases("临溪市", "余姚市人民检察院")["余姚市人民检察院"] == set()
