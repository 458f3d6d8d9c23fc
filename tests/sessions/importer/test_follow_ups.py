"""Handling and tracking reports: which opinion they follow up, and what answers what."""

from __future__ import annotations

from datetime import date

import pytest

from sessions.importer.naming.names import Names
from sessions.importer.opinion.follow_ups import FollowedUp, follow_ups_of
from sessions.importer.opinion.opinion_facts import cited_letter, opinion_title, replied_on
from sessions.importer.opinion.opinions import opinion_of
from sessions.importer.record import DocumentKind, FollowUp
from sessions.importer.stages import DocumentText

from .papers import paper, sections_of, seed_bulletin

K = DocumentKind
OPINION = "关于全市公园建设情况报告的审议意见"
HANDLING = OPINION + "研究处理情况的报告"
TRACKING = OPINION + "跟踪督办情况的报告"
LETTER = "《关于请研究处理〈关于全市公园建设情况报告的审议意见〉的函》（青人大常办函〔2023〕12号）"


def handling(body: str, *, title: str = HANDLING, lead: str | None = None, **more: int):
    opening = f"{LETTER}收悉后，市政府高度重视。现报告如下：" if lead is None else lead
    return paper(K.HANDLING_REPORT, title, f"{opening}\n{body}", author="市政府", **more)


def tracking(body: str, *, title: str = TRACKING, counts: str = "2方面5项", **more: int):
    opening = (
        "市九届人大常委会第十一次会议听取和审议了市政府关于全市公园建设情况的报告，"
        f"并提出{counts}审议意见。现报告如下："
    )
    return paper(
        K.TRACKING_REPORT, title, f"{opening}\n{body}", author="市人大城建环资委员会", **more
    )


ANSWERED = """
一、补齐短板，公园多起来
（一）新建公园。城东新建口袋公园十二座，盘活闲置边角地九处。
二、细化管养，服务好起来
（一）修好步道。破损步道修补四千平方米，增设厕所三十座。
"""
TRACKED = """
一、关于市政府审议意见研究处理情况的报告
2023年11月上旬，市政府办公室以正式复函的形式反馈了审议意见研究处理情况。
（一）审议意见中“加快补齐公园短板”方面落实情况。市政府城东新建口袋公园十二座，盘活闲置边角地九处。
（二）审议意见中“提升管养服务水平”方面落实情况。市政府破损步道修补四千平方米，增设厕所三十座。
二、总体评价
总的来看，办理是认真的。
三、下一步工作建议
建议继续增加投入。
"""


def follow(*documents: DocumentText, printed: tuple[DocumentText, ...] = ()) -> FollowedUp:
    names = Names("青禾市")
    sections = {one.key: sections_of(one) for one in (*printed, *documents)}
    opinions = [opinion_of(one, sections[one.key], names, term=9)[0] for one in printed]
    return follow_ups_of((*printed, *documents), sections, opinions, names, term=9)


def answers(result: FollowedUp, follow_up: FollowUp) -> list[tuple[str | None, str, str | None]]:
    titles = {point.key: point.title for opinion in result.opinions for point in opinion.points}
    return [
        (titles.get(one.point or ""), one.section.split("/", 1)[1], one.match)
        for one in follow_up.responses
    ]


def test_a_pair_of_follow_ups_shares_one_opinion():
    result = follow(handling(ANSWERED), tracking(TRACKED, sequence=2, start=100))
    (opinion,) = result.opinions
    assert (opinion.key, opinion.title, opinion.document) == (
        "青人大常办函〔2023〕12号",
        OPINION,
        None,
    )
    assert opinion.letter_number == "青人大常办函〔2023〕12号"
    assert opinion.considered_at is not None
    assert (opinion.considered_at.term, opinion.considered_at.number) == (9, 11)
    assert opinion.report_title == "关于全市公园建设情况的报告"
    assert (opinion.aspects_count, opinion.points_count) == (2, 5)
    assert [(p.kind, p.number, p.title) for p in opinion.points] == [
        ("aspect", 1, "加快补齐公园短板"),
        ("aspect", 2, "提升管养服务水平"),
    ]
    assert opinion.addressee_organization == "青禾市人民政府"
    first, second = result.follow_ups
    assert [(one.kind, one.opinion) for one in (first, second)] == [
        ("handling", opinion.key),
        ("tracking", opinion.key),
    ]
    assert answers(result, first) == [
        ("加快补齐公园短板", "一、", "reworded"),
        ("提升管养服务水平", "二、", "reworded"),
    ]
    assert answers(result, second) == [
        ("加快补齐公园短板", "一、/（一）", "exact"),
        ("提升管养服务水平", "一、/（二）", "exact"),
    ]
    assert (first.letter_number, second.letter_number) == ("青人大常办函〔2023〕12号", "")
    assert second.replied_on is not None
    assert (second.replied_on.on, second.replied_on.precision) == (date(2023, 11, 1), "third")
    assert second.author is not None
    assert second.author.text == "市人大城建环资委员会"
    assert result.findings == ()


