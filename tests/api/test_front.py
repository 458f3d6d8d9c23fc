"""The short way of the server's program answers what Django's own way answers."""

from __future__ import annotations

import io
import sys
from typing import Any
from urllib.parse import quote

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import OperationalError, close_old_connections

from npcrecords.api import front, throttling
from npcrecords.api.caching import STORE
from tests import factories as make
from tests.sessions.test_trace import an_opinion

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _one_connection(monkeypatch):
    """The connection of the test, with its open transaction, is not closed between questions;
    Django's own test client sees to the same."""
    monkeypatch.setattr(front, "close_old_connections", lambda: None)
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def application() -> front.Application:
    return front.Application()


@pytest.fixture
def ways(application, monkeypatch) -> list[str]:
    """Which way each question went."""
    went: list[str] = []
    quick = application.quick

    def told(environ: dict[str, Any]) -> Any:
        response = quick(environ)
        went.append("long" if response is None else "quick")
        return response

    monkeypatch.setattr(application, "quick", told)
    return went


def ask(program: Any, path: str, **more: Any) -> tuple[str, dict[str, str], bytes]:
    """The status, the headers and the body of an answer."""
    address, _, query = path.partition("?")
    environ = {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": address,
        "QUERY_STRING": quote(query, safe="=&,"),
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "testserver",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.url_scheme": "http",
        **more,
    }
    begun: list[Any] = []
    body = program(environ, lambda status, headers: begun.append((status, dict(headers))))
    (status, headers) = begun[0]
    headers.pop("Expires", None)  # a moment: another for each answer
    return status, headers, b"".join(body)


QUICK = (
    "/api/v1/appointments/",
    "/api/v1/appointments/?person={person}&page_size=2",
    "/api/v1/tenures/?organization={organization}&on=2024-08-01",
    "/api/v1/opinions/{opinion}/trace/",
)
LONG = (
    "/api/v1/appointments/?person=方言",
    "/api/v1/appointments/?colour=red",
    "/api/v1/appointments/?page=99",
    "/api/v1/opinions/999999/trace/",
    "/api/v1/people/",
    "/api/v1/nothing/",
)


@pytest.fixture
def places() -> dict[str, int]:
    act = make.AppointmentFactory()
    make.AppointmentFactory.create_batch(3, person=act.person)
    opinion = an_opinion(aspects=2, points=1)
    return {
        "person": act.person_id,
        "organization": act.post.organization_id,
        "opinion": opinion.pk,
    }


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize(
    ("path", "way"), [(p, "quick") for p in QUICK] + [(p, "long") for p in LONG]
)
def test_both_ways_answer_the_same(application, ways, places, path, way, language) -> None:
    path = path.format(**places)
    more = {"HTTP_ACCEPT_LANGUAGE": language}
    answer = ask(application, path, **more)
    assert answer == ask(WSGIHandler(), path, **more)
    assert answer[0][0] in ("2" if way == "quick" else "24")
    assert ways == [way]


def test_an_answer_that_is_known_is_304(application, ways, places) -> None:
    path = QUICK[1].format(**places)
    _, headers, _ = ask(application, path)
    answer = ask(application, path, HTTP_IF_NONE_MATCH=headers["ETag"])
    assert answer == ask(WSGIHandler(), path, HTTP_IF_NONE_MATCH=headers["ETag"])
    assert (answer[0], answer[2]) == ("304 Not Modified", b"")
    assert ways == ["quick", "quick"]


def test_an_answer_that_is_kept_comes_from_the_store(application, ways, places, settings) -> None:
    settings.NPC_KEEP_ANSWERS = True
    STORE.clear()
    path = "/api/v1/people/"
    first = ask(application, path)
    assert ask(application, path)[2] == first[2]
    assert ways == ["long", "quick"]
    STORE.clear()


@pytest.mark.parametrize(
    "more",
    [
        {"REQUEST_METHOD": "HEAD"},
        {"REQUEST_METHOD": "POST"},
        {"HTTP_COOKIE": "sessionid=none"},
        {"HTTP_AUTHORIZATION": "Token none"},
        {"PATH_INFO": "/healthz"},
    ],
    ids=["head", "post", "cookie", "token", "page"],
)
def test_all_else_goes_djangos_way(application, ways, places, more) -> None:
    path = QUICK[0]
    assert ask(application, path, **more)[:2] == ask(WSGIHandler(), path, **more)[:2]
    assert ways == []


def test_who_asks_too_often_is_counted_once(application, ways, places, settings) -> None:
    throttling.AnonymousRate.cache.clear()
    settings.NPC_ANON_RATE = "2/min"
    statuses = [
        ask(application, path.format(**places))[0] for path in (QUICK[1], LONG[0], QUICK[1])
    ]
    assert statuses == ["200 OK", "200 OK", "429 Too Many Requests"]
    assert ways == ["quick", "long", "quick"]
    throttling.AnonymousRate.cache.clear()


def test_a_host_that_is_not_ours_is_told_so(application, ways, places) -> None:
    status, _, _ = ask(application, QUICK[0], HTTP_HOST="elsewhere.example")
    assert status == "400 Bad Request"
    assert ways == ["long"]


def test_a_database_that_fails_is_told_by_djangos_way(application, ways, monkeypatch) -> None:
    def broken(*_args: Any, **_kwargs: Any) -> Any:
        raise OperationalError("gone")

    monkeypatch.setattr("npcrecords.api.caching.quick_answer", broken)
    status, _, body = ask(application, QUICK[0])
    assert ways == ["long"]
    assert status.startswith("5")
    assert b"Traceback" not in body
