"""Entity tags, 304, and kept answers."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone
from rest_framework.authtoken.models import Token

from npcrecords.api import caching
from npcrecords.core.generation import raise_generation

from .. import factories as f

pytestmark = pytest.mark.django_db
URL = "/api/v1/people/"


@pytest.fixture
def _keeping(settings):
    settings.NPC_KEEP_ANSWERS = True
    caching.STORE.clear()
    yield
    caching.STORE.clear()


@pytest.mark.parametrize(
    "path", ["", "people/", "people/?format=csv", "people/?format=jsonl", "schema/", "docs/"]
)
def test_every_public_get_has_a_tag_and_answers_304(
    path, client, django_assert_num_queries
) -> None:
    f.PersonFactory()
    url = f"/api/v1/{path}"
    tag = client.get(url)["ETag"]
    assert tag.startswith('"g')
    for sent in (tag, f"W/{tag}", f'"other", {tag}'):
        with django_assert_num_queries(1):  # the generation
            answer = client.get(url, headers={"If-None-Match": sent})
        assert answer.status_code == 304
        assert answer.content == b""
        assert answer["ETag"] == tag
        assert answer["Cache-Control"] == "no-cache"
        for header in ("Accept", "Accept-Language", "Authorization", "Cookie"):
            assert header in answer["Vary"]
    assert client.get(url, headers={"If-None-Match": '"other"'}).status_code == 200


def test_a_detail_has_a_tag(client) -> None:
    url = f"{URL}{f.PersonFactory().pk}/"
    tag = client.get(url)["ETag"]
    assert client.get(url, headers={"If-None-Match": tag}).status_code == 304


def test_the_tag_is_of_the_address_the_language_the_format_the_day_and_the_generation(
    client, monkeypatch
) -> None:
    tags = [
        client.get(URL)["ETag"],
        client.get(f"{URL}?page_size=2")["ETag"],
        client.get(URL, headers={"Accept-Language": "en"})["ETag"],
        client.get(URL, headers={"Accept": "text/csv"})["ETag"],
        client.get(URL, headers={"Host": "127.0.0.1"})["ETag"],
    ]
    tomorrow = timezone.localdate() + timezone.timedelta(days=1)
    with monkeypatch.context() as patch:
        patch.setattr(timezone, "localdate", lambda: tomorrow)
        tags.append(client.get(URL)["ETag"])
    assert client.get(URL)["ETag"] == tags[0]
    raise_generation()
    tags.append(client.get(URL)["ETag"])
    assert len(set(tags)) == len(tags)


def test_an_error_has_no_tag(client) -> None:
    answer = client.get(f"{URL}?x=1")
    assert answer.status_code == 400
    assert not answer.has_header("ETag")


@pytest.mark.usefixtures("_keeping")
def test_an_answer_is_rendered_once_in_a_generation(client, django_assert_num_queries) -> None:
    f.PersonFactory()
    first = client.get(URL)
    with django_assert_num_queries(1):
        again = client.get(URL)
    assert again.content == first.content
    assert again["ETag"] == first["ETag"]
    assert again["Content-Type"] == first["Content-Type"]
    f.PersonFactory()
    raise_generation()
    assert client.get(URL).json()["count"] == 2


@pytest.mark.usefixtures("_keeping")
def test_what_staff_see_is_kept_for_nobody(client) -> None:
    f.BulletinFactory(status="draft")
    user = f.UserFactory(is_staff=True)
    token = {"Authorization": f"Token {Token.objects.create(user=user).key}"}
    url = "/api/v1/bulletins/"
    assert client.get(url, headers=token).json()["count"] == 1
    assert client.get(url).json()["count"] == 0
    answer = client.get(url, headers=token)
    assert answer.json()["count"] == 1
    assert answer["Cache-Control"] == "private, no-cache"
    assert client.get(url, headers={**token, "If-None-Match": answer["ETag"]}).status_code == 304
    public_tag = client.get(url)["ETag"]
    assert client.get(url, headers={**token, "If-None-Match": public_tag}).status_code == 200
    client.force_login(user)
    assert client.get(url).json()["count"] == 1


@pytest.mark.usefixtures("_keeping")
def test_errors_and_streams_are_not_kept(client) -> None:
    client.get(f"{URL}?x=1")
    list(client.get(f"{URL}?format=csv"))
    assert caching.STORE.size == 0


def test_the_store_holds_so_many_bytes_and_no_large_answers() -> None:
    store = caching.Store(most=10, largest=5)
    headers: dict[str, str] = {}
    store.put("a", b"1234", headers)
    store.put("b", b"1234", headers)
    assert store.get("a")
    store.put("c", b"1234", headers)
    assert store.get("b") is None  # the least used
    assert store.get("a")
    assert store.size == 8
    store.put("d", b"123456", headers)
    assert store.get("d") is None


def test_pages_of_the_site_are_left_alone(client) -> None:
    answer: Any = client.get("/healthz")
    assert "g0" not in answer.get("ETag", "")
