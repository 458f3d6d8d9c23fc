"""The pages of the review, for the file of a policy document."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sessions.choices import ImportKind
from sessions.models import ImportJob, Policy, Task
from sessions.review.drafts import Place, find, stands
from sessions.review.kinds import FORMATS, KINDS

from .review.conftest import policy_job  # noqa: F401 — a fixture
from .review.forms import form_of, sent
from .review.policy_records import TEXT

pytestmark = pytest.mark.django_db
POLICY = FORMATS["npcrecords/policy"]


@pytest.fixture(autouse=True)
def _read_at_once(settings, tmp_path) -> None:
    settings.NPC_READ_AT_ONCE = True
    settings.MEDIA_ROOT = tmp_path / "files"


def at(job: ImportJob, page: str, *args: str) -> str:
    return reverse(f"admin:congress_importjob_{page}", args=[job.pk, *args])


def text_of(answer) -> str:
    return answer.content.decode()


@pytest.mark.parametrize("step", [step.name for step in POLICY.steps])
def test_every_step_shows_its_items_and_their_lines(admin_client, policy_job, step) -> None:  # noqa: F811
    answer = admin_client.get(at(policy_job, "step", step))
    assert answer.status_code == 200
    assert 'class="entry' in text_of(answer)


def test_the_tabs_are_those_of_a_policy(admin_client, policy_job) -> None:  # noqa: F811
    answer = admin_client.get(at(policy_job, "change"))
    page = text_of(answer)
    tabs = [str(tab["label"]) for tab in answer.context["tabs"]]
    assert tabs == [
        *("概况", "待核问题", "文号和发文机关", "举措", "任务清单", "引用", "机构"),
        *("人员认定", "原文", "发布"),
    ]
    assert "这是公报，按公报重新读取" not in page, "it has no file"
    assert admin_client.get(at(policy_job, "step", "attendance")).status_code == 404
    query = f"{at(policy_job, 'step', 'head')}?kind=documents&key=x"
    assert admin_client.get(query).status_code == 404


def test_a_row_shows_its_print_its_correction_and_its_lines(admin_client, policy_job) -> None:  # noqa: F811
    page = text_of(admin_client.get(at(policy_job, "step", "register")))
    for words in ("2012年12月", "文件是2020年印发的。", "待确认", "2020-12-31", "定期完成"):
        assert words in page
    assert 'class="source-lines"' in page


def test_a_row_is_mended_by_its_form(admin_client, policy_job) -> None:  # noqa: F811
    place = Place("tasks", "r1/1")
    admin_client.post(at(policy_job, "claim"))
    page = admin_client.get(f"{at(policy_job, 'step', 'register')}?kind=tasks&key=r1/1&within=")
    assert page.context["form"] is not None
    data = sent(form_of(stands(policy_job), place))
    data["item-task"] = "疏浚西河"
    data["item-deadline__text"] = "2020年底"
    data |= {"kind": ["tasks"], "key": ["r1/1"], "within": [""], "seen": [""]}
    answer = admin_client.post(at(policy_job, "step", "register"), data, follow=True)
    assert "已保存。" in text_of(answer)
    policy_job.refresh_from_db()
    item = find(stands(policy_job), place)
    assert (item["task"], item["deadline"]["text"]) == ("疏浚西河", "2020年底")
    assert item["corrections"][0]["state"] == "proposed"
    assert "机器读作：疏浚东河" in text_of(answer)


def test_a_correction_is_decided_on_beside_its_row(admin_client, policy_job) -> None:  # noqa: F811
    admin_client.post(at(policy_job, "claim"))
    row = {"kind": "tasks", "key": "r1/1", "within": ""}
    page = at(policy_job, "step", "register")
    assert "确认这处订正" in text_of(admin_client.get(page))
    answer = admin_client.post(page, row | {"_correction": "0:rejected"}, follow=True)
    assert "发布时按原文读。" in text_of(answer)
    policy_job.refresh_from_db()
    assert find(stands(policy_job), Place("tasks", "r1/1"))["corrections"][0]["state"] == "rejected"
    answer = admin_client.post(page, row | {"_correction": "7:rejected"}, follow=True)
    assert "已经不在记录里" in text_of(answer)
    admin_client.post(at(policy_job, "publish"), {"reason": ""})
    task = Task.objects.get(number=1)
    assert task.deadline_on.isoformat() == "2012-12-31", "read as it is printed"


@pytest.mark.parametrize("kind", [kind for kind in POLICY.kinds if not kind.single])
def test_an_item_of_each_kind_has_a_form(admin_client, policy_job, kind) -> None:  # noqa: F811
    step = next((step for step in POLICY.steps if kind in step.kinds), None)
    if step is None:
        return  # persons are told apart on a page of their own
    admin_client.post(at(policy_job, "claim"))
    address = f"{at(policy_job, 'step', step.name)}?kind={kind.name}&key=&within="
    answer = admin_client.get(address)
    assert answer.status_code == 200
    assert f"补录：{KINDS[kind.name].label}" in text_of(answer)


def test_a_dropped_file_is_recognised_or_as_people_say(admin_client) -> None:
    def upload(kind: str, text: str) -> ImportJob:
        file = SimpleUploadedFile("文件.txt", text.encode())
        data = {"documents": [file], "kind": kind}
        admin_client.post(reverse("admin:congress_importjob_add"), data)
        return ImportJob.objects.latest("pk")

    assert upload("", TEXT).kind == ImportKind.POLICY
    job = upload("bulletin", TEXT.replace("7号", "8号"))
    assert job.kind == ImportKind.BULLETIN
    page = text_of(admin_client.get(at(job, "change")))
    assert "这是政策文件，按政策文件重新读取" in page
    answer = admin_client.post(at(job, "readas"), {"kind": "policy"}, follow=True)
    assert "已改按“政策文件”重新读取。" in text_of(answer)
    job.refresh_from_db()
    assert (job.kind, job.error) == (ImportKind.POLICY, "")


def test_the_source_has_no_documents_to_mark(admin_client, policy_job) -> None:  # noqa: F811
    admin_client.post(at(policy_job, "claim"))
    page = text_of(admin_client.get(at(policy_job, "source")))
    assert "疏浚东河" in page
    assert "从这里起是另一份文件" not in page


def test_what_publishing_will_do_is_shown_and_done(admin_client, policy_job) -> None:  # noqa: F811
    page = admin_client.get(at(policy_job, "publish"))
    counts = page.context["seen"].counts
    assert counts["任务"]["inserted"] == 2
    assert not Task.objects.exists()
    data = {"seen": page.context["seen"].outlook.seen, "reason": ""}
    answer = admin_client.post(at(policy_job, "publish"), data, follow=True)
    policy = Policy.objects.get()
    assert f"已发布《{policy}》" in text_of(answer)
    assert reverse("admin:congress_policy_change", args=[policy.pk]) in text_of(answer)
    assert "完全一样" in text_of(admin_client.get(at(policy_job, "publish")))
