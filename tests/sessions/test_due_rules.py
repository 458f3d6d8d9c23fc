"""By when an opinion is to be answered, as the rules say: a proposal, never more."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from sessions.due_proposals import places_of, proposal_for
from sessions.due_rules import DueFacts, due_by_rule, months_after, report_kind
from sessions.models import DueRule, Opinion

from .. import factories as f

D = dt.date
DAYS = st.dates(D(1980, 1, 1), D(2100, 1, 1))


@dataclass
class Rule:
    place: str = ""
    months: int = 3
    report_kind: str = "any"
    also_in: list[str] = field(default_factory=list)
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (D(2024, 8, 16), 3, D(2024, 11, 16)),
        (D(2023, 11, 30), 3, D(2024, 2, 29)),
        (D(2022, 11, 30), 3, D(2023, 2, 28)),
        (D(2024, 8, 31), 6, D(2025, 2, 28)),
        (D(2024, 12, 31), 1, D(2025, 1, 31)),
        (D(2024, 1, 31), 12, D(2025, 1, 31)),
    ],
)
def test_months_are_counted_by_the_calendar(day, months, expected) -> None:
    assert months_after(day, months) == expected


@given(DAYS, st.integers(1, 120))
def test_it_is_in_the_month_so_many_months_later_and_never_on_a_later_day(day, months) -> None:
    then = months_after(day, months)
    assert (then.year * 12 + then.month) - (day.year * 12 + day.month) == months
    assert then.day <= day.day
    if then.day < day.day:
        assert (then + dt.timedelta(1)).day == 1, "the last day of a shorter month"


@given(DAYS, st.integers(1, 60), st.integers(1, 60))
def test_more_months_are_later(day, one, more) -> None:
    assert months_after(day, one + more) > months_after(day, one)


ADOPTED = D(2024, 8, 16)


def due(
    *rules: Rule,
    places=("青岚市",),
    titles=("关于水污染防治情况报告的审议意见",),
    on=ADOPTED,
):
    return due_by_rule(DueFacts(on, titles, places), rules)


def test_no_day_and_no_rule_is_no_due_date() -> None:
    assert due() is None
    assert due(Rule("林溪县")) is None
    assert due(Rule("青岚市"), on=None) is None
    assert due(Rule("青岚市"), places=()) is None


def test_a_rule_holds_in_its_place_and_in_what_lies_in_it() -> None:
    for rule, places in [
        (Rule("青岚市"), ("青岚市",)),
        (Rule("青岚市"), ("青岚市溪口区",)),
        (Rule("云岭省", also_in=["青岚市"]), ("青岚市",)),
        (Rule("云岭省", also_in=["青岚市"]), ("青岚市溪口区",)),
        (Rule("云岭省"), ("青岚市", "云岭省")),
        (Rule(""), ("青岚市",)),
        (Rule(""), ()),
    ]:
        assert due(rule, places=places) == (D(2024, 11, 16), rule)


def test_the_nearest_place_and_the_kind_of_report_decide() -> None:
    own, above, everywhere = Rule("青岚市", 2), Rule("云岭省", 3, also_in=["青岚市"]), Rule("", 4)
    assert due(everywhere, above, own) == (D(2024, 10, 16), own)
    assert due(everywhere, above) == (D(2024, 11, 16), above)
    audit = Rule("", 6, report_kind="audit_rectification")
    titles = ("关于审计查出问题整改情况报告的审议意见",)
    assert due(own, audit, titles=titles) == (D(2025, 2, 16), audit)
    assert due(own, audit) == (D(2024, 10, 16), own)


def test_a_rule_holds_for_its_time() -> None:
    old, new = (
        Rule("青岚市", 2, valid_to=D(2024, 8, 15)),
        Rule("青岚市", 3, valid_from=D(2024, 8, 16)),
    )
    assert due(old, new) == (D(2024, 11, 16), new)
    assert due(old, new, on=D(2024, 8, 15)) == (D(2024, 10, 15), old)


def test_two_rules_that_fit_alike_and_differ_propose_nothing() -> None:
    one, other = (
        Rule(place, months, also_in=["青岚市"]) for place, months in (("甲省", 3), ("乙省", 6))
    )
    assert due(one, other) is None
    other.months = 3
    assert due(one, other) == (D(2024, 11, 16), one)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("关于审计查出问题整改情况报告的审议意见", "audit_rectification"),
        ("关于安全生产法执法检查报告的审议意见", "enforcement_check"),
        ("关于审计工作报告的审议意见", "any"),
        ("关于河道整改情况报告的审议意见", "any"),
    ],
)
def test_the_kind_of_report_is_told_by_its_title(title, kind) -> None:
    assert report_kind([title]) == kind


# In the database


@pytest.mark.usefixtures("known_rules")
@pytest.mark.parametrize(
    ("place", "title", "expected"),
    [
        ("浙江省", "关于水污染防治情况报告的审议意见", D(2024, 11, 16)),
        ("宁波市", "关于水污染防治情况报告的审议意见", D(2024, 11, 16)),
        ("宁波市奉化区", "关于水污染防治情况报告的审议意见", D(2024, 11, 16)),
        ("重庆市", "关于水污染防治情况报告的审议意见", D(2025, 2, 16)),
        ("宁波市", "关于审计查出问题整改情况报告的审议意见", D(2025, 2, 16)),
        ("青岚市", "关于审计查出问题整改情况报告的审议意见", D(2025, 2, 16)),
        ("青岚市", "关于水污染防治情况报告的审议意见", None),
    ],
)
def test_the_known_rules_are_there(place, title, expected) -> None:
    body = f.OrganizationFactory(name=f"{place}人民代表大会常务委员会", jurisdiction=place)
    opinion = f.OpinionFactory(title=title, considered_at=f.SessionFactory(body=body))
    found = proposal_for(Opinion.objects.get(pk=opinion.pk))
    assert (found and found.due_on) == expected
    if found:
        assert found.rule.basis in found.words


@pytest.mark.django_db
def test_a_place_lies_where_its_organisations_stand(django_assert_num_queries) -> None:
    province = f.OrganizationFactory(name="云岭省人民政府", jurisdiction="云岭省")
    f.OrganizationFactory(name="青岚市人民政府", jurisdiction="青岚市", parent=province)
    f.DueRuleFactory(place="云岭省", months=4)
    opinion = f.OpinionFactory(considered_at=f.SessionFactory())
    opinion = Opinion.objects.select_related("considered_at__body").get(pk=opinion.pk)
    opinion.document = opinion.addressee_organization = None
    with django_assert_num_queries(2):  # of the city, of the province
        assert places_of(opinion) == ("青岚市", "云岭省")
    assert proposal_for(opinion).due_on == D(2024, 12, 16)


@pytest.mark.django_db
def test_half_a_date_proposes_nothing() -> None:
    f.DueRuleFactory(place="青岚市")
    opinion = f.OpinionFactory(
        adopted_on=D(2024, 8, 1), adopted_on_precision="month", considered_at=f.SessionFactory()
    )
    assert proposal_for(opinion) is None


@pytest.mark.django_db
def test_of_one_place_and_kind_one_rule_holds_at_a_time() -> None:
    f.DueRuleFactory(place="青岚市", valid_to=D(2024, 12, 31))
    with pytest.raises(ValidationError, match="已有同一地方"):
        f.DueRuleFactory.build(place="青岚市", valid_from=D(2024, 12, 31)).full_clean()
    f.DueRuleFactory.build(place="青岚市", valid_from=D(2025, 1, 1)).full_clean()
    f.DueRuleFactory.build(place="青岚市", report_kind="enforcement_check").full_clean()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"months": 0}, "1"),
        ({"basis": ""}, "依据|字段"),
        ({"also_in": "宁波市"}, "一列名称"),
        ({"valid_from": D(2025, 1, 2), "valid_to": D(2025, 1, 1)}, "早于起用日期"),
    ],
)
def test_a_rule_that_does_not_hold_together_is_refused(values, said) -> None:
    with pytest.raises(ValidationError, match=said):
        f.DueRuleFactory.build(**values).full_clean()
    assert not DueRule.objects.filter(basis="青岚市的规定").exists()


@pytest.mark.usefixtures("groups")
def test_rules_are_written_by_who_may_publish_and_votes_by_who_writes_opinions() -> None:
    held = {
        group.name: set(group.permissions.values_list("codename", flat=True))
        for group in Group.objects.prefetch_related("permissions")
    }
    for name, writes_votes, writes_rules in (
        ("查看员", False, False),
        ("经办员", True, False),
        ("编辑", True, True),
        ("管理员", True, True),
    ):
        assert {"view_duerule", "view_satisfactionvote"} <= held[name]
        for verb in ("add", "change", "delete"):
            assert (f"{verb}_satisfactionvote" in held[name]) is writes_votes
            assert (f"{verb}_duerule" in held[name]) is writes_rules