def test_evaluation_and_recommendations():
    result = follow(tracking(TRACKED))
    (tracked,) = result.follow_ups
    assert tracked.evaluation == f"{TRACKING}/二、"
    assert tracked.recommendations == f"{TRACKING}/三、"
    one = TRACKED.replace("二、总体评价", "二、关于综合评价和工作建议").split("三、")[0]
    (tracked,) = follow(tracking(one)).follow_ups
    assert tracked.evaluation == tracked.recommendations == f"{TRACKING}/二、"


def test_answers_are_neither_evaluation_nor_recommendations():
    body = """
    一、关于“总体提升公园成效”方面落实情况
    城东新建口袋公园十二座。
    二、关于“广泛征集市民建议”方面落实情况
    征集金点子三百条。
    """
    (tracked,) = follow(tracking(body, counts="2方面")).follow_ups
    assert [one.match for one in tracked.responses] == ["exact", "exact"]
    assert (tracked.evaluation, tracked.recommendations) == (None, None)


def test_what_holds_the_answers_is_no_evaluation():
    body = TRACKED.replace("一、关于市政府审议意见研究处理情况的报告", "一、研究处理总体成效")
    (tracked,) = follow(tracking(body.replace("二、总体评价", "二、总体情况"))).follow_ups
    assert tracked.evaluation == f"{TRACKING}/二、"


def test_one_letter_is_one_opinion_whatever_the_titles():
    renamed = tracking(TRACKED, title="关于园林绿化审议意见跟踪督办情况的报告", sequence=2)
    by_letter = paper(
        K.TRACKING_REPORT,
        renamed.title,
        f"{LETTER}印发后，委员会跟踪督办。现报告如下：{TRACKED}",
        sequence=2,
    )
    assert len(follow(handling(ANSWERED), by_letter).opinions) == 1
    assert len(follow(handling(ANSWERED), renamed).opinions) == 2


def test_two_headings_of_one_number():
    body = TRACKED.replace("一、关于市政府", "二、关于市政府")
    (tracked,) = follow(tracking(body)).follow_ups
    assert [one.match for one in tracked.responses] == ["exact", "exact"]
    assert tracked.evaluation is not None
    assert tracked.evaluation != tracked.responses[0].section.rsplit("/", 1)[0]


def test_one_section_for_two_aspects_and_one_aspect_without():
    tracked = tracking(
        """
        一、审议意见研究处理情况
        （一）关于“加快补齐公园短板”方面落实情况。城东新建口袋公园十二座，盘活闲置边角地九处用于建园。
        （二）关于“提升管养服务水平”方面落实情况。破损步道修补四千平方米，增设厕所三十座并延长开放时间。
        （三）关于“培育自然教育品牌”方面落实情况。开设自然课堂十六处，招募讲解志愿者二百名。
        """,
        counts="3方面",
        sequence=2,
    )
    both = (
        "一、公园建管并举\n（一）新建公园。城东新建口袋公园十二座，盘活闲置边角地九处用于建园。\n"
        "（二）修好步道。破损步道修补四千平方米，增设厕所三十座并延长开放时间。"
    )
    result = follow(handling(both), tracked)
    assert answers(result, result.follow_ups[0]) == [
        ("加快补齐公园短板", "一、", "shared"),
        ("提升管养服务水平", "一、", "shared"),
    ]
    assert result.findings == ()


