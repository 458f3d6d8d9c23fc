"""Where the seeds are: texts of real bulletins, which stand outside the repository."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def seed(name_prefix: str) -> Path:
    """The seed whose file name begins with ``name_prefix``.

    Skips the test where the seeds are missing; fails it where ``CI`` is set, so that a CI
    without seeds cannot pass for one that read them.
    """
    folder = Path(ROOT, os.environ.get("NPC_SEEDS", "../shared/seeds"))
    found = sorted(folder.glob(f"{name_prefix}*")) if folder.is_dir() else []
    if found:
        return found[0]
    sentence = f"种子 {name_prefix}… 不在 {folder}；请设置 NPC_SEEDS。"
    if os.environ.get("CI"):
        pytest.fail(sentence)
    pytest.skip(sentence)
