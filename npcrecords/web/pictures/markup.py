"""SVG as text: elements with their attributes, everything escaped."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

INK = "#1d2433"
BAR = "#1a4f8b"


def tag(name: str, inside: str = "", **attributes: object) -> str:
    """``<name …>inside</name>``; ``inside`` is markup. A name in Python's form becomes SVG's:
    ``text_anchor``; an attribute that is None or "" is left out."""
    said = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
        if value is not None and value != ""
    )
    return f"<{name}{said}>{inside}</{name}>" if inside else f"<{name}{said}/>"


def _value(value: object) -> str:
    return number(value) if isinstance(value, float) else str(escape(value))


def number(value: float) -> str:
    """A tenth of a unit is finer than any screen or printer."""
    return f"{value:.1f}".removesuffix(".0")


def link(href: str, inside: str) -> str:
    """A link where there is an address. The Tab key leaves it out: for screen readers a picture
    is one image, and the table beside it has the same links."""
    return tag("a", inside, href=href, tabindex=-1) if href else inside


def text(words: str, x: float, y: float, **attributes: object) -> str:
    return tag("text", str(escape(words)), x=float(x), y=float(y), **attributes)


def hint(words: str) -> str:
    """What is shown where the pointer rests."""
    return tag("title", str(escape(words)))


def group(parts: Iterable[str], **attributes: object) -> str:
    inside = "".join(parts)
    return tag("g", inside, **attributes) if inside else ""


def picture(
    key: str, title: str, summary: str, parts: Iterable[str], *, width: float, height: float
) -> SafeString:
    """A whole picture with the words for who cannot see it. Plain SVG, without a style sheet:
    kept in a file of its own it looks the same."""
    named = tag("title", str(escape(title)), id=f"{key}-title")
    told = tag("desc", str(escape(summary)), id=f"{key}-desc")
    whole = tag(
        "svg",
        named + told + "".join(parts),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {number(width)} {number(height)}",
        width=float(width),
        height=float(height),
        role="img",
        aria_labelledby=f"{key}-title {key}-desc",
        font_size=12,
        fill=INK,
    )
    return mark_safe(whole)  # noqa: S308 -- every word in it went through escape()
