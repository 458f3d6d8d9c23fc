"""The admin of people: one file a subject."""

from . import appointments, organizations, people, spreadsheets

__all__ = ["appointments", "organizations", "people", "spreadsheets"]
