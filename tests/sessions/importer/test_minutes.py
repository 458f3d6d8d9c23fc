"""Minutes: their items, who reported, what came of it, and the agenda item of each."""

import pytest

from sessions.importer.meeting.agenda import agenda_items
from sessions.importer.meeting.minutes import read_minutes, with_minutes
from sessions.importer.meeting.outcomes import outcomes
from sessions.importer.meeting.proposers import organ_of_post, proposals_in, proposer_for, proposers
from sessions.importer.meeting.reporters import told
from sessions.importer.meeting.session import minutes_of, session_facts
from sessions.importer.naming.names import Names
from sessions.importer.record import Act, DocumentKind
from tests.sessions.importer.papers import paper, seed_bulletin

SC = "人民代表大会常务委员会"
INTRODUCTION = (
    "云岭县第十七届人民代表大会常务委员会第三次会议于2024年8月28日上午在县城举行。"
    "县人大常委会主任马占山主持会议，委员共27人出席会议。\n"
)
AGENDA = (
    "一、审议《云岭县湿地保护条例（草案）》\n二、听取和审议县政府关于防汛工作情况的报告\n"
    "三、听取和审议县政府关于教育工作情况的报告\n四、审议人事任免事项"
)
FLOODS = (
    "会议听取和审议了副县长李四维所作的关于防汛工作情况的报告。会后整理形成审议意见，"
    "交县政府研究处理。"
)
MARSHES = (
    "会议听取了县林业局局长王五经受县政府委托所作的关于《云岭县湿地保护条例（草案）》的说明。"
    "会议要求，抓紧对草案进行修改，再次提交常委会会议审议。"
)
SCHOOLS = "会议听取和审议了县教育局局长赵六一作的关于教育工作情况的报告，开展了专题询问。"
PERSONS = (
    "会议听取了县人大常委会副主任钱七星受主任会议委托所作的任免议案和辞职事项的说明，县长孙八一所作的任免"
    "议案的说明。会议经过表决，通过了关于接受周九同辞去副县长职务的决定；任命吴十平为县人大法制委委员。"
)


def read(agenda: str, minutes: str, place: str = "云岭县", title: str = "纪要"):
    names = Names(place)
    items, _ = agenda_items(paper(DocumentKind.AGENDA, "议程", agenda) if agenda else None)
    return with_minutes(items, read_minutes(paper(DocumentKind.MINUTES, title, minutes)), names)


@pytest.mark.parametrize(
    "form",
    [
        "一、{0}\n二、{1}\n三、{2}\n四、{3}",
        "（一）{0}\n（二）{1}\n（三）{2}\n（四）{3}",
        "1.{0}\n2.{1}\n3.{2}\n4.{3}",
        "会议纪要如下：一、{0}二、{1}三、{2}四、{3}",
        "{0}\n{1}\n{2}\n{3}",
        "{0}{1}{2}{3}",
    ],
)
def test_minutes_in_another_order_than_the_agenda(form):
    items, findings = read(AGENDA, INTRODUCTION + form.format(FLOODS, MARSHES, PERSONS, SCHOOLS))
    assert findings == []
    numbered = "{0}\n" not in form[:4] and not form.startswith("{0}{")
    assert [item.minutes_number for item in items] == ([2, 1, 4, 3] if numbered else [None] * 4)
    assert [[r.name for r in item.reporters] for item in items] == [
        ["王五经"], ["李四维"], ["赵六一"], ["钱七星", "孙八一"],
    ]  # fmt: skip
    assert [[o.kind for o in item.outcomes] for item in items] == [
        ["revise_and_resubmit"],
        ["opinion_to_follow"],
        ["inquiry_held"],
        ["decision_adopted", "personnel_adopted"],
    ]


