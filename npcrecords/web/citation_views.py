"""The pages of what is cited: the most cited first, and who cites one work."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sessions.cited_works import Wanted, cited_works

from . import cited
from .citing import cite

PER_PAGE = 100
LONGEST = 500
MOST = 50  # titles that one number stands behind
YEAR = re.compile(r"[0-9]{4}")


@require_safe
def citations(request: HttpRequest) -> HttpResponse:
    """What is cited, the most cited first; with ``title``, ``number`` or ``document``, who cites
    that."""
    for name, one in (("title", _title), ("number", _number), ("document", _document)):
        if word := _word(request, name):
            return one(request, word)
    asked = {name: _word(request, name) for name in ("q", "place", "year")}
    asked = {name: word for name, word in asked.items() if word}
    typed, refused = asked.get("year", ""), ""
    if typed and not YEAR.fullmatch(typed):
        said = _("“%(year)s”不是年份：请写成 2024 这样。下面是各年的引用。")
        refused = said % {"year": asked.pop("year")[:20]}
    works = cited_works(
        Wanted(
            words=[asked["q"]] if "q" in asked else None,
            places=[asked["place"]] if "place" in asked else None,
            years=[int(asked["year"])] if "year" in asked else None,
        )
    )
    query = urlencode(asked)
    context = {
        "page": Paginator(works, PER_PAGE).get_page(request.GET.get("page")),
        "asked": asked,
        "typed": typed,
        "refused": refused,
        "places": cited.places(),
        "query": f"{query}&" if query else "",
        "csv": _csv("cited-works-list", asked),
        "cite": cite(request, subject=_("引用"), query=query),
    }
    return render(request, "web/citations.html", context)


def _title(request: HttpRequest, title: str) -> HttpResponse:
    """All that cite a title."""
    works = cited_works(Wanted(titles=[title]))[:MOST]
    work = works[0] if works else None
    if work is not None:
        title = work.title  # as it is printed, however it was typed
    rows = cited.citing_title(title)
    held = cited.documents(work.held if work else ())
    known = _of_policies(title=title)
    return _citing(request, rows, {"title": title}, work=work, held=held, title=title, **known)


def _of_policies(**called: str) -> dict[str, Any]:
    """The policy documents that are called so, and the citations in others. Two queries."""
    found = cited.policies(**called)
    return {"policies": found, "policies_citing": cited.policies_citing(**called)}


def _number(request: HttpRequest, number: str) -> HttpResponse:
    """All that cite a document number; and the titles that it stands behind."""
    works = cited_works(Wanted(numbers=[number]))[:MOST]
    work = next((one for one in works if not one.title), None)
    held = cited.documents({pk for one in works for pk in one.held})
    titles = [one.title for one in works if one.title]
    rows = cited.citing_number(number)
    known = {"work": work, "held": held, "titles": titles} | _of_policies(number=number)
    return _citing(request, rows, {"number": number}, number=number, **known)


def _document(request: HttpRequest, pk: str) -> HttpResponse:
    """All that cite a held document."""
    if not (pk.isascii() and pk.isdecimal() and len(pk) <= 18):
        raise Http404
    held = cited.documents([int(pk)])
    if not held:
        raise Http404
    rows = cited.citing_document(int(pk))
    return _citing(request, rows, {"document": pk}, held=held, title=held[0].title)


def _citing(
    request: HttpRequest, rows: QuerySet[Any], asked: dict[str, str], **known: Any
) -> HttpResponse:
    query = urlencode(asked)
    name = {"document": "cited_document"}
    context = {
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "query": f"{query}&",
        "csv": _csv("citations-list", {name.get(key, key): word for key, word in asked.items()}),
        "cite": cite(
            request, title=known.get("title", ""), subject=known.get("number", ""), query=query
        ),
        **known,
    }
    return render(request, "web/citing.html", context)


def _word(request: HttpRequest, name: str) -> str:
    return request.GET.get(name, "").replace("\x00", "").strip()[:LONGEST]


def _csv(name: str, asked: dict[str, str]) -> str:
    """The same list as a file for spreadsheets. A comma would part two words."""
    words = {key: word.replace(",", "，") for key, word in asked.items()}
    return f"{reverse(name)}?{urlencode({**words, 'format': 'csv', 'bom': '1'})}"
