"""Entity tags: of public answers, and of single records that staff edit."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from npcrecords.core.generation import current_generation

TAG = re.compile(r'(?:W/)?"([^"]*)"')


def tags_in(header: str) -> list[str]:
    """The tags that an If-Match or If-None-Match names, without their quotes."""
    return TAG.findall(header)


def public_tag(generation: int, digest: str) -> str:
    """The tag of a public answer: it names the generation it was made of."""
    return f'"g{generation}-{digest}"'


def record_tag(row: Any) -> str:
    """The tag of one record: another after each change of it."""
    stamp = f"{row._meta.label}-{row.pk}-{row.modified.isoformat()}"
    return f'"{hashlib.sha256(stamp.encode()).hexdigest()[:24]}"'


def is_stale(header: str, row: Any) -> bool:
    """Whether an If-Match names neither this record as it is, nor any public answer of the
    present generation (since which nothing has changed at all)."""
    tags = tags_in(header)
    if header.strip() == "*" or record_tag(row).strip('"') in tags:
        return False
    now = f"g{current_generation()}-"
    return not any(tag.startswith(now) for tag in tags)
