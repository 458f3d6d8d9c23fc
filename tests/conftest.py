"""What all tests share."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.utils import translation


@pytest.fixture(autouse=True)
def _plain_answers(settings):
    """Nothing is kept or remembered and nobody is throttled, but in the tests of just that."""
    settings.NPC_KEEP_ANSWERS = False
    settings.NPC_RECENT_SECONDS = 0
    settings.NPC_ANON_RATE = ""


@pytest.fixture(autouse=True)
def _own_language():
    """Each test begins and ends in the site's language, whatever a request asked for."""
    yield
    translation.deactivate()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> None:
    """SQLite is asked for its JSON once, before any test counts queries."""
    with django_db_blocker.unblock():
        assert connection.features.supports_json_field


@pytest.fixture
def groups(db) -> None:
    """The groups that migrations make, also where an earlier test emptied all tables."""
    import_module("sessions.migrations.0005_groups").make_groups(apps, None)
    import_module("sessions.migrations.0009_due_rules").give_rights(apps, None)
    import_module("sessions.migrations.0011_policy_rights").give_rights(apps, None)


@pytest.fixture
def known_rules(db) -> None:
    """The rules on due dates that a migration delivers, the same."""
    if not apps.get_model("congress", "DueRule").objects.exists():
        import_module("sessions.migrations.0009_due_rules").add_rules(apps, None)
