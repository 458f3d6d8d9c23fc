"""The system as people meet it: served by the server that ``make run`` starts, on a database of
its own, looked at in Debian's Chromium.

Where there is no Chromium the tests are skipped with a sentence; in CI they fail.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from playwright.sync_api import Browser, Page, expect, sync_playwright

from ..databases import own_database
from ..seeds import ROOT

# A busy machine may take long for a page; what is asked is that it comes, not how soon.
expect.set_options(timeout=60_000)

PASSWORD = "long-enough-7391"
PEOPLE = {  # log-in name: family name, given name, group
    "lin": ("林", "青", "经办员"),
    "gao": ("高", "远", "经办员"),
    "bai": ("白", "川", "编辑"),
    "editor": ("严", "明", "编辑"),
    "cha": ("查", "阅", "查看员"),
}
ACCOUNTS = f"""
import django; django.setup()
from django.contrib.auth.models import Group, User
for name, (last, first, group) in {PEOPLE!r}.items():
    user = User.objects.create_user(
        name, password={PASSWORD!r}, is_staff=True, last_name=last, first_name=first
    )
    user.groups.add(Group.objects.get(name=group))
"""
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True)
class Site:
    """A running system: its address, where its screenshots go (``NPC_SHOTS``), if anywhere; and
    ``run``, which runs Python on its database."""

    url: str
    shots: Path | None
    run: Callable[..., None]

    def shot(self, page: Page, name: str, *, whole: bool = True) -> None:
        """Keep a picture of the page, or of what is in sight of it, for people to look at."""
        if self.shots is not None:
            page.screenshot(path=self.shots / f"{name}.png", full_page=whole)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser for one file of tests: while it is open an event loop runs, in which the tests
    of other files may not ask the database."""
    path = shutil.which("chromium")
    if path is None:
        sentence = "没有 chromium：请安装 Debian 的 chromium 和 fonts-noto-cjk。"
        if os.environ.get("CI"):
            pytest.fail(sentence)
        pytest.skip(sentence)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Iterator[Site]:
    """A system of its own for each file of tests, on the engine that the suite runs on."""
    data = tmp_path_factory.mktemp("site")
    database: Any = django_settings.DATABASES["default"]
    with ExitStack() as stack:
        url = f"sqlite:///{data}/site.db"
        if database["ENGINE"].endswith("postgresql"):
            url = stack.enter_context(own_database(os.environ["DATABASE_URL"]))
        environment = os.environ | {
            "DATABASE_URL": url,
            "NPC_DATA_DIR": str(data),
            "NPC_ANON_RATE": "",
            "DJANGO_SETTINGS_MODULE": "npcrecords.settings",
        }

        def run(*command: str) -> None:
            subprocess.run([sys.executable, *command], cwd=ROOT, env=environment, check=True)

        run("manage.py", "migrate", "--verbosity", "0")
        run("-c", ACCOUNTS)
        port = _free_port()
        server = subprocess.Popen(
            [
                str(Path(sys.executable).with_name("granian")), "--interface", "wsgi",
                "--host", "127.0.0.1", "--port", str(port), "--workers", "1",
                "--blocking-threads", "4", "--log-level", "warning",
                "npcrecords.wsgi:application",
            ],
            cwd=ROOT,
            env=environment,
        )  # fmt: skip
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(server, address)
            shots = os.environ.get("NPC_SHOTS")
            yield Site(address, Path(shots) if shots else None, run)
        finally:
            server.terminate()
            server.wait(timeout=20)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(server: subprocess.Popen[bytes], address: str) -> None:
    """Until the server answers; fails when it has ended or takes too long."""
    for _attempt in range(300):
        if server.poll() is not None:
            pytest.fail(f"the server ended with {server.returncode}")
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail("the server does not answer")


@pytest.fixture
def visit(chromium, site) -> Iterator[Any]:
    """``visit("lin")`` gives a page on which this person has logged in, in a window of their own;
    ``visit(None)`` one of somebody who has not."""
    with ExitStack() as stack:

        def open_page(name: str | None, *, width: int = 1360, height: int = 900) -> Page:
            context = chromium.new_context(
                base_url=site.url,
                viewport={"width": width, "height": height},
                locale="zh-CN",
                timezone_id="Asia/Shanghai",
            )
            stack.callback(context.close)
            page = context.new_page()
            page.on("pageerror", lambda error: pytest.fail(f"a script failed: {error}"))
            if name is not None:
                page.goto("/admin/login/")
                page.fill("#id_username", name)
                page.fill("#id_password", PASSWORD)
                page.click("input[type=submit]")
                page.wait_for_url("**/admin/")
            return page

        yield open_page
