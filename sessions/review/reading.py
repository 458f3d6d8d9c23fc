"""Reading a file that came in, outside the request: its page may be closed and found again."""

from __future__ import annotations

import datetime as dt
import logging
import subprocess
import sys
import threading
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..choices import ImportKind, ImportState
from ..importer import record as rec
from ..importer.build import build_record
from ..importer.policies.build import build_policy
from ..importer.reading.files import FileText, read_file
from ..importer.reading.read import read_file_text
from ..importer.recognising import is_policy
from ..importer.stages import Hints, ReadingError
from ..models import ImportJob
from .carrying import carried_over
from .claims import claim
from .drafts import data_of, stands, was_read
from .kinds import AnyRecord, format_of

log = logging.getLogger(__name__)
SILENT = dt.timedelta(minutes=3)  # no stage of reading goes on so long without a word
_OFTEN = dt.timedelta(seconds=0.5)


def start(job: ImportJob) -> None:
    """Have a file read (again) when the transaction under way is done: in a process of its own,
    or, where the settings say so, at once."""
    ImportJob.objects.filter(pk=job.pk).update(
        state=ImportState.WAITING, error="", stage="", done=0, total=0, progress_at=timezone.now()
    )
    job.refresh_from_db(fields=["state", "progress_at"])
    if settings.NPC_READ_AT_ONCE:
        read_job(job.pk)
        job.refresh_from_db()
    else:
        transaction.on_commit(lambda: _read_elsewhere(job.pk))


@transaction.atomic
def hint(
    *, job: ImportJob, starts: int | None = None, not_starts: int | None = None, by: Any
) -> None:
    """Say that a document begins at a line, or that none does, and have the file read again.

    Raises ClaimedError.
    """
    claim(job=job, by=by)
    held = ImportJob.objects.select_for_update().get(pk=job.pk)
    begins = set(held.hints.get("starts", ()))
    begins_not = set(held.hints.get("not_starts", ()))
    if starts is not None:
        begins.add(starts)
        begins_not.discard(starts)
    if not_starts is not None:
        begins.discard(not_starts)
        begins_not.add(not_starts)
    hints = {**held.hints, "starts": sorted(begins), "not_starts": sorted(begins_not)}
    state = held.state
    ImportJob.objects.filter(pk=job.pk).update(hints=hints, state=ImportState.WAITING)
    job.hints, job.state = hints, state
    held.reviewers.add(by)
    start(job)


@transaction.atomic
def read_as(*, job: ImportJob, kind: ImportKind, by: Any) -> None:
    """Say that a file is a bulletin, or a policy document, and have it read again as such. What
    people mended in the other reading finds no place in this one.

    Raises ClaimedError.
    """
    claim(job=job, by=by)
    held = ImportJob.objects.select_for_update().get(pk=job.pk)
    hints = {"kind": kind.value}
    ImportJob.objects.filter(pk=job.pk).update(hints=hints, state=ImportState.WAITING)
    job.hints = hints
    held.reviewers.add(by)
    start(job)


def _read_elsewhere(pk: int) -> None:
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "read_import", str(pk)]
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)
    threading.Thread(target=process.wait, daemon=True).start()  # leaves no zombie


def is_stuck(job: ImportJob) -> bool:
    """Whether a file is said to be read and nothing has moved for long: its process died."""
    waiting = job.state in (ImportState.WAITING, ImportState.READING)
    return waiting and (job.progress_at is None or timezone.now() - job.progress_at > SILENT)


def read_job(pk: int) -> None:
    """Read the file of an import; what came of it stands in its row afterwards."""
    job = ImportJob.objects.get(pk=pk)
    tell = _Progress(pk)
    try:
        with job.file.open("rb") as opened:
            data = opened.read()
        text, record = _read(data, job, tell)
    except (ReadingError, rec.RecordError) as error:
        _fail(pk, str(error))
    except OSError as error:
        _fail(
            pk,
            _("原件打不开（%(error)s）：请重新上传。") % {"error": error.strerror or str(error)},
        )
    except MemoryError:
        _fail(pk, _("内存不够，没有读完：请分成几个文件上传。"))
    except Exception:
        log.exception("reading import %s", pk)
        _fail(pk, _("读取时系统出了错，已经记录下来，原件没有丢失：请告诉管理员。"))
    else:
        _keep(pk, text, record)


@transaction.atomic
def _keep(pk: int, text: str, record: AnyRecord) -> None:
    """Keep what was read, with what people had mended in an earlier reading of this format."""
    job = ImportJob.objects.select_for_update().get(pk=pk)
    again = data_of(record)
    kind = format_of(again).kind
    hints = {name: value for name, value in job.hints.items() if name != "unplaced"}
    reviewed = None
    if job.reviewed is not None and job.parsed is not None and job.kind == kind:
        mended, unplaced = carried_over(was_read(job), stands(job), again)
        if unplaced:
            hints["unplaced"] = unplaced
        if mended != again:
            carried = format_of(mended).record.model_validate(mended)
            reviewed = carried.model_dump(mode="json", exclude_defaults=True)
    ImportJob.objects.filter(pk=pk).update(
        kind=kind,
        state=ImportState.REVIEW,
        text=text,
        parsed=record.model_dump(mode="json", exclude_defaults=True),
        reviewed=reviewed,
        hints=hints,
        error="",
        stage="",
        progress_at=timezone.now(),
        modified=timezone.now(),
    )


def _read(data: bytes, job: ImportJob, tell: _Progress) -> tuple[str, AnyRecord]:
    """The text and the record in a file; a record file of another office is its own record.
    Whether it is a policy document is as people say, else as its text shows."""
    if data.lstrip()[:1] == b"{":
        return "", rec.load_any(data, name=job.file_name)
    file: FileText = read_file(data, job.file_name, progress=tell)
    source = read_file_text(file, job.file_name, job.sha256)
    chosen = job.hints.get("kind", "")
    if chosen == ImportKind.POLICY or (not chosen and is_policy(source)):
        return file.text, build_policy(source, progress=tell)
    hints = Hints(
        starts=frozenset(job.hints.get("starts", ())),
        not_starts=frozenset(job.hints.get("not_starts", ())),
    )
    return file.text, build_record(source, progress=tell, hints=hints)


def _fail(pk: int, sentence: str) -> None:
    ImportJob.objects.filter(pk=pk).update(
        state=ImportState.FAILED, error=sentence, progress_at=timezone.now()
    )


class _Progress:
    """Notes how far the reading has come, now and then."""

    def __init__(self, pk: int) -> None:
        self._pk = pk
        self._stage = ""
        self._at = timezone.now() - _OFTEN

    def __call__(self, stage: str, done: int, total: int) -> None:
        now = timezone.now()
        if stage == self._stage and now - self._at < _OFTEN:
            return
        self._stage, self._at = stage, now
        values: dict[str, Any] = {"stage": stage, "done": done, "total": total}
        ImportJob.objects.filter(pk=self._pk).update(
            state=ImportState.READING, progress_at=now, **values
        )
