"""A fourth table: what bulletins and lists of other offices had shown to fail."""

from __future__ import annotations

import datetime

import pytest

from sessions.importer.acts import read_acts

from .test_acts_forms import Case

CASES = [
    Case("given names that end like words",
        "任命王志成为东湖区教育局局长，薛定为东湖区民政局局长。",
        """王志成|东湖区教育局|局长|appoint
        薛定|东湖区民政局|局长|appoint"""),
    Case("the verb behind the post",
        "任命：\n商羽为石梁区人民法院审判员；\n宫徵的石梁区人民法院审判员职务予以免去。\n柳青担任的石梁区教育局局长职务，依法撤销。",
        """商羽|石梁区人民法院|审判员|appoint
        宫徵|石梁区人民法院|审判员|remove
        柳青|石梁区教育局|局长|dismiss"""),
    Case("the verb behind the post, under 决定免去",
        "决定免去：\n柳青的石梁区教育局局长职务予以免去。",
        "柳青|石梁区教育局|局长|decide_remove"),
    Case("an office that ends by itself is no removal",
        "因机构撤并，柳青的石梁区物价局局长职务自然免除，沈丹的石梁区物价局副局长职务相应撤销。",
        """柳青|石梁区物价局|局长|end
        沈丹|石梁区物价局|副局长|end"""),
    Case("a resignation with the post before the name",
        "会议接受了县人大常委会委员叶萨嘎因到龄退休提出的辞职请求。",
        "叶萨嘎|澜谷县人大常委会|委员|accept_resignation", place="澜谷县"),
    Case("names follow a stated number, same sentence",
        "任命柳青等3人为东湖区人民法院审判员，名单如下：柳青、沈丹、韩木。",
        """柳青|东湖区人民法院|审判员|appoint
        沈丹|东湖区人民法院|审判员|appoint
        韩木|东湖区人民法院|审判员|appoint"""),
    Case("names follow a stated number, in a list behind",
        "任命柳青等3名同志为东湖区人民法院审判员（名单附后）。\n附：名单\n柳青、沈丹、韩木",
        """柳青|东湖区人民法院|审判员|appoint
        沈丹|东湖区人民法院|审判员|appoint
        韩木|东湖区人民法院|审判员|appoint"""),
    Case("names follow a stated number, in columns",
        "任命柳青等3名同志为东湖区人民法院人民陪审员。名单如下：\n柳青　沈丹\n韩木",
        """柳青|东湖区人民法院|人民陪审员|appoint
        沈丹|东湖区人民法院|人民陪审员|appoint
        韩木|东湖区人民法院|人民陪审员|appoint"""),
    Case("a table typed with gaps: the empty cell",
        "姓名　　　任命职务　　　　　　　免去职务\n汐月　　　东湖区教育局局长　　　东湖区民政局局长\n帆影　　　　　　　　　　　　　　东湖区财政局局长",
        """汐月|东湖区教育局|局长|appoint
        汐月|东湖区民政局|局长|remove
        帆影|东湖区财政局|局长|remove"""),
    Case("columns that say 决定",
        "姓名 | 决定任命职务 | 决定免去职务\n柳青 | 东湖区教育局局长 | 东湖区民政局局长",
        """柳青|东湖区教育局|局长|decide_appoint
        柳青|东湖区民政局|局长|decide_remove"""),
    Case("posts with their names on the line below",
        "东湖区人民代表大会常务委员会\n任　命　名　单\n2023年10月26日东湖区第七届人大常委会第十五次会议通过\n东湖区教育局局长\n　　　　柳　青\n东湖区人民法院审判员\n　　　　帆　影\n　　　　沈　丹",
        """柳青|东湖区教育局|局长|appoint
        帆影|东湖区人民法院|审判员|appoint
        沈丹|东湖区人民法院|审判员|appoint""", date="2023-10-26"),
    Case("neither 的 nor 为",
        "免去柳青同志东湖区教育局局长职务，免去沈丹东湖区民政局局长职务。\n任命：韩木 东湖区教育局局长",
        """柳青|东湖区教育局|局长|remove
        沈丹|东湖区民政局|局长|remove
        韩木|东湖区教育局|局长|appoint"""),
    Case("the level of the place directly behind the name",
        "免去柳青市教育局局长职务。",
        "柳青|云溪市教育局|局长|remove", place="云溪市"),
    Case("second names of organs stay, remarks go",
        "任命柳青（女）为东湖区发展和改革局（粮食和物资储备局）局长（试用期一年）。",
        "柳青|东湖区发展和改革局（粮食和物资储备局）|局长|appoint"),
    Case("the term is no part of the organ",
        "选举柳青为云溪市第十六届人民代表大会常务委员会主任，沈丹为副主任。",
        """柳青|云溪市人民代表大会常务委员会|主任|elect
        沈丹|云溪市人民代表大会常务委员会|副主任|elect"""),
    Case("full stops of an English keyboard",
        "一、任命\n萍　踪、苏　叶(女)为东湖区人民检察院检察员.\n二、免去\n柳　青的东湖区水务局局 长职务.",
        """萍踪|东湖区人民检察院|检察员|appoint
        苏叶|东湖区人民检察院|检察员|appoint
        柳青|东湖区水务局|局长|remove"""),
    Case("surnames that make another word with 任命",
        "任命权衡为东湖区人民法院审判员。",
        "权衡|东湖区人民法院|审判员|appoint"),
    Case("proposed and passed in one breath",
        "主任会议提请任命柳青为东湖区人大常委会办公室主任，会议予以通过。\n区长提请任命沈丹为区教育局局长，会议决定任命沈丹为东湖区教育局局长。",
        """柳青|东湖区人大常委会办公室|主任|appoint
        沈丹|东湖区教育局|局长|decide_appoint"""),
    Case("decision passed that names the act",
        "会议以全票赞成通过任命柳青同志为东湖区副区长的决定。",
        "柳青|东湖区人民政府|副区长|appoint"),
    Case("page furniture inside a sentence",
        "任命柳青为东湖区\n— 12 —\n教育局局长。\n————————\n第 4 页 共 5 页\n免去沈丹的东湖区教育局局长职务。",
        """柳青|东湖区教育局|局长|appoint
        沈丹|东湖区教育局|局长|remove"""),
    Case("the title in the committee's short name, the body in its long one",
        "东湖市人大常委会关于接受柳青辞去市人大常委会副主任职务请求的决定\n（2024年6月27日东湖市第五届人大常委会第十二次会议通过）\n会议决定：接受柳青辞去东湖市人民代表大会常务委员会副主任职务的请求。",
        "柳青|东湖市人民代表大会常务委员会|副主任|accept_resignation", date="2024-06-27"),
    # nothing
    Case("an organ that begins like a name", "免去安全生产监督管理局局长职务的程序，按照规定办理。"),
    Case("titles alone", "任命常务副市长、任命市长助理须经会议通过。"),
    Case("a seat is no office", "经投票，柳青当选为代表，沈丹当选为东湖区第八届人民代表大会代表。"),
    Case("bill to remove", "会议审议了柳青的东湖区教育局局长职务予以免去的议案。"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_acts_of_a_text(case: Case) -> None:
    given = datetime.date.fromisoformat(case.given) if case.given else None
    reading = read_acts(case.text, date=given, place=case.place)
    found = [f"{a.person}|{a.organization}|{a.post}|{a.act}" for a in reading.acts]
    assert found == [row.strip() for row in case.rows.splitlines() if row.strip()]
    dates = {a.date.isoformat() if a.date else "" for a in reading.acts}
    assert dates == ({case.date} if case.rows else set())
    assert reading.findings == ()


def test_a_decision_stands_where_its_sentence_acts() -> None:
    """The title only announces: place, reason and filing are those of the body."""
    (act,) = read_acts(
        "东湖市人大常委会关于接受柳青辞去市人大常委会副主任职务请求的决定\n"
        "（2024年6月27日东湖市第五届人大常委会第十二次会议通过）\n"
        "根据有关法律的规定，会议决定：\n"
        "接受柳青因到龄退休辞去东湖市人民代表大会常务委员会副主任职务的请求，并报东湖市人民代表大会备案。"
    ).acts
    assert (act.line, act.reason, act.filed_with) == (3, "因到龄退休", "东湖市人民代表大会")


def test_a_later_sentence_files_the_acts_before_it() -> None:
    acts = read_acts(
        "会议决定：\n一、接受柳青辞去东湖区副区长职务的请求；\n二、接受沈丹辞去东湖区人大常委会委员职务的请求。\n"
        "以上两项，报东湖区人民代表大会备案。"
    ).acts
    assert [(a.person, a.filed_with) for a in acts] == [
        ("柳青", "东湖区人民代表大会"),
        ("沈丹", "东湖区人民代表大会"),
    ]


def test_filing_by_itself_is_of_the_sentence_before() -> None:
    acts = read_acts(
        "任命沈丹为东湖区教育局局长。会议接受柳青辞去东湖区副区长职务的请求。并报东湖区人民代表大会备案。"
    ).acts
    assert [(a.person, a.to_be_filed) for a in acts] == [("沈丹", False), ("柳青", True)]


def test_a_rows_own_date_goes_before_all_others() -> None:
    reading = read_acts(
        "任免名单\n（2024年7月31日东湖区第八届人大常委会第三次会议通过）\n姓名\t职务\t任免\t任免日期\n"
        "柳青\t东湖区教育局局长\t任命\t2024年3月1日\n沈丹\t东湖区教育局局长\t免去\t2024-03-05\n"
        "韩木\t东湖区民政局局长\t免去\t2024-02-30",
        date=datetime.date(2024, 8, 1),
    )
    assert [str(a.date) for a in reading.acts] == ["2024-03-01", "2024-03-05", "None"]
    assert [(f.code, f.line) for f in reading.findings] == [("bad_date", 5)]


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("张三李四", ["张三", "李四"]),
        ("王小明李大力", ["王小明", "李大力"]),
        ("欧阳明李四", ["欧阳明", "李四"]),
        ("张三李四王五", ["张三", "李四", "王五"]),
    ],
)
def test_names_run_together_are_parted_and_said(printed: str, names: list[str]) -> None:
    reading = read_acts(f"任命{printed}为东湖区人民法院审判员。")
    assert [a.person for a in reading.acts] == names
    assert {f.code for f in reading.findings} == {"names_run_together"}


@pytest.mark.parametrize("name", ["才让卓玛", "诸葛孔明", "买买提江", "向巴平措"])
def test_long_names_of_one_person_stay_whole(name: str) -> None:
    reading = read_acts(f"任命{name}为东湖区人民法院审判员。")
    assert [a.person for a in reading.acts] == [name]
    assert reading.findings == ()


def test_fewer_names_than_stated_is_a_finding() -> None:
    for text in (
        "任命柳青等3人为东湖区人民法院审判员，名单如下：柳青、沈丹。",
        "任命下列3名同志为东湖区人民法院审判员：柳青、沈丹。",
    ):
        assert [f.code for f in read_acts(text).findings] == ["names_missing"]
