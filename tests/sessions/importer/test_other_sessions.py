"""A bulletin that prints papers of two sessions."""

from datetime import date

from sessions.importer.build import build_record
from sessions.importer.reading.read import read_text

SC = "云溪县第十八届人民代表大会常务委员会"


def minutes(number: str, day: str, item: str) -> str:
    return (
        f"{SC}第{number}次会议纪要\n"
        f"{day}，{SC}在县人大会议室召开第{number}次会议。主任方圆主持会议，委员共25人出席会议。\n"
        f"一、会议听取和审议了县水利局局长高山受县人民政府委托所作的《{item}》。\n"
        "二、会议表决通过了人事任免事项。\n"
    )


def agenda(number: str, day: str, item: str) -> str:
    items = f"一、听取和审议县人民政府{item}\n二、人事任免事项\n"
    return f"{SC}第{number}次会议议程\n（{day}）\n{items}"


def posts(number: str, day: str, act: str) -> str:
    return f"云溪县人民代表大会常务委员会任免名单\n（{day}{SC}第{number}次会议通过）\n{act}\n"


FIRST = ("十五", "2024年3月5日", "关于全县灌溉渠道建设情况的报告")
SECOND = ("十六", "2024年4月20日", "关于全县乡村学校布局情况的报告")
HEAD = "云溪县人大常委会公报\n2024年第3号（总第30号）\n"
APPOINTED = "任命石磊为云溪县人民法院审判员。"
REMOVED = "免去石磊的云溪县人民法院审判员职务。"


def test_the_record_is_of_the_first_and_says_that_there_is_another():
    one = minutes(*FIRST) + posts(*FIRST[:2], APPOINTED)
    record = build_record(read_text(HEAD + one + minutes(*SECOND) + posts(*SECOND[:2], REMOVED)))
    assert record.session.meeting.number == 15
    one, other = [d for d in record.documents if d.kind == "appointment_list"]
    assert (one.agenda_item, other.agenda_item) == ("纪要二", None)
    found = [f for f in record.findings if f.code == "another_session"]
    assert [f.document for f in found] == [f"{SC}第十六次会议纪要"]
    assert "请另建一份记录" in found[0].message
    assert [a.date.on for a in record.appointments] == [date(2024, 3, 5), date(2024, 4, 20)]


def test_what_only_the_other_minutes_tell_has_that_sessions_date():
    other = minutes(*SECOND).replace("事项。", "事项，任命丁香为县人民检察院检察员。")
    record = build_record(read_text(HEAD + minutes(*FIRST) + other))
    (act,) = record.appointments
    assert (act.name, act.date.on) == ("丁香", date(2024, 4, 20))


def test_of_two_agendas_the_sessions_own_is_read():
    record = build_record(read_text(HEAD + agenda(*SECOND) + agenda(*FIRST) + minutes(*FIRST)))
    assert record.agenda[0].text.endswith(FIRST[2])
    assert record.findings == ()


def test_one_session_and_its_chairpersons_are_not_two():
    chairs = "云溪县第十八届人大常委会第四十次主任会议纪要\n2024年2月20日，第四十次主任会议讨论了议程。\n"
    record = build_record(read_text(HEAD + agenda(*FIRST) + minutes(*FIRST) + chairs))
    assert [f.code for f in record.findings] == []
