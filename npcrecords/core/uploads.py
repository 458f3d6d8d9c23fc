"""Files that come in with a form: larger ones on disk, none beyond the limit."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import TemporaryFileUploadHandler


class UploadOnDisk(TemporaryFileUploadHandler):
    """Writes a file to disk as far as ``NPC_UPLOAD_LIMIT``. What comes beyond it is counted and
    thrown away: the file's ``size`` tells the form that it was too large."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> Any:
        if start + len(raw_data) <= settings.NPC_UPLOAD_LIMIT:
            super().receive_data_chunk(raw_data, start)
