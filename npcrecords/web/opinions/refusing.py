"""What a program is told whose question cannot be meant: files and feeds have no room for a
sentence beside the answer."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpResponse


def refusal(sentences: Iterable[str]) -> HttpResponse:
    """The sentences, a line each."""
    return HttpResponse(
        "".join(f"{one}\n" for one in sentences),
        status=400,
        content_type="text/plain; charset=utf-8",
    )
