"""Who may do what: a table of (method, address, who, status)."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from rest_framework.authtoken.models import Token

from npcrecords.api.router import RESOURCES

from .. import factories as f
from .samples import SAMPLES

pytestmark = pytest.mark.django_db
LISTS = [name for name, _ in RESOURCES if name in SAMPLES]


def nobody() -> None:
    return None


def reader() -> Any:
    """Has an account with every permission, but is no staff."""
    return _allowed(f.UserFactory())


def viewer() -> Any:
    """Is staff without the permission to change anything."""
    user = f.UserFactory(is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    return user


def clerk() -> Any:
    """Is staff and may change everything."""
    return _allowed(f.UserFactory(is_staff=True))


def _allowed(user: Any) -> Any:
    user.user_permissions.set(Permission.objects.all())
    return user


TABLE = [
    ("GET", "list", nobody, {200}),
    ("GET", "list", reader, {200}),
    ("GET", "list", viewer, {200}),
    ("GET", "list", clerk, {200}),
    ("HEAD", "list", nobody, {200}),
    ("GET", "detail", nobody, {200}),
    ("GET", "detail", clerk, {200}),
    ("POST", "list", nobody, {401}),
    ("POST", "list", reader, {403}),
    ("POST", "list", viewer, {403}),
    ("POST", "list", clerk, {400}),  # an empty body
    ("PATCH", "detail", nobody, {401}),
    ("PATCH", "detail", reader, {403}),
    ("PATCH", "detail", viewer, {403}),
    ("PATCH", "detail", clerk, {200}),
    ("DELETE", "detail", nobody, {401}),
    ("DELETE", "detail", reader, {403}),
    ("DELETE", "detail", viewer, {403}),
    ("DELETE", "detail", clerk, {204, 409}),  # 409: another record needs it
    ("PUT", "detail", nobody, {401}),
    ("PUT", "detail", clerk, {405}),
    ("DELETE", "list", clerk, {405}),
    ("POST", "detail", clerk, {405}),
]


@pytest.mark.parametrize(
    ("method", "where", "who", "status"),
    TABLE,
    ids=[f"{method}-{where}-{who.__name__}" for method, where, who, _ in TABLE],
)
def test_who_may_do_what(method, where, who, status) -> None:
    user = who()
    headers = {"Authorization": f"Token {Token.objects.create(user=user).key}"} if user else {}
    for name in LISTS:
        row = SAMPLES[name]()
        url = f"/api/v1/{name}/" + (f"{row.pk}/" if where == "detail" else "")
        answer = Client().generic(
            method, url, json.dumps({}), content_type="application/json", headers=headers
        )
        assert answer.status_code in status, (name, answer.content.decode())


def test_who_is_no_longer_active_is_nobody() -> None:
    user = clerk()
    token = Token.objects.create(user=user)
    user.is_active = False
    user.save()
    answer = Client().get("/api/v1/people/", headers={"Authorization": f"Token {token.key}"})
    assert answer.status_code == 401
