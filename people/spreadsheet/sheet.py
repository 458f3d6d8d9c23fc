"""What each row of a sheet will do: a resource of django-import-export.

A row with a number changes that act: only the cells that differ from what would be written out
are looked at, so that a file that goes out and comes in again changes nothing. A row without a
number is a new act. Nothing is written here: the rows are handed to ``people.entering``.
"""

from __future__ import annotations

from copy import copy
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from import_export import fields, resources

from ..choices import Act
from ..entering import Entry, Making, sentences
from ..lookup import closed
from ..models import Appointment, Organization, Person, Post
from .columns import (
    COLUMNS,
    LINKS,
    NEEDED,
    TEXTS,
    CellError,
    act_labels,
    read_code,
    read_day,
    read_yes,
    text,
)
from .files import Cell, SheetError, Table
from .lookups import Lookups, Row, is_number

MOST_WRITTEN = 2_000  # rows that a file may add and change at once
FOREIGN = tuple(field.name for field in Appointment._meta.fields if field.is_relation)


class ColumnField(fields.Field):  # type: ignore[misc]
    """A column of the sheet, as the resource writes it out."""

    def __init__(self, column: Any) -> None:
        super().__init__(column_name=column.head, attribute=None, readonly=True)
        self.column = column

    def export(self, instance: Appointment, **_kwargs: Any) -> Cell:
        found: Cell = self.column.out(instance)
        return found


