"""The WSGI application that a server (granian) runs."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "npcrecords.settings")
django.setup(set_prefix=False)

from npcrecords.api.front import Application  # noqa: E402 (Django is set up first)

application = Application()
