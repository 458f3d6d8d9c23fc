"""A page's form as a browser holds it: the fields with their first values, to change some and
send all."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any


class _Fields(HTMLParser):
    """Collects what a browser would send of the form that holds ``csrfmiddlewaretoken`` and
    more than a button: inputs, chosen options, text areas."""

    def __init__(self, within: str) -> None:
        super().__init__()
        self.within = within
        self.values: dict[str, Any] = {}
        self.names: set[str] = set()
        self._inside = False
        self._select: str | None = None
        self._first: str | None = None
        self._area: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "form":
            self._inside = self.within in (said.get("id") or "") or (
                self.within in (said.get("class") or "")
            )
        name = said.get("name")
        if not self._inside or not name:
            if tag == "option" and self._select is not None:
                self._option(said)
            return
        self.names.add(name)
        kind = said.get("type", "text")
        if tag == "input" and kind in ("checkbox", "radio"):
            if "checked" in said:
                self.values[name] = said.get("value") or "on"
        elif tag == "input" and kind not in ("submit", "button", "file", "image"):
            self.values[name] = said.get("value") or ""
        elif tag == "select":
            self._select, self._first = name, None
        elif tag == "textarea":
            self._area = name
            self.values[name] = ""

    def _option(self, said: dict[str, str | None]) -> None:
        value = said.get("value") or ""
        if self._first is None:
            self._first = value
            self.values.setdefault(self._select or "", value)
        if "selected" in said:
            self.values[self._select or ""] = value

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self.values[self._area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        elif tag == "select":
            self._select = None
        elif tag == "textarea" and self._area is not None:
            self.values[self._area] = self.values[self._area].removeprefix("\n")
            self._area = None


def fields_of(response: Any, within: str = "_form") -> dict[str, Any]:
    """What a browser would send of the page's form, had nobody typed anything. Rows that only
    a script shows (``__prefix__``) stay behind."""
    parser = _Fields(within)
    parser.feed(response.content.decode())
    return {name: value for name, value in parser.values.items() if "__prefix__" not in name}


def typed(client: Any, address: str, button: str = "_save", **values: Any) -> Any:
    """Open a page, type ``values`` into its form, press a button. A field that the page does
    not have fails the test; so does an answer that shows errors."""
    page = client.get(address)
    assert page.status_code == 200, address
    parser = _Fields("_form")
    parser.feed(page.content.decode())
    data = fields_of(page)
    for name, value in values.items():
        assert name in parser.names, f"{name} is not on {address}"
        data[name] = value
    data[button] = "1"
    answer = client.post(address, data)
    if answer.status_code == 200:
        context = answer.context
        errors = [context["errors"], *(s.formset.errors for s in context["inline_admin_formsets"])]
        raise AssertionError(f"{address}: {errors} {list(context['messages'])}")
    assert answer.status_code == 302, answer.status_code
    return answer
