"""Deputies' seats vacated and filled, in the forms of reports, announcements, decisions."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from sessions.importer.acts import read_acts, reading_as_json


@dataclass(frozen=True)
class Case:
    name: str
    text: str
    rows: str = ""
    place: str = ""


CASES = [
    Case("groups with causes and counts",
        "共出缺代表5名。其中，调离本行政区域2名：东山区选举产生的柳下，西河县选举产生的桥本。辞去代表职务2名：东山区选举产生的"
        "岳阳、西河县选举产生的洪流。病故1名：北岭市选举产生的温泉生。",
        """柳下|东山区|vacated|moved_away
        桥本|西河县|vacated|moved_away
        岳阳|东山区|vacated|resigned
        洪流|西河县|vacated|resigned
        温泉生|北岭市|vacated|died"""),
    Case("descriptions before the names",
        "调离本行政区域3名：东山区选举产生的云溪市副市长柳下惠；西河县选举产生的某某股份有限公司原总经理、党委书记桥本和"
        "某某集团原董事长孔方，因工作岗位变动调离了云溪市。",
        """柳下惠|东山区|vacated|moved_away
        桥本|西河县|vacated|moved_away
        孔方|西河县|vacated|moved_away"""),
    Case("cause behind, several units",
        "东山区选出的柳下、西河县选出的桥梁因工作变动调离本市，北岭市选出的温泉生因病去世，他们的代表资格终止。",
        """柳下|东山区|vacated|moved_away
        桥梁|西河县|vacated|moved_away
        温泉生|北岭市|vacated|died"""),
    Case("由 … 选举的",
        "由东山区选举的云溪市第九届人大代表柳下，因工作变动，调离云溪市；由西河县选举的代表桥梁，本人提出辞去代表职务，西河县人大常委会接受其辞职。",
        """柳下|东山区|vacated|moved_away
        桥梁|西河县|vacated|resigned"""),
    Case("county: constituencies",
        "第3选区选出的代表柳下、第十二选区选出的代表桥梁因工作调动迁出本县；第7选区选出的代表温良因病逝世。",
        """柳下|第3选区|vacated|moved_away
        桥梁|第十二选区|vacated|moved_away
        温良|第7选区|vacated|died"""),
    Case("recall and resignation in one report",
        "罢免1名：东山区选举产生的柳下。辞去代表职务1名：西河县选举产生的桥梁。",
        """柳下|东山区|vacated|recalled
        桥梁|西河县|vacated|resigned"""),
    Case("decision of the electing committee",
        "东山区人大常委会决定接受柳下、桥梁辞去云溪市第九届人民代表大会代表职务的请求。",
        """柳下|东山区|vacated|resigned
        桥梁|东山区|vacated|resigned"""),
    Case("recall decided",
        "东山区第六届人民代表大会常务委员会第九次会议决定罢免温良的云溪市第九届人民代表大会代表职务。",
        "温良|东山区|vacated|recalled"),
    Case("by-elections of two units",
        "东山区和西河县人大常委会分别进行了补选：东山区补选柳下、桥梁，西河县补选温良等3位同志为云溪市第九届人大代表。",
        """柳下|东山区|by_elected|
        桥梁|东山区|by_elected|
        温良|西河县|by_elected|"""),
    Case("by-election told with its session",
        "东山区第六届人大常委会第十次会议于2023年4月6日补选原野为市九届人大代表；驻云溪部队于2023年4月8日召开军人代表大会补选石坚为市九届人大代表。",
        """原野|东山区|by_elected|
        石坚|驻云溪部队|by_elected|"""),
    Case("by-election with posts before names",
        "东山区补选云溪市人大常委会机关党组副书记柳下、云溪市财政局局长桥梁为市九届人大代表。",
        """柳下|东山区|by_elected|
        桥梁|东山区|by_elected|"""),
    Case("constituency by-election",
        "经第5选区选民投票，第5选区补选柳下为河口区第八届人民代表大会代表。",
        "柳下|第5选区|by_elected|"),
    Case("army",
        "解放军选出的代表石坚因工作调动，调离本市。",
        "石坚|解放军|vacated|moved_away"),
    Case("a table of seats that end",
        """下列代表的资格终止：
        序号　姓　名　　　原选区　　　　　　　　原　因
        1　　　柳　下　　　长堤街道第3选区　　　调离本行政区域
        2　　　桥　梁　　　望海街道第12选区　　到龄退休，辞去代表职务
        3　　　温　良　　　渔灯镇第31选区　　　病故""",
        """柳下|长堤街道第3选区|vacated|moved_away
        桥梁|望海街道第12选区|vacated|resigned
        温良|渔灯镇第31选区|vacated|died"""),
    Case("the result of a by-election before its words",
        "柳下当选为河口区第八届人大代表，系由望海街道第9选区补选产生，代表资格有效。",
        "柳下|望海街道第9选区|by_elected|"),
    Case("by-election, then who won",
        "第3选区进行了补选，柳下当选为河口区第八届人民代表大会代表。",
        "柳下|第3选区|by_elected|"),
    Case("died, with title and office",
        "云溪市人民政府副市长典韦因公殉职；云溪市第九届人民代表大会代表典韦去世，其代表资格终止。",
        "典韦||vacated|died"),
    Case("general election of a congress", "河口区第八届人民代表大会第一次会议选举柳下、桥梁为云溪市第九届人民代表大会代表。"),
    Case("elected in a general election", "第3选区另行选举，柳下当选为河口区第八届人民代表大会代表。"),
    Case("office in the committee, long name", "补选柳下、桥梁（女）为云溪市人民代表大会常务委员会委员。"),
    Case("office in the credentials committee", "补选柳下为河口区人民代表大会代表资格审查委员会委员。"),
    Case("rules only", "代表因故出缺的，由原选区或者原选举单位补选。代表可以向选举他的人大常委会书面提出辞职。"),
    Case("numbers only", "本次变动后，云溪市第九届人大实有代表479名，出缺代表8名，其中调离本行政区域5名，辞去代表职务3名。"),
    Case("elected office, no seat", "会议补选柳下为云溪市人大常委会委员。"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_deputies_of_a_text(case: Case) -> None:
    reading = read_acts(case.text, place=case.place)
    found = [f"{d.person}|{d.electoral_unit}|{d.change}|{d.cause}" for d in reading.deputies]
    assert found == [row.strip() for row in case.rows.splitlines() if row.strip()]


def test_a_deputys_resignation_is_no_appointment_act() -> None:
    reading = read_acts("东山区人大常委会决定接受柳下辞去云溪市第九届人大代表职务的请求。")
    assert reading.acts == ()
    assert reading_as_json(reading)["deputies"] == [
        {"person": "柳下", "electoral_unit": "东山区", "change": "vacated", "cause": "resigned",
         "line": 0}
    ]  # fmt: skip


def test_a_missing_name_is_a_finding() -> None:
    reading = read_acts("东山区补选柳下等3位同志为云溪市第九届人大代表。")
    assert [f.code for f in reading.findings] == ["names_missing"]


def test_the_seat_names_its_congress_and_term() -> None:
    (change,) = read_acts(
        "白石市人大常委会决定：罢免柳下的北原省第十三届人民代表大会代表职务。"
    ).deputies
    assert (change.congress, change.term) == ("北原省人民代表大会", 13)


def test_a_decision_stands_where_its_sentence_acts() -> None:
    (change,) = read_acts(
        "石桥区人民代表大会常务委员会关于接受柳下辞去临溪市第五届人民代表大会代表职务请求的决定\n"
        "（2024年5月10日石桥区第九届人民代表大会常务委员会第二十次会议通过）\n"
        "会议决定接受柳下辞去临溪市第五届人民代表大会代表职务的请求。"
    ).deputies
    assert (change.electoral_unit, change.line) == ("石桥区", 2)


def test_a_seat_lost_by_the_one_spoken_of_asks_no_question() -> None:
    reading = read_acts(
        "由驻云溪部队选出的市第九届人民代表大会代表石坚，军人代表大会决定罢免其云溪市第九届人民代表大会代表职务。"
    )
    assert [(d.person, d.cause) for d in reading.deputies] == [("石坚", "recalled")]
    assert (reading.acts, reading.findings) == ((), ())
