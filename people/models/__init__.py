"""Who held what, when."""

from .appointments import Appointment
from .deputies import DeputyChange
from .organizations import Organization, OrganizationAlias, Post
from .people import Person

__all__ = [
    "Appointment",
    "DeputyChange",
    "Organization",
    "OrganizationAlias",
    "Person",
    "Post",
]
