"""Reading the acts of a text over the API: for staff."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sessions.management.test_read_acts import TEXT

pytestmark = pytest.mark.django_db

URL = "/api/v1/read-acts/"


def test_reading_is_for_staff(client: Any, django_user_model: Any) -> None:
    body = {"text": TEXT}
    assert client.post(URL, body, content_type="application/json").status_code == 401
    client.force_login(django_user_model.objects.create_user("reader"))
    assert client.post(URL, body, content_type="application/json").status_code == 403


def test_the_acts_of_a_text(admin_client: Any) -> None:
    answer = admin_client.post(URL, {"text": TEXT}, content_type="application/json")
    assert answer.status_code == 200, answer.content
    found = answer.json()
    assert list(found) == ["acts", "deputies", "findings"]
    assert found["acts"][1] == {
        "person": "沈澄",
        "organization": "青岚市中级人民法院",
        "post": "审判员",
        "act": "remove",
        "date": "2024-05-30",
        "line": 5,
    }


def test_the_date_and_the_place_of_the_reader(admin_client: Any) -> None:
    body = {"text": "任命方勤为市财政局局长。", "date": "2024-07-01", "place": "青岚市"}
    answer = admin_client.post(URL, body, content_type="application/json")
    (act,) = answer.json()["acts"]
    assert act["date"] == "2024-07-01"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "text"),
        ({"text": ""}, "text"),
        ({"text": "甲", "date": "2024-02-30"}, "date"),
        ({"text": ["甲"]}, "text"),
    ],
)
def test_what_is_wrong_is_said(admin_client: Any, body: Any, field: str) -> None:
    answer = admin_client.post(URL, body, content_type="application/json")
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert [error["field"] for error in answer.json()["errors"]] == [field]


def test_nothing_is_read_from_there(admin_client: Any) -> None:
    assert admin_client.get(URL).status_code == 405