def test_closing_paragraphs_belong_to_no_item():
    closing = "县人大常委会主任马占山在会议结束时讲话。会议期间，开展了专题询问培训。"
    text = f"{INTRODUCTION}　一、{FLOODS}\n　　二、{PERSONS}\n　　{closing}"
    items, _ = read("一、审议防汛工作情况的报告\n二、审议人事任免事项", text)
    assert [o.kind for o in items[1].outcomes] == ["decision_adopted", "personnel_adopted"]
    assert [r.name for r in items[1].reporters] == ["钱七星", "孙八一"]


def test_without_an_agenda_the_minutes_are_the_agenda():
    items, findings = read("", f"{INTRODUCTION}一、{FLOODS}\n二、{PERSONS}")
    assert [(item.number, item.minutes_number_text) for item in items] == [(1, "一"), (2, "二")]
    assert items[0].text == "会议听取和审议了副县长李四维所作的关于防汛工作情况的报告"
    assert [item.kinds for item in items] == [("hear_report",), ("personnel",)]
    assert [(f.code, f.severity) for f in findings] == [("agenda_from_minutes", "info")]


def test_an_agenda_recited_in_the_minutes():
    recited = "会议议程为：一、听取关于防汛工作情况的报告；二、审议人事任免事项。\n"
    items, findings = read("", INTRODUCTION + recited + FLOODS + "\n" + PERSONS)
    assert [item.text for item in items] == ["听取关于防汛工作情况的报告", "审议人事任免事项"]
    assert [r.name for r in items[0].reporters] == ["李四维"]
    assert findings == []


def test_what_has_no_partner_is_a_finding():
    stray = "会议传达学习了上级精神，部署了安全生产检查。"
    items, findings = read(AGENDA, f"{INTRODUCTION}一、{FLOODS}\n二、{stray}")
    assert [item.minutes_number for item in items] == [None, 1, None, None]
    codes = [finding.code for finding in findings]
    assert codes.count("minutes_item_unmatched") == 1
    # Three items are missing: one sentence tells of them.
    (missing,) = [f for f in findings if f.code == "agenda_item_not_in_minutes"]
    assert "第一、三、四项" in missing.message


def test_a_short_account_need_not_tell_of_every_item():
    told = f"{INTRODUCTION}会议通过了有关决定和人事事项。闭幕会后举行了专题讲座。"
    _, findings = read(AGENDA, told, title="云岭县第十七届人大常委会第二十三次会议简况")
    assert findings == []


def test_minutes_without_text_say_so_once():
    _, findings = read(AGENDA, "")
    assert [finding.code for finding in findings] == ["minutes_empty"]


