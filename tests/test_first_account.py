"""The command that makes the first staff account."""

from __future__ import annotations

import re
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.urls import reverse

pytestmark = pytest.mark.django_db


def run() -> str:
    out = StringIO()
    call_command("first_account", stdout=out)
    return out.getvalue()


def test_the_password_is_shown_once_and_works(client) -> None:
    told = run()
    password = re.search(r"密码 (\S+?)（", told)[1]
    answer = client.post(reverse("admin:login"), {"username": "admin", "password": password})
    assert answer.status_code == 302
    again = run()
    assert "已有管理员帐户 admin" in again
    assert password not in again
    assert get_user_model().objects.count() == 1


def test_a_clerk_named_admin_keeps_the_account(client) -> None:
    clerk = get_user_model().objects.create_user(username="admin", password="their own words")
    told = run()
    name = re.search(r"用户名 (\S+?)，", told)[1]
    assert name != "admin"
    clerk.refresh_from_db()
    assert not clerk.is_superuser
    assert clerk.check_password("their own words")
