"""The admin of bulletins and sessions: one file a subject."""

from . import imports, bulletins, meetings, documents, opinions, votes, findings, paste  # isort: skip — the order of work

__all__ = [
    "bulletins",
    "documents",
    "findings",
    "imports",
    "meetings",
    "opinions",
    "paste",
    "votes",
]
