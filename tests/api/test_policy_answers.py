"""What policies are cited by, what is on the desk of an organisation or a person, findings."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from sessions.models import Citation, Policy

from .. import factories as f
from .test_policies import get, ids

pytestmark = pytest.mark.django_db
ON = {"on": "2021-01-01"}


@pytest.fixture
def cited() -> Any:
    """A policy that a report, an opinion and another policy cite, and that one carries out."""
    policy = f.PolicyFactory(number="青政发〔2019〕8号")
    report = f.DocumentFactory()
    by_number = f.CitationFactory(document=report, title="某方案", number="青政发[2019] 8号")
    opinion = f.OpinionFactory(report=report)
    own = f.CitationFactory(document=opinion.document, title=policy.enclosed_title, number="")
    other = f.PolicyFactory()
    f.PolicyBasisFactory(policy=other, title="", number="青政发〔2019〕8号")
    of_policy = f.PolicyCitationFactory(policy=other, title=policy.title)
    return {
        "policy": policy,
        "report": by_number,
        "own": own,
        "opinion": opinion,
        "other": other,
        "of_policy": of_policy,
    }


def test_a_citation_means_the_policy_of_its_number_or_title(client, cited) -> None:
    policy = cited["policy"]
    for name in ("report", "own"):
        assert get(client, f"citations/{cited[name].pk}")["cited_policy"] == policy.pk
    shown = get(client, f"policy-citations/{cited['of_policy'].pk}")
    assert shown["cited_policy"] == policy.pk
    assert ids(client, "citations", cited_policy=policy.pk) == {
        cited["report"].pk, cited["own"].pk,
    }  # fmt: skip
    assert ids(client, "policy-citations", cited_policy=policy.pk) == {cited["of_policy"].pk}
    Citation.objects.filter(pk=cited["own"].pk).update(not_held=True)
    assert get(client, f"citations/{cited['own'].pk}")["cited_policy"] is None
    Policy.objects.filter(pk=policy.pk).update(status="draft")
    assert get(client, f"citations/{cited['report'].pk}")["cited_policy"] is None
    assert ids(client, "citations", cited_policy=policy.pk) == set()
    client.force_login(f.UserFactory(is_staff=True))
    assert get(client, f"citations/{cited['report'].pk}")["cited_policy"] == policy.pk


def test_of_two_policies_of_one_title_the_one_of_the_place_is_meant(client) -> None:
    here = f.PolicyFactory(title="关于治水的决定", place="青岚市")
    f.PolicyFactory(title="关于治水的决定", place="林溪县")
    near = f.CitationFactory(document__bulletin__place="青岚市", title="关于治水的决定", number="")
    far = f.CitationFactory(document__bulletin__place="白石县", title="关于治水的决定", number="")
    assert get(client, f"citations/{near.pk}")["cited_policy"] == here.pk
    assert get(client, f"citations/{far.pk}")["cited_policy"] is None
    of_policy = f.PolicyCitationFactory(policy__place="青岚市", title="《关于治水的决定》")
    assert get(client, f"policy-citations/{of_policy.pk}")["cited_policy"] == here.pk
    itself = f.PolicyCitationFactory(policy=here, title=here.title)
    assert get(client, f"policy-citations/{itself.pk}")["cited_policy"] is None


def test_a_policy_may_cite_a_document_of_a_bulletin(client) -> None:
    document = f.DocumentFactory(title="关于河道的调研报告")
    row = f.PolicyCitationFactory(title="关于河道的调研报告")
    assert get(client, f"policy-citations/{row.pk}")["cited_document"] == document.pk
    assert ids(client, "policy-citations", cited_document=document.pk) == {row.pk}
    document.bulletin.status = "draft"
    document.bulletin.save()
    assert get(client, f"policy-citations/{row.pk}")["cited_document"] is None
    assert ids(client, "policy-citations", cited_document=document.pk) == set()


def test_what_cites_a_policy(client, cited, django_assert_num_queries) -> None:
    policy = cited["policy"]
    with django_assert_num_queries(8):
        shown = get(client, f"policies/{policy.pk}/cited-by")
    assert shown["policy"] == {"id": policy.pk, "title": policy.title, "number": policy.number}
    assert {one["citation"] for one in shown["documents"]} == {
        cited["report"].pk, cited["own"].pk,
    }  # fmt: skip
    assert [one["id"] for one in shown["opinions"]] == [cited["opinion"].pk]
    assert [one["policy"]["id"] for one in shown["policies"]] == [cited["other"].pk]
    assert [one["id"] for one in shown["carried_out_by"]] == [cited["other"].pk]
    Policy.objects.filter(pk=cited["other"].pk).update(status="draft")
    shown = get(client, f"policies/{policy.pk}/cited-by")
    assert shown["policies"] == shown["carried_out_by"] == []
    get(client, f"policies/{cited['other'].pk}/cited-by", status=404)


def test_cited_works_count_what_policies_cite(client, cited) -> None:
    policy = cited["policy"]
    alone = f.PolicyCitationFactory(title="水法", count=3)
    works = get(client, "cited-works")["results"]
    found = {one["title"]: one for one in works}
    assert len({one["id"] for one in works}) == len(works)
    enclosed = found[policy.enclosed_title]
    assert (enclosed["cited_policy"], enclosed["documents_count"]) == (policy.pk, 1)
    law = found["水法"]
    assert (law["documents_count"], law["policies_count"], law["policy_times"]) == (0, 1, 3)
    assert law["id"] == -alone.pk
    assert get(client, "cited-works", {"q": "水法"})["count"] == 1
    assert get(client, "cited-works", {"title": "水法", "place": "白石县"})["count"] == 0
    address = law["policy_citations"].split("/api/v1/")[1]
    assert client.get(f"/api/v1/{address}").json()["count"] == 1


def test_the_desk_of_an_organisation(client, django_assert_num_queries) -> None:
    office = f.OrganizationFactory(name="青岚市水利局")
    for _ in range(2):
        task = f.TaskFactory()
        f.TaskUnitFactory(task=task, organization=office)
        f.TaskLeaderFactory(task=task)
        f.TaskUnitFactory(task=f.TaskFactory(), organization=office, role="shared")
        f.MeasureUnitFactory(organization=office)
    f.TaskUnitFactory(task=f.TaskFactory(register__policy__status="draft"), organization=office)
    point = f.OpinionPointFactory(
        title="请青岚市水利局清淤", opinion__adopted_on=dt.date(2020, 8, 1)
    )
    head = f.AppointmentFactory(
        post=f.PostFactory(organization=office, title="局长"), act="appoint",
        date=dt.date(2020, 1, 1),
    )  # fmt: skip
    f.AppointmentFactory(
        post=f.PostFactory(organization=office, title="副局长"), act="appoint",
        date=dt.date(2020, 1, 1),
    )  # fmt: skip
    with django_assert_num_queries(DESK):
        shown = get(client, f"organizations/{office.pk}/desk", ON)
    assert shown["counts"]["led"] == {"rows": 2, "overdue": 2, "ended": 0}
    assert shown["counts"]["shared"]["rows"] == 2
    assert (shown["counts"]["measures"], len(shown["measures"])) == (2, 2)
    assert shown["led"][0]["policy"]["title"]
    assert [one["person"]["id"] for one in shown["heads"]] == [head.person_id]
    assert len(shown["holders"]) == 2
    assert [one["id"] for one in shown["points"]] == [point.pk]
    assert shown["points"][0]["named"][0]["words"] == "青岚市水利局"
    get(client, f"organizations/{office.pk}/desk", {"x": "1"}, 400)
    get(client, "organizations/999999/desk", status=404)


DESK = 25


def test_the_desk_of_a_person(client, django_assert_num_queries) -> None:
    person = f.PersonFactory()
    for number in range(2):
        f.TaskLeaderFactory(
            task=f.TaskFactory(), person=person, role="副市长", lead_unit=f"第{number}局"
        )
    act = f.AppointmentFactory(person=person, act="appoint", date=dt.date(2020, 1, 1))
    with django_assert_num_queries(10):
        shown = get(client, f"people/{person.pk}/desk", ON)
    assert shown["counts"] == {"rows": 2, "overdue": 2, "ended": 0}
    assert shown["led"][0]["as_leader"] == {"role": "副市长", "lead_unit": "第0局"}
    assert shown["posts"][0]["post"]["id"] == act.post_id
    get(client, f"people/{person.pk}/desk", {"on": "x"}, 400)
    merged = f.PersonFactory(merged_into=person)
    assert client.get(f"/api/v1/people/{merged.pk}/desk/").status_code == 301


def findings(client: Any, **query: Any) -> list[Any]:
    return list(get(client, "findings", query)["results"])


def test_what_does_not_add_up_in_policies(admin_client) -> None:
    register = f.RegisterFactory()
    policy = register.policy
    first = f.TaskFactory(register=register, number=1, deadline_on=dt.date(2020, 5, 1))
    third = f.TaskFactory(register=register, number=3)
    double = f.TaskFactory(register=register, number=3)
    f.TaskFactory(register=register, number=3, continues=True)
    f.TaskUnitFactory(task=first)
    f.TaskUnitFactory(task=third, organization=None, name="市园林局")
    f.TaskUnitFactory(task=third, organization=None, name="各镇", group=True)
    f.TaskCorrectionFactory(task=third)
    f.TaskCorrectionFactory(task=third, state="confirmed", field="task")
    f.FindingFactory(bulletin=None, policy=policy, code="deadline_differs", message="两处不一。")
    f.FindingFactory(bulletin=None, policy=policy, code="correction_proposed", message="订正。")
    f.TaskCorrectionFactory()
    found = findings(admin_client, policy=policy.pk)
    told = {(one["code"], one["record"]["resource"], one["record"]["id"]) for one in found}
    assert {one for one in told if one[2] != 0} >= {
        ("deadline_before_document", "tasks", first.pk),
        ("task_without_leader", "tasks", double.pk),
        ("task_number_missing", "registers", register.pk),
        ("task_number_twice", "registers", register.pk),
        ("unit_unresolved", "policies", policy.pk),
        ("correction_open", "tasks", third.pk),
        ("deadline_differs", "policies", policy.pk),
    }
    codes = [one["code"] for one in found]
    assert codes.count("correction_open") == codes.count("unit_unresolved") == 1
    assert "correction_proposed" not in codes
    assert {one["policy"] for one in found} == {policy.pk}
    assert len(findings(admin_client, code="correction_open")) == 2
    assert not findings(admin_client, bulletin=1)