def test_a_section_nobody_can_place_is_a_finding():
    body = ANSWERED + "三、举办花卉博览会\n展出花卉三百种，游客六十万人次。"
    result = follow(handling(body), tracking(TRACKED, sequence=2))
    assert answers(result, result.follow_ups[0])[-1] == (None, "三、", None)
    (finding,) = result.findings
    assert (finding.code, finding.severity) == ("doubtful_response", "warning")
    assert "三、举办花卉博览会" in finding.message
    assert finding.document == HANDLING


def test_a_handling_report_alone_that_quotes():
    result = follow(
        handling("""
            一、关于“加快补齐公园短板”
            城东新建口袋公园十二座。
            二、关于“提升管养服务水平”
            破损步道修补四千平方米。
            三、下一步工作打算
            继续努力。
            """)
    )
    assert [point.title for point in result.opinions[0].points] == [
        "加快补齐公园短板",
        "提升管养服务水平",
    ]
    assert [one.match for one in result.follow_ups[0].responses] == ["exact", "exact"]
    assert result.findings == ()


def test_a_handling_report_alone_in_its_own_words_is_told():
    result = follow(handling(ANSWERED))
    assert [point.title for point in result.opinions[0].points] == [
        "补齐短板，公园多起来",
        "细化管养，服务好起来",
    ]
    assert [finding.code for finding in result.findings] == ["aspects_by_headings"]


def test_answers_below_one_heading():
    result = follow(
        handling("""
            一、总体情况
            市政府高度重视。
            二、审议意见办理落实情况
            （一）关于“加快补齐公园短板”。城东新建口袋公园十二座。
            （二）关于“提升管养服务水平”。破损步道修补四千平方米。
            三、下一步工作打算
            继续努力。
            """)
    )
    assert answers(result, result.follow_ups[0]) == [
        ("加快补齐公园短板", "二、/（一）", "exact"),
        ("提升管养服务水平", "二、/（二）", "exact"),
    ]


PRINTED = paper(
    K.REVIEW_OPINION,
    OPINION,
    """
    2023年4月27日，青禾市第九届人大常委会第十一次会议听取和审议了市政府关于全市公园建设情况的报告。
    一、加快补齐公园短板
    1.先补城东。城东三个片区要优先安排口袋公园。
    2.用好边角。闲置边角地要盘活。
    二、提升管养服务水平
    3.修好步道。破损步道要在三天内修补。
    """,
    adoption="（2023年5月31日青禾市第九届人大常委会第二十次主任会议通过）",
)


def test_an_opinion_printed_in_the_same_bulletin_is_that_one():
    body = """
    一、关于加快补齐公园短板方面
    （一）先补城东。城东新建口袋公园十二座。
    （二）用好边角。盘活闲置边角地九处。
    二、关于提升管养服务水平方面
    破损步道修补四千平方米。
    """
    result = follow(handling(body, sequence=2), printed=(PRINTED,))
    (opinion,) = result.opinions
    assert (opinion.key, opinion.document) == (OPINION, OPINION)
    assert opinion.letter_number == "青人大常办函〔2023〕12号"
    assert answers(result, result.follow_ups[0]) == [
        ("加快补齐公园短板", "一、", "exact"),
        ("先补城东", "一、/（一）", "exact"),
        ("用好边角", "一、/（二）", "exact"),
        ("提升管养服务水平", "二、", "exact"),
    ]


def test_the_same_subject_of_another_year_is_another_opinion():
    documents = [
        handling(
            "一、关于“用好资金”\n已办。\n二、关于“管好项目”\n已办。",
            title=f"关于{year}年度决算情况报告的审议意见研究处理情况的报告",
            lead="现报告如下：",
            sequence=sequence,
        )
        for sequence, year in enumerate((2021, 2022), start=1)
    ]
    result = follow(*documents)
    assert len(result.opinions) == 2
    assert len({point.key for opinion in result.opinions for point in opinion.points}) == 4


def test_titles_that_differ_in_small_words_are_one_opinion():
    other = "关于全市公园建设情况的报告审议意见跟踪督办情况的报告"
    result = follow(handling(ANSWERED), tracking(TRACKED, title=other, sequence=2))
    assert len(result.opinions) == 1


def test_a_count_that_differs_from_what_is_there_is_a_finding():
    result = follow(tracking(TRACKED, counts="3方面"))
    assert result.opinions[0].aspects_count == 3
    assert [finding.code for finding in result.findings] == ["opinion_count"]


