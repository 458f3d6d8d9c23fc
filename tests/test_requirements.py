"""requirements.txt names all that the system imports, so that a new machine can run it."""

from __future__ import annotations

import ast
import importlib.metadata
import re
import sys
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
OURS = {"npcrecords", "people", "sessions"}


def _imported() -> set[str]:
    """The top-level packages that the code imports, less Python's own and ours."""
    found: set[str] = set()
    for folder in OURS:
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    found.update(alias.name.split(".")[0] for alias in node.names)
                elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
                    found.add(node.module.split(".")[0])
    return found - OURS - set(sys.stdlib_module_names)


def test_every_import_is_in_requirements():
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    pinned = {
        re.sub(r"[-_.]+", "-", name).lower()
        for name in re.findall(r"^([\w.-]+)", text, re.MULTILINE)
    }
    providers = importlib.metadata.packages_distributions()
    missing = {
        module
        for module in _imported()
        if not pinned & {re.sub(r"[-_.]+", "-", name).lower() for name in providers[module]}
    }
    assert not missing
