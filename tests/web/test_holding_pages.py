"""The pages of organisations and posts, a person's timeline, and how each page is cited."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from npcrecords.web.citing import in_title_marks
from npcrecords.web.holding_views import chosen_day

from .. import factories
from ..admin_pages import queries_of

pytestmark = pytest.mark.django_db


def page(client, name: str, *args, **query) -> str:
    response = client.get(reverse(f"web:{name}", args=args), query)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def post():
    """A post with a holder of unknown start, one of known days, a gap, and who acts now."""
    row = factories.PostFactory(organization__name="青岚市第一局")
    acts = [
        ("方勤", "remove", "2012-05-01"),
        ("林言", "appoint", "2012-05-01"),
        ("林言", "remove", "2018-03-01"),
        ("沈朗", "acting", "2020-06-01"),
    ]
    people = {name: factories.PersonFactory(name=name) for name in {name for name, *_ in acts}}
    for name, act, date in acts:
        factories.AppointmentFactory(
            person=people[name], person_name=name, post=row, act=act, date=date
        )
    return row


def test_a_post_tells_its_holders_in_order_with_the_gaps(client, post) -> None:
    text = page(client, "post", post.pk)
    table = text[text.index("<tbody>") :]
    told = [
        "起任时间不详",
        "林言",
        "2018年3月1日至2020年6月1日：未见有人任此职",
        "沈朗",
        "（代理）",
    ]
    places = [table.index(words) for words in told]
    assert places == sorted(places)
    act = post.appointments.get(act="acting")
    link = f"{reverse('web:document', args=[act.document_id])}#act{act.pk}"
    assert text.count(f'href="{link}"') >= 2  # in the picture and in the table
    assert f'id="act{act.pk}"' in page(client, "document", act.document_id)


@pytest.mark.parametrize(
    ("on", "told"),
    [
        ("2010-01-01", "方勤（可能在任）"),
        ("2012-05-01", "林言"),
        ("2019-01-01", "空缺"),
        ("2020-06-01", "沈朗（代理）"),
    ],
)
def test_an_organisation_shows_who_held_its_posts_on_a_day(client, post, on, told) -> None:
    text = page(client, "organization", post.organization_id, on=on)
    chart = text[text.index("<figure") : text.index("<figcaption")]
    shown = {"方勤（可能在任）", "林言", "空缺", "沈朗（代理）"}
    assert {words for words in shown if f">{words}</text>" in chart} == {told}


def test_before_anything_is_known_the_page_says_from_when(client) -> None:
    post = factories.PostFactory()
    factories.AppointmentFactory(post=post, act="appoint", date="2015-04-02")
    text = page(client, "organization", post.organization_id, on="2010-01-01")
    assert "最早的任免记录在2015年4月2日" in text
    assert "不详" in text


@pytest.mark.parametrize("typed", ["abc", "2024-02-30", "2024-07", "\x00", "2999-01-01", "9" * 99])
def test_a_day_that_is_none_gets_a_sentence(client, post, typed) -> None:
    text = page(client, "organization", post.organization_id, on=typed)
    assert "下面是今天的情况" in text
    assert "沈朗（代理）" in text


def test_a_day_is_read_as_people_write_it() -> None:
    today = dt.date(2026, 3, 1)
    for typed in ("2024-07-31", "2024年7月31日", "20240731", " 2024.7.31 "):
        assert chosen_day(typed, today) == (dt.date(2024, 7, 31), ""), typed
    assert chosen_day("", today) == (today, "")


def test_departments_are_shown_when_asked(client, post) -> None:
    city = factories.OrganizationFactory(name="青岚市政务办")
    post.organization.parent = city
    post.organization.save()
    head = factories.PostFactory(organization=city, title="主任")
    factories.AppointmentFactory(post=head)
    alone = page(client, "organization", city.pk)
    assert "沈朗" not in alone
    both = page(client, "organization", city.pk, include_children="1")
    assert both.index("主任") < both.index("沈朗（代理）")
    assert reverse("web:post", args=[post.pk]) in both


def test_an_organisation_shows_its_facts(client) -> None:
    before = factories.OrganizationFactory(name="青岚市旧局")
    above = factories.OrganizationFactory(name="青岚市政务办")
    row = factories.OrganizationFactory(name="青岚市新局", predecessor=before, parent=above)
    later = factories.OrganizationFactory(name="青岚市后局", predecessor=row)
    below = factories.OrganizationFactory(name="青岚市新局分局", parent=row)
    factories.OrganizationAliasFactory(organization=row, name="市新局")
    text = page(client, "organization", row.pk)
    assert "市新局" in text
    for other in (before, above, later, below):
        assert f'href="{reverse("web:organization", args=[other.pk])}">{other.name}<' in text
    assert "还没有这个机构的职务记录" in text


@pytest.fixture
def abolished():
    """A bureau founded and abolished, whose head nobody removed, and whose deputy was."""
    row = factories.OrganizationFactory(
        name="青岚市旧局",
        founded_on="2010-05-01",
        founded_on_precision="month",
        dissolved_on="2019-03-11",
        dissolved_on_precision="third",
    )
    factories.OrganizationAliasFactory(
        organization=row, name="旧局", valid_from="2010-05-01", valid_to="2019-03-10"
    )
    head = factories.PostFactory(organization=row, title="局长")
    factories.AppointmentFactory(post=head, act="appoint", date="2015-01-05")
    return row


def test_an_organisation_tells_its_days(client, abolished) -> None:
    text = page(client, "organization", abolished.pk)
    assert "<dd>2010年5月</dd>" in text
    assert "<dd>2019年3月中旬<" in text
    assert "（2010年5月1日至2019年3月10日）" in text
    picture = text[text.rindex("<figure") :]
    for words in (">2010年5月设立</text>", ">2019年3月中旬撤销</text>", "点划线：机构设立或撤销"):
        assert words in picture, words
    assert "未见卸任记录</title>?" not in picture
    assert "机构撤销，未见卸任记录" in picture
    assert "2019年3月中旬撤销" in page(client, "post", abolished.posts.get().pk)


@pytest.mark.parametrize(
    ("on", "told"),
    [
        ("2010-04-30", ["机构尚未设立", "2010年5月设立"]),
        ("2012-01-01", ["不详", "最早的记录在2015年1月5日"]),
        ("2016-01-01", ["2015年1月5日 任命"]),
        ("2019-03-15", ["（可能在任）"]),
        ("2019-03-20", ["机构已撤销", "2019年3月中旬撤销；1人未见卸任记录"]),
    ],
)
def test_no_organ_no_post(client, abolished, on, told) -> None:
    text = page(client, "organization", abolished.pk, on=on)
    chart = text[text.index("<figure") : text.index("<figcaption")]
    table = text[text.index("<tbody>") : text.index("</tbody>")]
    for words in told:
        assert words in chart, words
        assert words in table, words


def test_a_post_of_an_abolished_organ_is_vacant_until_then(client, abolished) -> None:
    head = abolished.posts.get()
    act = head.appointments.get()
    factories.AppointmentFactory(post=head, person=act.person, act="remove", date="2017-01-05")
    text = page(client, "post", head.pk)
    assert "2017年1月5日起：未见有人任此职，至机构撤销（2019年3月中旬撤销）" in text
    picture = text[text.index("<svg") : text.index("</svg>")]
    assert max(int(year) for year in re.findall(r">(\d{4})年</text>", picture)) <= 2019


def test_a_post_that_several_hold_is_never_called_vacant(client) -> None:
    post = factories.PostFactory(title="审判员")
    person = factories.PersonFactory()
    for date, act in (("2012-01-05", "appoint"), ("2015-01-05", "remove")):
        factories.AppointmentFactory(post=post, person=person, act=act, date=date)
    text = page(client, "organization", post.organization_id)
    assert "没有当天在任的记录" in text
    assert "空缺<" not in text
    assert "未见有人任此职" not in page(client, "post", post.pk)


def test_a_gap_whose_first_day_nobody_tells_is_told_so(client) -> None:
    post = factories.PostFactory(title="局长")
    first, second = factories.PersonFactory.create_batch(2)
    for person, act, date in (
        (first, "appoint", "2010-01-05"),
        (first, "remove", None),
        (second, "appoint", "2015-04-02"),
    ):
        factories.AppointmentFactory(post=post, person=person, act=act, date=date)
    text = page(client, "post", post.pk)
    assert "前任卸任的日期不详：到2015年4月2日为止可能有空缺" in text
    post.appointments.filter(person=second).delete()
    assert "卸任以后：未见有人任此职" in page(client, "post", post.pk)


def test_a_third_of_a_month_is_told_with_its_year(client) -> None:
    act = factories.AppointmentFactory(
        act="appoint", date="2017-08-11", date_precision="third", date_text="8月中旬"
    )
    assert "2017年8月中旬 任命" in page(client, "post", act.post_id)


def test_organisations_are_found_by_name_alias_and_place(client) -> None:
    row = factories.OrganizationFactory(name="青岚市发展局", jurisdiction="青岚市")
    factories.OrganizationAliasFactory(organization=row, name="市发局")
    factories.OrganizationFactory(name="别处水务局", jurisdiction="别处")
    for wanted in ("发展", "市发局", "青岚 发展", "青岚市"):
        text = page(client, "organizations", q=wanted)
        assert reverse("web:organization", args=[row.pk]) in text, wanted
        assert "别处水务局" not in text
    assert "没有找到“无此局”" in page(client, "organizations", q="无此局\x00")


def test_a_merged_organisation_leads_to_the_one_that_stays(client) -> None:
    stays = factories.OrganizationFactory()
    merged = factories.OrganizationFactory(merged_into=stays)
    answer = client.get(reverse("web:organization", args=[merged.pk]))
    there = reverse("web:organization", args=[stays.pk])
    assert (answer.status_code, answer["Location"]) == (301, there)
    assert merged.name not in page(client, "organizations").replace(stays.name, "")


def test_drafts_are_in_no_picture(client, post) -> None:
    draft = factories.BulletinFactory(status="draft")
    act = factories.AppointmentFactory(
        bulletin=draft, post=post, person__name="程舒密", act="appoint", date="2022-01-01"
    )
    hidden = factories.AppointmentFactory(bulletin=draft, post__title="草稿职务").post
    for name, pk in (("post", post.pk), ("organization", post.organization_id)):
        assert "程舒密" not in page(client, name, pk)
    assert client.get(reverse("web:post", args=[hidden.pk])).status_code == 404
    for name, pk in (("organization", hidden.organization_id), ("person", act.person_id)):
        assert client.get(reverse(f"web:{name}", args=[pk])).status_code == 404, name
    assert hidden.organization.name not in page(client, "organizations")


def test_two_persons_of_one_name_are_told_apart(client, post) -> None:
    for note in ("女", "审判员"):
        person = factories.PersonFactory(name="陆宁", note=note)
        factories.AppointmentFactory(
            person=person, person_name="陆宁", post=post, date="2021-01-01"
        )
    text = page(client, "post", post.pk)
    for shown in ("陆宁（女）", "陆宁（审判员）"):
        assert shown in text


def test_a_person_has_a_timeline_that_leads_to_the_acts(client, post) -> None:
    act = post.appointments.get(act="acting")
    text = page(client, "person", act.person_id)
    picture = text[text.index("<svg") : text.index("</svg>")]
    assert f'href="#act{act.pk}"' in picture
    assert f'id="act{act.pk}"' in text
    assert "未见卸任记录" in picture
    assert f"{timezone.localdate().year}年" in text[text.index('class="printed"') :]


def test_each_page_says_how_to_cite_it(client, post) -> None:
    act = post.appointments.first()
    opinion = factories.OpinionFactory(title="关于《青岚市湖泊条例》执行情况的审议意见")
    document = opinion.document
    pages = {
        ("bulletin", act.bulletin_id): f"《{act.bulletin.issuer}公报》{act.bulletin.label}，",
        ("document", document.pk): f"》{document.bulletin.label}，第3–5页，《{document.title}》，",
        ("opinion", opinion.pk): "第3–5页，《关于〈青岚市湖泊条例〉执行情况的审议意见》，",
        ("person", act.person_id): f"{act.person}，公报记录，",
        ("organization", post.organization_id): "青岚市第一局，公报记录，",
        ("post", post.pk): "青岚市第一局局长，公报记录，",
    }
    for (name, pk), said in pages.items():
        text = page(client, name, pk)
        cited = text[text.index('class="citation"') :]
        assert said in cited, name
        address = f"http://testserver{reverse(f'web:{name}', args=[pk])}"
        assert cited.count(address) == 2, name
        assert "查阅</p>" in cited


def test_titles_within_titles_change_their_marks_by_turns() -> None:
    assert in_title_marks("关于《甲〈乙《丙》〉》的报告") == "《关于〈甲《乙〈丙〉》〉的报告》"
    assert in_title_marks("决定") == "《决定》"


def test_many_holders_come_in_pages(client) -> None:
    post = factories.PostFactory(title="审判员")
    for number in range(103):
        person = factories.PersonFactory(name=f"方勤{number:03}")
        factories.AppointmentFactory(
            person=person, post=post, act="appoint", date=dt.date(1990, 1, 1) + dt.timedelta(number)
        )
    newest = page(client, "post", post.pk)
    assert "方勤102" in newest
    assert "方勤000" not in newest
    assert "方勤000" in page(client, "post", post.pk, page=1)
    assert "更早的 83 段" in page(client, "organization", post.organization_id)


# Of an organisation's: the names, the bulletins, the points, what answers them and what is above it, the order of
# those found, and the two of the page; on the other day there is none. Of its posts the rest.
QUERIES = {"organizations": 3, "organization": 19, "with_children": 15, "post": 5}


def test_each_page_takes_one_number_of_queries(client) -> None:
    city = factories.OrganizationFactory()
    post = factories.PostFactory(organization=city)

    def fill() -> None:
        below = factories.OrganizationFactory(parent=city, predecessor=city)
        factories.OrganizationAliasFactory(organization=city)
        point = factories.OpinionPointFactory(text=f"请{city.name}研究。")
        factories.ResponseFactory(
            follow_up__opinion=point.opinion, point=point, section__text=f"{city.name}已部署。"
        )
        for one in (post, factories.PostFactory(organization=below)):
            act = factories.AppointmentFactory(post=one, act="appoint", date="2020-01-01")
            factories.AppointmentFactory(
                post=one, person=act.person, act="remove", date="2021-01-01"
            )

    address = reverse("web:organization", args=[city.pk])
    addresses = {
        "organizations": reverse("web:organizations"),
        "organization": address,
        "with_children": f"{address}?include_children=1&on=2020-05-01",
        "post": reverse("web:post", args=[post.pk]),
    }
    fill()
    once = {name: queries_of(client, address)[0] for name, address in addresses.items()}
    fill()
    fill()
    thrice = {name: queries_of(client, address)[0] for name, address in addresses.items()}
    assert once == thrice
    assert thrice == QUERIES


def test_what_an_organization_has_to_act_on(client) -> None:
    city = factories.OrganizationFactory(name="青岚市第一局")
    below = factories.OrganizationFactory(name="青岚市第一局监测站", parent=city)
    opinion = factories.OpinionFactory(title="审议意见甲", due_on="2024-11-16", due_rule="三个月")
    point = factories.OpinionPointFactory(
        opinion=opinion, title="请青岚市第一局研究", source_page=12
    )
    response = factories.ResponseFactory(
        follow_up__opinion=opinion, point=point, section__text="青岚市第一局监测站已部署。",
        section__page=31,
    )  # fmt: skip
    text = page(client, "organization", city.pk, on="2024-10-01")
    shown = text[text.index('id="open-points"') :]
    assert "共 1 条" in shown
    assert f'href="{reverse("web:opinion", args=[opinion.pk])}">审议意见甲<' in shown
    assert "2024年11月16日" in shown
    assert "条目第12页：青岚市第一局" in shown
    assert "第31页" not in shown
    text = page(client, "organization", city.pk, on="2024-10-01", include_children=1)
    address = reverse("web:document", args=[response.section.document_id])
    assert f'href="{address}#s{response.section_id}">答复</a>第31页' in text
    assert "没有点到这里" in page(client, "organization", city.pk, on="2024-08-15")
    assert "答复</a>" in page(client, "organization", below.pk)
    post = factories.PostFactory(organization=city)
    assert f'{city.pk}/#open-points"' in page(client, "post", post.pk)


def test_many_points_are_shown_a_page_at_a_time(client) -> None:
    city = factories.OrganizationFactory()
    opinion = factories.OpinionFactory()
    for number in range(21):
        factories.OpinionPointFactory(
            opinion=opinion, order=number, title=f"第{number}条：请{city.name}研究"
        )
    first = page(client, "organization", city.pk)
    assert "共 21 条" in first
    assert "第20条" not in first
    assert 'href="?points=2#open-points"' in first
    assert "第20条" in page(client, "organization", city.pk, points=2)
