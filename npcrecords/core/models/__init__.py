"""The tables of the core: one file a subject."""

from .history import Action, ActionKind, Change, Effect
from .records import Part, Record, Sourced, SourcedQuerySet, leads_back
from .versions import Generation, Tombstone

__all__ = [
    "Action",
    "ActionKind",
    "Change",
    "Effect",
    "Generation",
    "Part",
    "Record",
    "Sourced",
    "SourcedQuerySet",
    "Tombstone",
    "leads_back",
]
