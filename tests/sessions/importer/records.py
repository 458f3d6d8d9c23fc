"""Record files for tests: a small bulletin of a made-up city, and ways to change it."""

from __future__ import annotations

from datetime import date
from typing import Any

from sessions.importer import record as rec

COMMITTEE = "临溪市人民代表大会常务委员会"
CONGRESS = "临溪市人民代表大会"
GOVERNMENT = "临溪市人民政府"
DAY = rec.When(on=date(2023, 5, 30))


def place(document: str | None, start: int, end: int | None = None) -> rec.Source:
    return rec.Source(
        document=document, page=1 + start // 40, line_start=start, line_end=end or start
    )


def meeting(number: int, kind: str = "committee") -> rec.Meeting:
    return rec.Meeting(body=COMMITTEE, kind=rec.MeetingKind(kind), term=5, number=number)


def document(key: str, sequence: int, kind: str, **more: Any) -> rec.Document:
    start = sequence * 50
    facts = {"title": key, "page_start": sequence, "page_end": sequence}
    span = {"line_start": start, "line_end": start + 49}
    return rec.Document(
        key=key, sequence=sequence, kind=rec.DocumentKind(kind), **(facts | span | more)
    )


def section(doc: str, path: str, order: int, text: str | None = None, **more: Any) -> rec.Section:
    parent = f"{doc}/{path.rsplit('/', 1)[0]}" if "/" in path else None
    return rec.Section(
        key=f"{doc}/{path}",
        parent=parent,
        order=order,
        level=path.count("/") + 1,
        text=text,
        line_start=order,
        line_end=order,
        **more,
    )


def small_bulletin(number: int = 12, *, texts: bool = True) -> rec.Record:
    """Three documents, an agenda item, an appointment, a resignation, a deputy, an opinion
    printed here and one known only through its handling report."""

    def text(words: str) -> str | None:
        return words if texts else None

    opinion, report, handling = "关于河道治理情况报告的审议意见", "关于河道治理情况的报告", "答复"
    return rec.Record(
        bulletin=rec.Bulletin(
            issuer=COMMITTEE, place="临溪市", term=5, number=number, label=f"五届第{number}号"
        ),
        session=rec.Session(
            meeting=meeting(number),
            start_date=date(2023, 5, 29),
            end_date=date(2023, 5, 30),
            chairs=(rec.Speaker(name="方远", person="方远"),),
            members_present=31,
        ),
        people=tuple(rec.Person(key=name, name=name) for name in ("方远", "沈一鸣", "柳青")),
        organizations=(
            rec.Organization(
                key=COMMITTEE,
                name=COMMITTEE,
                aliases=("市人大常委会",),
                jurisdiction="临溪市",
                parent=CONGRESS,
            ),
            rec.Organization(key=CONGRESS, name=CONGRESS, jurisdiction="临溪市"),
            rec.Organization(
                key=GOVERNMENT, name=GOVERNMENT, aliases=("市政府",), jurisdiction="临溪市"
            ),
        ),
        attendance=(
            rec.Attendance(key="方远", name="方远", person="方远", status="chair", roles=("主任",)),
            rec.Attendance(key="部分市人大代表", name="部分市人大代表", status="deputy", count=5),
        ),
        agenda=(
            rec.AgendaItem(
                key="1",
                number=1,
                number_text="一",
                text="听取和审议关于河道治理情况的报告",
                kinds=("hear_report", "inquiry"),
                reporters=(rec.Reporter(name="沈一鸣", person="沈一鸣", role="副市长"),),
                outcomes=(rec.Outcome(kind="opinion_to_follow", document=opinion),),
            ),
        ),
        documents=(
            document(
                report,
                1,
                "work_report",
                agenda_item="1",
                authors=(
                    rec.Author(person="沈一鸣", name="沈一鸣", role="副市长", text="副市长 沈一鸣"),
                ),
                sections=(
                    section(report, "一", 0, text("河道全长六十里。"), heading="基本情况"),
                    section(report, "一/（一）", 1, text("水清岸绿。"), heading="水质"),
                ),
                footnotes=(
                    rec.Footnote(
                        key="note/1", marker="1", text=text("里为市制。"), line_start=3, line_end=3
                    ),
                ),
                citations=(rec.Citation(key="c/1", title="临溪市河道条例", count=2),),
            ),
            document(
                opinion,
                2,
                "review_opinion",
                adopted_by=meeting(40, "chairpersons"),
                adopted_on=rec.When(on=date(2023, 6, 12)),
                relations=(rec.Relation(kind="opinion_on", document=report),),
                agenda_item="1",
            ),
            document(
                handling,
                3,
                "handling_report",
                sections=(section(handling, "一", 0, text("已经清淤。"), heading="关于清淤"),),
            ),
            document("任免名单", 4, "appointment_list", adopted_by=meeting(number), adopted_on=DAY),
        ),
        opinions=(
            rec.Opinion(
                key="本次",
                title=opinion,
                document=opinion,
                report=report,
                considered_at=meeting(number),
                points=(
                    rec.Point(
                        key="本次/一", kind="aspect", number=1, marker="一", title="摸清底数"
                    ),
                    rec.Point(
                        key="本次/一/1",
                        parent="本次/一",
                        kind="point",
                        number=1,
                        text=text("摸清底数，列出清单。"),
                    ),
                ),
            ),
            rec.Opinion(
                key="上次",
                title="关于防汛工作情况报告的审议意见",
                letter_number="临人大函〔2022〕8号",
                considered_at=meeting(number - 3),
                aspects_count=2,
                points=(
                    rec.Point(key="上次/一", kind="aspect", number=1, title="清淤"),
                    rec.Point(key="上次/二", kind="aspect", number=2, title="预警"),
                ),
            ),
        ),
        follow_ups=(
            rec.FollowUp(
                key="上次/handling",
                opinion="上次",
                kind="handling",
                document=handling,
                letter_number="临人大函〔2022〕8号",
                evaluation=f"{handling}/一",
                responses=(
                    rec.Response(
                        key="上次/handling/一",
                        point="上次/一",
                        section=f"{handling}/一",
                        heading="关于清淤",
                        match="exact",
                    ),
                ),
            ),
        ),
        appointments=(
            rec.Appointment(
                key="柳青/任",
                name="柳青",
                person="柳青",
                organization=GOVERNMENT,
                organization_text="市政府",
                post="副市长",
                act=rec.Act.DECIDE_APPOINT,
                date=DAY,
                submitted_by=rec.Speaker(name="市长", organization=GOVERNMENT),
                source=place("任免名单", 201),
            ),
            rec.Appointment(
                key="沈一鸣/辞",
                name="沈一鸣",
                person="沈一鸣",
                organization=GOVERNMENT,
                post="副市长",
                act=rec.Act.ACCEPT_RESIGNATION,
                date=DAY,
                to_be_filed=True,
                source=place("任免名单", 203),
            ),
        ),
        deputy_changes=(
            rec.DeputyChange(
                key="柳青",
                congress=CONGRESS,
                term=5,
                name="柳青",
                person="柳青",
                electoral_unit="石梁区",
                change="by_elected",
                date=DAY,
            ),
        ),
        credentials_reports=(
            rec.Credentials(
                key="1",
                congress=CONGRESS,
                seats=300,
                before=290,
                vacated=2,
                by_elected=1,
                after=289,
            ),
        ),
        findings=(
            rec.Finding(
                code="date", severity="warning", message="第7行的日期有误，请核对。", line=7
            ),
        ),
    )
