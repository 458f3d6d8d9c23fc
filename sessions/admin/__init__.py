"""The admin of bulletins and sessions: one file a subject."""

from . import bulletins, meetings, documents, opinions  # isort: skip — the order of work

__all__ = ["bulletins", "documents", "meetings", "opinions"]
