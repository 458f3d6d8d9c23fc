"""What was published of a policy is taken back whole, ids and all; merging reaches its parts."""

from __future__ import annotations

from typing import Any

import pytest

from npcrecords.core import changes, history
from npcrecords.core.models import Action, ActionKind
from npcrecords.core.reverting import undo
from people.merging import merge
from people.models import Organization, Person
from sessions.importer.publishing.policies import publish_policy
from sessions.models import Measure, Policy, Task, TaskCorrection, TaskLeader, TaskUnit
from sessions.task_corrections import settle

from ... import factories as f
from .policy_records import small_policy
from .test_policies_publishing import rows

pytestmark = pytest.mark.django_db


def last() -> Action:
    return Action.objects.latest("id")


def test_publishing_is_undone() -> None:
    publish_policy(small_policy())
    first = rows()
    publish_policy(small_policy(measures=(), tasks=(), registers=()))
    undo(action=last())
    assert rows() == first


def test_the_first_publishing_is_undone() -> None:
    publish_policy(small_policy())
    undo(action=last())
    assert not Policy.objects.exists()
    assert not Task.objects.exists()


def test_a_deletion_is_undone() -> None:
    publish_policy(small_policy())
    before = rows()
    with history.acting(ActionKind.DELETE):
        changes.remove(Policy.objects.all())
    assert not Measure.objects.exists()
    undo(action=last())
    assert rows() == before


@pytest.mark.parametrize("state", ["confirmed", "rejected"])
def test_a_decision_on_a_correction_is_undone(state) -> None:
    publish_policy(small_policy())
    before = rows()
    settle(correction=TaskCorrection.objects.get(), state=state)
    assert rows() != before
    undo(action=last())
    assert rows() == before


def one(model: Any, **values: Any) -> Any:
    return model.objects.get(**values)


def test_merging_reaches_units_and_leaders() -> None:
    publish_policy(small_policy())
    office, person = f.OrganizationFactory(), f.PersonFactory(name="方勤", note="另一条")
    before = rows()
    of_office = merge(kept=office, merged=one(Organization, name="青岚市水利局"), reason="同一个局")
    of_person = merge(kept=person, merged=one(Person, name="方勤", note=""), reason="同一个人")
    assert set(TaskUnit.objects.filter(role="lead").values_list("organization", flat=True)) == {
        office.pk
    }
    assert set(TaskLeader.objects.values_list("person", flat=True)) == {person.pk}
    undo(action=of_person)
    undo(action=of_office)
    assert rows() == before
