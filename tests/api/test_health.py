"""/healthz: whether the database is reachable and migrated."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import OperationalError
from django.db.migrations.executor import MigrationExecutor

pytestmark = pytest.mark.django_db


def test_all_is_well(client) -> None:
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok"}
    assert "no-store" in answer["Cache-Control"]


def test_the_database_cannot_be_reached(client, monkeypatch) -> None:
    def fail(*_args: Any) -> None:
        raise OperationalError("refused")

    monkeypatch.setattr(MigrationExecutor, "__init__", fail)
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["detail"]
    assert "refused" not in answer.content.decode()


def test_migrations_are_missing(client, monkeypatch) -> None:
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda *_args: [1, 2])
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert "2" in answer.json()["detail"]
