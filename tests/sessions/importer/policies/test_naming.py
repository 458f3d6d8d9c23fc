"""The organisations and persons of a policy."""

from __future__ import annotations

from sessions.importer.record import PolicyRecord
from tests.sessions.importer.policies.papers import record

TEXT = """青岚市人民政府关于保护古道的意见
岚政发〔2022〕3号
各县区人民政府、公安局，市政府各部门：
一、修缮古道。分段修缮。（责任单位：市委改革办（市跑改办）、市发展改革委、市人社局）
二、巡护古道。组建队伍。（责任单位：市跑改办、市人力社保局、市卫生健康委、各县区）
抄送：市人大办、市政协办，民主党派。
"""


def keys(found: PolicyRecord) -> dict[str, str | None]:
    units = [*found.policy.addressees, *found.policy.copies]
    for measure in found.measures:
        units += measure.units
    return {unit.name: unit.organization for unit in units if not unit.group}


def test_short_names_lead_to_full_ones():
    got = keys(record(TEXT))
    assert got["市发展改革委"] == "青岚市发展和改革委员会"
    assert got["市卫生健康委"] == "青岚市卫生健康委员会"
    assert got["市人社局"] == got["市人力社保局"] == "青岚市人力资源和社会保障局"


def test_a_second_name_means_the_same_organisation():
    found = record(TEXT)
    got = keys(found)
    assert got["市跑改办"] == got["市委改革办（市跑改办）"]
    (one,) = [org for org in found.organizations if org.key == got["市跑改办"]]
    assert {"市委改革办", "市跑改办", "市委改革办（市跑改办）"} <= set(one.aliases)


def test_groups_are_nobody():
    found = record(TEXT)
    assert [unit.group for unit in found.policy.addressees] == [True, True, True]
    assert [unit.group for unit in found.policy.copies] == [False, False, True]
    assert not any("各" in org.name or "党派" in org.name for org in found.organizations)


def test_every_parent_is_there():
    found = record(TEXT)
    known = {org.key for org in found.organizations}
    assert {org.parent for org in found.organizations if org.parent} <= known
