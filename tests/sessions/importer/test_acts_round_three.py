"""A third table, of forms that other offices use: written to find what still fails."""

from __future__ import annotations

import datetime

import pytest

from sessions.importer.acts import read_acts

from .test_acts_forms import Case

CASES = [
    Case("persons before the heading's post, in numbered lines",
        """关于林海等同志任免职务的通知
        经研究，决定任命：
        一、林海同志为东湖区住房和城乡建设局局长；
        二、苏杭同志为东湖区信访局局长（兼）。
        免去：
        一、常山同志的东湖区信访局局长职务。""",
        """林海|东湖区住房和城乡建设局|局长|decide_appoint
        苏杭|东湖区信访局|局长|decide_appoint
        常山|东湖区信访局|局长|remove"""),
    Case("decision sentence with list title inside",
        "会议表决通过了人事任免名单，决定任命关山为东湖区副区长；任命岳麓为东湖区监察委员会委员；免去衡水的东湖区人民法院副院长、审判委员会委员、审判员职务。",
        """关山|东湖区人民政府|副区长|decide_appoint
        岳麓|东湖区监察委员会|委员|appoint
        衡水|东湖区人民法院|副院长|remove
        衡水|东湖区人民法院审判委员会|委员|remove
        衡水|东湖区人民法院|审判员|remove"""),
    Case("post with bracketed name of a second sign",
        "任命华山为东湖区人民政府办公室（区外事办公室）主任。",
        "华山|东湖区人民政府办公室（区外事办公室）|主任|appoint"),
    Case("congress committee vote",
        "表决通过：泰山为东湖区第八届人民代表大会法制委员会主任委员，恒山、嵩山为副主任委员。",
        ""),
    Case("district places carried over within one list",
        """东湖区人大常委会任免名单
        任命：
        应山为区人大常委会代表工作委员会主任；
        房山为区人民检察院检察员。
        免去：
        文山的区人大常委会代表工作委员会副主任职务。""",
        """应山|东湖区人大常委会代表工作委员会|主任|appoint
        房山|东湖区人民检察院|检察员|appoint
        文山|东湖区人大常委会代表工作委员会|副主任|remove"""),
    Case("unit under the committee without prefix",
        """东湖区人大常委会任命名单
        任命：
        云山为财政经济工作委员会主任；
        乐山为办公室副主任。""",
        """云山|东湖区人大常委会财政经济工作委员会|主任|appoint
        乐山|东湖区人大常委会办公室|副主任|appoint"""),
    Case("chamber under the court without prefix",
        """东湖区人民法院审判人员任免名单
        任命：
        苍山为民事审判庭庭长、审判员；
        免去：
        黄山的刑事审判庭副庭长职务。""",
        """苍山|东湖区人民法院民事审判庭|庭长|appoint
        苍山|东湖区人民法院|审判员|appoint
        黄山|东湖区人民法院刑事审判庭|副庭长|remove"""),
    Case("second person inherits the court",
        "任命梁山泊为东湖区人民法院审判员，祝家庄为民事审判庭副庭长。",
        """梁山泊|东湖区人民法院|审判员|appoint
        祝家庄|东湖区人民法院民事审判庭|副庭长|appoint"""),
    Case("title of decision with several persons",
        """东湖区人大常委会关于接受明山、丘陵辞去东湖区人大常委会委员职务请求的决定
        （2021年12月24日东湖区第七届人大常委会第四十次会议通过）
        根据有关规定，会议决定接受明山、丘陵辞去东湖区人大常委会委员职务的请求，报东湖区人民代表大会备案。""",
        """明山|东湖区人大常委会|委员|accept_resignation
        丘陵|东湖区人大常委会|委员|accept_resignation""", date="2021-12-24"),
    Case("appointing decision with title",
        """东湖区人民代表大会常务委员会关于任命江山为东湖区副区长的决定
        （2021年12月24日东湖区第七届人大常委会第四十次会议通过）
        东湖区第七届人大常委会第四十次会议决定：任命江山为东湖区副区长。""",
        "江山|东湖区人民政府|副区长|appoint", date="2021-12-24"),
    Case("short date in the sentence, year above",
        "时间：2023-08-31\n8月30日，东湖区人大常委会会议决定任命江山为东湖区副区长。",
        "江山|东湖区人民政府|副区长|decide_appoint", date="2023-08-30"),
    Case("passive with 决定",
        "在2024年2月2日举行的会议上，江山被决定任命为东湖区民政局局长。",
        "江山|东湖区民政局|局长|decide_appoint", date="2024-02-02"),
    Case("代市长 in a headline",
        "江河任东湖市代市长",
        "江河|东湖市人民政府|市长|acting"),
    Case("resignation and successor",
        "会议接受江河辞去东湖市市长职务的请求，决定任命海风为东湖市副市长、代市长。",
        """江河|东湖市人民政府|市长|accept_resignation
        海风|东湖市人民政府|副市长|decide_appoint
        海风|东湖市人民政府|市长|acting"""),
    Case("resignation granted by pronoun",
        "江河因工作变动，向东湖市人大常委会提出辞去东湖市市长职务。会议决定接受其辞职，并报东湖市人民代表大会备案。",
        "江河|东湖市人民政府|市长|accept_resignation"),
    Case("names with 女 and nation between commas of brackets",
        "任命：\n买合木提·依明（男，维吾尔族）、\n古丽（女，哈萨克族）为河源县人民法院审判员。",
        """买合木提·依明|河源县人民法院|审判员|appoint
        古丽|河源县人民法院|审判员|appoint"""),
    Case("compound surnames",
        "任命诸葛明、上官婉儿、欧阳修远为河源县人民法院审判员。",
        """诸葛明|河源县人民法院|审判员|appoint
        上官婉儿|河源县人民法院|审判员|appoint
        欧阳修远|河源县人民法院|审判员|appoint"""),
    Case("surnames that are also words",
        "任命任重、何为、安全利、万全、时光、有若、国强为河源县人民法院审判员。",
        """任重|河源县人民法院|审判员|appoint
        何为|河源县人民法院|审判员|appoint
        安全利|河源县人民法院|审判员|appoint
        万全|河源县人民法院|审判员|appoint
        时光|河源县人民法院|审判员|appoint
        有若|河源县人民法院|审判员|appoint
        国强|河源县人民法院|审判员|appoint"""),
    Case("every kind in one text",
        """河源市人大常委会会议9月1日闭会。会议决定任命贾平为河源市副市长；任命易水为市监委副主任；批准任命燕赵为上河县人民检察院检察长；
        决定免去荆轲的市财政局局长职务；免去高渐的市中级人民法院审判员职务；批准免去樊於的上河县人民检察院检察长职务；
        接受秦政辞去市长职务的请求；决定贾平代理市长；撤销田光的市教育局局长职务。""",
        """贾平|河源市人民政府|副市长|decide_appoint
        易水|河源市监委|副主任|appoint
        燕赵|上河县人民检察院|检察长|approve_appoint
        荆轲|河源市财政局|局长|decide_remove
        高渐|河源市中级人民法院|审判员|remove
        樊於|上河县人民检察院|检察长|approve_remove
        秦政|河源市人民政府|市长|accept_resignation
        贾平|河源市人民政府|市长|acting
        田光|河源市教育局|局长|dismiss"""),
    Case("traditional list with padded names",
        "臨海市人大常委會任免名單\n（2020年6月1日臨海市第十屆人民代表大會常務委員會第三次會議通過）\n任命：\n張　三為臨海市人民法院審判員。\n免去：\n李四海的臨海市人民檢察院檢察員職務。",
        """張三|臨海市人民法院|審判員|appoint
        李四海|臨海市人民檢察院|檢察員|remove""", date="2020-06-01"),
    Case("removed and appointed in one table row",
        "姓名 | 免去职务 | 任命职务\n石头 | 河源市教育局局长 | 河源市财政局局长",
        """石头|河源市教育局|局长|remove
        石头|河源市财政局|局长|appoint"""),
    Case("table that wraps a post",
        "任命名单\n姓名\t职务\n石头\t河源市人大常委会副秘书长、\n\t办公厅主任\n石墨\t河源市审计局局长",
        """石头|河源市人大常委会|副秘书长|appoint
        石头|河源市人大常委会办公厅|主任|appoint
        石墨|河源市审计局|局长|appoint"""),
    Case("committee members elected in a list",
        """河源市第五届人民代表大会第一次会议公告
        （2022年2月18日）
        河源市第五届人民代表大会第一次会议选举：
        主任 贾平
        副主任 易水 燕赵""",
        """贾平||主任|elect
        易水||副主任|elect
        燕赵||副主任|elect""", date="2022-02-18"),
    Case("posts first without colon",
        "大会选举产生市人大常委会主任贾平，副主任易水、燕赵，秘书长荆轲。",
        """贾平|河源市人大常委会|主任|elect
        易水|河源市人大常委会|副主任|elect
        燕赵|河源市人大常委会|副主任|elect
        荆轲|河源市人大常委会|秘书长|elect""", place="河源市"),
    Case("等 and count",
        "任命贾平、易水等2名同志为河源市人民检察院检察员。",
        """贾平|河源市人民检察院|检察员|appoint
        易水|河源市人民检察院|检察员|appoint"""),
    Case("rank",
        "任命贾平为河源市人大常委会办公厅一级巡视员。",
        "贾平|河源市人大常委会办公厅|一级巡视员|appoint"),
    Case("new district",
        "决定任命贾平为滨江新区管理委员会主任。",
        "贾平|滨江新区管理委员会|主任|decide_appoint"),
    Case("acting prosecutor without the word 代理",
        "会议决定李明为河源市人民检察院代检察长，报省人民检察院和省人大常委会备案。",
        "李明|河源市人民检察院|检察长|acting"),
    Case("任命 … 担任",
        "市人大常委会任命李明担任市监察委员会副主任职务。",
        "李明|市监察委员会|副主任|appoint"),
    Case("names parted by gaps in a sentence",
        "任命 李明 王芳 赵 强 为 上河县人民法院 人民陪审员。",
        """李明|上河县人民法院|人民陪审员|appoint
        王芳|上河县人民法院|人民陪审员|appoint
        赵强|上河县人民法院|人民陪审员|appoint"""),
    Case("died: 因 … 逝世，其 …",
        "因李明同志逝世，其所担任的市人大常委会副主任、委员职务自然终止。",
        """李明|市人大常委会|副主任|end
        李明|市人大常委会|委员|end"""),
    Case("removal list without 的",
        "免去：李明市人大常委会办公厅副主任；王芳市人大常委会研究室副主任。",
        """李明|市人大常委会办公厅|副主任|remove
        王芳|市人大常委会研究室|副主任|remove"""),
    Case("当选 of several, title only",
        "李明当选为河源市人民代表大会常务委员会主任，王芳、赵强当选为副主任。",
        """李明|河源市人民代表大会常务委员会|主任|elect
        王芳|河源市人民代表大会常务委员会|副主任|elect
        赵强|河源市人民代表大会常务委员会|副主任|elect"""),
    Case("resigned, acting, in one sentence",
        "决定接受李明辞去河源县县长职务，任命王芳为副县长，并决定王芳为代理县长。",
        """李明|河源县人民政府|县长|accept_resignation
        王芳|河源县人民政府|副县长|appoint
        王芳|河源县人民政府|县长|acting"""),
    # nothing
    Case("title of an explanation", "关于提请任命贾平职务议案的说明\n现提请任命贾平为河源市副市长，免去易水的河源市副市长职务，请予审议。"),
    Case("explanation with reasons and forms", "说明如下：拟提请决定任命贾平为河源市教育局局长，建议免去易水的河源市教育局局长职务。"),
    Case("speech", "贾平同志任市长以来，勤勉尽责，市长贾平为会议作报告，易水的发言得到好评。"),
    Case("other meaning of 免去", "新政免去了企业的登记费用，撤销了三项审批，选举工作平稳有序。"),
    Case("other meaning of 任", "他任劳任怨，责任重大，信任群众，主任李平为大家讲课。"),
    Case("powers of the congress", "县级以上的地方各级人民代表大会选举市长、副市长，有权罢免市长、副市长。"),
    Case("party organ", "省委组织部发布公示，贾平拟任河源市委常委，提名为副市长人选。"),
    Case("may I", "市人大常委会能否任命贾平为河源市副市长，有待研究。"),
    Case("no quorum", "因到会人数未过半数，任命贾平为河源市副市长的议案未交付表决。"),
    Case("earlier", "此前，市人大常委会已于2020年任命贾平为河源市副市长。"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_acts_of_a_text(case: Case) -> None:
    given = datetime.date.fromisoformat(case.given) if case.given else None
    reading = read_acts(case.text, date=given, place=case.place)
    found = [f"{a.person}|{a.organization}|{a.post}|{a.act}" for a in reading.acts]
    assert found == [row.strip() for row in case.rows.splitlines() if row.strip()]
    dates = {a.date.isoformat() if a.date else "" for a in reading.acts}
    assert dates == ({case.date} if case.rows else set())
