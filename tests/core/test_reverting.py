"""What somebody did is taken back whole, ids and all, or not at all."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from npcrecords.core import changes, history
from npcrecords.core.generation import current_generation
from npcrecords.core.models import Action, ActionKind, Tombstone
from npcrecords.core.reverting import undo
from people.models import Person
from sessions.importer import record as rec
from sessions.importer.publishing.publish import publish
from sessions.models import Bulletin

from ..everything import all_rows

pytestmark = pytest.mark.django_db

FACTS = settings.BASE_DIR / "fixtures" / "ningbo-16-19" / "bulletin.record.json"


@pytest.fixture
def ningbo() -> Bulletin:
    return publish(rec.load_record(FACTS.read_bytes(), name=FACTS.name)).bulletin


def last() -> Action:
    return Action.objects.latest("id")


def removed(rows: Any) -> Action:
    with history.acting(ActionKind.DELETE):
        changes.remove(rows)
    return last()


def test_a_bulletin_that_was_deleted_in_the_admin_comes_back_whole(ningbo, admin_client) -> None:
    before = all_rows()
    address = reverse("admin:congress_bulletin_delete", args=[ningbo.pk])
    assert admin_client.post(address, {"post": "yes"}).status_code == 302
    assert not Bulletin.objects.exists()
    assert not Person.objects.exists()
    deleted = last()
    assert deleted.kind == ActionKind.DELETE
    assert Tombstone.objects.filter(resource="bulletins", record_id=ningbo.pk).exists()
    generation = current_generation()
    with CaptureQueriesContext(connection) as queries:
        undo(action=deleted, reason="误删")
    assert all_rows() == before
    assert not Tombstone.objects.exists()
    assert current_generation() > generation
    assert len(queries) < len(before) / 2
    assert last().undoes == deleted
    connection.check_constraints()


def test_an_undone_deletion_can_be_done_again(ningbo) -> None:
    before = all_rows()
    action = removed(Bulletin.objects.all())
    without = all_rows()
    undo(action=action)
    undo(action=last())
    assert all_rows() == without
    undo(action=last())
    assert all_rows() == before
