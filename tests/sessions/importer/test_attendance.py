"""Who was there, in the words of many places; the persons and places are made up."""

import pytest

from sessions.importer.meeting.attendance import Presence, presence
from sessions.importer.meeting.attendance_list import is_attendance_list, presence_in_list
from sessions.importer.meeting.attendees import attendees
from sessions.importer.meeting.minutes import read_minutes
from sessions.importer.naming.names import Names
from sessions.importer.record import DocumentKind
from sessions.importer.stages import Line, join
from tests.sessions.importer.papers import paper, seed_bulletin


def there(text: str, place: str = "青江市") -> Presence:
    passage = join([Line(4, text, 2)])
    return presence(passage, 0, len(passage.text), "纪要", Names(place))


def rows(found: Presence) -> dict[str, tuple[str, tuple[str, ...]]]:
    return {row.name: (row.status, row.roles) for row in found.rows}


def test_a_county_session_with_offices_carried_on():
    found = there(
        "会议由县人大常委会主任马占山主持，副主任李四维、才让卓玛、王五经，秘书长赵六一和委员共二十七人"
        "出席会议。县人民政府副县长钱七，县监察委员会主任孙八一，县人民法院院长周九同列席会议。",
        "云岭县",
    )
    assert found.members_present == 27
    assert [(c.name, c.organization) for c in found.chairs] == [
        ("马占山", "云岭县人民代表大会常务委员会")
    ]
    assert rows(found) == {
        "马占山": ("chair", ("县人大常委会主任",)),
        "李四维": ("member", ("县人大常委会副主任",)),
        "才让卓玛": ("member", ("县人大常委会副主任",)),
        "王五经": ("member", ("县人大常委会副主任",)),
        "赵六一": ("member", ("县人大常委会秘书长",)),
        "委员": ("member", ()),
        "钱七": ("non_voting", ("县人民政府副县长",)),
        "孙八一": ("non_voting", ("县监察委员会主任",)),
        "周九同": ("non_voting", ("县人民法院院长",)),
    }


def test_one_person_with_two_offices_and_two_of_one_court():
    found = there(
        "市纪委常务副书记、市监委副主任周平，青江海事法院院长杜克、常务副院长沈明亮列席会议。"
    )
    assert rows(found) == {
        "周平": ("non_voting", ("市纪委常务副书记", "市监委副主任")),
        "杜克": ("non_voting", ("青江海事法院院长",)),
        "沈明亮": ("non_voting", ("青江海事法院常务副院长",)),
    }


def test_names_of_the_peoples_keep_their_dots():
    found = there(
        "州人大常委会主任买买提·艾力主持会议。副州长努尔兰·阿不都满金、州监委主任刘洪列席会议。"
    )
    assert rows(found) == {
        "买买提·艾力": ("chair", ("州人大常委会主任",)),
        "努尔兰·阿不都满金": ("non_voting", ("副州长",)),
        "刘洪": ("non_voting", ("州监委主任",)),
    }


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("秘书长赵六一及委员共 49人出席会议。", 49),
        ("会议应到常委会组成人员35名，实到31名，符合法定人数。", 31),
        ("会议应出席常委会组成人员55名，出席会议的常委会组成人员49名。", 49),
        ("出席会议的常委会组成人员共四十三人。", 43),
        ("常委会组成人员43人出席会议。", 43),
        ("应到55人，实到49人，请假6人。", 49),
        ("37名市人大常委会组成人员出席了会议。", 37),
        ("主任张三民主持会议。", None),
    ],
)
def test_members_present(text, count):
    assert there(text).members_present == count


@pytest.mark.parametrize(
    ("text", "deputies", "citizens"),
    [
        ("各县人大常委会负责人以及 8名市人大代表列席会议。6名公民旁听了本次会议。", 8, 6),
        ("3位全国人大代表、4名省人大代表列席会议，8位公民旁听会议。", 7, 8),
        ("部分省、市、县人大代表和5名公民旁听会议。", None, 5),
        ("部分市人大代表12人列席会议。", 12, None),
        ("市民代表10人旁听会议。", None, 10),
        ("部分市人大代表7人列席会议,旁听公民3人。", 7, 3),
        ("6位常委会委员、2位市人大代表围绕薄弱环节提出询问。", None, None),
    ],
)
def test_deputies_and_citizens(text, deputies, citizens):
    found = there(text)
    assert (found.deputies_present, found.citizens_observing) == (deputies, citizens)


def test_groups_have_their_words_and_their_count_where_said():
    found = there(
        "列席会议的还有市人大各专门委员会、常委会各工作委员会组成人员，市政府有关部门主要负责人，"
        "各县（市、区）人大常委会负责人以及9名市人大代表。"
    )
    assert [(row.name, row.status, row.count) for row in found.rows] == [
        ("市人大各专门委员会、常委会各工作委员会组成人员", "non_voting", None),
        ("市政府有关部门主要负责人", "non_voting", None),
        ("各县（市、区）人大常委会负责人", "non_voting", None),
        ("市人大代表", "deputy", 9),
    ]
    assert all(row.person is None for row in found.rows)


