"""What is missing at a policy's end, and what is printed twice."""

from __future__ import annotations

import pytest

from tests.sessions.importer.policies.papers import record

HEAD = "青岚市关于加强巡护的意见\n岚政发〔2020〕1号\n为加强巡护，提出如下意见。\n"


@pytest.mark.parametrize(
    ("text", "early"),
    [
        ("一、任务\n1.新建公路十里\n2.改造桥梁三座\n3.整修驿站两处\n", False),
        ("一、加强领导\n各地要重视。\n青岚市人民政府\n", False),
        ("一、加强领导\n各地要重视。\n", False),
        ("一、巡护。分段包干。（责任单位：市林业局）\n", False),
        ("一、加强领导\n各地要重视。\n二、落实经费\n纳入预算。\n三、强化监督\n", True),
        ("一、加强领导\n各地要重视，\n", True),
        ("一、任务\n1.修路。铺石板。\n2.架桥。选址\n", True),
    ],
)
def test_a_text_that_breaks_off(text: str, early: bool):
    assert record(HEAD + text).policy.ends_early is early


FIRST = "加强巡护。组建护林队伍，按月巡查山口要道，登记入山人员，遇有火情立即报告并组织扑救，每季通报一次。"


def codes(text: str) -> list[str]:
    return [one.code for one in record(HEAD + text).findings]


def test_a_paragraph_that_comes_again_with_a_slip():
    again = FIRST.replace("立即报告", "及时报告")
    longer = "各乡镇要明确专人负责，备足器材，汛期前完成检修。"
    text = f"1.管护山林\n{FIRST}{longer}\n{again}{longer}\n2.管护水源\n清理河道。\n"
    assert codes(text) == ["duplicated_paragraph"]


def test_paragraphs_alike_in_form_only_are_none():
    text = (
        "1.管护山林\n加强巡护。组建护林队伍，按月巡查山口要道，登记入山人员，遇有火情立即报告。\n"
        "加强宣传。组建宣讲队伍，按季走访山下村寨，张贴防火告示，遇有集会现场讲解。\n"
        "2.管护水源\n清理河道。\n"
    )
    assert codes(text) == []


def test_the_end_of_one_paragraph_spliced_into_another():
    text = (
        f"1.管护山林\n{FIRST}\n"
        "修缮驿路。沿用旧石铺装，不得改线，经费由市县分担并入山人员，遇有火情立即报告并组织扑救，每季通报一次。\n"
        "2.管护水源\n清理河道。\n"
    )
    assert codes(text) == []  # too few words to be sure
    longer = FIRST.replace("登记入山人员", "登记入山人员和携带火种情况，劝返未经许可者")
    tail = longer[longer.index("和携带") :]
    text = f"1.管护山林\n{longer}\n修缮驿路。沿用旧石铺装{tail}\n2.管护水源\n清理河道。\n"
    assert codes(text) == ["spliced_paragraph"]
