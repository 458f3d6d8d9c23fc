"""Organisations under their full names, persons under theirs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessions.importer.naming.names import Names
from sessions.importer.naming.places import Place, place_of
from sessions.importer.naming.speakers import Role, speaker, split_role, split_roles

SC = "人民代表大会常务委员会"


@pytest.mark.parametrize(
    ("place", "printed", "full"),
    [
        ("青江市", "市司法局", "青江市司法局"),
        ("青江市", "市人大常委会", f"青江市{SC}"),
        ("青江市", "市九届人大常委会", f"青江市{SC}"),
        ("青江市", "青江市第九届人民代表大会常务委员会", f"青江市{SC}"),
        ("青江市", "常委会", f"青江市{SC}"),
        ("青江市", "市人大", "青江市人民代表大会"),
        ("青江市", "市人大财经委", "青江市人民代表大会财政经济委员会"),
        ("青江市", "市人大社会建设委", "青江市人民代表大会社会建设委员会"),
        ("青江市", "市人大常委会社会建设工委", f"青江市{SC}社会建设工作委员会"),
        ("青江市", "市人大常委会法工委", f"青江市{SC}法制工作委员会"),
        ("青江市", "市人大法工委", f"青江市{SC}法制工作委员会"),
        ("青江市", "市人大法制委", "青江市人民代表大会法制委员会"),
        ("青江市", "常委会办公室", f"青江市{SC}办公室"),
        ("青江市", "代表资格审查委员会", f"青江市{SC}代表资格审查委员会"),
        ("青江市", "市政府", "青江市人民政府"),
        ("青江市", "市政府办公室", "青江市人民政府办公室"),
        ("青江市", "市发改委", "青江市发展和改革委员会"),
        ("青江市", "市国资委", "青江市人民政府国有资产监督管理委员会"),
        ("青江市", "市口岸办", "青江市人民政府口岸办公室"),
        ("青江市", "市监委", "青江市监察委员会"),
        ("青江市", "市中级法院", "青江市中级人民法院"),
        ("青江市", "市中院", "青江市中级人民法院"),
        ("青江市", "市检察院", "青江市人民检察院"),
        ("青江市", "市委", "中国共产党青江市委员会"),
        ("青江市", "中共青江市委组织部", "中国共产党青江市委员会组织部"),
        ("青江市", "市纪委", "中国共产党青江市纪律检查委员会"),
        ("青江市", "市政协", "中国人民政治协商会议青江市委员会"),
        ("青江市", "市市场监管局", "青江市市场监督管理局"),
        ("青江市", "市场监管局", "青江市市场监督管理局"),
        ("青江市", "市民政局", "青江市民政局"),
        ("青江市", "我市发改委", "青江市发展和改革委员会"),
        ("青江市", "南浦区人民法院", "南浦区人民法院"),
        ("青江市", "青江市南浦区人民法院", "青江市南浦区人民法院"),
        ("青江市", "东岭市检察院", "东岭市人民检察院"),
        ("青江市", "青江海事法院", "青江海事法院"),
        ("青江市", "省人大常委会", "省人大常委会"),
        ("青江市", "县政府", "县政府"),
        ("青江市", "全国人大常委会", "全国人民代表大会常务委员会"),
        ("青江市", "青江量子研究院有限公司", "青江量子研究院有限公司"),
        ("青江市", "市双创办", "青江市双创办"),
        ("云岭县", "县人大常委会", f"云岭县{SC}"),
        ("云岭县", "县法院", "云岭县人民法院"),
        ("云岭县", "县府办", "云岭县人民政府办公室"),
        ("云岭县", "县发改局", "云岭县发展和改革局"),
        ("云岭县", "市人大常委会", "市人大常委会"),
        ("江东省", "省人大常委会", f"江东省{SC}"),
        ("江东省", "省高院", "江东省高级人民法院"),
        ("江东省", "省发改委", "江东省发展和改革委员会"),
        ("江东省", "省府办公厅", "江东省人民政府办公厅"),
        ("江东省青江市", "省政府", "江东省人民政府"),
        ("江东省青江市", "市政府", "青江市人民政府"),
        ("青江市南浦区", "区人大常委会", f"青江市南浦区{SC}"),
        ("青江市南浦区", "南浦区人大常委会", f"青江市南浦区{SC}"),
        ("青江市南浦区", "市政府", "青江市人民政府"),
        ("白水土家族苗族自治州", "州人大常委会", f"白水土家族苗族自治州{SC}"),
        ("白水土家族苗族自治州", "自治州人民政府", "白水土家族苗族自治州人民政府"),
        ("白水土家族苗族自治州", "白水州中级人民法院", "白水土家族苗族自治州中级人民法院"),
        ("青山畲族自治县", "县人民检察院", "青山畲族自治县人民检察院"),
        ("青山畲族自治县", "自治县财政局", "青山畲族自治县财政局"),
        ("乌兰旗", "旗人大常委会", f"乌兰旗{SC}"),
        ("北原自治区", "自治区高级人民法院", "北原自治区高级人民法院"),
        ("", "市政府", "市政府"),
    ],
)
def test_full_names(place, printed, full):
    assert Names(place).organization(printed) == full


@pytest.mark.parametrize(
    "printed",
    ["各区（县、市）人大常委会", "有关部门", "市政府有关部门", "市发改委、财政局", "", " "],
)
def test_groups_are_no_organisations(printed):
    names = Names("青江市")
    assert names.organization(printed) is None
    assert names.organizations() == ()


def test_abbreviations_peculiar_to_a_place_are_read_by_its_full_names():
    names = Names("青江市")
    assert names.organization("市人大教科文卫委").endswith("教育科学文化卫生委员会")
    assert names.organization("市人大城建环资委").endswith("城建环资委")
    names = Names("青江市")
    names.learn("市人大教育科技文化卫生委员会和市人大城市建设与环境资源保护委员会调研，")
    names.learn("青江市大数据和营商环境委员会办公室，市人民政府行政服务管理办公室主任到会。")
    assert names.organization("市人大教科文卫委").endswith("人民代表大会教育科技文化卫生委员会")
    assert names.organization("市人大城建环资委").endswith("城市建设与环境资源保护委员会")
    assert names.organization("市人大常委会城建环资工委").endswith(
        "常务委员会城市建设与环境资源保护工作委员会"
    )
    assert names.organization("市政府行服办") == "青江市人民政府行政服务管理办公室"


def test_two_full_names_that_fit_leave_the_abbreviation_as_printed():
    names = Names("青江市")
    names.learn("市人大城乡建设环境保护委员会，市人大城市建设环境资源委员会，")
    assert names.organization("市人大城建环委").endswith("城建环委")


def test_the_city_court_is_the_intermediate_one_where_the_bulletin_says_so():
    names = Names("青江市")
    assert names.organization("市法院") == "青江市人民法院"
    names = Names("青江市")
    names.learn("青江市中级人民法院副院长")
    assert names.organization("市法院") == "青江市中级人民法院"
    assert names.organization("南浦区法院") == "南浦区人民法院"


def test_parts_belong_to_the_organ_just_named():
    names = Names("青江市")
    committee = names.organization("市人大常委会")
    assert names.organization("办公厅", committee) == f"青江市{SC}办公厅"
    assert names.organization("监察和司法委员会", committee) == "青江市人民代表大会监察和司法委员会"


def test_the_record_tuples_hold_aliases_codes_and_parents():
    names = Names("青江市")
    names.organization("市人大财经委")
    names.organization("市人大财政经济委员会")
    names.organization("市民政局")
    found = {organization.key: organization for organization in names.organizations()}
    committee = found["青江市人民代表大会财政经济委员会"]
    assert {"市人大财经委", "市人大财政经济委员会"} <= set(committee.aliases)
    assert (committee.classification, committee.parent, committee.jurisdiction) == (
        "congress_committee", "青江市人民代表大会", "青江市",
    )  # fmt: skip
    assert found["青江市民政局"].parent == "青江市人民政府"
    assert found["青江市人民政府"].classification == "government"
    for organization in found.values():
        assert organization.parent is None or organization.parent in found


def test_persons_keep_their_names_without_inner_spaces():
    names = Names("青江市")
    assert names.person("胡 杰") == names.person("胡杰") == "胡杰"
    assert names.person("买买提•艾力") == "买买提·艾力"
    assert names.person("胡杰", "青江市民政局") == "胡杰（青江市民政局）"
    assert [person.key for person in names.people()] == [
        "买买提·艾力",
        "胡杰",
        "胡杰（青江市民政局）",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("市民政局局长 胡 杰", ("市民政局", "局长", "胡杰")),
        ("县人大常委会秘书长陈国军", ("县人大常委会", "秘书长", "陈国军")),
        ("副市长 杨 勇", ("", "副市长", "杨勇")),
        ("市人大监察和司法委员会", ("市人大监察和司法委员会", "", "")),
        ("州长 买买提·艾力", ("", "州长", "买买提·艾力")),
        ("副县长 才让卓玛", ("", "副县长", "才让卓玛")),
        ("区审计局局长欧阳文", ("区审计局", "局长", "欧阳文")),
        ("市审计局党组书记、局长 孙义为", ("市审计局", "党组书记", "孙义为")),
        ("市教育局长 刘 明", ("市教育局", "局长", "刘明")),
        ("周大海院长", ("", "院长", "周大海")),
        ("县人大教育、科技委员会主任委员 李 四", ("县人大教育、科技委员会", "主任委员", "李四")),
        ("胡杰", ("", "", "胡杰")),
        ("", ("", "", "")),
    ],
)
def test_a_phrase_is_split_into_organisation_role_and_name(text, expected):
    assert split_role(text) == expected


def test_one_person_may_have_two_roles():
    roles, name = split_roles("市纪委常务副书记、市监委副主任周平")
    assert name == "周平"
    assert roles == [Role("市纪委", "常务副书记"), Role("市监委", "副主任")]


def test_heads_of_government_belong_to_it_without_its_name():
    names = Names("青江市")
    assert speaker("副市长 杨 勇", names).organization == "青江市人民政府"
    assert speaker("青江市市长杨勇", names).organization == "青江市人民政府"
    assert speaker("县长 李 明", names).organization is None


@pytest.mark.parametrize(
    ("issuer", "place"),
    [
        ("青江市人民代表大会常务委员会公报", "青江市"),
        ("青江市第九届人民代表大会", "青江市"),
        ("江东省人民代表大会常务委员会", "江东省"),
        ("青江市南浦区人大常委会", "青江市南浦区"),
        ("白水土家族苗族自治州人民代表大会", "白水土家族苗族自治州"),
        ("市人大常委会", ""),
    ],
)
def test_the_place_in_the_name_of_a_congress(issuer, place):
    assert place_of(issuer) == place


_PARTS = st.sampled_from(
    ["人大", "人大常委会", "人大财经委", "人大常委会法工委", "政府", "政府办公室", "发改委", "委",
     "委组织部", "纪委", "监委", "检察院", "中级法院", "法院", "政协", "公安局", "双创办"]
)  # fmt: skip
_PLACES = st.sampled_from(
    ["青江市", "云岭县", "江东省", "青江市南浦区", "乌兰旗", "白水苗族自治州"]
)


@given(place=_PLACES, part=_PARTS)
def test_a_full_name_is_its_own_full_name_and_all_its_forms_meet_there(place, part):
    names = Names(place)
    level = next(end for end in ("市", "县", "省", "区", "旗", "州") if place.endswith(end))
    full = names.organization(level + part)
    assert names.organization(place + part) == full
    assert names.organization(full) == full
    assert place in full


def test_places_of_unknown_form_have_no_levels():
    assert Place.parse("某地").scopes == {}
    assert Names("某地").organization("市政府") == "市政府"
