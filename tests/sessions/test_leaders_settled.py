"""What a decision on a correction leaves of the leaders of a task."""

from __future__ import annotations

import pytest

from sessions.choices import CorrectionState
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
