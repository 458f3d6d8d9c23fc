"""Policies over REST: what they show, how they are found, counted, written."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from sessions.models import Policy, Task

from .. import factories as f
from .samples import policy as a_policy
from .samples import task as a_task
from .test_writing import Clerk

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk() -> Clerk:
    return Clerk()


def get(client: Any, path: str, query: Any = None, status: int = 200) -> Any:
    answer = client.get(f"/api/v1/{path}/", query)
    assert answer.status_code == status, answer.content.decode()
    return answer.json()


def ids(client: Any, name: str, **query: Any) -> set[int]:
    return {row["id"] for row in get(client, name, query)["results"]}


def test_a_policy_tells_who_issued_it_and_what_it_carries_out(client) -> None:
    superior = f.PolicyFactory(number="某政发〔2019〕8号")
    row = a_policy()
    f.TaskFactory(register=row.registers.get(), continues=True)
    f.MeasureFactory(policy=row, kind="chapter")
    shown = get(client, f"policies/{row.pk}")
    assert [one["printed"] for one in shown["issuers"]] == ["青岚市人民政府"]
    assert shown["adopted_by"] == {"id": None, "name": "第五次全体会议"}
    assert (shown["tasks_count"], shown["rows_count"], shown["measures_count"]) == (1, 2, 1)
    assert shown["implements"][0]["id"] == superior.pk
    assert (shown["completeness"], shown["completeness_label"]) == ("whole", "完整")
    superior.status = "draft"
    superior.save()
    assert get(client, f"policies/{row.pk}")["implements"][0]["id"] is None


def test_policies_are_found_by_number_issuer_title_place_day(client) -> None:
    row = a_policy()
    other = f.PolicyFactory(
        place="林溪县", issued_on=dt.date(2021, 1, 1), ends_early=True, title="林溪县的决定"
    )
    number = row.number.replace("〔", " [ ").replace("〕", "］")
    assert ids(client, "policies", number=number) == {row.pk}
    issuer = row.parties.get(role="issuer").organization
    assert ids(client, "policies", issuer=issuer.pk) == {row.pk}
    assert ids(client, "policies", issuer=issuer.name) == {row.pk}
    assert ids(client, "policies", issuer="青岚市人民政府") == set()  # resolved to another
    assert ids(client, "policies", q="林溪") == {other.pk}
    assert ids(client, "policies", place="林溪县") == {other.pk}
    assert ids(client, "policies", completeness="ends_early") == {other.pk}
    assert ids(client, "policies", issued_on_after="2020-06-02") == {other.pk}
    assert ids(client, "policies", issued_on_before="2020-06-01") == {row.pk}
    for query in ({"completeness": "half"}, {"issued_on_after": "soon"}, {"who": "1"}):
        get(client, "policies", query, 400)


def test_a_draft_is_seen_by_staff_alone(client, clerk) -> None:
    row = f.TaskFactory(register__policy__status="draft")
    f.TaskStepFactory(task=row)
    for name in ("policies", "registers", "tasks", "task-steps"):
        assert ids(client, name) == set()
    assert get(client, f"tasks/{row.pk}", status=404)
    assert clerk.send("GET", f"tasks/{row.pk}/").status_code == 200
    unit = f.TaskUnitFactory(task=row).organization
    assert unit.pk not in ids(client, "organizations")
    clerk.patch(f"policies/{row.policy_id}/", {"status": "published"})
    assert ids(client, "tasks") == {row.pk}
    assert unit.pk in ids(client, "organizations")


def test_a_policy_is_typed_in_published_and_withdrawn(client, clerk) -> None:
    office = f.OrganizationFactory()
    body = {
        "title": "关于治理河道的通知",
        "number": "青政发〔2023〕7号",
        "place": "青岚市",
        "issuers": [{"id": office.pk}, {"id": None, "name": "青岚市水利局"}],
        "addressees": [{"id": None, "name": "各镇", "group": True}],
        "implements": [{"title": "关于河道的决定"}],
    }
    made = clerk.post("policies/", body)
    assert made["status"] == "draft"
    assert [one["name"] for one in made["issuers"]] == [office.name, "青岚市水利局"]
    assert made["addressees"][0]["group"] is True
    path = f"policies/{made['id']}/"
    told = clerk.patch(path, {"copies": [{"id": None, "name": "市监委"}]})
    assert len(told["issuers"]) == 2
    assert [one["name"] for one in told["copies"]] == ["市监委"]
    problem = clerk.post("policies/", {**body, "number": "青政发[2023] 7号"}, 400)
    assert problem["errors"][0]["field"] == "number"
    since = Policy.objects.get().modified.isoformat().replace("+00:00", "Z")
    clerk.patch(path, {"status": "published"})
    assert ids(client, "policies") == {made["id"]}
    clerk.patch(path, {"status": "draft"})
    gone = get(client, "policies", {"modified_since": since})["results"]
    assert [(one["id"], one["deleted"]) for one in gone] == [(made["id"], True)]


def test_a_group_is_no_organisation(clerk) -> None:
    row = f.MeasureFactory()
    unit = f.OrganizationFactory()
    body = {"units": [{"id": unit.pk, "group": True}]}
    clerk.patch(f"measures/{row.pk}/", body, 400)
    clerk.patch(f"measures/{row.pk}/", {"units": [{"id": None}]}, 400)
    clerk.patch(f"measures/{row.pk}/", {"units": [{"id": 999_999}]}, 400)
    told = clerk.patch(f"measures/{row.pk}/", {"units": [unit.pk]})
    assert told["units"] == [
        {"id": unit.pk, "name": unit.name, "printed": unit.name, "group": False}
    ]


def test_measures_are_found_by_who_is_responsible(client) -> None:
    named = f.MeasureUnitFactory()
    printed = f.MeasureUnitFactory(organization=None, name="市园林局")
    alias = f.OrganizationAliasFactory(organization=named.organization, name="市一局")
    f.MeasureFactory(kind="action", parent=named.measure, policy=named.measure.policy)
    for word in (named.organization_id, named.organization.name, alias.name):
        assert ids(client, "measures", unit=word) == {named.measure_id}
    assert ids(client, "measures", unit="市园林局") == {printed.measure_id}
    assert len(ids(client, "measures", kind="action", parent=named.measure_id)) == 1
    assert len(ids(client, "measures", policy=named.measure.policy_id)) == 2


def test_tasks_are_found_in_many_ways(client) -> None:
    row = a_task()
    other = f.TaskFactory(deadline_kind="rolling", deadline_on=None, domain="2. 造林")
    leader = row.leader_set.get().person
    lead = row.unit_set.get(role="lead").organization
    found = {
        "policy": row.policy_id,
        "register": row.register_id,
        "number": row.number,
        "leader": leader.name,
        "lead_unit": lead.pk,
        "deadline_kind": "date",
        "due_before": "2020-12-31",
        "due_after": "2020-12-31",
        "overdue_on": "2021-01-01",
        "overdue": "1",
        "status": "reported",
        "corrected": "1",
        "q": row.task,
        "domain": row.domain,
    }
    for name, value in found.items():
        assert row.pk in ids(client, "tasks", **{name: value}), name
        assert other.pk not in ids(client, "tasks", **{name: value}), name
    assert ids(client, "tasks", unit="市级有关单位") == {row.pk}
    assert ids(client, "tasks", lead_unit="市级有关单位") == set()
    assert ids(client, "tasks", corrected="0") == {other.pk}
    assert ids(client, "tasks", overdue_on="2020-12-31") == set()
    assert ids(client, "tasks", status="open", on="2020-01-01") == {row.pk, other.pk}
    for query in ({"status": "lost"}, {"overdue_on": "soon"}, {"on": "2020-01-01,2021-01-01"}):
        get(client, "tasks", query, 400)


def test_a_task_tells_who_leads_and_how_far_it_has_come(client) -> None:
    row = a_task()
    shown = get(client, f"tasks/{row.pk}")
    leader = row.leader_set.get()
    assert shown["leaders"] == [
        {
            "id": leader.person_id,
            "name": leader.person.name,
            "printed": leader.name,
            "role": "副市长",
            "lead_unit": "市水利局",
        }
    ]
    assert shown["units"][0]["group"] is True
    assert shown["corrections"][0]["field_label"] == "完成时限"
    assert (shown["status"], shown["status_on"]) == ("reported", "2020-11-30")
    assert shown["overdue"] is True
    assert shown["source"] == {
        "policy": row.policy_id,
        "page": 3,
        "line_start": 5,
        "line_end": 8,
    }
    f.TaskStepFactory(task=row, status="accepted", on=dt.date(2021, 2, 1))
    then = get(client, "tasks", {"on": "2021-01-15"})["results"][0]
    assert (then["status"], then["overdue"]) == ("reported", True)
    assert get(client, f"tasks/{row.pk}")["overdue"] is False


def test_a_yearly_task_has_its_years(client) -> None:
    row = f.TaskFactory(deadline_kind="yearly", deadline_on=None)
    f.TaskStepFactory(task=row, year=2021, status="accepted", on=dt.date(2021, 12, 20))
    shown = get(client, f"tasks/{row.pk}")
    assert [one["year"] for one in shown["instances"]] == [2020, 2021, 2022]
    assert [one["status"] for one in shown["instances"]] == ["open", "accepted", "open"]
    listed = get(client, f"tasks/{row.pk}/instances")
    assert listed["results"] == shown["instances"]
    then = get(client, f"tasks/{row.pk}/instances", {"on": "2021-01-01"})["results"]
    assert {one["status"] for one in then} == {"open"}
    once = f.TaskFactory()
    assert get(client, f"tasks/{once.pk}/instances")["results"] == []
    assert get(client, f"tasks/{once.pk}")["instances"] is None
    get(client, f"tasks/{row.pk}/instances", {"x": "1"}, 400)
    get(client, "tasks/999999/instances", status=404)


def test_a_rejected_correction_reads_as_printed(clerk) -> None:
    row = a_task()
    assert row.deadline_on == dt.date(2020, 12, 31)
    shown = clerk.send("GET", f"tasks/{row.pk}/").json()["corrections"]
    shown[0]["state"] = "confirmed"
    told = clerk.patch(f"tasks/{row.pk}/", {"corrections": shown})
    assert told["deadline_on"] == "2020-12-31"
    shown[0]["state"] = "rejected"
    told = clerk.patch(f"tasks/{row.pk}/", {"corrections": shown})
    assert (told["deadline_on"], told["deadline_text"]) == ("2012-12-31", "2012年12月")
    shown[0]["state"] = "proposed"
    told = clerk.patch(f"tasks/{row.pk}/", {"corrections": shown})
    assert told["deadline_on"] == "2020-12-31"


def test_a_task_is_of_the_policy_of_its_register(clerk) -> None:
    row, other = f.TaskFactory(), f.PolicyFactory()
    problem = clerk.patch(f"tasks/{row.pk}/", {"policy": other.pk}, 400)
    assert problem["errors"][0]["field"] == "register"
    parent = f.MeasureFactory()
    problem = clerk.patch(f"measures/{f.MeasureFactory().pk}/", {"parent": parent.pk}, 400)
    assert problem["errors"][0]["field"] == "parent"


def test_steps_are_entered_with_evidence_and_their_year(clerk) -> None:
    row = f.TaskFactory()
    body = {"task": row.pk, "status": "reported", "on": "2020-11-30"}
    problem = clerk.post("task-steps/", body, 400)
    assert "凭据" in problem["errors"][0]["message"]
    made = clerk.post("task-steps/", {**body, "evidence": "报告"})
    assert made["status_label"] == "已报完成"
    problem = clerk.post("task-steps/", {**body, "evidence": "报告", "year": 2020}, 400)
    assert problem["errors"][0]["field"] == "year"
    assert clerk.send("GET", f"tasks/{row.pk}/").json()["status"] == "reported"


def test_the_statistics_count_each_row_for_all_who_share_it(
    client, django_assert_num_queries
) -> None:
    row = a_task()
    f.TaskFactory(register=row.register, continues=True, domain=row.domain)
    with django_assert_num_queries(5):
        shown = get(client, f"policies/{row.policy_id}/statistics", {"on": "2021-01-01"})
    assert (shown["tasks"], shown["total"]) == (1, {"rows": 2, "overdue": 2, "ended": 0})
    assert shown["by_domain"] == [{"domain": row.domain, "rows": 2, "overdue": 2, "ended": 0}]
    lead = row.unit_set.get(role="lead").organization
    unit = next(one for one in shown["by_unit"] if one["unit"]["id"] == lead.pk)
    assert (unit["rows"], unit["leading"]) == (1, 1)
    assert shown["by_leader"][0]["leader"]["name"] == row.leader_set.get().person.name
    assert shown["by_month"] == [{"month": "2020-12", "rows": 2, "overdue": 2, "ended": 0}]
    assert {one["status"]: one["rows"] for one in shown["by_status"]} == {"open": 1, "reported": 1}
    assert shown["by_deadline_kind"][0]["deadline_kind_label"] == "定期完成"
    some = get(client, f"policies/{row.policy_id}/statistics", {"by": "leader,month"})
    assert set(some) == {"on", "tasks", "total", "by_leader", "by_month"}
    get(client, f"policies/{row.policy_id}/statistics", {"by": "colour"}, 400)
    get(client, f"policies/{row.policy_id}/statistics", {"on": "x"}, 400)
    get(client, "policies/999999/statistics", status=404)


def test_a_link_is_public_when_it_is_confirmed(client, clerk) -> None:
    row = f.PolicyLinkFactory()
    assert ids(client, "policy-links") == set()
    assert clerk.send("GET", f"policy-links/{row.pk}/").status_code == 200
    clerk.patch(f"policy-links/{row.pk}/", {"state": "confirmed"})
    assert ids(client, "policy-links", policy=row.policy_id) == {row.pk}
    Policy.objects.filter(pk=row.to_policy_id).update(status="draft")
    assert ids(client, "policy-links") == set()
    assert Task.objects.count() == 0
