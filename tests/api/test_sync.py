"""``modified_since``: what changed, and what went."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from npcrecords.core.models import Tombstone
from people.models import Person

from .. import factories as f
from .test_lists import walk

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def stamp(instant: dt.datetime) -> str:
    return instant.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")


def told(client: Any, since: dt.datetime, **query: Any) -> list[Any]:
    answer = client.get("/api/v1/people/", {"modified_since": stamp(since), **query})
    assert answer.status_code == 200, answer.content
    return list(answer.json()["results"])


def aged(days: int) -> Person:
    person = f.PersonFactory()
    Person.objects.filter(pk=person.pk).update(modified=timezone.now() - days * DAY)
    person.refresh_from_db()
    return person


def test_records_changed_since_then_in_the_order_of_their_change(client) -> None:
    old, newer, new = aged(9), aged(3), aged(1)
    now = timezone.now()
    assert [row["id"] for row in told(client, now - 5 * DAY)] == [newer.pk, new.pk]
    assert [row["id"] for row in told(client, newer.modified)] == [newer.pk, new.pk]
    assert told(client, now) == []
    assert old.pk in {row["id"] for row in told(client, now - 10 * DAY)}


def test_what_a_record_says_of_its_change_can_be_sent_back(client) -> None:
    person = aged(2)
    row = client.get(f"/api/v1/people/{person.pk}/").json()
    assert row["modified"].endswith("Z")
    assert dt.datetime.fromisoformat(row["modified"]) == person.modified
    answer = client.get(f"/api/v1/people/?modified_since={row['modified']}")
    assert answer.json()["results"] == [row]


@pytest.mark.parametrize("offset", ["+08:00", "%2B08:00", "%2B0800", "-03:00", "Z"])
def test_any_offset_will_do_and_a_plus_that_became_a_blank(offset, client) -> None:
    f.PersonFactory()
    answer = client.get(f"/api/v1/people/?modified_since=2024-01-01T00:00:00{offset}")
    assert answer.json()["count"] == 1


def test_deleted_records_appear_then_and_only_then(client) -> None:
    kept = aged(2)
    gone = Tombstone.objects.create(
        resource="people", record_id=kept.pk + 7, modified=timezone.now() - DAY
    )
    f.TombstoneFactory(resource="posts")
    assert client.get("/api/v1/people/").json()["count"] == 1
    rows = told(client, timezone.now() - 5 * DAY)
    assert rows[1] == {"id": gone.record_id, "deleted": True, "modified": stamp(gone.modified)}
    assert [row["id"] for row in rows] == [kept.pk, gone.record_id]
    assert told(client, timezone.now()) == []
    assert len(told(client, timezone.now() - 5 * DAY, jurisdiction="林溪县")) == 1


def test_a_tombstone_of_a_record_that_is_back_tells_nothing(client) -> None:
    person = aged(2)
    Tombstone.objects.create(resource="people", record_id=person.pk)
    assert [row.get("deleted") for row in told(client, timezone.now() - 5 * DAY)] == [None]


@pytest.mark.parametrize("query", ["", "&ordering=-name", "&cursor=", "&cursor=&ordering=name"])
@pytest.mark.parametrize("size", [1, 2, 3, 10])
def test_a_walk_meets_every_record_and_every_deleted_one_once(query, size, client) -> None:
    living = {aged(days).pk for days in (1, 2, 3)}
    gone = {
        Tombstone.objects.create(resource="people", record_id=pk, modified=timezone.now()).record_id
        for pk in (90_001, 90_002)
    }
    since = stamp(timezone.now() - 5 * DAY)
    rows = walk(client, f"/api/v1/people/?modified_since={since}&page_size={size}{query}")
    assert {row["id"] for row in rows if "deleted" not in row} == living
    assert [row["id"] for row in rows if row.get("deleted")] == sorted(gone)
    assert len(rows) == 5


def test_a_merged_person_is_gone_from_the_list(client) -> None:
    survivor, merged = aged(1), aged(1)
    Person.objects.filter(pk=merged.pk).update(merged_into=survivor)
    Tombstone.objects.create(resource="people", record_id=merged.pk)
    rows = told(client, timezone.now() - 5 * DAY)
    assert [(row["id"], row.get("deleted")) for row in rows] == [
        (survivor.pk, None),
        (merged.pk, True),
    ]
