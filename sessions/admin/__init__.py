"""The admin of bulletins and sessions: one file a subject."""

from . import imports, bulletins, meetings, documents, opinions, votes, credentials, findings, paste  # isort: skip — the order of work

__all__ = [
    "bulletins",
    "credentials",
    "documents",
    "findings",
    "imports",
    "meetings",
    "opinions",
    "paste",
    "votes",
]
