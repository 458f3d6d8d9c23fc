"""How a page is cited: its lasting address, and one line in the form of Chinese references.

《…公报》期号，第N页，《文件标题》，网址，查阅日期. A title within a title stands in 〈〉
(GB/T 15834—2011, 4.15.3.4), and so on by turns.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sessions.models import Bulletin


@dataclass(frozen=True, slots=True)
class Citation:
    """``address`` in full, ``path`` for a link on the page itself, ``line`` to be copied."""

    address: str
    path: str
    line: str
    day: str


def cite(
    request: HttpRequest,
    *,
    bulletin: Bulletin | None = None,
    pages: str = "",
    title: str = "",
    subject: str = "",
    query: str = "",
) -> Citation:
    """The page of this request. ``title`` is a printed title and gets its marks; ``subject`` is
    what a page without one is about; ``query`` is the part of the address that matters."""
    path = request.path + (f"?{query}" if query else "")
    address = request.build_absolute_uri(path)
    day = date_format(timezone.localdate(), "DATE_FORMAT")
    parts = [
        _gazette(bulletin) if bulletin is not None else "",
        pages,
        in_title_marks(title) if title else "",
        subject,
        "" if bulletin is not None else _("公报记录"),
        address,
        _("%(day)s查阅") % {"day": day},
    ]
    return Citation(address, path, _("，").join(part for part in parts if part), day)


def _gazette(bulletin: Bulletin) -> str:
    """《…公报》 with the number of the issue."""
    said = _("《%(issuer)s公报》%(label)s")
    return said % {"issuer": bulletin.issuer, "label": bulletin.label.strip("【】 ")}


def in_title_marks(title: str) -> str:
    """The title in 《》, those within it in 〈〉, those within these in 《》 again."""
    depth = 1
    found = "《"
    for letter in title:
        if letter in "《〈":
            depth += 1
            found += "《〈"[(depth - 1) % 2]
        elif letter in "》〉" and depth > 1:
            found += "》〉"[(depth - 1) % 2]
            depth -= 1
        else:
            found += letter
    return f"{found}》"
