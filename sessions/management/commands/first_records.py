"""Fills an empty database with the bulletins that come along; leaves any other as it is."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from sessions.models import Bulletin

FIXTURES = settings.BASE_DIR / "fixtures"
DEMO = FIXTURES / "demo" / "linxi-5-12.txt"


class Command(BaseCommand):
    help = "数据库里还没有公报时，载入随附的公报事实，并当场导入示例公报。"

    def handle(self, *args: Any, **options: Any) -> None:
        """What staff have entered or mended since is never overwritten by the fixtures."""
        if Bulletin.objects.exists():
            self.stdout.write("数据库里已有公报，保持原样。")
            return
        call_command("load_records", str(FIXTURES), stdout=self.stdout)
        call_command("import_bulletin", str(DEMO), publish=True, stdout=self.stdout)
