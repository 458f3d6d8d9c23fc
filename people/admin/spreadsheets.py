"""Appointments out to a spreadsheet and in from one, in the admin: a file is shown as what it
will do, row by row, before anything is written."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.results import RowResult

from npcrecords.core import history, rights
from npcrecords.core.models import ActionKind

from ..entering import EntryError, enter
from ..models import Appointment
from ..spreadsheet import keeping
from ..spreadsheet.columns import COLUMNS, HEADS, text
from ..spreadsheet.files import SheetError, Table, read_table, write_csv, write_xlsx
from ..spreadsheet.sheet import AppointmentSheet
from .appointments import AppointmentAdmin

SHOWN = 300  # rows of each kind on the page
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KINDS = {
    RowResult.IMPORT_TYPE_INVALID: gettext_lazy("有错"),
    RowResult.IMPORT_TYPE_ERROR: gettext_lazy("有错"),
    RowResult.IMPORT_TYPE_NEW: gettext_lazy("新增"),
    RowResult.IMPORT_TYPE_UPDATE: gettext_lazy("修改"),
    RowResult.IMPORT_TYPE_SKIP: gettext_lazy("不变"),
}


class SheetForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("表格文件"),
        help_text=gettext_lazy(".xlsx 或 .csv（UTF-8、GBK 都可以），第一行是列名。"),
        error_messages={"required": gettext_lazy("请选择文件。")},
    )
    make_new = forms.BooleanField(
        label=gettext_lazy("新建没有的人员、机构和职务"),
        required=False,
        help_text=gettext_lazy("不勾选时，表中有不认得的姓名、机构或职务，就逐行指出来。"),
    )


# Out


def export_view(request: HttpRequest) -> HttpResponse:
    """The acts that the list shows with its filters, as .xlsx or CSV; without a format, the
    page that asks for one."""
    held: Any = admin.site.get_model_admin(Appointment)
    if not held.has_view_permission(request):
        raise PermissionDenied
    asked = request.GET.get("format", "")
    query = request.GET.copy()
    query.pop("format", None)
    request.GET = query  # type: ignore[assignment]
    rows = held.get_changelist_instance(request).get_queryset(request)
    if asked not in ("xlsx", "csv", "csv-bom"):
        context = {
            **admin.site.each_context(request),
            "title": _("导出任免表格"),
            "opts": Appointment._meta,
            "count": rows.count(),
            "query": query.urlencode(),
            "heads": HEADS,
        }
        return TemplateResponse(request, "admin/people/export.html", context)
    sheet = AppointmentSheet()
    dataset = sheet.export(queryset=sheet.get_queryset().filter(pk__in=rows.values("pk")))
    lines: Any = list(dataset)
    day = timezone.localdate().isoformat()
    if asked == "xlsx":
        return _file(write_xlsx(HEADS, lines), XLSX, f"appointments-{day}.xlsx")
    body = write_csv(HEADS, lines, bom=asked == "csv-bom")
    return _file(body, "text/csv; charset=utf-8", f"appointments-{day}.csv")


def _file(body: bytes, content_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(body, content_type=content_type, headers=headers)


# In


def import_view(request: HttpRequest) -> HttpResponse:
    """Choose a file → see what each row will do → go ahead."""
    reasons = [rights.why_not(request.user, verb, Appointment) for verb in ("add", "change")]
    if reason := next(filter(None, reasons), ""):
        raise PermissionDenied(reason)
    if request.method == "POST" and "_confirm" in request.POST:
        return _go_ahead(request, request.POST.get("token", ""))
    form = SheetForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, form)
    file, make_new = form.cleaned_data["file"], form.cleaned_data["make_new"]
    sheet = AppointmentSheet(make_new=make_new)
    try:
        table = _with_known_heads(read_table(file.read(), file.name), file.name)
        found = _told(sheet.plan(table), table)
    except SheetError as error:
        form.add_error("file", str(error))
        return _page(request, form)
    token = ""
    if not found["wrong"] and sheet.entries:
        token = keeping.keep(table, by=request.user, name=file.name, make_new=make_new)
    return _page(request, form, name=file.name, token=token, make_new=make_new, **found)


def _with_known_heads(table: Table, name: str) -> Table:
    """Raises SheetError for heads that are unknown, twice, or missing."""
    heads = [head for head in table.heads if head]
    unknown = [head for head in heads if head not in HEADS]
    twice = [head for head, number in Counter(heads).items() if number > 1]
    if unknown:
        raise SheetError(
            _("“%(name)s”里有不认得的列名“%(unknown)s”：可用的列名是%(heads)s。")
            % {"name": name, "unknown": "、".join(unknown), "heads": "、".join(HEADS)}
        )
    if twice:
        raise SheetError(
            _("“%(name)s”里列名“%(twice)s”出现了两次：请删去一列。")
            % {"name": name, "twice": "、".join(twice)}
        )
    if "编号" not in heads and not {"姓名", "任免"} <= set(heads):
        raise SheetError(_("“%(name)s”缺少列“姓名”或“任免”：第一行要写列名。") % {"name": name})
    if not table.rows:
        raise SheetError(_("“%(name)s”只有列名，没有内容。") % {"name": name})
    return table


def _told(result: Any, table: Table) -> dict[str, Any]:
    """What the page tells of each row: what it will do, field by field; errors first."""
    cells = dict(table.rows)
    counts = Counter(str(KINDS[row.import_type]) for row in result.rows)
    told = [_row(row, table.heads, cells[row.number]) for row in result.rows]
    order = {str(label): place for place, label in enumerate(KINDS.values())}
    told.sort(key=lambda row: (order[row["kind"]], row["number"]))
    shown: Counter[str] = Counter()
    kept = []
    for row in told:
        shown[row["kind"]] += 1
        if shown[row["kind"]] <= SHOWN and row["kind"] != str(KINDS[RowResult.IMPORT_TYPE_SKIP]):
            kept.append(row)
    wrong = counts[str(KINDS[RowResult.IMPORT_TYPE_INVALID])]
    return {"counts": dict(counts), "rows": kept, "total": len(told), "wrong": wrong}


def _row(row: Any, heads: list[str], cells: list[Any]) -> dict[str, Any]:
    given = dict(zip(heads, cells, strict=False))
    said = {
        "number": row.number,
        "kind": str(KINDS[row.import_type]),
        "type": row.import_type,
        "name": text(given.get("姓名")) or getattr(row.instance, "person_name", ""),
        "errors": [],
        "changes": [],
        "new": row.new_things,
    }
    if row.validation_error is not None:
        said["errors"] = row.validation_error.messages
    elif row.errors:
        said["errors"] = [_("这一行读不出来：请核对各列，或改为逐条录入。")]
    elif row.instance is not None:
        said["changes"] = _changes(row.before, row.instance, given)
    return said


def _changes(before: Appointment | None, after: Appointment, given: Any) -> list[Any]:
    """Field by field: the head, what stood there, what will stand there."""
    found = []
    for column in COLUMNS:
        new = text(column.out(after)) or text(given.get(column.head, ""))
        old = text(column.out(before)) if before is not None else ""
        if column.head != "编号" and old != new:
            found.append((column.head, old or "—", new or "—"))
    return found


def _go_ahead(request: HttpRequest, token: str) -> HttpResponse:
    """Write all rows as one action, if they are still what was shown; nothing otherwise."""
    try:
        table, name, make_new = keeping.kept(token, by=request.user)
    except SheetError as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(reverse("admin:people_appointment_import"))
    try:
        with history.acting(ActionKind.SPREADSHEET, by=request.user, summary=name):
            sheet = AppointmentSheet(make_new=make_new, check=False)
            found = _told(sheet.plan(table), table)
            if not found["wrong"]:
                enter(sheet.entries, by=request.user)
    except EntryError as error:
        where = _("第 %(row)d 行：") % {"row": error.index}
        messages.error(request, where + "；".join(error.messages) + _("尚未写入任何记录。"))
        return HttpResponseRedirect(reverse("admin:people_appointment_import"))
    except rights.Refused as refused:
        messages.error(request, f"{refused}{_('尚未写入任何记录。')}")
        return HttpResponseRedirect(reverse("admin:people_appointment_import"))
    if found["wrong"]:
        messages.error(request, _("记录刚才有改动，表中有的行已不能导入。尚未写入任何记录。"))
        return _page(request, SheetForm(), name=name, token="", make_new=make_new, **found)
    keeping.let_go(token)
    numbers = {str(kind): found["counts"].get(str(kind), 0) for kind in KINDS.values()}
    messages.success(
        request,
        _("已导入“%(name)s”：新增 %(new)d 条，修改 %(changed)d 条，不变 %(same)d 条。")
        % {
            "name": name,
            "new": numbers[str(KINDS[RowResult.IMPORT_TYPE_NEW])],
            "changed": numbers[str(KINDS[RowResult.IMPORT_TYPE_UPDATE])],
            "same": numbers[str(KINDS[RowResult.IMPORT_TYPE_SKIP])],
        },
    )
    return HttpResponseRedirect(reverse("admin:people_appointment_changelist"))


def _page(request: HttpRequest, form: SheetForm, **found: Any) -> HttpResponse:
    context = {
        **admin.site.each_context(request),
        "title": _("从表格导入任免"),
        "opts": Appointment._meta,
        "form": form,
        "heads": HEADS,
        "shown": SHOWN,
        **found,
    }
    return TemplateResponse(request, "admin/people/import.html", context)


AppointmentAdmin.further_pages += [
    path("import/", admin.site.admin_view(import_view), name="people_appointment_import"),
    path("export/", admin.site.admin_view(export_view), name="people_appointment_export"),
]
