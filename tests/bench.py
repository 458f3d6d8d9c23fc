"""Speed and memory of the importer, of the admin and of the hot reads (``make bench``).

Prints the machine, the sizes, the times, the peak of memory, and each time's ratio to a
baseline run in the same minute: one pass over the same text that decodes it, cuts it into
lines and looks at every character once. Every measurement is a process of its own, the
median of three; the peak of memory counts the process that reads a PDF too.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from .databases import own_database
from .engines import postgresql
from .reads import bench as reads
from .sessions.importer.typeset_pdf import seed_pdf

ROOT = Path(__file__).resolve().parent.parent
MEBIBYTE = 1 << 20

# Each task is a program; it prints its seconds and its peak of memory in MiB.
PROLOGUE = """
import json, resource, sys, time
from pathlib import Path
path = Path(sys.argv[1])
"""
EPILOGUE = """
used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
peak = sum(one.ru_maxrss for one in used) / 1024
print(json.dumps({"seconds": time.perf_counter() - began, "peak": peak, "answer": answer}))
"""
TASKS = {
    "baseline: one pass over the text": """
import unicodedata
began = time.perf_counter()
lines = path.read_text(encoding="utf-8").splitlines()
answer = sum(unicodedata.category(character)[0] == "L" for line in lines for character in line)
""",
    "read: file to record": """
from sessions.importer.build import read_bulletin
from sessions.importer.stages import ReadingError
began = time.perf_counter()
try:
    answer = f"{len(read_bulletin(path).documents)} documents"
except ReadingError as error:
    answer = str(error)
""",
    "publish: file to published rows": """
import django
django.setup()
from django.core.management import call_command
call_command("flush", interactive=False, verbosity=0)
from sessions.importer.build import read_bulletin
from sessions.importer.publishing.publish import publish
began = time.perf_counter()
answer = f"{publish(read_bulletin(path)).total('inserted')} records"
""",
    "publish again: nothing changes": """
import django
django.setup()
from sessions.importer.build import read_bulletin
from sessions.importer.publishing.publish import publish
began = time.perf_counter()
answer = f"{publish(read_bulletin(path)).total('unchanged')} records unchanged"
""",
}
BASELINE, READ, PUBLISH, AGAIN = TASKS
PRINTED = "one bulletin as a two-column PDF"


def measure(task: str, path: Path, url: str) -> dict[str, float | str]:
    """The median of three runs of ``task`` on the file."""
    environment = os.environ | {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "npcrecords.settings",
        "PYTHONPATH": str(ROOT),
    }
    runs = []
    for _ in range(3):
        done = subprocess.run(
            [sys.executable, "-c", PROLOGUE + TASKS[task] + EPILOGUE, str(path)],
            env=environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        runs.append(json.loads(done.stdout))
    return {
        "seconds": statistics.median(run["seconds"] for run in runs),
        "peak": max(run["peak"] for run in runs),
        "answer": runs[-1]["answer"],
    }


def tell(name: str, result: dict[str, float | str], baseline: float) -> None:
    seconds = float(result["seconds"])
    print(
        f"{name:<58} {seconds:8.2f} s {seconds / baseline:7.1f} × baseline "
        f"{float(result['peak']):6.0f} MiB   {str(result['answer'])[:60]}",
        flush=True,
    )


def inputs(folder: Path, seed: Path) -> dict[str, Path]:
    """The files to measure: the seed, ten of it end to end, the seed as the two-column PDF that
    it was, and two hostile texts."""
    text = seed.read_text(encoding="utf-8")
    sizes = 20 * MEBIBYTE // 3
    made = {
        "one bulletin": text,
        "ten end to end": "\n".join([text] * 10),
        "20 MB in one line": "会议听取和审议了关于《条例（草案）》的报告，任命张三为局长"
        * (sizes // 28),
        "20 MB of opening brackets": "《（" * (sizes // 2),
    }
    paths = {}
    for number, (name, content) in enumerate(made.items()):
        paths[name] = folder / f"{number}.txt"
        paths[name].write_text(content, encoding="utf-8")
    paths[PRINTED] = folder / "printed.pdf"
    paths[PRINTED].write_bytes(seed_pdf(text))
    return paths


def migrate(url: str) -> None:
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
        env=os.environ | {"DATABASE_URL": url},
        cwd=ROOT,
        check=True,
    )


def main() -> int:
    from django.conf import settings

    seeds = sorted(settings.SEEDS_DIR.glob("001_*.txt"))
    if not seeds:
        print(f"没有找到公报样本：{settings.SEEDS_DIR}/001_*.txt；请设置 NPC_SEEDS。")
        return 2
    with (
        tempfile.TemporaryDirectory(prefix="npcrecords-bench-") as name,
        postgresql() as server,
        own_database(server) as postgres_url,
    ):
        folder = Path(name)
        files = inputs(folder, seeds[0])
        print(
            f"machine: {platform.platform()}, Python {platform.python_version()}, "
            f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
        )
        for label, path in files.items():
            size = path.stat().st_size / MEBIBYTE
            lines = path.read_bytes().count(b"\n") + 1
            print(f"{label}: {size:.2f} MiB, {lines} lines")
        sqlite = f"sqlite:///{folder}/bench.db"
        baseline = float(measure(BASELINE, files["one bulletin"], sqlite)["seconds"])
        print(f"{BASELINE:<58} {baseline:8.3f} s")
        for label, path in files.items():
            tell(f"{READ}, {label}", measure(READ, path, sqlite), baseline)
        for engine, url in (("SQLite", sqlite), ("PostgreSQL", postgres_url)):
            migrate(url)
            for task in (PUBLISH, AGAIN):
                tell(f"{task}, {engine}", measure(task, files["one bulletin"], url), baseline)
            print(f"admin pages with 100,000 acts, {engine}:", flush=True)
            subprocess.run(
                [sys.executable, "-m", "tests.bench_admin"],
                env=os.environ | {"DATABASE_URL": url},
                cwd=ROOT,
                check=True,
            )
        print("reads of a million acts, PostgreSQL:", flush=True)
        return reads.main(server)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "npcrecords.settings")
    sys.exit(main())
