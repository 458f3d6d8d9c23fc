"""Forms that offices of other places use, in documents of made-up cities."""

from __future__ import annotations

import pytest

from sessions.importer.policies.issuers import place_of_organ


@pytest.mark.parametrize(
    ("organ", "place"),
    [
        ("中共临川县委组织部", "临川县"),
        ("中共明州市委宣传部", "明州市"),
        ("临川县人民武装部", "临川县"),
        ("共青团明州市委员会", "明州市"),
        ("明州市总工会", "明州市"),
        ("工业和信息化部", "全国"),
        ("住房和城乡建设部", "全国"),
        ("中共中央组织部", "全国"),
    ],
)
def test_a_department_of_a_place_is_of_that_place(organ: str, place: str) -> None:
    assert place_of_organ(organ) == place
