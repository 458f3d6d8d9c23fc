"""Which acts a proposal that the paper itself names speaks of."""

import pytest

from sessions.importer.meeting.stated_proposals import stated_proposals, submitter_of
from sessions.importer.naming.names import Names
from sessions.importer.record import Act, Appointment, DocumentKind, Source

from .papers import paper

COURT, COUNTY = "云溪县人民法院", "云溪县人民政府"
COMMITTEE = "云溪县人民代表大会常务委员会"


def submitters(body: str, *acts: tuple[int, str, Act]) -> list[str | None]:
    """Who submitted each act (line of the body, organisation, act)."""
    document = paper(DocumentKind.DECISION, "决定", body)
    first = document.body[0].number
    names = Names("云溪县")
    stated = stated_proposals(document, names)
    told = []
    for line, organization, act in acts:
        source = Source(line_start=first + line, line_end=first + line)
        one = Appointment(
            key="k", name="丁香", organization=organization, post="庭长", act=act, source=source
        )
        found = submitter_of(one, stated)
        told.append(found and (found.name or found.organization))
    return told


def test_a_proposal_speaks_of_its_own_paragraph_only():
    body = (
        "会议表决人事事项：\n"
        "根据县长白露的提请，决定任命丁香为县民政局局长。\n"
        "根据主任会议的提请，任命石磊为县人大常委会办公室主任。\n"
        "会议接受了县人大常委会委员方圆提出的辞职请求。"
    )
    acts = (
        (1, "云溪县民政局", Act.DECIDE_APPOINT),
        (2, COMMITTEE, Act.APPOINT),
        (3, COMMITTEE, Act.ACCEPT_RESIGNATION),
    )
    assert submitters(body, *acts) == ["白露", f"{COMMITTEE}主任会议", None]


@pytest.mark.parametrize(
    "lead",
    ["根据县长白露的提请，决定：", "会议根据县长白露的提名，决定任命：", "经县长白露提名，决定："],
)
def test_a_paragraph_that_leads_up_to_others_speaks_of_them(lead):
    body = (
        f"{lead}\n免去丁香的县民政局局长职务；\n任命石磊为县民政局局长。\n任命方圆为县水利局局长。"
    )
    acts = [(line, COUNTY, Act.DECIDE_APPOINT) for line in (1, 2, 3)]
    assert submitters(body, *acts) == ["白露"] * 3


def test_it_ends_at_the_next_proposal_and_the_next_item():
    body = (
        "一、根据县长白露的提请，决定任命：\n丁香为县民政局局长。\n"
        "根据县人民法院院长荷田的提请，任命：\n石磊为审判员。\n"
        "二、免去方圆的县水利局局长职务。"
    )
    acts = (
        (1, "云溪县民政局", Act.DECIDE_APPOINT),
        (3, COURT, Act.APPOINT),
        (4, "云溪县水利局", Act.DECIDE_REMOVE),
    )
    assert submitters(body, *acts) == ["白露", "荷田", None]


def test_in_one_paragraph_the_organ_tells():
    body = (
        "根据县长白露的提请，决定任命丁香为局长；根据县人民法院院长荷田的提请，任命石磊为审判员。"
    )
    acts = ((0, COUNTY, Act.DECIDE_APPOINT), (0, COURT, Act.APPOINT), (0, COMMITTEE, Act.APPOINT))
    assert submitters(body, *acts) == ["白露", "荷田", None]


def test_a_dismissal_comes_through_the_chairpersons_whosever_the_post():
    body = "会议审议了县人大常委会主任会议提出的议案，决定：撤销丁香的云溪县副县长职务。"
    assert submitters(body, (0, COUNTY, Act.DISMISS)) == [f"{COMMITTEE}主任会议"]


def test_without_a_proposal_or_a_place_nothing_is_said():
    assert submitters("任命丁香为审判员。", (0, COURT, Act.APPOINT)) == [None]
    one = Appointment(key="k", name="丁香", post="审判员", act=Act.APPOINT)
    assert submitter_of(one, []) is None
