"""Accounts, groups and the log in the admin."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.urls import reverse

from people.models import Person

from . import factories
from .admin_pages import queries_of, url

pytestmark = pytest.mark.django_db


def test_what_a_group_may_do_is_ticked_in_chinese(admin_client) -> None:
    text = admin_client.get(reverse("admin:auth_group_add")).content.decode()
    for label in ("公报：修改", "任免：查看", "人员：删除"):
        assert label in text
    assert "Can " not in text
    assert "session | " not in text


def test_a_group_is_made_and_given(admin_client, client) -> None:
    may = Permission.objects.get(codename="view_person")
    admin_client.post(reverse("admin:auth_group_add"), {"name": "查询员", "permissions": [may.pk]})
    group = Group.objects.get(name="查询员")
    clerk = User.objects.create_user("lin", password="x", is_staff=True)
    answer = admin_client.post(
        url(User, "change", clerk.pk),
        {"username": "lin", "is_active": "on", "is_staff": "on", "groups": [group.pk]},
    )
    assert answer.status_code == 302, answer.context["errors"]
    client.force_login(clerk)
    assert client.get(url(Person, "changelist")).status_code == 200
    assert client.get(url(Person, "add")).status_code == 403


def test_the_log_tells_of_accounts_and_leaves_records_to_their_history(admin_client) -> None:
    person = factories.PersonFactory(name="方勤")
    admin_client.post(
        url(Person, "change", person.pk), {"name": "方勤", "jurisdiction": "青岚市", "note": "女"}
    )

    def make_group(name: str) -> None:
        admin_client.post(reverse("admin:auth_group_add"), {"name": name})

    make_group("查询员")
    address = reverse("admin:admin_logentry_changelist")
    told = [row.object_repr for row in admin_client.get(address).context["cl"].result_list]
    assert told == ["查询员"]
    assert "方勤（女）" in admin_client.get(url(Person, "history", person.pk)).content.decode()
    one, _ = queries_of(admin_client, address)
    make_group("一组")
    make_group("二组")
    three, statements = queries_of(admin_client, address)
    assert one == three, statements
    assert admin_client.post(reverse("admin:admin_logentry_add"), {}).status_code == 403