def test_one_item_may_tell_of_two_of_the_agenda():
    both = FLOODS + "会议听取了县教育局局长赵六一作的关于教育工作情况的报告。"
    items, _ = read(
        "一、听取防汛工作情况的报告\n二、听取教育工作情况的报告\n三、审议人事任免事项",
        f"{INTRODUCTION}一、{both}\n二、{PERSONS}",
    )
    assert [item.minutes_number for item in items] == [1, 1, 2]
    assert [[r.name for r in item.reporters] for item in items[:2]] == [["李四维"], ["赵六一"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "会议听取了县财政局局长赵六一受县人民政府委托所作的关于2023年县级决算草案的报告。",
            [("赵六一", "县财政局局长", "县人民政府", "关于2023年县级决算草案的报告")],
        ),
        (
            ("受县人民政府委托，县财政局局长赵六一向会议作了关于决算草案的报告，"
            "县审计局局长钱七星作了审计工作报告。"),
            [
                ("赵六一", "县财政局局长", "县人民政府", "关于决算草案的报告"),
                ("钱七星", "县审计局局长", "", "审计工作报告"),
            ],
        ),
        (
            "会议听取和审议了副县长李四维代表县人民政府所作的《关于防汛工作情况的报告》。会议认为，工作扎实。",
            [("李四维", "副县长", "县人民政府", "《关于防汛工作情况的报告》")],
        ),
        (
            "会议听取和审议了县人民政府关于防汛工作情况的报告（报告人：副县长李四维）。",
            [("李四维", "副县长", "", "县人民政府关于防汛工作情况的报告")],
        ),
        (
            "会议听取了副州长努尔兰·阿不都、州发改委主任王五经作的关于计划执行情况的报告。",
            [
                ("努尔兰·阿不都", "副州长", "", "关于计划执行情况的报告"),
                ("王五经", "州发改委主任", "", "关于计划执行情况的报告"),
            ],
        ),
        (
            "会议听取了县人大常委会代表资格审查委员会主任委员孙八一关于代表资格的报告。",
            [("孙八一", "县人大常委会代表资格审查委员会主任委员", "", "关于代表资格的报告")],
        ),
        (
            ("会议分别听取了市人大常委会代表工委主任周九同受主任会议委托所作的辞职事项的说明，"
            "市监委副主任吴十平受郑源主任委托所作的任免议案的说明。"),
            [
                ("周九同", "市人大常委会代表工委主任", "主任会议", "辞职事项的说明"),
                ("吴十平", "市监委副主任", "郑源主任", "任免议案的说明"),
            ],
        ),
        ("主任马占山作了讲话，副县长李四维作了表态发言，有关部门负责人作了应答。", []),
        ("会议听取并审议了县人民政府关于水污染防治情况的报告。", []),
    ],
)  # fmt: skip
def test_reporters(text, expected):
    found = [
        (each.name, "、".join(role.printed for role in each.roles), each.on_behalf_of, each.topic)
        for each in told(text)
    ]
    assert found == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("会议表决通过了《云岭县人大常委会关于批准2023年县级决算的决议》。",
         [("resolution_adopted", "云岭县人大常委会关于批准2023年县级决算的决议")]),
        ("会议审议通过了《青江市物业管理条例》，报省人大常委会批准后施行。",
         [("other", "青江市物业管理条例")]),
        ("表决通过了《青江市人大常委会关于修改〈青江市市容条例〉的决定》。",
         [("decision_adopted", "青江市人大常委会关于修改〈青江市市容条例〉的决定")]),
        ("法制委根据审议意见对草案作进一步修改完善后，提请下次常委会会议审议。",
         [("revise_and_resubmit", "")]),
        ("会议开展了专题询问，并进行了满意度测评。会后形成审议意见，交县人民政府研究处理。",
         [("inquiry_held", ""), ("other", "满意度测评"), ("opinion_to_follow", "")]),
        ("审议意见由常委会办公室转交县人民政府研究处理。", [("opinion_to_follow", "")]),
        ("《关于推进全域旅游的决定（草案）》经表决，未获通过。",
         [("not_adopted", "关于推进全域旅游的决定（草案）")]),
        ("会议听取了关于个别代表的代表资格的报告，表决通过了该报告。",
         [("report_adopted", "关于个别代表的代表资格的报告")]),
        ("表决通过了关于召开县人大第四次会议的决定和关于列席人员范围的决定。",
         [("decision_adopted", "关于召开县人大第四次会议的决定"),
          ("decision_adopted", "关于列席人员范围的决定")]),
        ("该规划经县人民政府第12次常务会议讨论通过。", []),
        ("会议要求，根据会议审议和专题询问情况加强整改。", []),
    ],
)  # fmt: skip
def test_outcomes(text, expected):
    assert [(done.kind, done.title) for done in outcomes(text)] == expected


def test_decisions_and_appointments_of_a_personnel_item():
    found = outcomes(PERSONS, personnel=True)
    assert [(done.kind, done.title) for done in found] == [
        ("decision_adopted", "关于接受周九同辞去副县长职务的决定"),
        ("personnel_adopted", ""),
    ]
    assert [d.kind for d in outcomes("会议表决通过了人事任免名单。", personnel=True)] == [
        "personnel_adopted"
    ]


