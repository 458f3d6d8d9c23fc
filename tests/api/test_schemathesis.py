"""What the OpenAPI document promises, tried with made-up requests against every operation."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from rest_framework.authtoken.models import Token
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from npcrecords.wsgi import application

from .. import factories as f
from .samples import SAMPLES
from .test_schema import SNAPSHOT

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


@pytest.fixture(scope="module")
def api() -> Any:
    schema = schemathesis.openapi.from_dict(json.loads(SNAPSHOT.read_text(encoding="utf-8")))
    schema.app = application
    return schema


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """Requests keep the connection of the test, and see what it made."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def token(db: Any) -> str:
    user = f.UserFactory(is_staff=True, is_superuser=True)
    return str(Token.objects.create(user=user).key)


def operations() -> list[tuple[str, str]]:
    """(path, method) of every operation of the committed schema."""
    paths = json.loads(SNAPSHOT.read_text(encoding="utf-8"))["paths"]
    return [(path, method) for path, methods in paths.items() for method in methods]


@pytest.mark.parametrize(("path", "method"), operations())
def test_every_operation_answers_as_the_schema_says(path, method, api, token) -> None:
    name = path.split("/")[3]
    row = SAMPLES[name]() if name in SAMPLES else None

    @settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
    @given(case=api[path][method].as_strategy())
    def run(case: Any) -> None:
        if row is not None and "id" in case.path_parameters:
            case.path_parameters["id"] = str(row.pk)
        case.call_and_validate(headers={"Authorization": f"Token {token}"}, checks=CHECKS)

    run()
