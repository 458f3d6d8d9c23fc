"""Public answers: their entity tags, and a store of rendered ones.

What the public sees changes with the generation number alone (``npcrecords.core.generation``),
and, where an answer tells of states, with the day. So these, the address and the language
make an answer's tag; whoever sends it back gets 304 for one query; and an answer that was
rendered once is kept under it, with nothing to invalidate.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from functools import cache
from pathlib import Path
from threading import Lock

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

from npcrecords.core.recent import recent_generation
from npcrecords.rest.etags import public_tag, tags_in

from .quick_answers import quick_answer

VARY = ("Accept", "Accept-Language", "Authorization", "Cookie")
KEPT_HEADERS = ("Content-Type", "Content-Language", "Content-Disposition")


def is_anonymous(request: HttpRequest) -> bool:
    """Whether nothing in the request says who sends it."""
    return not (
        "HTTP_AUTHORIZATION" in request.META or settings.SESSION_COOKIE_NAME in request.COOKIES
    )


@cache
def code_version() -> str:
    """Changes with the program's files: answers of another version are other answers."""
    stamp = hashlib.sha256()
    for folder in ("npcrecords", "people", "sessions"):
        for path in sorted((Path(settings.BASE_DIR) / folder).rglob("*")):
            if path.suffix in {".py", ".mo"}:
                status = path.stat()
                stamp.update(f"{path.name}{status.st_size}{status.st_mtime_ns}".encode())
    return stamp.hexdigest()[:12]


class Store:
    """Rendered answers, the least used of which go when there are too many bytes."""

    def __init__(self, most: int, largest: int) -> None:
        self.most = most
        self.largest = largest
        self.size = 0
        self._held: OrderedDict[str, tuple[bytes, dict[str, str]]] = OrderedDict()
        self._lock = Lock()

    def get(self, tag: str) -> tuple[bytes, dict[str, str]] | None:
        with self._lock:
            found = self._held.get(tag)
            if found is not None:
                self._held.move_to_end(tag)
            return found

    def put(self, tag: str, body: bytes, headers: dict[str, str]) -> None:
        if len(body) > self.largest:
            return
        with self._lock:
            if tag in self._held:
                return
            self._held[tag] = (body, headers)
            self.size += len(body)
            while self.size > self.most:
                _, (gone, _) = self._held.popitem(last=False)
                self.size -= len(gone)

    def clear(self) -> None:
        with self._lock:
            self._held.clear()
            self.size = 0


STORE = Store(most=64 * 1024 * 1024, largest=256 * 1024)


def _knows_user(request: HttpRequest) -> bool:
    """Whether the answer was made for somebody after all."""
    user = getattr(request, "user", None)
    return user is not None and bool(user.is_authenticated)


class Answers:
    """Middleware: tags, 304 and kept answers for what the public reads under /api/."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith("/api/"):
            return self.get_response(request)
        if request.method not in {"GET", "HEAD"} or not is_anonymous(request):
            response = self._personal(request)
        else:
            response = self._public(request)
        if response.has_header("Vary"):
            patch_vary_headers(response, VARY)
        else:
            response["Vary"] = ", ".join(VARY)
        return response

    def _public(self, request: HttpRequest) -> HttpResponseBase:
        tag = self._tag(request)
        headers = {"ETag": tag, "Cache-Control": "no-cache"}
        if tag.strip('"') in tags_in(request.META.get("HTTP_IF_NONE_MATCH", "")):
            return HttpResponse(status=304, headers=headers)
        if settings.NPC_KEEP_ANSWERS and (kept := STORE.get(tag)):
            body, kept_headers = kept
            return HttpResponse(body, headers={**kept_headers, **headers})
        response = quick_answer(request) or self.get_response(request)
        if response.status_code != 200:
            response["Cache-Control"] = "no-cache"
        elif _knows_user(request):
            response["Cache-Control"] = "private, no-cache"
        else:
            for name, value in headers.items():
                response[name] = value
            if (
                settings.NPC_KEEP_ANSWERS
                and isinstance(response, HttpResponse)
                and request.method == "GET"
            ):
                told = {n: response[n] for n in KEPT_HEADERS if response.has_header(n)}
                STORE.put(tag, response.content, told)
        return response

    def _personal(self, request: HttpRequest) -> HttpResponseBase:
        """An answer to somebody in particular: kept by nobody, tagged by what it says."""
        response = self.get_response(request)
        response["Cache-Control"] = "private, no-cache"
        if (
            request.method in {"GET", "HEAD"}
            and response.status_code == 200
            and isinstance(response, HttpResponse)
            and not response.has_header("ETag")
        ):
            tag = f'"{hashlib.sha256(response.content).hexdigest()[:24]}"'
            if tag.strip('"') in tags_in(request.headers.get("If-None-Match", "")):
                return HttpResponse(
                    status=304, headers={"ETag": tag, "Cache-Control": "private, no-cache"}
                )
            response["ETag"] = tag
        return response

    def _tag(self, request: HttpRequest) -> str:
        generation = recent_generation()
        parts = (
            str(generation),
            timezone.localdate().isoformat(),
            code_version(),
            f"{request.scheme}://{request.get_host()}{request.path_info}",
            request.META.get("QUERY_STRING", ""),
            get_language() or "",
            request.META.get("HTTP_ACCEPT", ""),
        )
        digest = hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:24]
        return public_tag(generation, digest)
