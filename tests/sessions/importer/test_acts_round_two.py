"""A second table of texts, written after the reader: what it had not been built on."""

from __future__ import annotations

import datetime

import pytest

from sessions.importer.acts import read_acts

from .test_acts_forms import Case

CASES = [
    Case("court list with counts",
        """松原县人民法院任免名单
        一、任命（3人）：
        1、任命朱砂为松原县人民法院副院长、审判委员会委员；
        2、任命麦冬、石斛为松原县人民法院审判员。
        二、免去（1人）：
        免去黄芪的松原县人民法院执行局局长职务。""",
        """朱砂|松原县人民法院|副院长|appoint
        朱砂|松原县人民法院审判委员会|委员|appoint
        麦冬|松原县人民法院|审判员|appoint
        石斛|松原县人民法院|审判员|appoint
        黄芪|松原县人民法院执行局|局长|remove"""),
    Case("county government notice",
        """松原县人民政府关于白术等同志职务任免的通知
        各乡镇人民政府，县政府各部门：
        经研究决定：
        白术同志任松原县教育局副局长（试用期一年）；
        免去桔梗同志的松原县教育局副局长职务。
        松原县人民政府
        2021年4月2日""",
        """白术|松原县教育局|副局长|appoint
        桔梗|松原县教育局|副局长|remove""", date="2021-04-02"),
    Case("verbs as first line only",
        "任命\n杜仲为河口区民政局局长\n\n免去\n连翘的河口区民政局局长职务",
        """杜仲|河口区民政局|局长|appoint
        连翘|河口区民政局|局长|remove"""),
    Case("elected with deputies behind",
        "河口区第八届人民代表大会第三次会议补选当归为河口区人民政府副区长，补选陈皮为区人大常委会委员。",
        """当归|河口区人民政府|副区长|elect
        陈皮|河口区人大常委会|委员|elect"""),
    Case("congress news, posts before names",
        "大会选举产生了新一届国家机关领导人员：丁香当选市人大常委会主任，夏枯当选市长，方竹当选市监察委员会主任。",
        """丁香|长宁市人大常委会|主任|elect
        夏枯|长宁市人民政府|市长|elect
        方竹|长宁市监察委员会|主任|elect""", place="长宁市"),
    Case("decision with given reasons",
        "由于年龄原因，同意苏木辞去河口区人大常委会副主任职务，报区人民代表大会备案。",
        "苏木|河口区人大常委会|副主任|accept_resignation"),
    Case("title: acting decision",
        """河口区人民代表大会常务委员会
        关于决定牛膝代理河口区人民政府区长职务的决定
        （2022年6月30日河口区第八届人民代表大会常务委员会第四次会议通过）
        河口区第八届人民代表大会常务委员会第四次会议决定：牛膝代理河口区人民政府区长职务。""",
        "牛膝|河口区人民政府|区长|acting", date="2022-06-30"),
    Case("autonomous county",
        "任命扎西平措为云岭藏族自治县人民检察院检察员，决定任命尼玛·次仁为自治县副县长。",
        """扎西平措|云岭藏族自治县人民检察院|检察员|appoint
        尼玛·次仁|云岭藏族自治县人民政府|副县长|decide_appoint"""),
    Case("autonomous region",
        "决定任命韦江为自治区教育厅厅长，接受蒙山辞去自治区副主席职务的请求。",
        """韦江|南岭自治区教育厅|厅长|decide_appoint
        蒙山|南岭自治区人民政府|副主席|accept_resignation""", place="南岭自治区"),
    Case("province, departments",
        "决定任命：\n谷雨为临江省科学技术厅厅长；\n秋分为临江省人民政府国有资产监督管理委员会主任。",
        """谷雨|临江省科学技术厅|厅长|decide_appoint
        秋分|临江省人民政府国有资产监督管理委员会|主任|decide_appoint"""),
    Case("supervisory commission",
        "根据市监察委员会主任石榴的提请，任命柏舟为长宁市监察委员会副主任，免去栗子的长宁市监察委员会委员职务。",
        """柏舟|长宁市监察委员会|副主任|appoint
        栗子|长宁市监察委员会|委员|remove"""),
    Case("several posts parted by semicolon-free commas",
        "免去柳絮的长宁市人大常委会副秘书长，办公厅主任，市人大法制委员会委员职务。",
        """柳絮|长宁市人大常委会|副秘书长|remove
        柳絮|长宁市人大常委会办公厅|主任|remove
        柳絮|长宁市人大法制委员会|委员|remove"""),
    Case("兼 between posts",
        "任命梅子为长宁市人大常委会副秘书长兼办公室主任。",
        """梅子|长宁市人大常委会|副秘书长|appoint
        梅子|长宁市人大常委会办公室|主任|appoint"""),
    Case("circled numbers",
        "任命：①温良为长宁市中级人民法院审判员；②恭俭为长宁市中级人民法院执行局副局长。",
        """温良|长宁市中级人民法院|审判员|appoint
        恭俭|长宁市中级人民法院执行局|副局长|appoint"""),
    Case("heading and row with comma",
        "任命名单\n姓名,职务\n温良,长宁市审计局局长",
        "温良|长宁市审计局|局长|appoint"),
    Case("table with organisation column",
        "决定任命名单\n姓名\t单位\t职务\n文火\t长宁市教育局\t局长\n武夷\t长宁市公安局\t局长",
        """文火|长宁市教育局|局长|decide_appoint
        武夷|长宁市公安局|局长|decide_appoint"""),
    Case("table, wrapped kinds of verbs",
        "姓名  职务  任免情况\n文火  长宁市教育局局长  决定任命\n武夷  长宁市公安局局长  决定免去",
        """文火|长宁市教育局|局长|decide_appoint
        武夷|长宁市公安局|局长|decide_remove"""),
    Case("name first, verb after",
        "海棠\t任命\t长宁市文化广电旅游局局长\n石竹\t免去\t长宁市文化广电旅游局局长",
        """海棠|长宁市文化广电旅游局|局长|appoint
        石竹|长宁市文化广电旅游局|局长|remove"""),
    Case("news lead with date",
        "2023年12月29日，长宁市第三届人大常委会第十六次会议决定任命水仙为长宁市副市长。水仙向宪法宣誓。",
        "水仙|长宁市人民政府|副市长|decide_appoint", date="2023-12-29"),
    Case("minutes style",
        "会议经过审议和表决，通过了关于接受牡丹请求辞去长宁市副市长职务的决定；免去芍药的市人大常委会副秘书长职务；"
        "任命月季为市人大常委会副秘书长、办公厅主任。会议还组织新任命人员进行了宪法宣誓。",
        """牡丹|长宁市人民政府|副市长|accept_resignation
        芍药|长宁市人大常委会|副秘书长|remove
        月季|长宁市人大常委会|副秘书长|appoint
        月季|长宁市人大常委会办公厅|主任|appoint"""),
    Case("told twice",
        "会议任命牡丹为长宁市民政局局长。\n附：任命名单\n牡丹为长宁市民政局局长。",
        "牡丹|长宁市民政局|局长|appoint"),
    Case("end in a list",
        "自然免除职务：\n龙葵的长宁市物价局局长职务",
        "龙葵|长宁市物价局|局长|end"),
    Case("resignation list",
        """接受辞职名单
        （2020年5月20日长宁市第二届人民代表大会常务委员会第五次会议通过）
        接受：
        葛根辞去长宁市人大常委会委员职务；
        薄荷辞去长宁市人民政府副市长职务。""",
        """葛根|长宁市人大常委会|委员|accept_resignation
        薄荷|长宁市人民政府|副市长|accept_resignation""", date="2020-05-20"),
    Case("dismissed in the passive",
        "2022年1月5日，荆芥被撤销长宁市城管局局长职务。",
        "荆芥|长宁市城管局|局长|dismiss", date="2022-01-05"),
    Case("removed in the passive",
        "会议决定，艾叶被免去长宁市商务局局长职务。",
        "艾叶|长宁市商务局|局长|remove"),
    Case("acting of a court",
        "决定任命苍耳为河口区人民法院副院长、审判委员会委员、审判员，代理院长。",
        """苍耳|河口区人民法院|副院长|decide_appoint
        苍耳|河口区人民法院审判委员会|委员|decide_appoint
        苍耳|河口区人民法院|审判员|decide_appoint
        苍耳|河口区人民法院|院长|acting"""),
    Case("township",
        "选举紫苏为清河镇人民政府镇长，补选益智为清河镇人大主席。",
        """紫苏|清河镇人民政府|镇长|elect
        益智|清河镇人大|主席|elect"""),
    Case("mixed numerals in date, full width",
        "（２０２４ 年 ７月 ３１ 日河口区第八届人大常委会第二十次会议通过）\n决定任命：\n厚朴为河口区财政局局长。",
        "厚朴|河口区财政局|局长|decide_appoint", date="2024-07-31"),
    Case("names in columns under a verb with posts",
        "任命以下同志为河口区人民法院人民陪审员：\n白芷　川 芎　半夏\n防 风　独活",
        """白芷|河口区人民法院|人民陪审员|appoint
        川芎|河口区人民法院|人民陪审员|appoint
        半夏|河口区人民法院|人民陪审员|appoint
        防风|河口区人民法院|人民陪审员|appoint
        独活|河口区人民法院|人民陪审员|appoint""" ),
    Case("prosecutor of a branch",
        "任命远志为临江省人民检察院第一分院检察委员会委员、检察员。",
        """远志|临江省人民检察院第一分院检察委员会|委员|appoint
        远志|临江省人民检察院第一分院|检察员|appoint"""),
    Case("maritime court",
        "任命天麻为临江海事法院审判委员会委员、海商审判庭庭长、审判员。",
        """天麻|临江海事法院审判委员会|委员|appoint
        天麻|临江海事法院海商审判庭|庭长|appoint
        天麻|临江海事法院|审判员|appoint"""),
    Case("president's decree",
        "根据全国人民代表大会常务委员会的决定：\n免去茯苓的民政部部长职务；\n任命泽泻为民政部部长。",
        """茯苓|民政部|部长|remove
        泽泻|民政部|部长|appoint"""),
    Case("state council posts",
        "决定任命车前为国务委员，决定任命石韦为审计署审计长。",
        """车前||国务委员|decide_appoint
        石韦|审计署|审计长|decide_appoint"""),
    # nothing
    Case("minutes: only the bill is presented", "副市长紫草受市长蒲黄委托作有关任免议案的说明，主任会议提请任命乌药为副秘书长。"),
    Case("will be put to the vote", "会议将表决任命白及为长宁市副市长的议案。"),
    Case("plan", "市委拟推荐白薇任长宁市副市长。"),
    Case("denied report", "网传任命白薇为长宁市副市长，消息不实。"),
    Case("methods", "第五条 任命人民法院副院长、审判员，由院长提请常务委员会任命。"),
    Case("candidate's life", "白前，女，汉族，1975年3月生，2010年6月任长宁市民政局副局长，2015年1月任长宁市民政局局长。"),
    Case("by the way", "张榜任命书已颁发，被任命人员依法进行宪法宣誓，任命大会圆满结束。"),
    Case("withdrawn", "会议同意市长撤回任命白蔹为长宁市财政局局长的提请。"),
    Case("vote fails", "会议对任命白蔹为长宁市财政局局长进行了表决，未获通过。"),
    Case("request only", "白茅向长宁市人大常委会提出辞去长宁市副市长职务的请求。"),
    Case("refused resignation", "会议决定不接受白茅辞去长宁市副市长职务的请求。"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_acts_of_a_text(case: Case) -> None:
    given = datetime.date.fromisoformat(case.given) if case.given else None
    reading = read_acts(case.text, date=given, place=case.place)
    found = [f"{a.person}|{a.organization}|{a.post}|{a.act}" for a in reading.acts]
    assert found == [row.strip() for row in case.rows.splitlines() if row.strip()]
    dates = {a.date.isoformat() if a.date else "" for a in reading.acts}
    assert dates == ({case.date} if case.rows else set())
