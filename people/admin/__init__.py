"""The admin of people: one file a subject."""

from . import appointments, organizations, people

__all__ = ["appointments", "organizations", "people"]
