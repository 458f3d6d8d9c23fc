"""Whether the service can serve: the database answers, and its tables are those of the code."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from .errors import problem


@require_safe
@never_cache
def healthz(_request: HttpRequest) -> JsonResponse:
    """200 when all is well, else 503 with a sentence."""
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return problem(503, _("数据库连不上。"))  # type: ignore[return-value]
    if missing:
        return problem(  # type: ignore[return-value]
            503,
            _("数据库还有 {count} 项迁移没有执行：请运行 manage.py migrate。").format(
                count=len(missing)
            ),
        )
    return JsonResponse({"status": "ok"})
