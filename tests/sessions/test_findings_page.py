"""The page of findings in the admin."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from people.models import Appointment
from sessions.checks import check_records
from sessions.models import Bulletin, Document, SetAside

from .. import factories as make
from ..admin_pages import queries_of, url

pytestmark = pytest.mark.django_db

PAGE = "/admin/congress/finding/"
QUERIES = 37


def text_of(client: Any, **parameters: Any) -> str:
    answer = client.get(PAGE, parameters)
    assert answer.status_code == 200
    return answer.content.decode()


def clerk(*permissions: str) -> Any:
    user = make.UserFactory(is_staff=True, last_name="方", first_name="勤")
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    return user


def one_of_each_level() -> Any:
    report = make.CredentialsReportFactory(after=480, source_page=88)
    make.AppointmentFactory(person=None, person_name="方勤", bulletin=report.bulletin)
    make.OpinionFactory()
    return report


def test_findings_stand_by_severity_with_their_links(admin_client: Any) -> None:
    report = one_of_each_level()
    act = Appointment.objects.get()
    text = text_of(admin_client)
    levels = re.findall(r"<section[^>]*level-(\w+)", text)
    assert levels == ["error", "warning", "info"]
    assert re.findall(r"<h2>(.*?)</h2>", text) == ["错误", "警告", "提示"]
    assert "484 − 8 + 3 = 480" in text
    assert f'href="{url(type(report), "change", report.pk)}">打开代表资格报告</a>' in text
    assert f'href="{url(Appointment, "change", act.pk)}">打开任免</a>' in text
    assert "代表人数对不上" in text


def test_a_place_leads_into_the_text(admin_client: Any) -> None:
    document = make.DocumentFactory()
    make.SectionFactory(document=document, line_start=30, line_end=39)
    section = make.SectionFactory(document=document, line_start=40, line_end=60)
    make.SectionFactory(document=document, line_start=61, line_end=99)
    make.FindingFactory(bulletin=document.bulletin, document=document, page=3, line=45)
    page = reverse("web:document", args=[document.pk])
    assert f'<a href="{page}#s{section.pk}">《{document.title}》第3页 行45</a>' in text_of(
        admin_client
    )
    Bulletin.objects.update(status="draft")
    draft = url(Document, "change", document.pk)
    assert f'<a href="{draft}">《{document.title}》第3页 行45</a>' in text_of(admin_client)


def test_filters(admin_client: Any) -> None:
    report = one_of_each_level()

    def levels(**parameters: Any) -> list[str]:
        return re.findall(r"<section[^>]*level-(\w+)", text_of(admin_client, **parameters))

    assert levels(bulletin=report.bulletin_id) == ["error", "warning"]
    assert levels(bulletin__id__exact=report.bulletin_id) == ["error", "warning"]
    assert levels(severity="info") == ["info"]
    assert levels(code="seats") == ["error"]
    assert levels(code="seats", severity="info") == []
    assert levels(bulletin="x", severity="y", code="z", state="w", page="v") == [
        "error", "warning", "info",
    ]  # fmt: skip
    assert levels(bulletin="9" * 30) == ["error", "warning", "info"]
    assert "没有待核的问题。" in text_of(admin_client, state="aside")


def test_set_aside_and_listed_again(client: Any) -> None:
    one_of_each_level()
    client.force_login(clerk("view_finding", "change_finding"))
    mark = check_records()[0].fingerprint
    address = f"{PAGE}?severity=error"
    answer = client.post(address, {"fingerprint": mark, "reason": "原件如此。"})
    assert (answer.status_code, answer["Location"]) == (302, address)
    text = text_of(client)
    assert "已搁置，理由已记下。" in text
    assert "484 − 8 + 3 = 480" not in text
    aside = text_of(client, state="aside")
    assert "已搁置：原件如此。（方勤，" in aside
    assert "重新列为待核" in aside
    client.post(PAGE, {"fingerprint": mark, "take_up": "1"})
    assert "484 − 8 + 3 = 480" in text_of(client)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({"reason": "  "}, "请写一句话，说明为什么可以不改。"),
        ({"fingerprint": "0" * 64, "reason": "原件如此。"}, "这个问题已经不在了"),
        ({}, "请写一句话"),
    ],
)
def test_what_cannot_be_set_aside(admin_client: Any, data: dict[str, str], told: str) -> None:
    one_of_each_level()
    mark = check_records()[0].fingerprint
    answer = admin_client.post(PAGE, {"fingerprint": mark, **data}, follow=True)
    assert told in answer.content.decode()
    assert not SetAside.objects.exists()


def test_the_second_clerk_is_told_who_was_first(admin_client: Any, client: Any) -> None:
    one_of_each_level()
    mark = check_records()[0].fingerprint
    admin_client.post(PAGE, {"fingerprint": mark, "reason": "原件如此。"})
    client.force_login(clerk("view_finding", "change_finding"))
    answer = client.post(PAGE, {"fingerprint": mark, "reason": "不必改。"}, follow=True)
    assert "已由admin搁置，理由是：原件如此。" in answer.content.decode()


def test_who_may_look_may_not_decide(client: Any) -> None:
    one_of_each_level()
    client.force_login(clerk("view_finding"))
    text = text_of(client)
    assert "484 − 8 + 3 = 480" in text
    assert 'name="reason"' not in text
    mark = check_records()[0].fingerprint
    assert client.post(PAGE, {"fingerprint": mark, "reason": "原件如此。"}).status_code == 403
    client.force_login(clerk())
    assert client.get(PAGE).status_code == 403
    client.logout()
    assert client.get(PAGE).status_code == 302


def test_fifty_stand_on_a_page(admin_client: Any) -> None:
    bulletin = make.BulletinFactory()
    make.FindingFactory.create_batch(51, bulletin=bulletin, severity="warning")
    first, second = text_of(admin_client), text_of(admin_client, page=2)
    assert first.count('class="finding"') == 50
    assert second.count('class="finding"') == 1
    assert 'href="?page=2"' in first
    assert "共 51 条" in first
    assert "警告 51" in second


def test_a_fixed_number_of_queries(admin_client: Any) -> None:
    def fill() -> None:
        one_of_each_level()
        document = make.DocumentFactory()
        make.SectionFactory(document=document)
        make.FindingFactory(bulletin=document.bulletin, document=document, line=40)
        make.SetAsideFactory()

    fill()
    one, _ = queries_of(admin_client, PAGE)
    fill()
    fill()
    three, statements = queries_of(admin_client, PAGE)
    assert one == three == QUERIES, statements


def test_a_bulletin_leads_to_its_open_findings(admin_client: Any) -> None:
    report = make.CredentialsReportFactory(after=480)
    make.FindingFactory(bulletin=report.bulletin)
    make.FindingFactory()
    page = url(Bulletin, "change", report.bulletin_id)
    link = f'<a href="{PAGE}?bulletin={report.bulletin_id}">待核问题 %d</a>'
    assert link % 2 in admin_client.get(page).content.decode()
    mark = check_records()[0].fingerprint
    admin_client.post(PAGE, {"fingerprint": mark, "reason": "原件如此。"})
    assert link % 1 in admin_client.get(page).content.decode()
    listed = admin_client.get(url(Bulletin, "changelist")).content.decode()
    assert f'<a href="{PAGE}?bulletin={report.bulletin_id}">查看</a>' in listed
