"""The OpenAPI document: valid, without a warning, and as it was last agreed on.

After a change that is meant, rewrite the snapshot:

    NPC_WRITE_SCHEMA=1 .venv/bin/pytest tests/api/test_schema.py
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer
from drf_spectacular.validation import validate_schema

from npcrecords.api.router import RESOURCES

SNAPSHOT = Path(__file__).with_name("schema.json")


@pytest.fixture
def schema() -> Any:
    GENERATOR_STATS.reset()
    with translation.override("zh-hans"), GENERATOR_STATS.silence():
        made = SchemaGenerator().get_schema(request=None, public=True)
        return json.loads(OpenApiJsonRenderer().render(made))


def test_the_schema_is_valid_and_raises_no_warning(schema) -> None:
    validate_schema(schema)
    assert schema["openapi"].startswith("3.1")
    assert not GENERATOR_STATS._warn_cache
    assert not GENERATOR_STATS._error_cache


def test_the_schema_is_that_of_the_snapshot(schema) -> None:
    text = json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    if os.environ.get("NPC_WRITE_SCHEMA"):
        SNAPSHOT.write_text(text, encoding="utf-8")
    assert SNAPSHOT.read_text(encoding="utf-8") == text


def test_every_resource_stands_in_the_schema(schema) -> None:
    for name, _ in RESOURCES:
        assert f"/api/v1/{name}/" in schema["paths"], name


def test_every_operation_says_what_its_errors_look_like(schema) -> None:
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            if method == "parameters":
                continue
            content = operation["responses"]["default"]["content"]
            assert "application/problem+json" in content, (method, path)


@pytest.mark.django_db
def test_the_schema_and_its_page_are_served_without_a_network(client) -> None:
    served = client.get("/api/v1/schema/")
    assert json.loads(served.content)["openapi"].startswith("3.1")
    assert client.get("/api/v1/schema/?format=yaml").content.startswith(b"openapi: 3.1")
    page = client.get("/api/v1/docs/").content.decode()
    assert "swagger-ui" in page
    assert "//cdn." not in page
    assert "https://" not in page
