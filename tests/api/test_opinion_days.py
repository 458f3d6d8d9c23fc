"""The days of replies over the API: first reply, lateness, filters, statistics."""

from __future__ import annotations

from typing import Any

import pytest

from .. import factories as f

pytestmark = pytest.mark.django_db
HANDLING, TRACKING = "handling", "tracking"


@pytest.fixture
def opinions() -> dict[str, Any]:
    """Four opinions of 16 August 2024: answered in time, answered late, overdue, undue."""
    government = f.OrganizationFactory(name="青岚市人民政府")
    session = f.SessionFactory()
    made = {
        name: f.OpinionFactory(
            considered_at=session, due_on=due, due_rule="三个月" if due else "",
            addressee="市政府", addressee_organization=government if due else None,
        )
        for name, due in (
            ("in_time", "2024-11-16"), ("answered_late", "2024-11-16"),
            ("overdue", "2024-12-01"), ("undue", None),
        )
    }  # fmt: skip
    f.FollowUpFactory(opinion=made["in_time"], replied_on="2024-10-15")
    late = f.FollowUpFactory(opinion=made["answered_late"], document__dated_on="2024-11-26")
    committee = f.OrganizationFactory(name="青岚市人大财经委")
    f.FollowUpFactory(
        opinion=made["in_time"], kind=TRACKING, author_organization=committee,
        replied_on="2024-10-11", replied_on_precision="third", replied_on_text="10月中旬",
        document__dated_on="2025-01-10",
    )  # fmt: skip
    f.FollowUpFactory(
        opinion=made["answered_late"], kind=TRACKING, author_name="市人大监察司法委",
        bulletin=late.bulletin, document__dated_on="2025-02-10",
    )  # fmt: skip
    return made


def listed(client: Any, **query: Any) -> dict[int, Any]:
    answer = client.get("/api/v1/opinions/", query)
    assert answer.status_code == 200, answer.content.decode()
    return {row["id"]: row for row in answer.json()["results"]}


def test_the_days_of_an_opinion(client, opinions) -> None:
    rows = listed(client, on="2024-12-31")
    told = {
        name: [
            rows[row.pk][key]
            for key in ("state", "replied_on", "replied_on_basis", "days_to_reply", "days_late")
        ]
        for name, row in opinions.items()
    }
    assert told == {
        "in_time": ["handled", "2024-10-11", "retold", 56, 0],
        "answered_late": ["handled", "2024-11-26", "document", 102, 10],
        "overdue": ["overdue", None, None, None, 30],
        "undue": ["awaiting", None, None, None, None],
    }
    row = rows[opinions["in_time"].pk]
    assert (row["replied_on_precision"], row["replied_on_text"]) == ("third", "10月中旬")
    assert row["replied_on_basis_label"] == "督办报告转述"
    row = rows[opinions["overdue"].pk]
    for key in ("precision", "text", "basis", "basis_label"):
        assert row[f"replied_on_{key}"] is None


def test_as_of_a_day_before_the_replies(client, opinions) -> None:
    rows = listed(client, on="2024-10-10")
    assert {row["state"] for row in rows.values()} == {"awaiting"}
    assert {row["replied_on"] for row in rows.values()} == {None}
    assert rows[opinions["in_time"].pk]["days_late"] == 0
    late = listed(client, on="2024-11-20")[opinions["answered_late"].pk]
    assert (late["state"], late["days_late"]) == ("overdue", 4)
    tracked = listed(client, on="2025-01-10")[opinions["in_time"].pk]
    assert (tracked["state"], tracked["replied_on"]) == ("tracked", "2024-10-11")


def test_filters_of_days(client, opinions) -> None:
    def named(**query: Any) -> set[str]:
        ids = {row.pk: name for name, row in opinions.items()}
        return {ids[pk] for pk in listed(client, **query)}

    late = {"answered_late", "overdue"}
    assert named(late=1, on="2024-12-31") == late
    assert named(late=0, on="2024-12-31") == {"in_time", "undue"}
    assert named(late="0,1", on="2024-12-31") == set(opinions)
    assert named(late=1, on="2024-11-16") == set()
    assert named(due_after="2024-11-17") == {"overdue"}
    assert named(due_before="2024-11-16") == {"in_time", "answered_late"}
    assert named(state="overdue", on="2024-11-20") == {"answered_late"}
    report = opinions["undue"].report = f.DocumentFactory()
    opinions["undue"].save()
    assert named(report=report.pk) == {"undue"}
    hidden = opinions["overdue"].report = f.DocumentFactory(bulletin__status="draft")
    opinions["overdue"].save()
    assert named(report=hidden.pk) == set()
    rows = list(listed(client, ordering="-due_on").values())
    assert [row["due_on"] for row in rows] == ["2024-12-01", "2024-11-16", "2024-11-16", None]


