from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SessionsConfig(AppConfig):
    """The app of bulletins and sessions. Its label is not ``sessions``: that is Django's."""

    name = "sessions"
    label = "congress"
    verbose_name = _("公报与会议")
