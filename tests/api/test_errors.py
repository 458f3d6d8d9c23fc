"""What errors look like: this file is their specification.

Every error below /api/ is ``application/problem+json`` (RFC 9457) with ``type``, ``title``,
``status`` and ``detail``, a sentence in the language of the request; errors of input have
``errors``, each with ``field``, ``code`` and ``message``.
"""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db.models import ProtectedError
from django.test import Client
from rest_framework.authtoken.models import Token

from npcrecords.api import root
from npcrecords.api.errors import TITLES

from .. import factories as f

pytestmark = pytest.mark.django_db
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture
def clerk() -> Any:
    """May do everything with organisations."""
    user = f.UserFactory(is_staff=True)
    user.user_permissions.set(Permission.objects.filter(content_type__model="organization"))
    return user


@pytest.fixture
def token(clerk) -> dict[str, str]:
    return {"Authorization": f"Token {Token.objects.create(user=clerk).key}"}


def assert_problem(answer: Any, status: int, *, errors: bool = False) -> Any:
    assert answer.status_code == status, answer.content.decode()
    assert answer["Content-Type"] == "application/problem+json"
    body = json.loads(answer.content)
    keys = {"type", "title", "status", "detail"}
    assert set(body) == (keys | {"errors"} if errors else keys)
    assert body["status"] == status
    assert body["type"] == "about:blank"
    assert body["title"] == str(TITLES[status])
    assert len(body["detail"]) > 4
    for error in body.get("errors", ()):
        assert set(error) == {"field", "code", "message"}
        assert error["message"]
    return body


def test_400_names_the_parameter(client) -> None:
    body = assert_problem(client.get("/api/v1/people/?x=1"), 400, errors=True)
    assert body["errors"][0]["field"] == "x"
    assert CHINESE.search(body["detail"])


def test_400_names_every_field_of_a_body(client, token) -> None:
    answer = client.post(
        "/api/v1/organizations/",
        {"classification": "guild", "aliases": [[]]},
        content_type="application/json",
        headers=token,
    )
    body = assert_problem(answer, 400, errors=True)
    assert {(error["field"], error["code"]) for error in body["errors"]} == {
        ("name", "required"),
        ("classification", "invalid_choice"),
        ("aliases.0", "invalid"),
    }


@pytest.mark.parametrize("body", ["{", '{"name": NaN}', "[" * 100_000, "\xff"])
def test_400_for_malformed_json(body, client, token) -> None:
    answer = client.post(
        "/api/v1/organizations/", body, content_type="application/json", headers=token
    )
    problem = assert_problem(answer, 400, errors=True)
    assert problem["errors"][0]["code"] == "parse_error"
    assert not re.search("[A-Za-z]{3}", problem["detail"].replace("JSON", "").replace("UTF", ""))


@pytest.mark.parametrize("given", ["[1]", "null", "7", '"text"'])
def test_400_for_json_that_is_no_object(given, client, token) -> None:
    answer = client.post(
        "/api/v1/organizations/", given, content_type="application/json", headers=token
    )
    body = assert_problem(answer, 400, errors=True)
    assert body["errors"][0]["field"] is None
    assert CHINESE.search(body["detail"])


def test_403_without_the_token_against_forgery(clerk) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(clerk)
    answer = client.post("/api/v1/organizations/", {}, content_type="application/json")
    assert "X-CSRFToken" in assert_problem(answer, 403)["detail"]
    assert CHINESE.search(answer.json()["detail"])


@pytest.mark.parametrize("path", ["", "people/", "tenures/", "search/", "findings/"])
def test_options_says_which_methods_there_are(path, admin_client) -> None:
    answer = admin_client.options(f"/api/v1/{path}")
    assert answer.status_code == 200
    assert answer.json()["methods"] == answer["Allow"].split(", ")


def test_401_says_how_to_log_in(client) -> None:
    answer = client.post("/api/v1/people/", {}, content_type="application/json")
    assert_problem(answer, 401)
    assert answer["WWW-Authenticate"] == "Token"


def test_401_for_a_wrong_token(client) -> None:
    answer = client.get("/api/v1/people/", headers={"Authorization": "Token wrong"})
    assert_problem(answer, 401)
    assert answer["WWW-Authenticate"] == "Token"


def test_403_for_who_lacks_the_permission(client, token) -> None:
    answer = client.post(
        "/api/v1/people/", {"name": "方勤"}, content_type="application/json", headers=token
    )
    assert_problem(answer, 403)


@pytest.mark.parametrize(
    "path",
    ["people/1/", "people/9999999999999999999999/", "people/x/", "nothing/", "nothing", ""],
)
def test_404_for_what_is_not_there(path, client) -> None:
    start = "/api/v1/" if path else "/api/v2/"
    assert_problem(client.get(start + path), 404)