def test_who_proposes_differs_by_organ():
    text = (
        "会议听取了市人大常委会副主任钱七星受主任会议委托所作的任免议案和辞职事项的说明，副市长李四维受孙八一市长"
        "委托所作的任免议案的说明，市监委副主任吴十平受郑源主任委托所作的任免议案的说明，市中级法院院长周九同所作的"
        "任免议案的说明，市检察院副检察长陈平受冯康检察长委托所作的任免议案的说明。会议表决通过了任免事项。"
    )
    items, _ = read("一、审议人事任免事项", f"{INTRODUCTION}一、{text}", "青江市")
    names = Names("青江市")
    found = proposers(items[0], names)

    def who(organization: str, act: Act = Act.APPOINT):
        submitted, explained = proposer_for(organization, act, found)
        return (
            submitted and (submitted.name or submitted.organization),
            explained and explained.name,
        )

    assert who(f"青江市{SC}") == (f"青江市{SC}主任会议", "钱七星")
    assert who("青江市人民代表大会法制委员会") == (f"青江市{SC}主任会议", "钱七星")
    assert who("青江市发展和改革委员会", Act.DECIDE_APPOINT) == ("孙八一", "李四维")
    assert who("青江市监察委员会") == ("郑源", "吴十平")
    assert who("南浦区人民法院") == ("周九同", "周九同")
    assert who("东岭市人民检察院", Act.APPROVE_APPOINT) == ("冯康", "陈平")
    assert who("青江市人民政府", Act.ACCEPT_RESIGNATION) == (f"青江市{SC}主任会议", "钱七星")
    assert who("中国共产党青江市纪律检查委员会") == (None, None)
    assert organ_of_post("青江市监察委员会") == "supervisory"


def test_proposals_named_in_the_text_itself():
    names = Names("云岭县")
    text = (
        "根据县长孙八一的提请，决定任命李四维为县民政局局长；根据县人民法院院长周九同的提请，任命王五经为审判员；"
        "根据主任会议的提名，任命赵六一为县人大常委会办公室主任。根据有关规定，予以公告。"
    )
    found = proposals_in(text, names)
    assert [(p.organ, p.submitted_by.name, p.submitted_by.organization) for p in found] == [
        ("government", "孙八一", "云岭县人民政府"),
        ("court", "周九同", "云岭县人民法院"),
        ("committee", "", f"云岭县{SC}主任会议"),
    ]
    submitted, explained = proposer_for("云岭县民政局", Act.DECIDE_APPOINT, found)
    assert (submitted.name, explained) == ("孙八一", None)


def test_no_personnel_item_no_proposers():
    assert proposers(None, Names("青江市")) == []
    assert proposer_for("青江市民政局", Act.DECIDE_APPOINT, []) == (None, None)


def test_session_facts_of_the_introduction():
    minutes = paper(
        DocumentKind.MINUTES,
        "云岭县第十七届人民代表大会常务委员会第三次会议纪要",
        INTRODUCTION + FLOODS,
    )
    read_ = read_minutes(minutes)
    facts = session_facts(
        [minutes], Names("云岭县"), introduction=(read_.passage, read_.introduction_end)
    )
    session = facts.session
    assert (session.meeting.term, session.meeting.number, session.meeting.kind) == (
        17,
        3,
        "committee",
    )
    assert (str(session.start_date), session.start_half, session.venue) == (
        "2024-08-28",
        "am",
        "县城",
    )
    assert (session.members_present, [c.name for c in session.chairs]) == (27, ["马占山"])
    assert facts.findings == ()


def test_minutes_of_the_chairpersons_are_not_the_sessions():
    chairs = paper(
        DocumentKind.MINUTES, "云岭县第十七届人大常委会第四十一次主任会议纪要", "会议讨论。"
    )
    session = paper(DocumentKind.MINUTES, "云岭县第十七届人大常委会第三次会议纪要", FLOODS)
    assert minutes_of([chairs, session]) is session
    assert minutes_of([chairs]) is None


