"""Which posts one person holds at a time."""

from __future__ import annotations

import pytest

from people.titles import has_one_holder


@pytest.mark.parametrize(
    "title",
    ["主任", "院长", "检察长", "市长", "县长", "局长", "厅长", "主任委员", "办公室主任"],
)
def test_heads(title: str) -> None:
    assert has_one_holder(title)


@pytest.mark.parametrize(
    "title",
    [
        "副主任",
        "委员",
        "审判员",
        "副市长",
        "庭长",
        "处长",
        "副主任委员",
        "市长助理",
        "办公室副主任",
        "",
    ],
)
def test_others(title: str) -> None:
    assert not has_one_holder(title)
