"""The record file: one JSON document that holds all the facts of one bulletin, or of one
policy document.

It is what the importer reads out of a file's text, what staff mend, what ``fixtures/`` holds
and what another office may send; ``publish()`` turns it into rows.

Rules of the format (version 1):

* Natural keys only. Every item has a ``key``, unique among its kind in the file; items
  name each other by key, never by a number of our database. A mended item keeps its key.
* Every item has a ``source``: the place in the file it was taken from. Lines are
  0-based numbers of the non-blank lines of the source text; pages are printed pages.
* What is printed and what it is taken to mean are two fields (``name`` / ``person``,
  ``…_text`` / ``…``). A reference that could not be resolved is null.
* ``text: null`` and ``abstract: null`` mean "not stated here", not "empty": publishing
  such a file leaves a text that is already held as it is. So a file of facts and the
  document's own text may be published in either order.
* Codes are those of the REST contract.
"""

from __future__ import annotations

from .bulletin import (
    FORMAT,
    VERSION,
    Act,
    ActTelling,
    AgendaItem,
    Appointment,
    Attendance,
    Author,
    Bulletin,
    Citation,
    Credentials,
    DeputyChange,
    DeputyTelling,
    Document,
    DocumentKind,
    FollowUp,
    Footnote,
    Furniture,
    Half,
    Opinion,
    Outcome,
    Point,
    Record,
    Relation,
    Reporter,
    Response,
    Section,
    Session,
    Telling,
)
from .files import (
    RecordError,
    dump_record,
    load_any,
    load_policy,
    load_record,
    policy_schema,
    record_schema,
)
from .policy import (
    POLICY_FORMAT,
    POLICY_VERSION,
    Cell,
    CellField,
    Column,
    Correction,
    Deadline,
    Leader,
    Measure,
    Policy,
    PolicyCitation,
    PolicyRecord,
    Register,
    Superior,
    Task,
    Unit,
    Year,
)
from .references import (
    broken_reference,
)
from .shared import (
    Count,
    File,
    Finding,
    Key,
    Meeting,
    MeetingKind,
    Organization,
    Part,
    Person,
    Positive,
    Precision,
    Severity,
    Source,
    Speaker,
    When,
)

__all__ = [
    "FORMAT",
    "POLICY_FORMAT",
    "POLICY_VERSION",
    "VERSION",
    "Act",
    "ActTelling",
    "AgendaItem",
    "Appointment",
    "Attendance",
    "Author",
    "Bulletin",
    "Cell",
    "CellField",
    "Citation",
    "Column",
    "Correction",
    "Count",
    "Credentials",
    "Deadline",
    "DeputyChange",
    "DeputyTelling",
    "Document",
    "DocumentKind",
    "File",
    "Finding",
    "FollowUp",
    "Footnote",
    "Furniture",
    "Half",
    "Key",
    "Leader",
    "Measure",
    "Meeting",
    "MeetingKind",
    "Opinion",
    "Organization",
    "Outcome",
    "Part",
    "Person",
    "Point",
    "Policy",
    "PolicyCitation",
    "PolicyRecord",
    "Positive",
    "Precision",
    "Record",
    "RecordError",
    "Register",
    "Relation",
    "Reporter",
    "Response",
    "Section",
    "Session",
    "Severity",
    "Source",
    "Speaker",
    "Superior",
    "Task",
    "Telling",
    "Unit",
    "When",
    "Year",
    "broken_reference",
    "dump_record",
    "load_any",
    "load_policy",
    "load_record",
    "policy_schema",
    "record_schema",
]
