"""The pages of what is cited, and the links of a document's page back to what it answers."""

from __future__ import annotations

import csv
import io
import re
from html import unescape

import pytest
from django.urls import reverse

from .. import factories as f
from ..admin_pages import queries_of

pytestmark = pytest.mark.django_db
TITLE = "青岚市河道保护条例"
LETTER = "青人函〔2023〕3号"


def page(client, **query) -> str:
    response = client.get(reverse("web:citations"), query)
    assert response.status_code == 200
    return response.content.decode()


def document_page(client, pk: int) -> str:
    return client.get(reverse("web:document", args=[pk])).content.decode()


def links(text: str) -> list[str]:
    return [unescape(one) for one in re.findall(r'href="([^"]+)"', text)]


def test_nothing_is_cited_yet(client) -> None:
    assert "还没有引用记录" in page(client)


def test_the_most_cited_first_with_what_is_held(client) -> None:
    held = f.DocumentFactory(title=TITLE)
    f.CitationFactory(title="防汛规划")
    f.CitationFactory(title=TITLE, count=4)
    f.CitationFactory(title=TITLE)
    f.CitationFactory(title="草稿引用的", document__bulletin__status="draft")
    text = page(client)
    assert text.index(f"《{TITLE}》") < text.index("《防汛规划》")
    assert "草稿引用的" not in text
    row = text.partition("<tbody>")[2].partition("</tr>")[0]
    assert re.findall(r'class="number">(\d+)<', row) == ["2", "5"]
    assert reverse("web:document", args=[held.pk]) in links(row)
    one = next(link for link in links(row) if link.startswith("?title="))
    assert f"引用《{TITLE}》的文件" in client.get(reverse("web:citations") + one).content.decode()


def test_the_list_is_searched_by_words_place_and_year(client) -> None:
    f.CitationFactory(title="防汛规划")
    f.CitationFactory(title=TITLE, document__bulletin__place="白石市")
    assert "《防汛规划》" not in page(client, q="河道")
    assert "《防汛规划》" not in page(client, place="白石市")
    assert f"《{TITLE}》" not in page(client, place="青岚市", year="2024")
    assert "没有这样的引用" in page(client, year="1999")
    text = page(client, year="去年")
    assert "“去年”不是年份" in text
    assert "《防汛规划》" in text
    text = page(client, q="河,道", place="白石市")
    address = next(link for link in links(text) if "format=csv" in link)
    assert TITLE in client.get(address).getvalue().decode()


def test_the_list_and_the_citing_documents_as_csv(client) -> None:
    row = f.CitationFactory(title="规划,方案", source_page=7)
    for text, column in ((page(client), "title"), (page(client, title="规划，方案"), "title")):
        address = next(link for link in links(text) if "format=csv" in link)
        answer = client.get(address)
        lines = csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig")))
        assert [line[column] for line in lines] == [row.title]


def test_who_cites_a_title_with_session_page_and_times(client) -> None:
    row = f.CitationFactory(title=TITLE, count=4, source_page=7)
    held = f.DocumentFactory(title=TITLE)
    f.CitationFactory(title=TITLE, document__title="草稿文件", document__bulletin__status="draft")
    text = page(client, title=f"《{TITLE} 》")
    for fact in (row.document.title, row.document.bulletin.session.name, "第7页", "2024年7月30日"):
        assert fact in text, fact
    assert "1 个文件引用，共 4 次" in text
    assert reverse("web:document", args=[held.pk]) in links(text)
    assert "草稿文件" not in text
    assert "没有文件引用它" in page(client, title="没人引用的")


def test_who_cites_a_number_and_the_titles_that_it_stands_behind(client) -> None:
    opinion = f.OpinionFactory(letter_number=LETTER)
    f.CitationFactory(title="关于印送意见的函", number=LETTER)
    alone = f.CitationFactory(title="", number=LETTER)
    text = page(client, number="青人函[2023]3号")
    assert alone.document.title in text
    assert "2 个文件引用，共 2 次" in text
    assert "《关于印送意见的函》" in text
    assert reverse("web:document", args=[opinion.document_id]) in links(text)


