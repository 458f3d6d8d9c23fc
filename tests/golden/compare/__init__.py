"""Compares a record with the facts that a person read out of the same text.

Every ``check_…`` takes the record and one part of a facts.json and gives the differences
as sentences; an empty list means that the record says what the person read. Only what the
facts state is compared. ``README.md`` in the folder above describes the shape of the facts.
"""

from .acts import (
    check_appointments,
    check_credentials,
    check_deputy_changes,
    check_no_stray_appointments,
    check_told,
)
from .documents import check_document, check_document_list, check_footnotes, find_document
from .lines import check_every_line_placed, check_findings, check_furniture, folder_of
from .opinions import (
    check_follow_up,
    check_follow_up_list,
    check_opinion,
    check_opinion_list,
    find_opinion,
)
from .people import check_organizations, check_people
from .session import (
    check_agenda_item,
    check_agenda_numbers,
    check_agenda_texts,
    check_attendance,
    check_bulletin,
    check_session,
)

__all__ = [
    "check_agenda_item",
    "check_agenda_numbers",
    "check_agenda_texts",
    "check_appointments",
    "check_attendance",
    "check_bulletin",
    "check_credentials",
    "check_deputy_changes",
    "check_document",
    "check_document_list",
    "check_every_line_placed",
    "check_findings",
    "check_follow_up",
    "check_follow_up_list",
    "check_footnotes",
    "check_furniture",
    "check_no_stray_appointments",
    "check_opinion",
    "check_opinion_list",
    "check_organizations",
    "check_people",
    "check_session",
    "check_told",
    "find_document",
    "find_opinion",
    "folder_of",
]
