"""From the record of a policy to rows: the same twice, in either order, by hand and by machine."""

from __future__ import annotations

import datetime as dt
import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from npcrecords.core import history
from npcrecords.core.changes import remove
from npcrecords.core.generation import current_generation
from npcrecords.core.models import Action, ActionKind, Tombstone
from npcrecords.rest.writing import save
from people.models import Organization, Person
from sessions.importer import record as rec
from sessions.importer.publishing import policies
from sessions.importer.publishing.policies import preview_policy, publish_policy
from sessions.models import (
    Finding,
    ImportJob,
    Measure,
    Policy,
    PolicyCitation,
    PolicyLink,
    Register,
    Task,
    TaskCorrection,
    TaskLeader,
    TaskUnit,
)
from sessions.services import take_back_policy
from sessions.task_corrections import settle

from ... import factories as f
from .policy_records import PLACE, facts_only, small_policy, unit

pytestmark = pytest.mark.django_db
TABLES = (Policy, Measure, Register, Task, PolicyCitation, TaskUnit, TaskLeader, TaskCorrection)
DERIVED = {"modified", "published_at"}


def rows() -> dict[str, list[dict[str, Any]]]:
    """All that is held, but the times."""
    return {
        model.__name__: [
            {name: value for name, value in row.items() if name not in DERIVED}
            for row in model.objects.order_by("pk").values()
        ]
        for model in (*TABLES, Organization, Person)
    }


def test_a_record_becomes_rows() -> None:
    done = publish_policy(small_policy(), text="全文")
    policy = Policy.objects.get()
    assert done.policy == policy
    assert policy.status == "published"
    assert policy.issued_on == dt.date(2020, 6, 1)
    assert [one.name for one in policy.parties.filter(role="issuer")] == [f"{PLACE}人民政府"]
    measure = Measure.objects.get(key="一")
    assert measure.parent.key == "章"
    assert measure.unit_set.get().organization.name == "青岚市水利局"
    first = Task.objects.get(key="1")
    assert [one.name for one in first.unit_set.filter(role="shared")] == ["市财政局", "有关单位"]
    assert first.leader_set.get().person.name == "方勤"
    assert first.cells[0]["printed"] == "2012年12月"
    assert Task.objects.get(key="1续").continues
    assert Finding.objects.get().policy == policy
    job = ImportJob.objects.get()
    assert (job.kind, job.policy, job.text) == ("policy", policy, "全文")
    assert done.counts["tasks"]["inserted"] == 3
    assert Action.objects.get().summary == "青政发〔2020〕5号"


def test_publishing_again_changes_nothing() -> None:
    publish_policy(small_policy(), text="全文")
    before, generation = rows(), current_generation()
    again = publish_policy(small_policy(), text="全文")
    assert rows() == before
    assert not again.changes
    assert [again.total(name) for name in ("inserted", "updated", "removed")] == [0, 0, 0]
    assert current_generation() == generation
    assert ImportJob.objects.count() == 1


def test_facts_and_text_come_in_either_order() -> None:
    publish_policy(small_policy())
    publish_policy(facts_only(small_policy()))
    either = rows()
    assert Measure.objects.get(key="一").text == "建设青岚江实验室。"
    assert Task.objects.get(key="1").cells[0]["printed"] == "2012年12月"
    for model in (Policy, Organization, Person):
        remove(model.objects.all())
    publish_policy(facts_only(small_policy()))
    assert Task.objects.get(key="1").measure is None
    ids = set(Task.objects.values_list("pk", flat=True))
    publish_policy(small_policy())
    assert set(Task.objects.values_list("pk", flat=True)) == ids

    def plain(held: dict[str, Any]) -> str:
        told = json.dumps(held, default=str, ensure_ascii=False)
        numbers = {"id", "_id"}
        return "".join(
            line
            for line in json.dumps(json.loads(told), indent=0, ensure_ascii=False).splitlines()
            if not any(f'{number}": ' in line for number in numbers)
        )

    assert plain(rows()) == plain(either)


