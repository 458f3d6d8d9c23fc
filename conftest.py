"""What every test run says at its end: on which database engine it ran.

A run that follows one on another engine (``NPC_ENGINES_BEFORE``) leaves out the tests that ask
no database: they would say the same again.
"""

from __future__ import annotations

import os
from typing import Any

FIXTURES = {"db", "transactional_db", "live_server"}


def _asks_a_database(item: Any) -> bool:
    """By its mark, its fixtures, its class, or with a database of its own (``own_database``)."""
    from django.test import TransactionTestCase

    if item.get_closest_marker("django_db") or item.get_closest_marker("own_database"):
        return True
    is_test_case = item.cls is not None and issubclass(item.cls, TransactionTestCase)
    return is_test_case or bool(FIXTURES & set(item.fixturenames))


def pytest_collection_modifyitems(config: Any, items: list[Any]) -> None:
    if not os.environ.get("NPC_ENGINES_BEFORE"):
        return
    without = [item for item in items if not _asks_a_database(item)]
    config.hook.pytest_deselected(items=without)
    items[:] = [item for item in items if _asks_a_database(item)]


def pytest_terminal_summary(terminalreporter: Any) -> None:
    from django.conf import settings

    engine = settings.DATABASES["default"]["ENGINE"].rsplit(".", 1)[-1]
    before = os.environ.get("NPC_ENGINES_BEFORE", "")
    ran = f"{before}, {engine}" if before else engine
    terminalreporter.write_line(f"engines that ran the suite: {ran}")
