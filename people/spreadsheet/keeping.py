"""A sheet between the look at what it will do and the word to go ahead."""

from __future__ import annotations

import datetime as dt
import json
import re
import secrets
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from .files import SheetError, Table

KEPT_FOR = 24 * 3600  # seconds
_TOKEN = re.compile(r"[0-9a-f]{32}")


def _folder() -> Path:
    folder = Path(settings.MEDIA_ROOT) / "sheets"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def keep(table: Table, *, by: Any, name: str, make_new: bool) -> str:
    """Keep a table for this user, for a day; the word by which it is found again."""
    for old in _folder().glob("*.json"):
        if time.time() - old.stat().st_mtime > KEPT_FOR:
            old.unlink(missing_ok=True)
    token = secrets.token_hex(16)
    held = {
        "by": by.pk,
        "name": name,
        "make_new": make_new,
        "heads": table.heads,
        "rows": [[number, [_out(cell) for cell in cells]] for number, cells in table.rows],
    }
    (_folder() / f"{token}.json").write_text(json.dumps(held), encoding="utf-8")
    return token


def kept(token: str, *, by: Any) -> tuple[Table, str, bool]:
    """The table, the file's name and whether new things are made. Raises SheetError where
    nothing is kept for this user under that word."""
    path = _folder() / f"{token}.json"
    held = None
    if _TOKEN.fullmatch(token) and path.exists():
        held = json.loads(path.read_text(encoding="utf-8"))
    if held is None or held["by"] != by.pk:
        raise SheetError(_("这份表格已经处理过，或放得太久了：请重新选择文件。"))
    rows = [(number, [_in(cell) for cell in cells]) for number, cells in held["rows"]]
    return Table(held["heads"], rows), held["name"], held["make_new"]


def let_go(token: str) -> None:
    if _TOKEN.fullmatch(token):
        (_folder() / f"{token}.json").unlink(missing_ok=True)


def _out(cell: Any) -> Any:
    return {"day": cell.isoformat()} if isinstance(cell, dt.date) else cell


def _in(cell: Any) -> Any:
    return dt.date.fromisoformat(cell["day"]) if isinstance(cell, dict) else cell