def test_a_mended_record_changes_what_was_mended_and_ids_stay() -> None:
    publish_policy(small_policy())
    ids = dict(Task.objects.values_list("key", "pk"))
    record = small_policy()
    tasks = list(record.tasks)
    tasks[1] = tasks[1].model_copy(update={"domain": "治河", "lead_units": (unit("市园林局"),)})
    done = publish_policy(record.model_copy(update={"tasks": tuple(tasks[:2])}))
    assert dict(Task.objects.values_list("key", "pk")) == {k: v for k, v in ids.items() if k != "2"}
    assert done.counts["tasks"] == {"inserted": 0, "updated": 1, "unchanged": 1, "removed": 1}
    assert Task.objects.get(key="1续").unit_set.get().name == "市园林局"
    assert Tombstone.objects.filter(resource="tasks", record_id=ids["2"]).exists()


def test_a_policy_is_found_by_number_else_by_title_and_place() -> None:
    publish_policy(small_policy())
    record = small_policy()
    other = record.policy.model_copy(update={"number": "青政发[2020] 5号", "title": "改过的题目"})
    publish_policy(record.model_copy(update={"policy": other}))
    assert Policy.objects.get().title == "改过的题目"
    without = record.policy.model_copy(update={"number": "", "title": "没有文号的方案"})
    for _ in range(2):
        publish_policy(record.model_copy(update={"policy": without}))
    assert Policy.objects.count() == 2
    elsewhere = without.model_copy(update={"place": "林溪县"})
    publish_policy(record.model_copy(update={"policy": elsewhere}))
    assert Policy.objects.count() == 3


def test_what_people_mended_stays_unless_it_is_taken_over() -> None:
    publish_policy(small_policy())
    task, gone = Task.objects.get(key="2"), Task.objects.get(key="1续")
    with history.acting(ActionKind.CHANGE):
        save(row=task, values={"task": "改过的任务"}, parts={})
    with history.acting(ActionKind.DELETE):
        remove(Task.objects.filter(pk=gone.pk))
    done = publish_policy(small_policy())
    assert Task.objects.get(key="2").task == "改过的任务"
    assert not Task.objects.filter(key="1续").exists()
    assert {one.name for one in done.kept} == {
        f"congress.task:{task.pk}", f"congress.task:{gone.pk}",
    }  # fmt: skip
    publish_policy(small_policy(), take_over=frozenset(one.name for one in done.kept))
    assert Task.objects.get(key="2").task == "任务2"
    assert Task.objects.filter(key="1续").exists()


@pytest.mark.parametrize("state", ["confirmed", "rejected"])
def test_what_is_decided_on_a_correction_stays(state) -> None:
    publish_policy(small_policy())
    settle(correction=TaskCorrection.objects.get(), state=state)
    day = dt.date(2020 if state == "confirmed" else 2012, 12, 31)
    for record in (small_policy(), facts_only(small_policy())):
        done = publish_policy(record)
        assert TaskCorrection.objects.get().state == state
        assert Task.objects.get(key="1").deadline_on == day
        assert not done.changes
        assert not done.kept


def test_a_correction_that_the_record_rejects_reads_as_printed() -> None:
    record = small_policy()
    tasks = list(record.tasks)
    rejected = tasks[0].corrections[0].model_copy(update={"state": "rejected"})
    units = rec.Correction(
        field="unit", printed="市财局", value="市财政局", reason="没有这个局。", state="rejected"
    )
    cells = (*tasks[0].cells, rec.Cell(field="unit", printed="市财局、市水利局"))
    tasks[0] = tasks[0].model_copy(update={"corrections": (rejected, units), "cells": cells})
    publish_policy(record.model_copy(update={"tasks": tuple(tasks)}))
    task = Task.objects.get(key="1")
    assert (task.deadline_on, task.deadline_text) == (dt.date(2012, 12, 31), "2012年12月")
    shared = task.unit_set.filter(role="shared")
    assert [one.name for one in shared] == ["市财局", "市水利局"]
    assert [one.organization is None for one in shared] == [True, False]


def test_a_task_with_steps_stays_though_the_record_lacks_it() -> None:
    publish_policy(small_policy())
    task = Task.objects.get(key="1")
    f.TaskStepFactory(task=task)
    publish_policy(small_policy(tasks=(), registers=()))
    assert list(Task.objects.all()) == [task]
    assert Register.objects.count() == 1


def test_who_was_brought_in_by_a_slip_goes_with_it() -> None:
    record = small_policy()
    slip = rec.Organization(key="错", name="青岚市水力局", jurisdiction=PLACE)
    measures = (record.measures[0].model_copy(update={"units": (unit("市水力局", "错"),)}),)
    publish_policy(
        record.model_copy(
            update={"organizations": (*record.organizations, slip), "measures": measures}
        )
    )
    assert Organization.objects.filter(name="青岚市水力局").exists()
    publish_policy(record)
    assert not Organization.objects.filter(name="青岚市水力局").exists()


