"""Django's admin, with our site in the place of its own.

Not in ``apps.py``: Django would take the class imported there for this app's own.
"""

from django.contrib.admin.apps import AdminConfig


class RecordsAdminConfig(AdminConfig):
    default_site = "npcrecords.core.admin_site.RecordsAdminSite"
