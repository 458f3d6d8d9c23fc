"""The pages by which a bulletin's file comes in, as staff meet them."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.datastructures import MultiValueDict

from people.models import Appointment, Person
from sessions.admin.imports.entries import query_of
from sessions.admin.imports.jobs import PAGES
from sessions.choices import ImportState
from sessions.importer import record as rec
from sessions.models import Bulletin, ImportJob
from sessions.review.claims import claim
from sessions.review.drafts import Place, data_of, record_of
from sessions.review.kinds import FORMATS
from sessions.review.mending import strike

from ..admin_pages import queries_of
from .importer.records import small_bulletin
from .review.conftest import DEMO, job_of
from .review.forms import form_of, sent

pytestmark = pytest.mark.django_db
READ_PAGES = ("change", "findings", "people", "source", "publish")
# As many as each page asks for, however many items there are; claims and messages included.
QUERIES = {"change": 8, "findings": 10, "people": 10, "source": 8, "step": 10}


@pytest.fixture(autouse=True)
def _read_at_once(settings, tmp_path):
    settings.NPC_READ_AT_ONCE = True
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def job() -> ImportJob:
    return job_of(small_bulletin().model_copy(update={"findings": ()}))


@pytest.fixture
def demo_job() -> ImportJob:
    from sessions.importer.build import build_record
    from sessions.importer.reading.read import read_text

    text = DEMO.read_text(encoding="utf-8")
    return job_of(build_record(read_text(text, DEMO.name)), text, DEMO.name)


def at(job: ImportJob, page: str, *args: object) -> str:
    return reverse(f"admin:congress_importjob_{page}", args=[job.pk, *args])


def text_of(answer) -> str:
    return answer.content.decode()


def upload(client, name: str = "公报.txt", data: bytes | None = None):
    file = SimpleUploadedFile(name, DEMO.read_bytes() if data is None else data)
    return client.post(reverse("admin:congress_importjob_add"), {"documents": [file]}, follow=True)


# Uploading


def test_a_file_is_dropped_and_its_page_opens(admin_client) -> None:
    assert "把公报或政策文件的文件拖到下面" in text_of(
        admin_client.get(reverse("admin:congress_importjob_add"))
    )
    answer = upload(admin_client)
    job = ImportJob.objects.get()
    assert answer.redirect_chain == [(at(job, "change"), 302)]
    assert "待审核" in text_of(answer)
    assert "开始审核" in text_of(answer)


def test_the_same_file_again_leads_to_its_first_import(admin_client) -> None:
    upload(admin_client)
    answer = upload(admin_client, "另一个名字.txt")
    assert ImportJob.objects.count() == 1
    assert "这个文件以前上传过" in text_of(answer)


def test_several_files_at_once(admin_client) -> None:
    files = [SimpleUploadedFile("一.txt", DEMO.read_bytes()), SimpleUploadedFile("二.txt", b"x")]
    answer = admin_client.post(
        reverse("admin:congress_importjob_add"), {"documents": files}, follow=True
    )
    assert "已收下 2 个文件" in text_of(answer)
    assert ImportJob.objects.count() == 2


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [("空.txt", b"", "空.txt 是空文件"), ("图.txt", b"\x89PNG\r\n" + bytes(99), "图片")],
)
def test_a_file_that_is_not_taken_is_told_in_a_sentence(admin_client, name, data, words) -> None:
    assert words in text_of(upload(admin_client, name, data))


def test_no_file_chosen_is_told(admin_client) -> None:
    answer = admin_client.post(reverse("admin:congress_importjob_add"), {})
    assert "请先选择文件" in text_of(answer)


def test_the_original_comes_back_as_it_was(admin_client) -> None:
    upload(admin_client)
    answer = admin_client.get(at(ImportJob.objects.get(), "file"))
    assert b"".join(answer.streaming_content) == DEMO.read_bytes()
    assert "attachment" in answer["Content-Disposition"]


def test_how_far_the_reading_has_come(admin_client, job) -> None:
    ImportJob.objects.update(state=ImportState.READING, stage="读取文件", done=30, total=134)
    ImportJob.objects.update(progress_at=job.modified)
    answer = admin_client.get(at(job, "progress")).json()
    assert (answer["stage"], answer["percent"], answer["reading"]) == ("读取文件", 22, True)


def test_before_it_is_read_the_review_says_to_wait(admin_client, job) -> None:
    ImportJob.objects.update(parsed=None, state=ImportState.READING, progress_at=job.modified)
    for page in ("findings", "people", "source", "publish"):
        answer = admin_client.get(at(job, page), follow=True)
        assert "还没有读完" in text_of(answer), page


# The pages of the review


@pytest.mark.parametrize("page", READ_PAGES)
def test_every_page_opens(admin_client, demo_job, page) -> None:
    answer = admin_client.get(at(demo_job, page))
    assert answer.status_code == 200


@pytest.mark.parametrize("step", [step.name for step in FORMATS[rec.FORMAT].steps])
def test_every_step_shows_its_items_beside_their_lines(admin_client, demo_job, step) -> None:
    answer = admin_client.get(at(demo_job, "step", step))
    assert answer.status_code == 200
    shown = text_of(answer)
    for group in answer.context["groups"]:
        for entry in group["entries"][:3]:
            assert entry.anchor.replace("&", "&amp;") in shown
    if step in ("appointments", "attendance", "agenda", "deputies"):
        lines = [e.lines for group in answer.context["groups"] for e in group["entries"]]
        assert all(lines), "a fact without its lines"


def test_a_fact_stands_beside_the_lines_that_tell_it(admin_client, demo_job) -> None:
    answer = admin_client.get(at(demo_job, "step", "appointments"))
    acts = {act.key: act for act in record_of(demo_job).appointments}
    entries = answer.context["groups"][0]["entries"]
    for entry in entries:
        for lines in (entry.lines, *(telling.lines for telling in entry.tellings)):
            told = "".join(line.text for line in lines).replace(" ", "").replace("\u3000", "")
            assert acts[entry.place.key].name in told, entry.title
    assert sum(len(entry.tellings) for entry in entries) == 7, "the minutes name seven"


@pytest.mark.parametrize("page", [*QUERIES])
def test_as_many_queries_with_many_items_as_with_few(admin_client, job, demo_job, page) -> None:
    def address(one: ImportJob) -> str:
        return at(one, "step", "appointments") if page == "step" else at(one, page)

    for name in {person.name for person in record_of(demo_job).people}:
        Person.objects.create(name=name, jurisdiction="临溪市")
    for name in {person.name for person in record_of(job).people}:
        Person.objects.get_or_create(name=name, jurisdiction="临溪市")
    few, _ = queries_of(admin_client, address(job))
    many, statements = queries_of(admin_client, address(demo_job))
    assert few == many, statements
    assert many <= QUERIES[page], statements


def test_an_unknown_step_kind_or_import_is_not_found(admin_client, job) -> None:
    assert admin_client.get(at(job, "step", "nothing")).status_code == 404
    address = at(job, "step", "appointments")
    assert admin_client.get(f"{address}?kind=nothing").status_code == 404
    assert admin_client.get(f"/admin/congress/importjob/{job.pk + 1}/people/").status_code == 404


def act_place(job: ImportJob) -> Place:
    return Place("appointments", record_of(job).appointments[0].key)


def test_an_item_is_mended_in_place(admin_client, job) -> None:
    place = act_place(job)
    address = f"{at(job, 'step', 'appointments')}?{query_of(place)}"
    answer = admin_client.get(address)
    posted = sent(form_of(data_of(record_of(job)), place))
    posted.update(
        {"kind": place.kind, "key": place.key, "within": "", "seen": answer.context["seen"]}
    )
    posted["item-post"] = "副主任"
    answer = admin_client.post(address, posted, follow=True)
    shown = text_of(answer)
    assert "已保存。" in shown
    assert "副主任" in shown
    assert f"机器读作：{record_of(job).appointments[0].post}" in shown
    assert "已订正" in shown


def post_item(client, job, step: str, place: Place, **more: str):
    data = {"kind": place.kind, "key": place.key, "within": place.within, **more}
    return client.post(at(job, "step", step), data, follow=True)


def test_an_item_is_struck_and_restored(admin_client, job) -> None:
    place = act_place(job)
    shown = text_of(post_item(admin_client, job, "appointments", place, _strike="1"))
    assert "已删去" in shown
    job.refresh_from_db()
    assert len(record_of(job).appointments) == len(small_bulletin().appointments) - 1
    post_item(admin_client, job, "appointments", place, _restore="1")
    job.refresh_from_db()
    assert record_of(job).appointments == small_bulletin().appointments


def test_a_missed_item_is_added_and_another_after_it(admin_client, job) -> None:
    place = Place("appointments")
    address = f"{at(job, 'step', 'appointments')}?{query_of(place)}"
    assert "补录：任免" in text_of(admin_client.get(address))
    data = MultiValueDict(
        {"kind": ["appointments"], "key": [""], "within": [""], "item-name": ["贺知秋"]}
    )
    refused = admin_client.post(address, data)
    assert "请改正下面标红的内容" in text_of(refused)
    assert "贺知秋" in text_of(refused), "what was typed is kept"
    data["item-act"], data["item-post"], data["_another"] = "remove", "主任", "1"
    answer = admin_client.post(address, data, follow=True)
    assert "补录：任免" in text_of(answer)
    job.refresh_from_db()
    assert record_of(job).appointments[-1].name == "贺知秋"


def test_sections_are_mended_on_the_page_of_their_document(admin_client, demo_job) -> None:
    document = next(one for one in record_of(demo_job).documents if one.sections)
    answer = admin_client.get(at(demo_job, "step", "documents"), {"open": document.key})
    opened = [one for one in answer.context["groups"][0]["entries"] if one.children]
    assert [one.place.key for one in opened] == [document.key]
    kinds = {child.place.kind for child in opened[0].children}
    assert "sections" in kinds


def test_who_somebody_is_is_decided_on_its_own_page(admin_client, job) -> None:
    act = record_of(job).appointments[0]
    person = Person.objects.create(name=act.name, jurisdiction="临溪市", note="女")
    Person.objects.create(name=act.name, jurisdiction="临溪市", note="男")
    assert "待认定" in text_of(admin_client.get(at(job, "people")))
    assert "2 位同名人员" in text_of(admin_client.get(at(job, "findings")))
    data = {"key": act.person, "who": str(person.pk), "note": ""}
    answer = admin_client.post(at(job, "people"), data, follow=True)
    assert "已认定。" in text_of(answer)
    assert "待认定" not in text_of(answer)
    refused = admin_client.post(at(job, "people"), {"key": act.person, "who": ""}, follow=True)
    assert "请先选定是哪一位" in text_of(refused)


def test_the_picker_offers_those_named_those_held_and_a_new_one(admin_client, job) -> None:
    act = record_of(job).appointments[0]
    held = Person.objects.create(name=act.name, jurisdiction="青岚市", note="审判员")
    answer = admin_client.get(at(job, "choices"), {"of": "people", "term": act.name}).json()
    ids = [one["id"] for one in answer["results"]]
    assert f"key:{act.person}" in ids
    assert f"id:{held.pk}" in ids
    assert ids[-1] == f"new:{act.name}"
    texts = {one["id"]: one["text"] for one in answer["results"]}
    assert texts[f"id:{held.pk}"].startswith(f"{act.name}（审判员） · 青岚市")
    organizations = admin_client.get(at(job, "choices"), {"of": "organizations", "term": "政府"})
    assert any("政府" in one["text"] for one in organizations.json()["results"])


def test_findings_lead_to_their_place_and_are_answered(admin_client) -> None:
    finding = rec.Finding(code="numbering", severity="warning", message="第3行跳号。", line=3)
    job = job_of(small_bulletin().model_copy(update={"findings": (finding,)}))
    answer = admin_client.get(at(job, "findings"))
    asked = answer.context["open"][0]
    assert admin_client.get(asked.mend_at).status_code == 200
    fingerprint = asked.question.fingerprint
    refused = admin_client.post(at(job, "findings"), {"fingerprint": fingerprint}, follow=True)
    assert "请写一句话" in text_of(refused)
    data = {"fingerprint": fingerprint, "reason": "原件如此。"}
    assert "已说明理由的" in text_of(admin_client.post(at(job, "findings"), data, follow=True))
    data = {"fingerprint": fingerprint, "_reopen": "1"}
    assert "已说明理由的" not in text_of(admin_client.post(at(job, "findings"), data, follow=True))


def test_the_source_is_shown_searched_and_marked(admin_client) -> None:
    upload(admin_client)
    job = ImportJob.objects.get()
    second = record_of(job).documents[1]
    shown = admin_client.get(at(job, "source"), {"line": second.line_start})
    assert f'id="line-{second.line_start}" class="told"' in text_of(shown)
    found = admin_client.get(at(job, "source"), {"q": "没有这样的话"})
    assert "原文里没有" in text_of(found)
    before = len(record_of(job).documents)
    data = {"line": second.line_start, "_join": "1"}
    assert "已按您说的重新读取" in text_of(admin_client.post(at(job, "mark"), data, follow=True))
    job.refresh_from_db()
    assert len(record_of(job).documents) == before - 1


def test_publishing_shows_what_will_change_and_then_does_it(admin_client, job, client) -> None:
    answer = admin_client.get(at(job, "publish"))
    assert "发布后会有的变动" in text_of(answer)
    assert not Bulletin.objects.exists()
    seen = answer.context["seen"].outlook.seen
    done = admin_client.post(at(job, "publish"), {"seen": seen, "reason": ""}, follow=True)
    assert "已发布《" in text_of(done)
    bulletin = Bulletin.objects.get()
    assert client.get(f"/api/v1/bulletins/{bulletin.pk}/").status_code == 200
    again = admin_client.get(at(job, "publish"))
    assert "发布后什么也不会变" in text_of(again)


def test_publishing_what_was_shown_before_a_change_is_refused(
    admin_client, admin_user, job
) -> None:
    seen = admin_client.get(at(job, "publish")).context["seen"].outlook.seen
    strike(job=job, place=act_place(job), by=admin_user)
    answer = admin_client.post(at(job, "publish"), {"seen": seen, "reason": ""}, follow=True)
    assert "又有变动" in text_of(answer)
    assert not Appointment.objects.exists()


def test_a_file_is_put_away_and_taken_out_again(admin_client, job) -> None:
    admin_client.post(at(job, "discard"))
    job.refresh_from_db()
    assert job.state == ImportState.DISCARDED
    assert "恢复这个文件" in text_of(admin_client.get(at(job, "change")))
    admin_client.post(at(job, "discard"))
    job.refresh_from_db()
    assert job.state == ImportState.REVIEW


# Who may


def staff(name: str, *permissions: str) -> User:
    user = User.objects.create_user(name, password=None, is_staff=True, last_name=name)
    for permission in permissions:
        label, codename = permission.split(".")
        user.user_permissions.add(
            Permission.objects.get(content_type__app_label=label, codename=codename)
        )
    return user


def test_the_second_clerk_meets_the_claim_and_may_only_look(client, job) -> None:
    first = staff("林", "congress.change_importjob", "congress.view_importjob")
    second = staff("高", "congress.change_importjob", "congress.view_importjob")
    claim(job=job, by=first)
    client.force_login(second)
    shown = text_of(client.get(at(job, "step", "appointments")))
    assert "林正在审核" in shown
    assert "订正</a>" not in shown
    refused = text_of(post_item(client, job, "appointments", act_place(job), _strike="1"))
    assert "林正在审核" in refused
    job.refresh_from_db()
    assert job.reviewed is None


def test_who_may_only_look_changes_nothing(client, job) -> None:
    client.force_login(staff("查", "congress.view_importjob"))
    for page in READ_PAGES:
        assert client.get(at(job, page)).status_code == 200, page
    assert "您没有发布的权限" in text_of(client.get(at(job, "publish")))
    assert client.get(reverse("admin:congress_importjob_add")).status_code == 403
    for page in ("findings", "people", "claim", "discard", "reread", "mark"):
        assert client.post(at(job, page)).status_code == 403, page
    assert client.post(at(job, "step", "appointments"), {"kind": "appointments"}).status_code == 403
    client.post(at(job, "publish"), {"seen": ""})
    assert not Bulletin.objects.exists()
    job.refresh_from_db()
    assert job.reviewed is None


def test_who_has_no_right_to_imports_sees_none_of_their_pages(client, job) -> None:
    client.force_login(staff("外"))
    for page in PAGES:
        address = at(job, "step", "session") if page == "step" else at(job, page)
        assert client.get(address).status_code == 403, page
    client.logout()
    assert client.get(at(job, "source")).status_code == 302
