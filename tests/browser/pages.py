"""What the browser tests ask of pages and of the API."""

from __future__ import annotations

import json
import re
import urllib.request
from typing import Any

from playwright.sync_api import Locator, Page, expect

# Words that stand on Chinese pages as they are: formats, accounts, the product.
KNOWN = {"pdf", "docx", "txt", "json", "utf", "gbk", "word", "excel", "xlsx", "csv", "bom", "sha"}
ACCOUNTS = {"lin", "gao", "bai", "cha", "editor"}


def answer_of(address: str) -> Any:
    """What the API says to somebody who has not logged in."""
    with urllib.request.urlopen(address, timeout=30) as answer:
        return json.loads(answer.read())


def go(page: Page, control: Locator) -> None:
    """Click a link or a button that leads to another page, and be there, with its scripts and
    style: what is asked next is asked of that page, not of the one that is left."""
    with page.expect_navigation():
        control.click()


def said(page: Page, words: str) -> None:
    """The page says this of what was just done."""
    expect(page.locator(".messagelist")).to_contain_text(words)


def check_no_english(page: Page) -> None:
    """Nothing on the page is left in English but names of formats, accounts and the product."""
    words = re.findall(r"[A-Za-z]{3,}", page.inner_text("#content"))
    assert [word for word in words if word.lower() not in KNOWN | ACCOUNTS] == []
