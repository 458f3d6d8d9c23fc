"""A file comes in: kept as it is, recognised when it came before, read in the background."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from npcrecords.core import history
from npcrecords.core.models import ActionKind

from ..choices import ImportState
from ..models import ImportJob

LONGEST_NAME = 200


class UploadError(ValueError):
    """A file that is not taken; the message is a sentence."""


@dataclass(frozen=True)
class Taken:
    """The import that a file belongs to. ``known``: the same file had come before."""

    job: ImportJob
    known: bool


def take_in(*, file: UploadedFile[Any], by: Any, kind: str = "") -> Taken:
    """Keep an uploaded file for reading; the same file again leads to its first import. ``kind``
    says whether it is a bulletin or a policy document; "" lets its text tell.

    Raises UploadError for one that is empty or too large.
    """
    name = PurePath((file.name or "").replace("\\", "/")).name[-LONGEST_NAME:] or _("未命名文件")
    limit = settings.NPC_UPLOAD_LIMIT
    if not file.size:
        raise UploadError(_("%(name)s 是空文件：请检查后重新上传。") % {"name": name})
    if file.size > limit:
        raise UploadError(
            _(
                "%(name)s 有 %(size)d MB，超过上限 %(limit)d MB：请检查是否选错了文件，"
                "或分成几个文件上传。"
            )
            % {"name": name, "size": -(-file.size // 2**20), "limit": limit // 2**20}
        )
    sha256 = hashlib.sha256()
    for chunk in file.chunks():
        sha256.update(chunk)
    return _keep(file, name, sha256.hexdigest(), by, kind)


@transaction.atomic
def _keep(file: UploadedFile[Any], name: str, sha256: str, by: Any, kind: str) -> Taken:
    known = (
        ImportJob.objects.filter(sha256=sha256)
        .exclude(state=ImportState.DISCARDED)
        .order_by("pk")
        .first()
    )
    if known is not None:
        if not known.file:  # it had come in by a command, which keeps the text alone
            known.file.save(f"{sha256[:16]}{PurePath(name).suffix}", file, save=False)
            known.save(update_fields=["file"])
        return Taken(known, known=True)
    job = ImportJob(file_name=name, sha256=sha256, state=ImportState.WAITING, uploaded_by=by)
    if kind:
        job.kind, job.hints = kind, {"kind": kind}
    job.file.save(f"{sha256[:16]}{PurePath(name).suffix}", file, save=False)
    with history.acting(ActionKind.UPLOAD, by=by, summary=name):
        job.save()
        history.record(history.made([job]))
    return Taken(job, known=False)
