"""All that a start needs, in one go: tables, first records, first account."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "准备好数据库：建表或升级，首次运行时载入随附的公报并建立管理员帐户。"
    requires_migrations_checks = False

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0, stdout=self.stdout)
        call_command("first_records", stdout=self.stdout)
        call_command("first_account", stdout=self.stdout)