@pytest.mark.parametrize("path", ["opinions/", "opinions/statistics/"])
@pytest.mark.parametrize(
    ("query", "field", "code"),
    [
        ({"on": "2024-12-31,2025-01-01"}, "on", "several_days"),
        ({"on": "2024-13-01"}, "on", "invalid_date"),
        ({"late": "maybe"}, "late", "invalid_flag"),
        ({"due_in": "2024-12-31"}, "due_in", "unknown_parameter"),
    ],
)
def test_a_wrong_question(path, query, field, code, client) -> None:
    answer = client.get(f"/api/v1/{path}", query)
    assert answer.status_code == 400
    assert [(one["field"], one["code"]) for one in answer.json()["errors"]] == [(field, code)]


def statistics(client: Any, **query: Any) -> Any:
    answer = client.get("/api/v1/opinions/statistics/", query)
    assert answer.status_code == 200, answer.content.decode()
    return answer.json()


def test_statistics(client, opinions) -> None:
    found = statistics(client, on="2024-12-31")
    assert found["on"] == "2024-12-31"
    assert found["total"] == {
        "opinions": 4,
        "replied": 2,
        "replied_at_latest": 0,
        "mean_days_to_reply": 79.0,
        "median_days_to_reply": 79.0,
        "late": 2,
        "mean_days_late": 20.0,
    }
    assert [(one["state"], one["state_label"], one["opinions"]) for one in found["by_state"]] == [
        ("awaiting", "待答复", 1), ("overdue", "逾期未答复", 1), ("handled", "已答复", 2),
    ]  # fmt: skip
    assert [(one["year"], one["opinions"], one["late"]) for one in found["by_year"]] == [
        (2024, 4, 2)
    ]
    assert [
        (one["organization"]["id"] is None, one["organization"]["name"], one["opinions"])
        for one in found["by_addressee"]
    ] == [(False, "青岚市人民政府", 3), (True, "市政府", 1)]
    assert [(one["organization"]["name"], one["opinions"]) for one in found["by_body"]] == [
        (opinions["undue"].considered_at.body.name, 4)
    ]
    assert {
        one["organization"]["name"]: (one["mean_days_to_reply"], one["late"])
        for one in found["by_committee"]
    } == {"青岚市人大财经委": (56.0, 0), "市人大监察司法委": (102.0, 1)}


def test_statistics_of_what_the_filters_leave(client, opinions) -> None:
    found = statistics(client, on="2024-12-31", late=1)
    assert (found["total"]["opinions"], found["total"]["mean_days_late"]) == (2, 20.0)
    nothing = statistics(client, on="2024-12-31", addressee="没有的机关")
    assert nothing["total"]["opinions"] == 0
    assert nothing["total"]["mean_days_to_reply"] is None
    assert nothing["by_state"] == nothing["by_year"] == nothing["by_committee"] == []


def test_statistics_tell_nothing_of_drafts(client, admin_client, opinions) -> None:
    committee = f.OrganizationFactory(name="青岚市人大农业委")
    f.FollowUpFactory(
        opinion=opinions["overdue"], kind=TRACKING, bulletin__status="draft",
        author_organization=committee, replied_on="2024-11-01",
    )  # fmt: skip
    f.OpinionFactory(document__bulletin__status="draft")
    hidden = f.SessionFactory(body=committee)
    f.BulletinFactory(session=hidden, status="draft")
    opinions["undue"].considered_at = hidden
    opinions["undue"].save()
    public = statistics(client, on="2024-12-31")
    assert public["total"]["opinions"] == 4
    assert committee.name not in str(public)
    assert [one["opinions"] for one in public["by_body"]] == [3, 1]
    seen = statistics(admin_client, on="2024-12-31")
    assert seen["total"]["opinions"] == 5
    assert {one["organization"]["name"] for one in seen["by_committee"]} >= {committee.name}


def test_an_opinion_counts_once_for_a_committee_that_tracked_it_twice(client, opinions) -> None:
    report = opinions["in_time"].follow_ups.get(kind=TRACKING)
    f.FollowUpFactory(
        opinion=opinions["in_time"], kind=TRACKING, author_name="财经委",
        author_organization=report.author_organization, document__dated_on="2025-03-01",
    )  # fmt: skip
    found = statistics(client)["by_committee"]
    assert [one["opinions"] for one in found] == [1, 1]


@pytest.mark.parametrize("times", [1, 3])
def test_statistics_take_one_number_of_queries(
    times, client, opinions, django_assert_num_queries
) -> None:
    for number in range(times):
        f.FollowUpFactory(kind=TRACKING, author_organization=f.OrganizationFactory())
        f.OpinionFactory(adopted_on=f"{2010 + number}-01-01")
    # The generation; the opinions; those by committee; the names.
    with django_assert_num_queries(4):
        assert client.get("/api/v1/opinions/statistics/").status_code == 200
