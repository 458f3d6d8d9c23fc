"""The real bulletin, imported and asked: who left, who came on 31 July 2024, and the seats."""

from __future__ import annotations

from collections import defaultdict
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from tests.seeds import seed
from tests.sessions.importer.test_acts_seed import DECISIONS_AND_LISTS, DEPUTIES

pytestmark = pytest.mark.django_db
DAY, DAY_BEFORE = "2024-07-31", "2024-07-30"


@pytest.fixture
def imported(client: Client) -> Client:
    bulletin = str(seed("001_"))
    call_command("import_bulletin", bulletin, "--publish", "--accept-findings", stdout=StringIO())
    return client


def results(client: Client, path: str, **query: Any) -> list[dict[str, Any]]:
    answer = client.get(f"/api/v1/{path}/", {"page_size": 200, **query})
    assert answer.status_code == 200, answer.content
    assert answer.json()["next"] is None
    return list(answer.json()["results"])


def rows(table: str) -> list[list[str]]:
    return [line.split(" ", 1)[1].split("|") for line in table.strip().splitlines()]


def test_every_post_touched_that_day_with_who_left_and_who_came(imported: Client) -> None:
    expected: dict[str, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for person, organization, post, act in rows(DECISIONS_AND_LISTS):
        expected[organization + post][act.endswith("appoint")].add(person)
    found = results(imported, "appointments", date_after=DAY, date_before=DAY, ordering="post,-act")
    posts: dict[int, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    names: dict[int, str] = {}
    for item in found:
        names[item["post"]["id"]] = item["post_text"]
        posts[item["post"]["id"]][item["effect"] == "start"].add(item["person"]["name"])
    assert {names[pk]: posts[pk] for pk in posts} == expected
    assert (len(found), len(posts)) == (33, 22)
    assert sum(bool(left and came) for left, came in posts.values()) == 4

    # The tenures say the same: who came holds it that day and not the day before; of who left
    # nobody knows since when he held it.
    came = {(item["person"]["name"], item["post"]["id"]) for item in
            results(imported, "tenures", on=DAY)}  # fmt: skip
    assert came == {(name, pk) for pk, (_, new) in posts.items() for name in new}
    assert results(imported, "tenures", on=DAY_BEFORE) == []
    left = {(item["person"]["name"], item["post"]["id"]) for item in
            results(imported, "tenures", on=DAY_BEFORE, include_unknown="1")}  # fmt: skip
    assert left == {(name, pk) for pk, (old, _) in posts.items() for name in old}


def test_the_seats_of_deputies_with_their_arithmetic(imported: Client) -> None:
    seats = results(imported, "deputy-seats")
    changes = rows(DEPUTIES)
    assert {(s["person"]["name"], s["electoral_unit"], s["state"], s["cause"]) for s in seats} == {
        (name, unit, "unknown" if change == "vacated" else "current", cause or None)
        for name, unit, change, cause in changes
    }
    (report,) = results(imported, "credentials-reports")
    vacated = [seat for seat in seats if seat["vacated"]]
    filled = [seat for seat in seats if seat["filled"]]
    assert (report["vacated"], report["by_elected"]) == (len(vacated), len(filled)) == (8, 3)
    assert report["before"] - len(vacated) + len(filled) == report["after"] == 479
    assert report["after"] <= report["seats"] == 495
    assert report["adds_up"] is True
    sitting = results(imported, "deputy-seats", on=DAY)
    assert {seat["id"] for seat in sitting} == {seat["id"] for seat in filled}
    before = results(imported, "deputy-seats", on=DAY_BEFORE, include_unknown="1")
    assert {seat["id"] for seat in before} == {seat["id"] for seat in vacated}


def test_what_became_of_the_review_opinions(imported: Client) -> None:
    """Three new opinions await their answer; to five earlier ones, which this bulletin does not
    print, the government's and the committee's reports stand in it."""
    opinions = results(imported, "opinions", on="2024-08-31")
    new = [item for item in opinions if item["document"] is not None]
    earlier = [item for item in opinions if item["document"] is None]
    assert {(o["title"], o["state"], o["aspects_count"], o["points_count"]) for o in new} == {
        ("关于我市行政执法规范化情况报告的审议意见", "awaiting", 3, 12),
        ("关于我市缓解“停车难”问题情况报告的审议意见", "awaiting", 5, 16),
        ("关于我市推进城市国际化工作情况报告的审议意见", "awaiting", 5, 15),
    }
    assert {(o["letter_number"], o["state"], o["aspects_count"]) for o in earlier} == {
        ("甬人大常办函〔2023〕29号", "tracked", 4),
        ("甬人大常办函〔2023〕30号", "tracked", 6),
        ("甬人大常办函〔2023〕31号", "tracked", 4),
        ("甬人大常办函〔2024〕3号", "tracked", 3),
        ("甬人大常办函〔2024〕4号", "tracked", 4),
    }
    for item in opinions:
        trace = imported.get(f"/api/v1/opinions/{item['id']}/trace/").json()
        aspects = trace["aspects"]
        assert len(aspects) == item["aspects_count"]
        assert [f["kind"] for f in trace["follow_ups"]] == (
            ["handling", "tracking"] if item in earlier else []
        )
        answered = [a["id"] for a in aspects if a["responses"]["handling"]]
        assert answered == ([a["id"] for a in aspects] if item in earlier else [])
        assert trace["unanswered"] == [a["id"] for a in aspects if a["id"] not in answered]
        for aspect in aspects if item in earlier else ():
            for kind in ("handling", "tracking"):
                assert all(told["heading"] and told["page"] for told in aspect["responses"][kind])
            assert aspect["responses"]["tracking"]
