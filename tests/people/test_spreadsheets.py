"""Appointments out to a spreadsheet and in again, with a look at what each row will do."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from typing import Any

import openpyxl
import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from npcrecords.core.generation import current_generation
from npcrecords.core.models import Action
from people.models import Appointment, Organization, Person, Post
from people.spreadsheet.columns import HEADS, CellError, read_day
from people.spreadsheet.files import SheetError, plain, read_table, safe, write_csv, write_xlsx

from .. import factories
from ..admin_pages import queries_of

pytestmark = pytest.mark.django_db
PLACE = factories.PLACE


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


def out(client, form: str, query: str = "") -> bytes:
    answer = client.get(f"{reverse('admin:people_appointment_export')}?{query}&format={form}")
    assert answer.status_code == 200
    return answer.content


def sheet(*rows: dict[str, Any], form: str = "csv") -> SimpleUploadedFile:
    heads = list(dict.fromkeys(head for row in rows for head in row))
    cells = [[row.get(head, "") for head in heads] for row in rows]
    body = write_xlsx(heads, cells) if form == "xlsx" else write_csv(heads, cells, bom=True)
    return SimpleUploadedFile(f"任免.{form}", body)


def look(client, file: SimpleUploadedFile, **values):
    address = reverse("admin:people_appointment_import")
    answer = client.post(address, {"file": file, **values})
    assert answer.status_code == 200
    return answer


def go_ahead(client, page):
    assert page.context["token"], [row["errors"] for row in page.context["rows"]]
    data = {"token": page.context["token"], "_confirm": "1"}
    return client.post(reverse("admin:people_appointment_import"), data)


def told(page) -> list[str]:
    return [error for row in page.context["rows"] for error in row["errors"]]


ROW = {
    "姓名": "方勤",
    "机构": "青岚市水利局",
    "职务": "局长",
    "任免": "任命",
    "日期": dt.date(2024, 7, 31),
}


# Out


def test_what_the_filters_show_goes_out(admin_client) -> None:
    kept = factories.AppointmentFactory(act="appoint")
    factories.AppointmentFactory(act="remove")
    lines = list(
        csv.DictReader(io.StringIO(out(admin_client, "csv", "act__exact=appoint").decode()))
    )
    assert [line["编号"] for line in lines] == [str(kept.pk)]
    assert tuple(lines[0]) == HEADS
    assert (lines[0]["任免"], lines[0]["日期"], lines[0]["精度"]) == ("任命", "2024-07-31", "日")
    assert not out(admin_client, "csv").startswith(b"\xef\xbb\xbf")
    assert out(admin_client, "csv-bom").startswith(b"\xef\xbb\xbf")


def test_a_workbook_holds_dates_as_dates_and_no_formula(admin_client) -> None:
    factories.AppointmentFactory(reason="=1+1", person_name="+张", date=dt.date(2024, 7, 31))
    book = openpyxl.load_workbook(io.BytesIO(out(admin_client, "xlsx")))
    rows = list(book.active.iter_rows())
    cells = dict(zip((cell.value for cell in rows[0]), rows[1], strict=True))
    assert cells["日期"].value.date() == dt.date(2024, 7, 31)
    assert cells["事由"].value == "'=1+1"
    assert all(cell.data_type != "f" for cell in rows[1])


def test_the_page_that_asks_for_a_format_says_how_many(admin_client) -> None:
    factories.AppointmentFactory()
    answer = admin_client.get(reverse("admin:people_appointment_export"))
    assert "共 1 条" in answer.content.decode()


@pytest.mark.parametrize("form", ["xlsx", "csv", "csv-bom"])
def test_out_and_in_again_changes_nothing(admin_client, form) -> None:
    factories.AppointmentFactory(person__note="女", reason="=到龄", filed_with="@省人大常委会")
    factories.AppointmentFactory(person=None, person_name="- 某", post=None, post_text="某局局长")
    factories.AppointmentFactory(bulletin=None, document=None, date=None)
    factories.AppointmentFactory(date=dt.date(2024, 5, 1), date_precision="month", to_be_filed=True)
    factories.AppointmentFactory(
        date=dt.date(2024, 5, 11), date_precision="third", date_text="中旬"
    )
    factories.AppointmentFactory(date=dt.date(2024, 1, 1), date_precision="year")
    for _number in range(2):  # homonyms of one place, told apart by nothing but their ids
        factories.AppointmentFactory(person__name="方勤", person__jurisdiction=f"市{_number}")
    body = out(admin_client, form)
    page = look(admin_client, SimpleUploadedFile(f"a.{form[:4].rstrip('-')}", body))
    assert page.context["counts"] == {"不变": 8}, page.context["rows"]
    assert not page.context["token"]


# In


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_new_row_is_shown_and_entered_as_one_action(admin_client, form) -> None:
    paper = factories.DocumentFactory(adopted_on=dt.date(2024, 7, 31))
    page = look(admin_client, sheet({**ROW, "文件": paper.pk}, form=form), make_new="on")
    assert page.context["counts"] == {"新增": 1}
    assert not Appointment.objects.exists()
    assert not Person.objects.exists(), "nothing is written yet"
    (row,) = page.context["rows"]
    assert row["new"] == ["新建机构：青岚市水利局", "新建职务：青岚市水利局局长", "新建人员：方勤"]
    before, actions = current_generation(), Action.objects.count()
    assert go_ahead(admin_client, page).status_code == 302
    act = Appointment.objects.get()
    assert (str(act.post), act.post_text) == ("青岚市水利局局长", "青岚市水利局局长")
    assert act.person.jurisdiction == paper.bulletin.place
    assert (act.date, act.document, act.bulletin) == (dt.date(2024, 7, 31), paper, paper.bulletin)
    assert current_generation() > before
    assert Action.objects.count() == actions + 1
    action = Action.objects.latest("pk")
    assert (action.kind, action.changes.count()) == ("spreadsheet", 4)
    again = admin_client.post(
        reverse("admin:people_appointment_import"),
        {"token": page.context["token"], "_confirm": "1"},
        follow=True,
    )
    assert "已经处理过" in again.content.decode()
    assert Appointment.objects.count() == 1


def test_a_changed_row_is_told_field_by_field(admin_client) -> None:
    act = factories.AppointmentFactory(reason="")
    page = look(admin_client, sheet({"编号": act.pk, "事由": "到龄退休", "日期": "2024.8.1"}))
    (row,) = page.context["rows"]
    assert row["changes"] == [("日期", "2024-07-31", "2024-08-01"), ("事由", "—", "到龄退休")]
    go_ahead(admin_client, page)
    held = Appointment.objects.get()
    assert (held.reason, held.date) == ("到龄退休", dt.date(2024, 8, 1))
    assert (held.person, held.post, held.document) == (act.person, act.post, act.document)


def test_one_wrong_row_and_nothing_can_be_written(admin_client) -> None:
    factories.PostFactory(organization__name="青岚市水利局")
    factories.PersonFactory(name="方勤")
    page = look(admin_client, sheet(ROW, {**ROW, "任免": "调动", "日期": "去年"}))
    assert page.context["wrong"] == 1
    assert not page.context["token"]
    errors = told(page)
    assert any(
        error.startswith("“任免”列写的是“调动”：没有这个说法：可写任命、") for error in errors
    )
    assert any("“日期”列写的是“去年”：这不是日期" in error for error in errors)
    assert page.context["rows"][0]["number"] == 3, "errors first, by their line in the sheet"
    assert not Appointment.objects.exists()


def test_what_nobody_knows_is_asked_for(admin_client) -> None:
    errors = told(look(admin_client, sheet(ROW)))
    assert any("没有这个机构" in error for error in errors)
    factories.OrganizationFactory(name="青岚市水利局")
    errors = told(look(admin_client, sheet(ROW)))
    assert any("没有“局长”这个职务" in error for error in errors)
    assert any("没有这位人员" in error for error in errors)


def test_of_several_bearers_of_a_name_the_note_tells_which(admin_client) -> None:
    factories.PostFactory(organization__name="青岚市水利局")
    factories.PersonFactory(name="方勤")
    second = factories.PersonFactory(name="方勤", note="女")
    (error,) = told(look(admin_client, sheet(ROW)))
    assert "有 2 位同名人员：请在“区别说明”列写明是哪一位（（无）、女）。" in error
    go_ahead(admin_client, look(admin_client, sheet({**ROW, "区别说明": "女"})))
    assert Appointment.objects.get().person == second


def test_an_alias_names_an_organisation(admin_client) -> None:
    alias = factories.OrganizationAliasFactory(name="市水利局")
    post = factories.PostFactory(organization=alias.organization)
    factories.PersonFactory(name="方勤")
    go_ahead(admin_client, look(admin_client, sheet({**ROW, "机构": "市水利局"})))
    assert Appointment.objects.get().post == post


def test_one_new_person_in_two_rows_is_made_once(admin_client) -> None:
    rows = (ROW, {**ROW, "机构": "青岚市教育局", "任免": "remove"})
    go_ahead(admin_client, look(admin_client, sheet(*rows), make_new="on"))
    assert Person.objects.count() == 1
    assert Post.objects.count() == Organization.objects.count() == 2


def test_the_same_sheet_again_enters_nothing_twice(admin_client) -> None:
    go_ahead(admin_client, look(admin_client, sheet(ROW), make_new="on"))
    act = Appointment.objects.get()
    (error,) = told(look(admin_client, sheet(ROW), make_new="on"))
    assert f"与编号 {act.pk} 的任免相同" in error


def test_a_number_twice_and_one_that_is_not_held(admin_client) -> None:
    act = factories.AppointmentFactory()
    rows = [{"编号": number, "事由": "x"} for number in (act.pk, act.pk, 999_999, "甲")]
    errors = told(look(admin_client, sheet(*rows)))
    assert sum("出现了两次" in error for error in errors) == 1
    assert sum("没有这个编号的任免" in error for error in errors) == 2


def test_the_rules_of_the_table_hold(admin_client) -> None:
    act = factories.AppointmentFactory()
    draft = factories.BulletinFactory(status="draft")
    (error, *_) = told(look(admin_client, sheet({"编号": act.pk, "公报": draft.pk})))
    assert "公报不是文件所在的公报" in error


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_in_every_encoding_that_excel_writes(admin_client, encoding) -> None:
    text = "姓名,任免,职务（原文）,日期\n方勤,任命,市水利局局长,2024年7月\n"
    file = SimpleUploadedFile("a.csv", text.encode(encoding))
    page = look(admin_client, file, make_new="on")
    go_ahead(admin_client, page)
    act = Appointment.objects.get()
    assert (act.date, act.date_precision) == (dt.date(2024, 7, 1), "month")


@pytest.mark.parametrize(
    ("name", "body", "said"),
    [
        ("a.xlsx", b"PK\x03\x04 broken", "读不出来"),
        ("a.xls", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "另存为 .xlsx"),
        ("a.pdf", b"%PDF-1.7", "不是表格文件"),
        ("a.csv", b" \n\n", "是空的"),
        ("a.csv", "姓名,任免\n".encode(), "只有列名"),
        ("a.csv", "名字,任免\n方,任命\n".encode(), "不认得的列名“名字”"),
        ("a.csv", "姓名,姓名,任免\n方,方,任命\n".encode(), "出现了两次"),
        ("a.csv", "姓名，任免\n方，任命\n".encode(), "全角逗号"),
        ("a.csv", "事由\nx\n".encode(), "缺少列"),
        ("a.csv", b"\x80\x81\xff\xfe\n\xff", "文字编码认不出来"),
    ],
)
def test_a_file_that_cannot_be_taken_is_told_why(admin_client, name, body, said) -> None:
    answer = look(admin_client, SimpleUploadedFile(name, body))
    assert said in str(answer.context["form"].errors["file"]), answer.context["form"].errors


def test_a_workbook_that_inflates_is_refused() -> None:
    out_ = io.BytesIO()
    with zipfile.ZipFile(out_, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(4):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", b"\0" * (80 * 2**20))
    with pytest.raises(SheetError, match="解开后超过"):
        read_table(out_.getvalue(), "a.xlsx")


def test_too_many_rows_and_too_large_a_file_are_refused(settings) -> None:
    with pytest.raises(SheetError, match="超过 10000 行"):
        read_table(("姓名\n" + "方\n" * 10_001).encode(), "a.csv")
    settings.NPC_UPLOAD_LIMIT = 2**20
    with pytest.raises(SheetError, match="超过 1 MB"):
        read_table(b"a" * (2**20 + 1), "a.csv")


def test_who_may_not_change_may_not_import_and_a_clerk_only_into_drafts(client) -> None:
    clerk = factories.UserFactory(is_staff=True)
    clerk.user_permissions.set(Permission.objects.filter(codename="view_appointment"))
    client.force_login(clerk)
    assert client.get(reverse("admin:people_appointment_import")).status_code == 403
    assert client.get(reverse("admin:people_appointment_export")).status_code == 200
    names = [f"{verb}_appointment" for verb in ("add", "change", "view")]
    clerk.user_permissions.set(Permission.objects.filter(codename__in=names))
    act = factories.AppointmentFactory()
    page = look(client, sheet({"编号": act.pk, "事由": "到龄退休"}))
    answer = client.post(
        reverse("admin:people_appointment_import"),
        {"token": page.context["token"], "_confirm": "1"},
        follow=True,
    )
    assert "尚未写入任何记录" in answer.content.decode()
    assert Appointment.objects.get().reason == ""


def test_a_kept_sheet_is_for_the_one_who_brought_it(admin_client, client) -> None:
    act = factories.AppointmentFactory()
    page = look(admin_client, sheet({"编号": act.pk, "事由": "x"}))
    client.force_login(factories.UserFactory(is_staff=True, is_superuser=True))
    go_ahead(client, page)
    assert Appointment.objects.get().reason == ""
    for token in ("../../etc/passwd", "", "0" * 32):
        data = {"token": token, "_confirm": "1"}
        answer = client.post(reverse("admin:people_appointment_import"), data, follow=True)
        assert "重新选择文件" in answer.content.decode()


def test_the_pages_take_few_queries_however_many_acts_there_are(admin_client) -> None:
    address = reverse("admin:people_appointment_export")
    factories.AppointmentFactory()
    one = [queries_of(admin_client, f"{address}?format={form}")[0] for form in ("", "csv", "xlsx")]
    for _number in range(2):
        factories.AppointmentFactory()
    three = [
        queries_of(admin_client, f"{address}?format={form}")[0] for form in ("", "csv", "xlsx")
    ]
    assert one == three
    assert max(three) <= 8


# Cells


@pytest.mark.parametrize(
    ("cell", "on", "precision"),
    [
        (45504, dt.date(2024, 7, 31), "day"),
        (45504.0, dt.date(2024, 7, 31), "day"),
        ("2024-07-31", dt.date(2024, 7, 31), "day"),
        ("2024/7/31", dt.date(2024, 7, 31), "day"),
        ("2024.7.31", dt.date(2024, 7, 31), "day"),
        ("２０２４年７月３１日", dt.date(2024, 7, 31), "day"),
        ("20240731", dt.date(2024, 7, 31), "day"),
        ("2024.7", dt.date(2024, 7, 1), "month"),
        ("2024.10", dt.date(2024, 10, 1), "month"),
        ("2024年", dt.date(2024, 1, 1), "year"),
        (2024, dt.date(2024, 1, 1), "year"),
        ("", None, "day"),
    ],
)
def test_a_date_as_people_and_excel_write_it(cell, on, precision) -> None:
    assert read_day(cell, "") == (on, precision)


@pytest.mark.parametrize("cell", ["2024-02-30", "7月31日", "去年", 2024.1, "2024-13", "31/7/2024"])
def test_no_date_is_guessed(cell) -> None:
    with pytest.raises(CellError):
        read_day(cell, "")


def test_a_precision_that_contradicts_the_date_is_refused() -> None:
    with pytest.raises(CellError, match="请写 2024-07-01"):
        read_day("2024-07-31", "月")
    assert read_day("2024-07-11", "旬") == (dt.date(2024, 7, 11), "third")


@given(st.text(max_size=30))
def test_a_cell_made_safe_is_read_back_as_it_was(said: str) -> None:
    held = safe(said)
    assert not str(held).startswith(("=", "+", "-", "@", "\t", "\r"))
    if not said.startswith("'"):
        assert plain(held) == said