def test_lists_after_the_verb_and_an_order_of_names():
    found = there(
        "出席会议的有：主任张三民，副主任李四维、王五经，委员（按姓氏笔画为序）丁一凡、马二奇。"
        "列席会议的有：副市长孙八一、市中级人民法院院长周九同，市人大常委会副秘书长、各工作机构负责人。"
    )
    assert rows(found) == {
        "张三民": ("member", ("主任",)),
        "李四维": ("member", ("副主任",)),
        "王五经": ("member", ("副主任",)),
        "丁一凡": ("member", ("委员",)),
        "马二奇": ("member", ("委员",)),
        "孙八一": ("non_voting", ("副市长",)),
        "周九同": ("non_voting", ("市中级人民法院院长",)),
        "市人大常委会副秘书长": ("non_voting", ()),
        "各工作机构负责人": ("non_voting", ()),
    }


@pytest.mark.parametrize(
    ("text", "chairs"),
    [
        ("市人大常委会主任张三民、副主任李四维分别主持两次全体会议。", ["张三民", "李四维"]),
        ("受市人大常委会主任张三民委托，副主任李四维主持会议。", ["李四维"]),
        (
            "第一次全体会议由主任张三民主持，第二次全体会议由副主任李四维主持。",
            ["张三民", "李四维"],
        ),
        ("主持：张三民（市人大常委会主任）", ["张三民"]),
        ("市人大常委会党组书记、主任张三民主持会议并讲话。", ["张三民"]),
    ],
)
def test_chairs(text, chairs):
    found = there(text)
    assert [chair.name for chair in found.chairs] == chairs
    assert {row.status for row in found.rows} == {"chair"}


def test_chairs_named_again_by_name_alone_keep_their_offices():
    found = there(
        "市人大常委会主任张三民，副主任李四维、荻秋及委员共31人出席会议。张三民、李四维分别主持会议。"
        "第三次全体会议由荻秋主任主持。"
    )
    assert [(chair.name, chair.role) for chair in found.chairs] == [
        ("张三民", "市人大常委会主任"),
        ("李四维", "市人大常委会副主任"),
        ("荻秋", "市人大常委会副主任"),
    ]
    assert {row.status for row in found.rows if row.person} == {"chair"}


def test_a_list_of_those_present_as_a_document():
    document = paper(
        DocumentKind.OTHER,
        "江东省第十四届人民代表大会常务委员会第十次会议出席列席名单",
        "出席（9人）\n主　任：祁连山\n副主任：梅岭雪　　谷　雨　　罗布次仁\n"
        "委　员（按姓名笔画为序）：\n"
        "丁一凡　　万　里　　马　骏\n欧阳雪、张望\n请假（2人）\n尹　正　　温　故\n列　席\n"
        "省人民政府副省长　滕王阁\n部分全国人大代表和省人大代表（9人）\n各设区的市人大常委会负责人",
    )
    assert is_attendance_list(document)
    found = presence_in_list(document, Names("江东省"))
    assert rows(found) == {
        "祁连山": ("member", ("主任",)),
        "梅岭雪": ("member", ("副主任",)),
        "谷雨": ("member", ("副主任",)),
        "罗布次仁": ("member", ("副主任",)),
        **dict.fromkeys(("丁一凡", "万里", "马骏", "欧阳雪", "张望"), ("member", ("委员",))),
        "滕王阁": ("non_voting", ("省人民政府副省长",)),
        "部分全国人大代表和省人大代表": ("deputy", ()),
        "各设区的市人大常委会负责人": ("non_voting", ()),
    }
    assert (found.members_present, found.deputies_present) == (9, 9)
    assert found.rows[1].source.line_start == 3


def test_who_is_on_leave_was_not_there():
    assert rows(there("副主任李四维出席会议。王五经、赵六一因事请假。")) == {
        "李四维": ("member", ("副主任",))
    }
    assert rows(there("出席：李四维 请假：王五经")) == {"李四维": ("member", ())}


def test_a_long_list_is_read_in_linear_time():
    assert len(attendees("副主任李四维、" * 20_000)) == 20_000
    attendees("（" * 300_000)
    there("委员" * 100_000)
    there("出席" * 100_000)


def test_the_seed():
    seed = seed_bulletin()
    (minutes,) = seed.of_kind(DocumentKind.MINUTES)
    read = read_minutes(minutes)
    found = presence(read.passage, 0, read.introduction_end, minutes.key, Names("宁波市"))
    assert (found.members_present, found.deputies_present, found.citizens_observing) == (49, 8, 6)
    assert [chair.name for chair in found.chairs] == ["张平", "华伟"]
    named = [row for row in found.rows if row.person]
    assert [row.name for row in named] == [
        "张平", "华伟", "胡军", "戎雪海", "许亚南", "印黎晴", "陈国军", "杨勇", "金珊", "柴高坤",
        "杨国章", "李红澜", "何小华", "吴巧森", "倪君本", "杜前", "沈晓鸣",
    ]  # fmt: skip
    by_name = {row.name: row for row in found.rows}
    assert by_name["倪君本"].roles == ("市检察院副检察长",)
    assert by_name["柴高坤"].roles == ("市纪委常务副书记", "市监委副主任")
    assert (by_name["戎雪海"].source.line_start, by_name["戎雪海"].source.line_end) == (6, 7)
    assert len(found.rows) - len(named) == 7
