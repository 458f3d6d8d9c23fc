"""Who held what, when."""

from .appointments import Appointment
from .deputies import DeputyChange
from .organizations import Organization, OrganizationAlias, Post
from .people import Person
from .tellings import AppointmentTelling, DeputyChangeTelling

__all__ = [
    "Appointment",
    "AppointmentTelling",
    "DeputyChange",
    "DeputyChangeTelling",
    "Organization",
    "OrganizationAlias",
    "Person",
    "Post",
]
