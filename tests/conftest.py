"""What all tests share."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _plain_answers(settings):
    """No answers are kept and nobody is throttled, but in the tests of just that."""
    settings.NPC_KEEP_ANSWERS = False
    settings.NPC_ANON_RATE = ""