class AppointmentSheet(resources.ModelResource):  # type: ignore[misc]
    """``make_new``: persons, organisations and posts that nobody knows are made. Without
    ``check`` the rules of the table are left to whoever writes the rows.

    After ``import_data`` (always a dry run) ``entries`` are the rows that will be written.
    """

    class Meta:
        model = Appointment
        fields = ()
        skip_diff = True
        store_instance = True
        report_skipped = True
        use_transactions = False
        import_id_fields = ()
        chunk_size = 500

    def __init__(self, *, make_new: bool = False, check: bool = True) -> None:
        super().__init__()
        self.check = check
        self.make_new = make_new
        self.making = Making()
        self.entries: list[Entry] = []
        self.fields = {column.head: ColumnField(column) for column in COLUMNS}
        self._new: dict[int, list[str]] = {}

    # Out

    def get_queryset(self) -> Any:
        return Appointment.objects.select_related(*NEEDED)

    def get_export_order(self) -> list[str]:
        return list(self.fields)

    # In

    def plan(self, table: Table) -> Any:
        """What the rows will do, as a result of django-import-export. Raises SheetError where
        they are too many to be written at once."""
        rows = [dict(zip(table.heads, cells, strict=False)) for _number, cells in table.rows]
        self.lookups = Lookups(rows)
        self._seen: set[int] = set()
        result = self.get_result_class()()
        for (number, _cells), row in zip(table.rows, rows, strict=True):
            done = self.import_row(row, None, row_number=number, dry_run=True)
            done.number, done.new_things = number, self._new.get(number, [])
            done.before = self.lookups.acts.get(getattr(done.instance, "pk", None) or 0)
            if len(self.entries) > MOST_WRITTEN:
                raise SheetError(
                    _("表中要新增和修改的超过 %(most)d 行，一次写不完：请分成几个文件。")
                    % {"most": MOST_WRITTEN}
                )
            result.increment_row_result_total(done)
            result.append_row_result(done)
        return result

    def before_import_row(self, row: Row, **kwargs: Any) -> None:
        self.number = int(kwargs["row_number"])
        self.errors: dict[str, list[str]] = {}
        self.entry = Entry(Appointment(), self.number)

    def get_instance(self, instance_loader: Any, row: Row) -> Appointment | None:
        said = text(row.get("编号"))
        if not said:
            return None
        held = self.lookups.acts.get(int(said)) if is_number(said) else None
        if held is None:
            raise self._failed("编号", row, _("没有这个编号的任免：新增的请把编号留空。"))
        if held.pk in self._seen:
            raise self._failed("编号", row, _("这个编号在表中出现了两次：请删去一行。"))
        self._seen.add(held.pk)
        return copy(held)

    def import_instance(self, instance: Appointment, row: Row, **_kwargs: Any) -> None:
        self.entry = Entry(instance, self.number)
        changed = self._changed(instance, row)
        for head, name in TEXTS.items():
            if head in changed:
                setattr(instance, name, text(row[head]))
        self._take("任免", row, changed, self._take_act)
        if changed & {"日期", "精度"}:
            self._take("日期", row, {"日期"}, self._take_day)
        for head in LINKS:
            self._take(head, row, changed, self._take_link)
        self._take("须报备案", row, changed, self._take_filed)
        if instance.pk is None:
            self._complete(instance)
        if changed & {"机构", "职务"}:
            self._take("机构", row, {"机构"}, self._take_post)
        if changed & {"姓名", "区别说明"}:
            self._take("姓名", row, {"姓名"}, self._take_person)
        if instance.pk is None:
            self._refuse_twice(instance, row)
        if self.errors:
            raise ValidationError(self.errors)

    def _refuse_twice(self, act: Appointment, row: Row) -> None:
        """A new row that says what an act on record says is not entered once more."""
        key = (act.person_id, act.post_id, act.act, act.date)
        if (held := self.lookups.held.get(key)) is not None:
            why = _("与编号 %(number)d 的任免相同：要改它，请填这个编号；否则删去这一行。")
            self._failed("姓名", row, why % {"number": held})

    def _changed(self, instance: Appointment, row: Row) -> set[str]:
        """The heads of the cells that say something else than the act does."""
        if instance.pk is None:
            return {head for head in row if text(row[head])} | {"任免"} & set(row)
        held = {column.head: column.out(instance) for column in COLUMNS}
        return {
            head
            for head, cell in row.items()
            if head in held and text(cell) != text(held[head]) and not _same(head, cell, held)
        }

    def _take(self, head: str, row: Row, changed: set[str], take: Any) -> None:
        if head not in changed:
            return
        try:
            take(head, row)
        except CellError as error:
            self._failed(head, row, str(error))

    def _failed(self, head: str, row: Row, why: str) -> ValidationError:
        said = _("“%(head)s”列写的是“%(value)s”：%(why)s") % {
            "head": head,
            "value": text(row.get(head)),
            "why": why,
        }
        self.errors.setdefault("__all__", []).append(said)
        return ValidationError(self.errors)

    def _take_act(self, head: str, row: Row) -> None:
        code = read_code(Act, text(row.get(head)), act_labels())
        if not code:
            raise CellError(_("不能为空：可写%(labels)s。") % {"labels": act_labels()})
        self.entry.row.act = code  # type: ignore[union-attr]

    def _take_day(self, head: str, row: Row) -> None:
        day = read_day(row.get("日期"), row.get("精度"))
        self.entry.row.date, self.entry.row.date_precision = day.on, day.precision

    def _take_link(self, head: str, row: Row) -> None:
        setattr(self.entry.row, LINKS[head], self.lookups.link(head, row.get(head)))

    def _take_filed(self, head: str, row: Row) -> None:
        self.entry.row.to_be_filed = read_yes(row.get(head))  # type: ignore[union-attr]

    @staticmethod
    def _complete(act: Appointment) -> None:
        """Of a new act: the bulletin of its document, and the session that adopted it."""
        if act.document is not None:
            act.bulletin = act.bulletin or act.document.bulletin
            act.source_document = act.document
            act.session = act.session or act.document.adopted_by
        if act.date is None and act.session is not None:
            act.date = act.session.end_date or act.session.start_date

    def _take_post(self, head: str, row: Row) -> None:
        act: Any = self.entry.row
        name, title = text(row.get("机构")), text(row.get("职务"))
        if not name and not title:
            act.post = None
            return
        if not name or not title:
            raise CellError(_("机构和职务要一起写：只知道原文的，写在“职务（原文）”列。"))
        held = self.lookups.organizations.get(name, [])
        if len(held) > 1:
            raise CellError(_("有几个机构叫这个名称：请写全称。"))
        organization = held[0] if held else self._new_organization(name)
        post = self.lookups.posts.get((organization.pk or 0, title))
        if post is None:
            post = self._new_post(organization, title)
        act.post = post if post.pk is not None else None
        act.post_text = act.post_text or f"{name}{title}"

    def _new_organization(self, name: str) -> Organization:
        self._ask(_("没有这个机构：请核对名称；确是新的，请勾选“新建没有的人员、机构和职务”。"))
        found = self.making.organization(name, self._place())
        self.entry.new_organization = found
        self._tell(_("新建机构：%(name)s") % {"name": name})
        return found

    def _new_post(self, organization: Organization, title: str) -> Post:
        self._ask(
            _(
                "%(organization)s没有“%(title)s”这个职务：请核对；确是新的，请勾选“新建没有的人员、机构和职务”。"
            )
            % {"organization": organization, "title": title}
        )
        found = self.making.post(organization, title)
        self.entry.new_post = found
        self._tell(_("新建职务：%(name)s") % {"name": f"{organization}{title}"})
        return found

    def _take_person(self, head: str, row: Row) -> None:
        act: Any = self.entry.row
        name, note = text(row.get("姓名")), text(row.get("区别说明"))
        if not name:
            raise CellError(_("不能为空。"))
        act.person_name = name
        place = self._place()
        here = [
            person
            for person in self.lookups.people.get(closed(name), [])
            if not place or person.jurisdiction in ("", place)
        ]
        meant = [person for person in here if not note or person.note == note]
        if len(meant) > 1:
            notes = "、".join(one.note or _("（无）") for one in meant)
            raise CellError(
                _("有 %(count)d 位同名人员：请在“区别说明”列写明是哪一位（%(notes)s）。")
                % {"count": len(meant), "notes": notes}
            )
        act.person = meant[0] if meant else None
        if not meant:
            self.entry.new_person = self._new_person(closed(name), place, note)

    def _new_person(self, name: str, place: str, note: str) -> Person:
        self._ask(_("没有这位人员：请核对姓名；确是新的，请勾选“新建没有的人员、机构和职务”。"))
        self._tell(_("新建人员：%(name)s") % {"name": f"{name}（{note}）" if note else name})
        return self.making.person(name, place, note)

    def _place(self) -> str:
        """The place within which names are understood: the bulletin's, else the organisation's."""
        act: Any = self.entry.row
        if act.bulletin is not None and act.bulletin.place:
            return str(act.bulletin.place)
        return str(act.post.organization.jurisdiction) if act.post is not None else ""

    def _ask(self, why: str) -> None:
        if not self.make_new:
            raise CellError(why)

    def _tell(self, what: str) -> None:
        self._new.setdefault(self.number, []).append(what)

    # What django-import-export asks

    def skip_row(
        self, instance: Appointment, original: Any, row: Row, import_validation_errors: Any = None
    ) -> bool:
        """Whether the row leaves its act as it is."""
        held = self.lookups.acts.get(instance.pk) if instance.pk else None
        if import_validation_errors or held is None or any(self.entry.new()):
            return False
        names = [field.attname for field in Appointment._meta.concrete_fields]
        return all(getattr(held, name) == getattr(instance, name) for name in names)

    def validate_instance(
        self, instance: Appointment, import_validation_errors: Any = None, **_kwargs: Any
    ) -> None:
        """The rules of the table, as everywhere; the links were just looked up."""
        if import_validation_errors:
            raise ValidationError(import_validation_errors)
        if not self.check:
            return
        try:
            checked = copy(instance)
            if any(self.entry.new()) and not checked.post_text:
                checked.post_text = "—"
            checked.full_clean(exclude=FOREIGN)
        except ValidationError as error:
            raise ValidationError(sentences(instance, error))

    def save_instance(
        self, instance: Appointment, is_create: bool, row: Row, **_kwargs: Any
    ) -> None:
        self.entries.append(self.entry)


def _same(head: str, cell: Cell, held: Row) -> bool:
    """Whether two ways of writing a cell say the same: 2024/7/31 and 2024-07-31, 是 and 1."""
    try:
        if head == "日期":
            precision = held["精度"]
            return bool(read_day(cell, precision) == read_day(held[head], precision))
        if head == "须报备案":
            return read_yes(cell) == read_yes(held[head])
        if head in LINKS:
            first, before = text(cell).split()[:1], text(held[head]).split()[:1]
            return bool(first) and first == before and is_number(first[0])
    except CellError:
        return False
    return head == "编号"