def test_session_facts_without_minutes():
    decision = paper(
        DocumentKind.DECISION,
        "云岭县人大常委会关于设立湿地日的决定",
        "会议决定设立湿地日。",
        adoption="（2024年8月29日云岭县第十七届人大常委会第三次会议通过）",
    )
    opinion = paper(
        DocumentKind.REVIEW_OPINION,
        "关于防汛工作的审议意见",
        "2024年8月28日下午至29日，县十七届人大常委会第三次会议听取了报告。",
    )
    names = Names("云岭县")
    session = session_facts([decision, opinion], names, term=17).session
    assert (session.meeting.number, str(session.start_date), session.start_half) == (
        3,
        "2024-08-28",
        "pm",
    )
    session = session_facts([decision], names, term=17).session
    assert (session.start_date, str(session.end_date)) == (None, "2024-08-29")
    schedule = paper(
        DocumentKind.AGENDA, "会议日程", "分组会议", adoption="（2024年8月27日至29日）"
    )
    session = session_facts([schedule, decision], names, term=17).session
    assert (str(session.start_date), str(session.end_date)) == ("2024-08-27", "2024-08-29")
    account = paper(
        DocumentKind.OTHER,
        "云岭县第十七届人大常委会第三次会议简况",
        "会议于2024年8月28日在县城举行。主任马占山主持会议。常委会组成人员23人出席会议。",
    )
    facts = session_facts([account, decision], names, term=17)
    assert (facts.session.venue, facts.session.members_present) == ("县城", 23)
    assert [chair.name for chair in facts.session.chairs] == ["马占山"]
    empty = session_facts([], names)
    assert empty.session is None
    assert [finding.code for finding in empty.findings] == ["no_session"]


def test_the_seed():
    seed = seed_bulletin()
    names = Names("宁波市")
    for document in seed.documents:
        names.learn("".join(line.text for line in document.lines))
    items, _ = agenda_items(*seed.of_kind(DocumentKind.AGENDA))
    (minutes,) = seed.of_kind(DocumentKind.MINUTES)
    read_ = read_minutes(minutes)
    items, findings = with_minutes(items, read_, names)
    assert findings == []
    assert [item.minutes_number for item in items] == [2, 4, 3, 1, 5, 6, 7]
    assert [[o.kind for o in item.outcomes] for item in items] == [
        ["revise_and_resubmit"],
        ["opinion_to_follow"],
        ["inquiry_held", "opinion_to_follow"],
        ["decision_adopted", "opinion_to_follow"],
        ["resolution_adopted"],
        ["report_adopted"],
        ["decision_adopted"] * 4 + ["personnel_adopted"],
    ]
    assert [(r.name, r.on_behalf_of) for r in items[6].reporters] == [
        ("屠爱康", "主任会议"), ("杨勇", "汤飞帆市长"), ("杨国章", "叶怀贯主任"),
        ("李红澜", "唐学兵院长"), ("何小华", ""),
    ]  # fmt: skip
    assert items[1].reporters[0].organization == "宁波市司法局"
    session = session_facts(
        seed.documents, names, introduction=(read_.passage, read_.introduction_end)
    ).session
    assert (str(session.start_date), session.start_half) == ("2024-07-30", "pm")
    assert (str(session.end_date), session.venue) == ("2024-07-31", "市行政会议中心")
    found = proposers(items[6], names)
    assert len(found) == 5
    submitted, explained = proposer_for("宁波市人民代表大会社会建设委员会", Act.REMOVE, found)
    assert submitted.organization == f"宁波市{SC}主任会议"
    assert explained.name == "屠爱康"


@pytest.mark.parametrize(
    "piece", ["听取了", "《", "（", "受", "关于", "通过了", "一、", "审议意见", "代表"]
)
def test_long_lines_are_read_in_linear_time(piece):
    text = piece * (200_000 // len(piece))
    told(text)
    outcomes(text, personnel=True)
    read_minutes(paper(DocumentKind.MINUTES, "纪要", text))
