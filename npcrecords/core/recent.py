"""What a process may remember between two requests: it holds as long as the generation does.

Public data changes with the generation number alone. The number itself is asked for again after
``NPC_RECENT_SECONDS``: so long, at the most, what one process shows to the public may lag behind
what another wrote. Who writes is logged in, and what he reads is never remembered.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings

from .generation import current_generation

T = TypeVar("T")


class _Memory:
    """The generation, when it was asked for, and what was read in which generation."""

    def __init__(self) -> None:
        self.number = 0
        self.asked = float("-inf")
        self.read: dict[str, tuple[int, Any]] = {}


_memory = _Memory()


def recent_generation() -> int:
    """The generation as it is, or was within the time allowed. One query at the most."""
    now = time.monotonic()
    if now - _memory.asked >= settings.NPC_RECENT_SECONDS:
        _memory.number = current_generation()
        _memory.asked = now  # the time before the question: never later than the answer
    return _memory.number


def remembered(name: str, read: Callable[[], T]) -> T:
    """What ``read`` gives, asked for once in a generation. ``name`` is the question's own."""
    if not settings.NPC_RECENT_SECONDS:
        return read()
    generation = recent_generation()
    held = _memory.read.get(name)
    if held is None or held[0] != generation:
        held = _memory.read[name] = generation, read()
    answer: T = held[1]
    return answer


def forget() -> None:
    """Ask anew: for tests, which put other data in place."""
    _memory.asked = float("-inf")
    _memory.read.clear()