def test_a_follow_up_of_nobody_knows_what():
    lost = handling(ANSWERED, title="关于研究处理情况的报告", lead="现报告如下：")
    result = follow(lost)
    assert result.follow_ups[0].opinion == result.opinions[0].key
    assert "unknown_opinion" in [finding.code for finding in result.findings]


def test_no_follow_ups_no_opinions():
    result = follow()
    assert (result.opinions, result.follow_ups, result.findings) == ((), (), ())


# --- what the sentences say ----------------------------------------------------------------

INNER = "关于《甲省花木条例》《青禾市人大常委会关于爱护花木的决定》实施情况报告的审议意见"


@pytest.mark.parametrize(
    "brackets",
    ["（{}）", "({})", " （{}） "],
)
@pytest.mark.parametrize(
    "number",
    ["青人大常办函〔2023〕31 号", "青人大常办函[2023]31号", "青人大常办函（2023） 31号",
     "青人大常办函【２０２３】３１号", "青人大常 办函［2023］ 31 号", "青人大常办函(2023)31号"],
)  # fmt: skip
def test_letters(brackets: str, number: str):
    text = f"《关于请研究处理〈{INNER}〉的函》{brackets.format(number)}收悉后，市政府高度重视。"
    found = cited_letter(text)
    assert (found.number, found.opinion) == ("青人大常办函〔2023〕31号", INNER)


@pytest.mark.parametrize(
    "letter",
    [
        f"《关于请研究处理《{INNER}》的函》（青人大〔2023〕5号）",
        f"《关于请研究处理<{INNER}>的函》（青人大〔2023〕5号）",
        f"《{INNER}》（青人大〔2023〕5号）",
        f"《关于交办〈{INNER}〉的通知》（青人大〔2023〕5号）",
        f"《关于请研究处理{INNER}的函》（青人大〔2023〕5号）",
    ],
)
def test_forms_of_letters(letter: str):
    found = cited_letter(f"市人大常委会办公室{letter}收悉。")
    assert (found.number, found.opinion) == ("青人大〔2023〕5号", INNER)


def test_other_titles_are_no_letters():
    found = cited_letter("根据《关于开展植树的函》（青绿〔2023〕5号），现报告如下。")
    assert (found.number, found.opinion) == ("", "")


@pytest.mark.parametrize(
    ("title", "opinion"),
    [
        (HANDLING, OPINION),
        (TRACKING, OPINION),
        (f"关于《{OPINION}》研究处理情况的报告", OPINION),
        (f"关于对〈{OPINION}〉落实情况的报告", OPINION),
        (f"青禾市人民政府{OPINION}办理情况的报告", OPINION),
        (f"青禾市人民政府关于市人大常委会{OPINION}落实情况的报告", OPINION),
        ("关于公园工作审议意见整改落实情况的跟踪督办报告", "关于公园工作审议意见"),
        ("关于公园建设情况的报告", ""),
        (
            "关于落实八项规定情况报告的审议意见研究处理情况的报告",
            "关于落实八项规定情况报告的审议意见",
        ),
    ],
)
def test_opinion_titles(title: str, opinion: str):
    assert opinion_title(title) == opinion


@pytest.mark.parametrize(
    ("text", "on", "precision"),
    [
        (
            "2024年5月上旬，市政府办公厅以正式复函的形式反馈了审议意见研究处理情况报告。",
            (2024, 5, 1),
            "third",
        ),
        ("市政府于2024年5月10日书面反馈了审议意见办理情况。", (2024, 5, 10), "day"),
        ("2024年6月，县政府报送了审议意见落实情况的报告。", (2024, 6, 1), "month"),
        (
            "截至2024年4月底，已完成整改57个。2024年6月初，市政府反馈了审议意见研究处理情况。",
            (2024, 6, 1),
            "third",
        ),
    ],
)
def test_dates_of_replies(text: str, on: tuple[int, int, int], precision: str):
    when = replied_on(text)
    assert when is not None
    assert (when.on, when.precision) == (date(*on), precision)


@pytest.mark.parametrize(
    "text",
    [
        "截至2024年4月底，市政府提交审议意见中的问题已整改57个。",
        "2024年3月，常委会将审议意见交市政府研究处理。",
        "市政府反馈了审议意见研究处理情况。",
    ],
)
def test_other_dates_are_no_replies(text: str):
    assert replied_on(text) is None


