"""Logging in: wrong passwords, addresses behind proxies, and how long one stays logged in."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from npcrecords.core.addresses import address_of
from npcrecords.core.idling import EVERY, KEPT

from .. import factories as f

pytestmark = pytest.mark.django_db
RIGHT, WRONG = "qinglan-2024", "qinglan-2023"


@pytest.fixture
def account() -> User:
    return User.objects.create_user("lin", password=RIGHT, is_staff=True)


def log_in(password: str, name: str = "lin", **headers: str) -> Any:
    return Client().post(
        reverse("admin:login"), {"username": name, "password": password}, **headers
    )


def fail(times: int, **headers: str) -> Any:
    return [log_in(WRONG, **headers) for _ in range(times)][-1]


def test_after_so_many_wrong_passwords_the_right_one_waits_too(account, settings) -> None:
    assert fail(settings.AXES_FAILURE_LIMIT - 1).status_code == 200
    answer = fail(1)
    assert answer.status_code == 429
    page = answer.content.decode()
    assert "密码连续输错 5 次" in page
    assert "15 分钟" in page
    assert answer["Retry-After"] == "900"
    assert log_in(RIGHT).status_code == 429


def test_others_and_other_addresses_are_not_kept_out(account, settings) -> None:
    User.objects.create_user("shen", password=RIGHT, is_staff=True)
    fail(settings.AXES_FAILURE_LIMIT)
    assert log_in(RIGHT, "shen").status_code == 302
    assert log_in(RIGHT, REMOTE_ADDR="192.0.2.7").status_code == 302


def test_the_time_is_not_made_longer_by_trying(account, settings) -> None:
    fail(settings.AXES_FAILURE_LIMIT)
    began = AccessAttempt.objects.get().attempt_time
    fail(3)
    assert AccessAttempt.objects.get().attempt_time == began


def test_when_the_time_is_over_one_may_log_in_and_the_log_is_emptied(account, settings) -> None:
    fail(settings.AXES_FAILURE_LIMIT)
    AccessAttempt.objects.update(attempt_time=timezone.now() - dt.timedelta(minutes=16))
    assert log_in(RIGHT).status_code == 302
    assert not AccessAttempt.objects.exists()


def test_a_right_password_begins_the_count_anew(account, settings) -> None:
    fail(settings.AXES_FAILURE_LIMIT - 1)
    log_in(RIGHT)
    assert fail(settings.AXES_FAILURE_LIMIT - 1).status_code == 200


def test_no_password_is_kept(account) -> None:
    fail(1)
    attempt = AccessAttempt.objects.get()
    assert WRONG not in attempt.post_data + attempt.get_data


def test_an_administrator_lets_somebody_in_again(account, settings, admin_client) -> None:
    fail(settings.AXES_FAILURE_LIMIT)
    data = {"action": "unlock", "_selected_action": [account.pk]}
    page = admin_client.post(reverse("admin:auth_user_changelist"), data, follow=True)
    assert "已解除" in page.content.decode()
    assert log_in(RIGHT).status_code == 302


# Addresses


@pytest.mark.parametrize(
    ("proxies", "said", "address"),
    [
        (0, "192.0.2.1", "127.0.0.1"),
        (1, "192.0.2.1", "192.0.2.1"),
        (1, "203.0.113.9, 192.0.2.1", "192.0.2.1"),
        (2, "203.0.113.9, 192.0.2.1, 10.0.0.1", "192.0.2.1"),
        (2, "192.0.2.1", "192.0.2.1"),
        (1, "", "127.0.0.1"),
        (1, "made up", None),
        (1, "2001:db8::1", "2001:db8::1"),
    ],
)
def test_the_address_is_what_the_trusted_proxies_say(rf, settings, proxies, said, address) -> None:
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "NUM_PROXIES": proxies}
    request = rf.get("/", headers={"X-Forwarded-For": said} if said else {})
    assert address_of(request) == address


def test_a_made_up_address_does_not_get_round_the_lock(account, settings) -> None:
    for number in range(settings.AXES_FAILURE_LIMIT):
        fail(1, HTTP_X_FORWARDED_FOR=f"192.0.2.{number}")
    assert log_in(RIGHT, HTTP_X_FORWARDED_FOR="192.0.2.99").status_code == 429


# Staying logged in


def test_the_cookies_are_kept_from_scripts_and_other_sites(account, settings) -> None:
    cookie = log_in(RIGHT).cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert int(cookie["max-age"]) == settings.SESSION_COOKIE_AGE == 12 * 3600


def test_who_is_at_work_stays_logged_in(client) -> None:
    user = f.UserFactory(is_staff=True)
    client.force_login(user)
    client.get(reverse("admin:index"))
    assert KEPT not in client.session, "not every page writes"
    User.objects.filter(pk=user.pk).update(
        last_login=timezone.now() - dt.timedelta(seconds=EVERY + 1)
    )
    answer = client.get(reverse("admin:index"))
    assert KEPT in client.session
    assert "sessionid" in answer.cookies, "the browser keeps the cookie as long"


def test_who_did_nothing_for_long_logs_in_again(client) -> None:
    client.force_login(f.UserFactory(is_staff=True))
    client.session.model.objects.update(expire_date=timezone.now() - dt.timedelta(seconds=1))
    assert client.get(reverse("admin:index")).status_code == 302


def test_the_password_form_is_in_chinese(admin_client) -> None:
    page = admin_client.get(reverse("admin:password_change")).content.decode()
    assert "旧密码" in page
    assert "至少 8 个字符" in page or "至少8个字符" in page or "8 个字符" in page
    assert "Your password" not in page
