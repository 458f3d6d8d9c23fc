"""What every test run says at its end: on which database engine it ran."""

from __future__ import annotations

import os
from typing import Any


def pytest_terminal_summary(terminalreporter: Any) -> None:
    from django.conf import settings

    engine = settings.DATABASES["default"]["ENGINE"].rsplit(".", 1)[-1]
    before = os.environ.get("NPC_ENGINES_BEFORE", "")
    ran = f"{before}, {engine}" if before else engine
    terminalreporter.write_line(f"engines that ran the suite: {ran}")