# --- the seed, by reading ------------------------------------------------------------------

# letter → (session, aspects and points as stated, month of the reply, and for each aspect its
# name, the section of the handling report that answers it, and how)
SEED = {
    "甬人大常办函〔2023〕30号": (13, (6, 19), date(2024, 5, 1), [
        ("以科技创新引领现代化产业体系建设", "一、", "exact"),
        ("抓实抓好产业项目谋划招引", "二、", "exact"),
        ("推动民营经济高质量发展", "三、", "exact"),
        ("加快构建双循环新发展格局", "四、", "exact"),
        ("高水平推进乡村全面振兴", "五、", "exact"),
        ("提升城市治理水平和治理能力", "六、", "exact"),
    ]),
    "甬人大常办函〔2023〕31号": (13, (4, 13), date(2024, 5, 1), [
        ("着力提升涉企政策实效", "一、", "reworded"),
        ("切实保护企业合法权益", "二、", "reworded"),
        ("持续助力企业转型升级", "三、", "reworded"),
        ("夯实企业发展要素保障", "四、", "reworded"),
    ]),
    "甬人大常办函〔2023〕29号": (13, (4, None), date(2024, 6, 1), [
        ("明确发展定位，做强做优做大国有企业", "一、", "reworded"),
        ("深化机制改革，激发企业发展内生动力", "二、", "reworded"),
        ("推动职能转变，构建协同高效监管体系", "三、", "reworded"),
        ("聚焦依法规范，健全完善国资报告制度", "四、", "reworded"),
    ]),
    "甬人大常办函〔2024〕3号": (14, (3, None), date(2024, 6, 1), [
        ("立足主责主业，聚力提升新时代审计工作质效", "一、", "reworded"),
        ("坚持稳中求进，着力抓好审计问题整改到位", "二、", "reworded"),
        ("强化贯通协同，有力推动审计成果高效运用", "三、", "reworded"),
    ]),
    # Three sections for four aspects: 三、 deals with talent, finance and land, and with the
    # service centres and platforms that the committee counts as 精准服务.
    "甬人大常办函〔2024〕4号": (15, (4, None), date(2024, 5, 21), [
        ("深化梯度培育", "一、", "reworded"),
        ("坚持创新引领", "二、", "reworded"),
        ("强化要素保障", "三、", "shared"),
        ("实施精准服务", "三、", "shared"),
    ]),
}  # fmt: skip


def seed_follow_ups() -> FollowedUp:
    bulletin = seed_bulletin()
    return follow_ups_of(bulletin.documents, bulletin.sections, [], bulletin.names, term=16)


@pytest.mark.parametrize("letter", SEED)
def test_seed_follow_ups(letter: str):
    result = seed_follow_ups()
    session, counts, reply, aspects = SEED[letter]
    (opinion,) = [one for one in result.opinions if one.letter_number == letter]
    assert opinion.key == letter
    assert opinion.considered_at is not None
    assert opinion.considered_at.number == session
    assert (opinion.aspects_count, opinion.points_count) == counts
    assert [point.title for point in opinion.points] == [name for name, _, _ in aspects]
    done, tracked = [one for one in result.follow_ups if one.opinion == opinion.key]
    assert (done.kind, tracked.kind) == ("handling", "tracking")
    assert answers(result, done) == aspects
    names = [name for name, _, _ in aspects]
    assert [one[::2] for one in answers(result, tracked)] == [(name, "exact") for name in names]
    markers = [f"（{number}）" for number in "一二三四五六"[: len(names)]]
    assert [one.section.rsplit("/", 1)[1] for one in tracked.responses] == markers
    assert tracked.replied_on is not None
    assert tracked.replied_on.on == reply
    assert tracked.evaluation == tracked.recommendations
    assert tracked.evaluation is not None
    assert tracked.evaluation.rsplit("/", 1)[1].startswith("二、")
    assert done.author is not None
    assert done.author.organization == "宁波市人民政府"


def test_seed_has_five_pairs_and_nothing_to_look_at():
    result = seed_follow_ups()
    assert len(result.opinions) == 5
    assert [one.kind for one in result.follow_ups] == ["handling", "tracking"] * 5
    assert result.findings == ()
