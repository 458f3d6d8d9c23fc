"""The admin of bulletins, sessions and policy documents: one file a subject."""

# In the order of work.
from . import imports, bulletins, meetings, documents, opinions, votes  # isort: skip
from . import policies, measures, tasks, task_steps, corrections, policy_links  # isort: skip
from . import credentials, findings, paste, register_paste  # isort: skip

__all__ = [
    "bulletins",
    "corrections",
    "credentials",
    "documents",
    "findings",
    "imports",
    "measures",
    "meetings",
    "opinions",
    "paste",
    "policies",
    "policy_links",
    "register_paste",
    "task_steps",
    "tasks",
    "votes",
]