def test_a_document_is_linked_both_ways(client) -> None:
    held = f.DocumentFactory(title=TITLE)
    row = f.CitationFactory(title="青岚市 河道保护条例")
    assert reverse("web:document", args=[held.pk]) in links(document_page(client, row.document_id))
    text = document_page(client, held.pk)
    assert "引用这个文件的文件（1）" in text
    assert row.document.title in text
    all_of_them = f"{reverse('web:citations')}?document={held.pk}"
    assert all_of_them in links(text)
    assert row.document.title in page(client, document=held.pk)
    assert client.get(reverse("web:citations"), {"document": "x"}).status_code == 404
    row.document.bulletin.status = "draft"
    row.document.bulletin.save()
    assert "引用这个文件的文件" not in document_page(client, held.pk)
    held.bulletin.status = "draft"
    held.bulletin.save()
    assert client.get(all_of_them).status_code == 404


def test_a_section_links_to_the_aspect_that_it_answers(client) -> None:
    report = f.DocumentFactory(title="关于河道情况的报告")
    session = f.SessionFactory(name="青岚市人大常委会第九次会议")
    opinion = f.OpinionFactory(report=report, considered_at=session)
    point = f.OpinionPointFactory(opinion=opinion, marker="二、", title="压实责任")
    row = f.FollowUpFactory(opinion=opinion)
    answer = f.ResponseFactory(follow_up=row, point=point)
    text = document_page(client, row.document_id)
    address = f"{reverse('web:opinion', args=[opinion.pk])}#p{point.pk}"
    assert f'答复：<a href="{address}">二、压实责任</a>' in text
    for fact in (opinion.title, "关于河道情况的报告", "青岚市人大常委会第九次会议"):
        assert fact in text, fact
    answer.point = None
    answer.save()
    assert "答复：" not in document_page(client, row.document_id)


def test_a_cited_policy_that_is_held_is_named(client) -> None:
    policy = f.PolicyFactory(title=TITLE, number="青政发〔2020〕77号")
    f.CitationFactory(title=TITLE, number=policy.number)
    for asked in ({"title": TITLE}, {"number": policy.number}):
        text = client.get(reverse("web:citations"), asked).content.decode()
        assert f'<a href="/policies/{policy.pk}/">' in text
        assert "没有收录" not in text


def test_what_only_policies_cite_is_told(client) -> None:
    policy = f.PolicyFactory(title="优化营商环境方案")
    f.PolicyCitationFactory(policy=policy, title="优化营商环境条例", count=2)
    text = client.get(reverse("web:citations")).content.decode()
    assert re.findall(r'class="number">(\d+)</td>', text) == ["1", "2"]
    text = client.get(reverse("web:citations"), {"title": "优化营商环境条例"}).content.decode()
    assert f'<a href="/policies/{policy.pk}/#cites">优化营商环境方案</a>' in text
    assert "没有文件引用它" not in text


QUERIES = {"list": 8, "title": 11, "number": 11, "document": 3}


def test_each_page_takes_one_number_of_queries(client) -> None:
    held = f.DocumentFactory(title=TITLE)

    def fill() -> None:
        f.CitationFactory(title=TITLE, number=LETTER)
        f.CitationFactory(title="", number=LETTER)

    asked = {
        "list": {}, "title": {"title": TITLE}, "number": {"number": LETTER},
        "document": {"document": held.pk},
    }  # fmt: skip
    found = []
    for times in (1, 2):
        for _ in range(times):
            fill()
        found.append(
            {
                name: queries_of(client, reverse("web:citations", query=query))[0]
                for name, query in asked.items()
            }
        )
    assert found[0] == found[1] == QUERIES
