"""The days on which an organisation was founded and abolished, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from npcrecords.core.wording import date_text
from people.models import Organization


def founded_day(organization: Organization) -> str:
    """As far as it is known; "" where it is not."""
    return date_text(organization.founded_on, organization.founded_on_precision, "")


def dissolved_day(organization: Organization) -> str:
    """As far as it is known; "" where there is none."""
    return date_text(organization.dissolved_on, organization.dissolved_on_precision, "")


def founded(organization: Organization) -> str:
    """2001年3月设立; "" where that is not known."""
    day = founded_day(organization)
    return _("%(day)s设立") % {"day": day} if day else ""


def dissolved(organization: Organization) -> str:
    """2019年3月1日撤销; "" where it is not known to be abolished."""
    day = dissolved_day(organization)
    return _("%(day)s撤销") % {"day": day} if day else ""


def with_end(name: str, organization: Organization) -> str:
    """A name, with the day on which the organisation was abolished, if it was."""
    said = dissolved(organization)
    return _("%(name)s（机构%(dissolved)s）") % {"name": name, "dissolved": said} if said else name
