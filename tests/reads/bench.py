"""Speed of the hot reads (``make bench``): who held what, in a country of a million acts.

Each read is asked of the API and of a program that does nothing else (``by_hand``), behind the
same server, in turn, with 16 connections and random ids; the medians of three rounds. Before
that, both have to give the same answers. Needs PostgreSQL, and ``wrk`` to ask.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from ..databases import own_database
from .generate import Size, body

ROOT = Path(__file__).resolve().parent.parent.parent
ASKING = Path(__file__).with_name("asking.lua")
SIZES = (Size(300), Size(3000))
ROUNDS, SECONDS, CONNECTIONS = 3, 3, 16
OURS, BY_HAND = "npcrecords.wsgi:application", "tests.reads.by_hand:application"
COURT = "人民法院"
chance = random.Random(11)


def history(size: Size) -> str:
    return f"/api/v1/appointments/?person={chance.randint(1, size.people)}"


def page(size: Size) -> str:
    year = chance.randint(1985, 2010)
    court = body(chance.randrange(size.committees), COURT)
    days = f"date_after={year}-01-01&date_before={year + 14}-12-31"
    return f"/api/v1/appointments/?organization={court}&{days}"


def holders(size: Size) -> str:
    court = body(chance.randrange(size.committees), COURT)
    return f"/api/v1/tenures/?organization={court}&on={chance.randint(1990, 2023)}-06-01"


def trace(size: Size) -> str:
    return f"/api/v1/opinions/{chance.randint(1, size.committees)}/trace/"


READS: dict[str, Callable[[Size], str]] = {
    "history of a person": history,
    "50 acts by organisation and date, counted": page,
    "holders on a day": holders,
    "trace of an opinion with 100 answers": trace,
}


@contextmanager
def served(application: str, url: str, **more: str) -> Iterator[str]:
    """The address at which the program is served."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(Path(sys.executable).with_name("granian")), "--interface", "wsgi"]
    command += ["--host", "127.0.0.1", "--port", str(port), "--workers", "2"]
    command += ["--blocking-threads", "2", "--log-level", "warning", application]
    settings = {"DATABASE_URL": url, "NPC_ANON_RATE": "", **more}
    server = subprocess.Popen(command, cwd=ROOT, env=os.environ | settings)
    try:
        address = f"http://127.0.0.1:{port}"
        for _ in range(100):
            with suppress(OSError):
                fetch(f"{address}{history(SIZES[0])}")
                break
            time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        server.wait()


def fetch(url: str) -> tuple[Any, str]:
    """The answer, and its tag."""
    with urllib.request.urlopen(url) as answer:
        return json.load(answer), answer.headers.get("ETag", "")


def ask(address: str, lines: list[str], seconds: int = SECONDS) -> dict[str, float]:
    """How many answers a second, and the time within which 95 of 100 came, in ms."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write("\n".join(lines))
        file.flush()
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-s", str(ASKING), address]
        done = subprocess.run(
            [*command, "--", file.name], capture_output=True, text=True, check=True
        )
    found: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    if found["failed"]:
        raise RuntimeError(f"{found['failed']:.0f} requests failed: {done.stdout}")
    return found


def in_turn(ours: str, by_hand: str, mine: list[str], theirs: list[str]) -> list[dict[str, float]]:
    """The medians of both, asked in turn."""
    for address, lines in ((ours, mine), (by_hand, theirs)):
        ask(address, lines, 2)  # plans are made, answers kept
    rounds = [(ask(ours, mine), ask(by_hand, theirs)) for _ in range(ROUNDS)]
    return [
        {name: statistics.median(one[which][name] for one in rounds) for name in rounds[0][0]}
        for which in (0, 1)
    ]


def same_answers(ours: str, by_hand: str, paths: list[str]) -> None:
    """Both answer the same, but for the address of the next page. Raises AssertionError."""
    for path in paths:
        answers = [fetch(f"{address}{path}")[0] for address in (ours, by_hand)]
        for answer in answers:
            if "next" in answer:
                answer["next"] = bool(answer["next"])
        if answers[0] != answers[1]:
            raise AssertionError(f"not the same answer: {path}")


def measure(size: Size, url: str) -> None:
    """Fill the database and print the table of its reads."""
    more = {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "npcrecords.settings"}
    began = time.perf_counter()
    program = (
        "import django; django.setup(); from django.core.management import call_command;"
        "call_command('migrate', verbosity=0); from tests.reads.generate import Size, fill;"
        f"fill(Size({size.committees}))"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=os.environ | more, check=True)
    print(
        f"{size.acts:,} acts, {size.people:,} persons, {size.committees:,} committees: filled in "
        f"{time.perf_counter() - began:.0f} s, load {os.getloadavg()[0]:.1f}",
        flush=True,
    )
    with (
        served(OURS, url, NPC_KEEP_ANSWERS="0") as fresh,
        served(OURS, url) as keeping,
        served(BY_HAND, url) as by_hand,
    ):
        for name, path in READS.items():
            many = [path(size) for _ in range(20_000)]
            few = many[:200]
            same_answers(fresh, by_hand, many[:20])
            tags = [f"{one}\t{fetch(keeping + one)[1]}" for one in few]
            for how, address, mine, theirs in (
                ("not kept", fresh, many, many),
                ("kept", keeping, few, few),
                ("304", keeping, tags, few),
            ):
                one, other = in_turn(address, by_hand, mine, theirs)
                print(
                    f"{name:<42} {how:<9}{one['per_second']:8.0f}/s {one['p95']:7.1f} ms"
                    f"   by hand {other['per_second']:6.0f}/s {other['p95']:7.1f} ms"
                    f"   ratio {one['per_second'] / other['per_second']:5.2f}",
                    flush=True,
                )


def main(server: str) -> int:
    """Measure on databases of their own on this PostgreSQL server."""
    if shutil.which("wrk") is None:
        print("测量并发读取要用 wrk：请先安装（Debian：apt install wrk）。这一部分没有测。")
        return 1
    for size in SIZES:
        with own_database(server) as url:
            measure(size, url)
    return 0


if __name__ == "__main__":
    from ..engines import postgresql

    with postgresql() as server:
        sys.exit(main(server))
