"""Task registers: the tables of a policy document that say who does what by when.

``tables`` (tables, columns) → ``rows`` (cells, domains, tasks that go on) → ``shifted``,
``late``, ``years``, ``alike`` (corrections) → ``readings`` (leaders, units, deadlines) →
``read_registers``.
"""

from .read import RegistersRead, read_registers
from .tables import find_tables

__all__ = ["RegistersRead", "find_tables", "read_registers"]
