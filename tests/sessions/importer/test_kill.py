"""A process that is killed in the middle of publishing leaves the database as it was."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from tests.databases import own_database

pytestmark = pytest.mark.own_database

ROOT = Path(settings.BASE_DIR)

# Publishes the small bulletin; with KILL, the process dies by SIGKILL when all parts but the
# last have been written and nothing is committed. Prints the numbers of rows at the end.
PROGRAM = """
import os, signal
import django
django.setup()
from django.core.management import call_command
from sessions.importer.publishing import parts
from sessions.importer.publishing.publish import publish
from sessions.models import Bulletin, Document, Section
from people.models import Appointment, Person
from tests.sessions.importer.records import small_bulletin
if os.environ.get("MIGRATE"):
    call_command("migrate", verbosity=0)
if os.environ.get("KILL"):
    def die(publication):
        assert Appointment.objects.exists() and Section.objects.exists()
        os.kill(os.getpid(), signal.SIGKILL)
    parts.publish_findings = die
if os.environ.get("PUBLISH"):
    publish(small_bulletin())
print([m.objects.count() for m in (Bulletin, Document, Section, Appointment, Person)])
"""


@pytest.fixture
def database_url(tmp_path: Path) -> Iterator[str]:
    """A database of its own on the engine under test, dropped afterwards."""
    default = settings.DATABASES["default"]
    if default["ENGINE"].endswith("sqlite3"):
        yield f"sqlite:///{tmp_path}/kill.db"
        return
    with own_database(os.environ["DATABASE_URL"]) as url:
        yield url


def run(url: str, **flags: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "npcrecords.settings",
        "PYTHONPATH": str(ROOT),
    }
    return subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env=environment | flags,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_kill_in_the_middle_leaves_nothing_half_done(database_url: str) -> None:
    killed = run(database_url, MIGRATE="1", PUBLISH="1", KILL="1")
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert run(database_url).stdout == "[0, 0, 0, 0, 0]\n"
    assert run(database_url, PUBLISH="1").stdout == "[1, 4, 3, 2, 3]\n"