def test_a_homonym_stands_without_a_link() -> None:
    for note in ("男", "女"):
        f.PersonFactory(name="方勤", note=note, jurisdiction=PLACE)
    done = publish_policy(small_policy())
    assert [one.code for one in done.findings] == ["homonym"]
    assert TaskLeader.objects.filter(person=None).count() == 3
    assert not publish_policy(small_policy()).changes


def test_a_policy_taken_back_is_published_again_with_all_its_records() -> None:
    publish_policy(small_policy())
    take_back_policy(policy=Policy.objects.get())
    assert not Task.objects.public().exists()
    assert Tombstone.objects.filter(resource="tasks").count() == 3
    publish_policy(small_policy())
    assert Task.objects.public().count() == 3
    assert not Tombstone.objects.filter(resource__in=["tasks", "policies", "measures"]).exists()


def test_a_preview_leaves_everything_as_it_was() -> None:
    seen = preview_policy(
        small_policy(), lambda done: (Task.objects.count(), done.total("inserted"))
    )
    assert seen[0] == 3
    assert seen[1] > 5
    assert not Policy.objects.exists()
    assert not Action.objects.exists()


def test_an_error_leaves_everything_as_it_was(monkeypatch) -> None:
    publish_policy(small_policy())
    before = rows()

    def fail(_publication: Any) -> None:
        raise RuntimeError("kill")

    monkeypatch.setattr(policies, "publish_citations", fail)
    changed = small_policy(measures=())
    with pytest.raises(RuntimeError, match="kill"):
        publish_policy(changed)
    assert rows() == before


BAD: list[tuple[dict[str, Any], str]] = [
    ({"deadline": rec.Deadline(kind="date")}, "没有到期日"),
    ({"deadline": rec.Deadline(kind="none", on=dt.date(2020, 1, 1))}, "不应写到期日"),
    ({"deadline": rec.Deadline(kind="date", on=dt.date(2020, 1, 1), start=dt.date(2019, 1, 1))},
     "不应写起始日"),
    ({"deadline": rec.Deadline(kind="range", on=dt.date(2020, 1, 1), start=dt.date(2021, 1, 1))},
     "早于起始日"),
    ({"table": "别的"}, "table"),
    ({"task": "长" * 600}, "太长"),
    ({"corrections": (rec.Correction(field="task", reason=" "),)}, "没有写理由"),
]  # fmt: skip


@pytest.mark.parametrize(("values", "words"), BAD)
def test_what_cannot_be_held_is_refused_with_a_sentence(values, words) -> None:
    record = small_policy()
    tasks = (record.tasks[0].model_copy(update=values), *record.tasks[1:])
    with pytest.raises(rec.RecordError, match=words):
        publish_policy(record.model_copy(update={"tasks": tasks}))
    assert not Policy.objects.exists()


def test_a_measure_above_itself_is_refused() -> None:
    record = small_policy()
    one, two = record.measures
    measures = (one.model_copy(update={"parent": "一"}), two)
    with pytest.raises(rec.RecordError, match="绕回"):
        publish_policy(record.model_copy(update={"measures": measures}))


def test_record_files_of_both_kinds_are_loaded(tmp_path) -> None:
    path = tmp_path / "policy.record.json"
    path.write_text(rec.dump_record(small_policy()), encoding="utf-8")
    out = StringIO()
    call_command("load_records", str(tmp_path), stdout=out)
    call_command("load_records", str(tmp_path), stdout=out)
    assert Policy.objects.count() == 1
    assert "新增 0，更新 0" in out.getvalue().splitlines()[1]


def test_things_of_one_name_are_suggested() -> None:
    report = f.SectionFactory(text="加快建设青岚江实验室，发展公共服务平台。")
    publish_policy(small_policy())
    link = PolicyLink.objects.get()
    assert (link.name, link.document, link.state) == (
        "青岚江实验室", report.document, "suggested",
    )  # fmt: skip
    assert not PolicyLink.objects.public().exists()
    link.state = "rejected"
    link.save()
    assert not publish_policy(small_policy()).changes
    assert PolicyLink.objects.get().state == "rejected"
    PolicyLink.objects.update(state="suggested")
    report.text = "别的"
    report.save()
    call_command("suggest_links", stdout=StringIO())
    assert not PolicyLink.objects.exists()