def test_404_whatever_the_method(client) -> None:
    assert_problem(client.post("/api/v1/nothing/"), 404)
    assert_problem(client.post("/api/v1/people"), 404)


def test_an_address_without_its_last_slash_is_sent_on(client) -> None:
    answer = client.get("/api/v1/people?q=a")
    assert answer.status_code == 301
    assert answer["Location"] == "/api/v1/people/?q=a"


def test_405_says_what_is_allowed(client, token) -> None:
    row = f.OrganizationFactory()
    answer = client.put(f"/api/v1/organizations/{row.pk}/", headers=token)
    assert_problem(answer, 405)
    assert answer["Allow"] == "GET, HEAD, PATCH, DELETE, OPTIONS"
    assert_problem(client.delete("/api/v1/organizations/", headers=token), 405)


def test_406_for_a_format_that_is_not_held(client) -> None:
    assert_problem(client.get("/api/v1/people/", headers={"Accept": "image/png"}), 406)


def test_an_error_is_a_problem_whatever_format_was_asked_for(client) -> None:
    assert_problem(client.get("/api/v1/people/?format=csv&x=1"), 400, errors=True)
    assert_problem(client.get("/api/v1/people/1/?format=jsonl"), 404)


def test_409_for_a_stale_change(client, token) -> None:
    row = f.OrganizationFactory()
    answer = client.patch(
        f"/api/v1/organizations/{row.pk}/",
        {"jurisdiction": "林溪县"},
        content_type="application/json",
        headers={**token, "If-Match": '"old"'},
    )
    assert_problem(answer, 409)


def test_409_for_deleting_what_others_need(client, token) -> None:
    post = f.PostFactory()
    answer = client.delete(f"/api/v1/organizations/{post.organization_id}/", headers=token)
    assert "1" in assert_problem(answer, 409)["detail"]
    post.refresh_from_db()


def test_413_for_too_large_a_body(client, token, settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    answer = client.post(
        "/api/v1/organizations/",
        {"name": "长" * 200},
        content_type="application/json",
        headers=token,
    )
    assert_problem(answer, 413)


def test_415_for_what_is_no_json(client, token) -> None:
    answer = client.post("/api/v1/organizations/", {"name": "林溪县财政局"}, headers=token)
    assert_problem(answer, 415)


def test_429_says_when_to_come_again(client, settings) -> None:
    settings.NPC_ANON_RATE = "2/min"
    settings.NPC_KEEP_ANSWERS = True
    address = {"REMOTE_ADDR": "192.0.2.7"}
    assert client.get("/api/v1/people/", **address).status_code == 200
    assert client.get("/api/v1/people/", **address).status_code == 200
    answer = client.get("/api/v1/people/", **address)
    assert_problem(answer, 429)
    assert 0 < int(answer["Retry-After"]) <= 60
    assert client.get("/api/v1/people/", REMOTE_ADDR="192.0.2.8").status_code == 200


def test_429_is_not_evaded_by_naming_another_address(client, settings) -> None:
    settings.NPC_ANON_RATE = "1/min"
    for number, status in enumerate([200, 429]):
        answer = client.get(
            "/api/v1/people/",
            REMOTE_ADDR="192.0.2.9",
            headers={"X-Forwarded-For": f"198.51.100.{number}"},
        )
        assert answer.status_code == status


def test_500_tells_nothing_of_the_fault(client, monkeypatch) -> None:
    def fail(*_args: Any) -> None:
        raise RuntimeError("a secret")

    monkeypatch.setattr(root.ResourcesView, "get", fail)
    client.raise_request_exception = False
    answer = client.get("/api/v1/")
    assert_problem(answer, 500)
    assert b"secret" not in answer.content
    assert b"Traceback" not in answer.content


def test_a_fault_of_ours_is_no_problem_of_the_client(client, monkeypatch) -> None:
    def fail(*_args: Any) -> None:
        raise ProtectedError("held", {1})

    monkeypatch.setattr(root.ResourcesView, "get", fail)
    assert_problem(client.get("/api/v1/"), 409)


@pytest.mark.parametrize("path", ["/api/v1/people/?x=1", "/api/v1/people/1/", "/api/v1/x/"])
def test_messages_come_in_the_language_of_the_request(path, client) -> None:
    chinese = client.get(path).json()
    for language in ("zh-Hans", "zh-CN", "fr"):
        assert client.get(path, headers={"Accept-Language": language}).json() == chinese
    english = client.get(path, headers={"Accept-Language": "en"}).json()
    assert CHINESE.search(chinese["detail"])
    assert CHINESE.search(chinese["title"])
    assert not CHINESE.search(english["title"] + english["detail"])
