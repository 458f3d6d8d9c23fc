"""What a decision on a correction leaves of the leaders of a task."""

from __future__ import annotations

import pytest

from sessions.choices import CorrectionState
from sessions.importer import record as rec
from sessions.importer.publishing.policies import publish_policy
from sessions.task_corrections import settle
from tests import factories as f

pytestmark = pytest.mark.django_db


def test_role_and_leading_unit_stay() -> None:
    cells = [{"field": "leader", "head": "", "printed": "张三、李五"}]
    task = f.TaskFactory(cells=cells)
    f.TaskLeaderFactory(task=task, order=0, name="张三", role="市长", lead_unit="甲局")
    f.TaskLeaderFactory(task=task, order=1, name="李四", role="副市长", lead_unit="乙局")
    one = f.TaskCorrectionFactory(task=task, field="leader", printed="李五", value="李四")
    for state, name in ((CorrectionState.REJECTED, "李五"), (CorrectionState.CONFIRMED, "李四")):
        settle(correction=one, state=state)
        assert list(task.leader_set.order_by("order").values_list("name", "role", "lead_unit")) == [
            ("张三", "市长", "甲局"),
            (name, "副市长", "乙局"),
        ]


def test_they_stay_when_the_document_is_published_again() -> None:
    made = rec.PolicyRecord.model_validate(RECORD)
    policy = publish_policy(made).policy
    (task,) = policy.tasks.all()
    (correction,) = task.correction_set.all()
    settle(correction=correction, state=CorrectionState.REJECTED)
    expected = [("张三", "市长", "甲局"), ("李五", "副市长", "乙局")]
    for _again in range(2):
        leaders = task.leader_set.order_by("order")
        assert list(leaders.values_list("name", "role", "lead_unit")) == expected
        publish_policy(made)


RECORD = {
    "policy": {
        "title": "青岚市人民政府关于开办的通知",
        "number": "青政发〔2020〕91号",
        "place": "青岚市",
    },
    "registers": [{"key": "r", "order": 0}],
    "tasks": [
        {
            "key": "r/1",
            "table": "r",
            "row": 1,
            "serial": "1",
            "number": 1,
            "task": "开办",
            "leaders": [
                {"name": "张三", "role": "市长", "lead_unit": "甲局"},
                {"name": "李四", "role": "副市长", "lead_unit": "乙局"},
            ],
            "cells": [{"field": "leader", "printed": "张三、李五"}],
            "corrections": [
                {
                    "field": "leader",
                    "printed": "李五",
                    "value": "李四",
                    "reason": "另一处写作李四。",
                }
            ],
        }
    ],
}
