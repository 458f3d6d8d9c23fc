"""Files that come in are kept, recognised and read."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from npcrecords.core.models import Action, ActionKind
from sessions.choices import ImportState
from sessions.importer import record as rec
from sessions.models import Bulletin, ImportJob
from sessions.review.reading import SILENT, is_stuck, read_job, start
from sessions.review.uploads import UploadError, take_in

from ...seeds import ROOT
from ..importer.records import small_bulletin
from .conftest import DEMO

pytestmark = pytest.mark.django_db


def file(data: bytes, name: str = "公报.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def test_a_file_is_kept_as_it_came_and_read(lin) -> None:
    data = DEMO.read_bytes()
    taken = take_in(file=file(data), by=lin)
    assert not taken.known
    with taken.job.file.open("rb") as kept:
        assert kept.read() == data
    start(taken.job)
    assert taken.job.state == ImportState.REVIEW
    assert len(taken.job.parsed["documents"]) == 20
    assert taken.job.reviewed is None
    assert not Bulletin.objects.exists(), "nothing is published by reading"
    action = Action.objects.get(kind=ActionKind.UPLOAD)
    assert (action.by, action.summary) == (lin, "公报.txt")


def test_the_same_file_is_recognised_whatever_its_name(lin, gao) -> None:
    first = take_in(file=file(DEMO.read_bytes()), by=lin)
    again = take_in(file=file(DEMO.read_bytes(), "另一个名字.txt"), by=gao)
    assert again.known
    assert again.job == first.job
    assert ImportJob.objects.count() == 1


def test_a_file_that_was_put_away_may_come_again(lin) -> None:
    first = take_in(file=file(b"x"), by=lin).job
    ImportJob.objects.update(state=ImportState.DISCARDED)
    again = take_in(file=file(b"x"), by=lin)
    assert not again.known
    assert again.job != first


def test_what_a_command_imported_gets_its_file(lin) -> None:
    data = DEMO.read_bytes()
    held = take_in(file=file(data), by=lin).job
    ImportJob.objects.update(file="")
    again = take_in(file=file(data), by=lin)
    assert again.job == held
    with ImportJob.objects.get().file.open("rb") as kept:
        assert kept.read() == data


def test_an_empty_and_a_large_file_are_refused_by_name(lin, settings) -> None:
    with pytest.raises(UploadError, match="是空文件"):
        take_in(file=file(b""), by=lin)
    settings.NPC_UPLOAD_LIMIT = 2**20
    with pytest.raises(UploadError, match="有 2 MB，超过上限 1 MB"):
        take_in(file=file(b"x" * (2**20 + 1)), by=lin)
    assert not ImportJob.objects.exists()


@pytest.mark.parametrize("name", ["../../etc/passwd", "C:\\公报\\第九号.txt", "长" * 300 + ".txt"])
def test_a_name_is_a_name_and_no_path(lin, name) -> None:
    job = take_in(file=file(b"x", name), by=lin).job
    assert "/" not in job.file_name
    assert "\\" not in job.file_name
    assert len(job.file_name) <= 200


def test_a_file_that_cannot_be_read_says_why(lin) -> None:
    job = take_in(file=file(b"\x89PNG\r\n" + bytes(100)), by=lin).job
    start(job)
    assert job.state == ImportState.FAILED
    assert "图片" in job.error
    assert job.parsed is None


def test_a_record_file_of_another_office_is_its_own_record(lin) -> None:
    data = rec.dump_record(small_bulletin()).encode()
    job = take_in(file=file(data, "记录.json"), by=lin).job
    start(job)
    assert job.state == ImportState.REVIEW
    assert rec.Record.model_validate(job.parsed) == small_bulletin()
    broken = take_in(file=file(json.dumps({"format": "x"}).encode(), "坏.json"), by=lin).job
    start(broken)
    assert "不是公报或政策文件记录文件" in broken.error


def test_a_lost_original_is_told_and_nothing_else_is_lost(lin, demo_job) -> None:
    demo_job.file.name = "imports/gone.txt"
    demo_job.save()
    read_job(demo_job.pk)
    demo_job.refresh_from_db()
    assert demo_job.state == ImportState.FAILED
    assert "原件打不开" in demo_job.error
    assert demo_job.parsed


def test_a_reading_that_says_nothing_for_long_is_stuck(job) -> None:
    job.state = ImportState.READING
    job.progress_at = timezone.now()
    assert not is_stuck(job)
    job.progress_at = timezone.now() - SILENT * 2
    assert is_stuck(job)
    job.state = ImportState.REVIEW
    assert not is_stuck(job)


def test_how_far_it_has_come_is_noted_stage_by_stage(lin, monkeypatch) -> None:
    told: list[tuple[str, int, int]] = []
    original = ImportJob.objects.filter(pk=0).update.__func__

    def update(self, **values):
        if values.get("stage"):
            told.append((values["stage"], values["done"], values["total"]))
        return original(self, **values)

    monkeypatch.setattr("django.db.models.query.QuerySet.update", update)
    job = take_in(file=file(DEMO.read_bytes()), by=lin).job
    start(job)
    assert len({stage for stage, _done, _total in told}) >= 2
    assert all(0 <= done <= total for _stage, done, total in told)


def test_the_command_reads_in_a_process_of_its_own(tmp_path) -> None:
    """As the admin starts it, on a database of its own."""
    environment = os.environ | {
        "NPC_DATA_DIR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path}/own.db",
    }
    script = (
        "import django; django.setup()\n"
        "from django.core.management import call_command\n"
        "call_command('migrate', verbosity=0)\n"
        "from django.core.files.uploadedfile import SimpleUploadedFile\n"
        "from django.contrib.auth.models import User\n"
        "from sessions.review.uploads import take_in\n"
        "user = User.objects.create_user('lin')\n"
        f"data = open({str(DEMO)!r}, 'rb').read()\n"
        "print(take_in(file=SimpleUploadedFile('公报.txt', data), by=user).job.pk)\n"
    )
    environment["DJANGO_SETTINGS_MODULE"] = "npcrecords.settings"

    def run(*command: str) -> str:
        done = subprocess.run(
            [sys.executable, *command], cwd=ROOT, env=environment, check=True, capture_output=True
        )
        return done.stdout.decode()

    pk = run("-c", script).split()[-1]
    run("manage.py", "read_import", pk)
    shown = run(
        "-c",
        "import django; django.setup()\n"
        "from sessions.models import ImportJob\n"
        "job = ImportJob.objects.get(); print(job.state, len(job.parsed['documents']))\n",
    )
    assert shown.split() == ["review", "20"]


def test_the_command_refuses_a_number_that_there_is_not() -> None:
    from django.core.management import CommandError, call_command

    with pytest.raises(CommandError, match="没有编号为 17 的导入"):
        call_command("read_import", "17", stdout=io.StringIO())
