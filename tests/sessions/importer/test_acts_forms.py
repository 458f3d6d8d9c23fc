"""The acts reader on texts of many forms: each with all its acts.

One case: a name, the text, the expected rows `person|organisation|post|act` and, where it
matters, date and place. Names and places are made up.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import pytest

from sessions.importer.acts import read_acts


@dataclass(frozen=True)
class Case:
    name: str
    text: str
    rows: str = ""
    date: str = ""
    place: str = ""
    given: str = ""


CASES = [
    Case(
        "list with headings",
        """云溪市人大常委会任免名单
        （2023年5月26日云溪市第九届人民代表大会常务委员会第八次会议通过）
        任命：
        陆知远为云溪市人大常委会办公厅副主任；
        沈佩兰、韩木青为云溪市人大法制委员会委员。
        免去：
        罗一舟的云溪市人大常委会研究室主任职务。""",
        """陆知远|云溪市人大常委会办公厅|副主任|appoint
        沈佩兰|云溪市人大法制委员会|委员|appoint
        韩木青|云溪市人大法制委员会|委员|appoint
        罗一舟|云溪市人大常委会研究室|主任|remove""",
        date="2023-05-26",
    ),
    Case(
        "numbered headings without colon",
        """青石县人民代表大会常务委员会任免名单
        （二〇二二年三月九日青石县第十七届人民代表大会常务委员会第三次会议通过）
        一、任命
        柳青山为青石县人民法院刑事审判庭庭长
        宋雨桐为青石县人民法院审判员
        二、免去
        孟长河的青石县人民法院立案庭副庭长、审判员职务""",
        """柳青山|青石县人民法院刑事审判庭|庭长|appoint
        宋雨桐|青石县人民法院|审判员|appoint
        孟长河|青石县人民法院立案庭|副庭长|remove
        孟长河|青石县人民法院|审判员|remove""",
        date="2022-03-09",
    ),
    Case(
        "title 决定任命 governs plain headings",
        """白塔区人大常委会决定任免名单
        （２０２４年１月１２日白塔区第六届人民代表大会常务委员会第十一次会议通过）
        任命：
        高文博为白塔区教育局局长。
        免去：
        施若兰的白塔区教育局局长职务。""",
        """高文博|白塔区教育局|局长|decide_appoint
        施若兰|白塔区教育局|局长|decide_remove""",
        date="2024-01-12",
    ),
    Case(
        "title 批准任免",
        """临江省人民代表大会常务委员会批准任免的名单
        （2021年7月30日临江省第十三届人民代表大会常务委员会第二十五次会议通过）
        批准任命：
        段启明为云溪市人民检察院检察长。
        批准免去：
        尹书涵的临海市人民检察院检察长职务。""",
        """段启明|云溪市人民检察院|检察长|approve_appoint
        尹书涵|临海市人民检察院|检察长|approve_remove""",
        date="2021-07-30",
    ),
    Case(
        "heading 批准 alone",
        """批准：
        谭小雨辞去青石县人民检察院检察长职务。""",
        "谭小雨|青石县人民检察院|检察长|approve_resignation",
    ),
    Case(
        "bracketed numbers",
        """（一）决定任命：
        1.方可为为云溪市财政局局长；
        2.安国庆为云溪市水利局局长。
        （二）决定免去：
        1.邹小满的云溪市财政局局长职务。""",
        """方可为|云溪市财政局|局长|decide_appoint
        安国庆|云溪市水利局|局长|decide_appoint
        邹小满|云溪市财政局|局长|decide_remove""",
    ),
    Case(
        "news, several verbs in one sentence",
        "会议决定任命袁立夫为云溪市副市长，任命戴青为云溪市监察委员会副主任，"
        "免去白秋生的云溪市中级人民法院副院长职务。",
        """袁立夫|云溪市人民政府|副市长|decide_appoint
        戴青|云溪市监察委员会|副主任|appoint
        白秋生|云溪市中级人民法院|副院长|remove""",
    ),
    Case(
        "removal and new post of the same person",
        "任命丁一鸣为云溪市商务局局长，免去其云溪市统计局局长职务。",
        """丁一鸣|云溪市商务局|局长|appoint
        丁一鸣|云溪市统计局|局长|remove""",
    ),
    Case(
        "与 and 以及 between persons",
        "任命冯远、祝英与褚良才以及姜和平为白塔区人民检察院检察员。",
        """冯远|白塔区人民检察院|检察员|appoint
        祝英|白塔区人民检察院|检察员|appoint
        褚良才|白塔区人民检察院|检察员|appoint
        姜和平|白塔区人民检察院|检察员|appoint""",
    ),
    Case(
        "和 inside and between names",
        "免去李和平和王和的青石县人民法院审判员职务。",
        """李和平|青石县人民法院|审判员|remove
        王和|青石县人民法院|审判员|remove""",
    ),
    Case(
        "names padded inside",
        "任命张　平、李 雷为云溪市人民检察院检察员。",
        """张平|云溪市人民检察院|检察员|appoint
        李雷|云溪市人民检察院|检察员|appoint""",
    ),
    Case(
        "minority names with three kinds of dot",
        "任命阿不都拉·卡德尔、古丽米热•艾山、买买提．吐尔逊为天河州人民检察院检察员。",
        """阿不都拉·卡德尔|天河州人民检察院|检察员|appoint
        古丽米热·艾山|天河州人民检察院|检察员|appoint
        买买提·吐尔逊|天河州人民检察院|检察员|appoint""",
    ),
    Case(
        "names without known surname",
        "决定任命才让卓玛为雪原县副县长。",
        "才让卓玛|雪原县人民政府|副县长|decide_appoint",
    ),
    Case(
        "notes in brackets after the name and the post",
        "任命：欧阳晓（女，回族）为云溪市科学技术局局长（试用期一年）；司马俊同志（兼）为云溪市人民政府秘书长。",
        """欧阳晓|云溪市科学技术局|局长|appoint
        司马俊|云溪市人民政府|秘书长|appoint""",
    ),
    Case(
        "name and post broken over lines",
        "任命戎\n雪松为云溪市人大常委会副秘\n书长、办公厅主\n任。",
        """戎雪松|云溪市人大常委会|副秘书长|appoint
        戎雪松|云溪市人大常委会办公厅|主任|appoint""",
    ),
    Case(
        "prefix carried over",
        "任命范思远为云溪市人大常委会副秘书长、办公厅主任，市人大法制委员会委员、常委会法制工作委员会委员。",
        """范思远|云溪市人大常委会|副秘书长|appoint
        范思远|云溪市人大常委会办公厅|主任|appoint
        范思远|云溪市人大法制委员会|委员|appoint
        范思远|云溪市人大常委会法制工作委员会|委员|appoint""",
    ),
    Case(
        "place given",
        "任命贺铭为市发改委主任，江晚为县人民法院院长，免去孔繁的市人大财经委副主任委员职务。",
        """贺铭|云溪市发改委|主任|appoint
        江晚|县人民法院|院长|appoint
        孔繁|云溪市人大财经委|副主任委员|remove""",
        place="云溪市",
    ),
    Case(
        "no place: as printed",
        "任命贺铭为市发改委主任。",
        "贺铭|市发改委|主任|appoint",
    ),
    Case(
        "place of two levels",
        "任命魏然为区教育局局长，决定任命吕方为副区长。",
        """魏然|云溪市白塔区教育局|局长|appoint
        吕方|云溪市白塔区人民政府|副区长|decide_appoint""",
        place="云溪市白塔区",
    ),
    Case(
        "market supervision is no bare 市",
        "决定任命蒋明为市场监督管理局局长，邵春为市市场监督管理局副局长。",
        """蒋明|市场监督管理局|局长|decide_appoint
        邵春|云溪市市场监督管理局|副局长|decide_appoint""",
        place="云溪市",
    ),
    Case(
        "court: committee, chamber and judge",
        "任命程朗为云溪市中级人民法院审判委员会委员、民事审判第一庭庭长、审判员。",
        """程朗|云溪市中级人民法院审判委员会|委员|appoint
        程朗|云溪市中级人民法院民事审判第一庭|庭长|appoint
        程朗|云溪市中级人民法院|审判员|appoint""",
    ),
    Case(
        "procuratorate",
        "免去廖远的白塔区人民检察院副检察长、检察委员会委员、检察员职务。",
        """廖远|白塔区人民检察院|副检察长|remove
        廖远|白塔区人民检察院检察委员会|委员|remove
        廖远|白塔区人民检察院|检察员|remove""",
    ),
    Case(
        "decision on resignation: title and body once",
        """关于接受田野辞去云溪市
        人民政府副市长职务的决定
        （2023年9月1日云溪市第九届人民代表大会常务委员会第十次会议通过）
        因工作调动，田野向云溪市人大常委会提出辞去云溪市人民政府副市长职务的请求。根据有关规定，
        云溪市第九届人民代表大会常务委员会第十次会议决定：接受田野辞去云溪市人民政府副市长职务的请求，
        并报云溪市人民代表大会备案。""",
        "田野|云溪市人民政府|副市长|accept_resignation",
        date="2023-09-01",
    ),
    Case(
        "resignation: the wish alone is granted",
        """顾盼向青石县人大常委会提出辞去青石县人大常委会委员职务的请求。会议决定：接受顾盼的辞职请求，报县人民代表大会备案。""",
        "顾盼|青石县人大常委会|委员|accept_resignation",
    ),
    Case(
        "同意 … 辞去",
        "会议同意康宁同志因身体原因辞去云溪市人大常委会秘书长职务。",
        "康宁|云溪市人大常委会|秘书长|accept_resignation",
    ),
    Case(
        "resignation of several with several posts",
        "决定接受崔健辞去云溪市市长职务、薛梅辞去云溪市监察委员会主任职务的请求。",
        """崔健|云溪市人民政府|市长|accept_resignation
        薛梅|云溪市监察委员会|主任|accept_resignation""",
    ),
    Case(
        "批准 … 辞去 in a sentence",
        "会议批准毛毅辞去临海市人民检察院检察长职务。",
        "毛毅|临海市人民检察院|检察长|approve_resignation",
    ),
    Case(
        "acting: 由 … 代理",
        "会议决定由副市长万里代理云溪市市长职务。",
        "万里|云溪市人民政府|市长|acting",
    ),
    Case(
        "acting beside an appointment",
        "决定任命秦川为白塔区人民政府副区长、代理区长。",
        """秦川|白塔区人民政府|副区长|decide_appoint
        秦川|白塔区人民政府|区长|acting""",
    ),
    Case(
        "acting: 为代理检察长",
        "会议决定龚正为云溪市人民检察院代理检察长。",
        "龚正|云溪市人民检察院|检察长|acting",
    ),
    Case(
        "acting: 任代市长",
        "会议决定，史迁任云溪市副市长、代市长。",
        """史迁|云溪市人民政府|副市长|appoint
        史迁|云溪市人民政府|市长|acting""",
    ),
    Case(
        "elected in a congress",
        "大会选举钟声为云溪市人大常委会主任，选举倪虹、文涛为云溪市副市长。",
        """钟声|云溪市人大常委会|主任|elect
        倪虹|云溪市人民政府|副市长|elect
        文涛|云溪市人民政府|副市长|elect""",
    ),
    Case(
        "by-election to an office",
        "会议补选汤圆为青石县第十七届人民代表大会常务委员会委员。",
        "汤圆|青石县人民代表大会常务委员会|委员|elect",
    ),
    Case(
        "当选",
        "经投票表决，殷实当选为白塔区人民法院院长。",
        "殷实|白塔区人民法院|院长|elect",
    ),
    Case(
        "announcement, posts first",
        """公告
        云溪市第十届人民代表大会第一次会议选举产生：
        云溪市人大常委会主任：钟声
        云溪市人大常委会副主任：倪虹、文涛
        现予公告。""",
        """钟声|云溪市人大常委会|主任|elect
        倪虹|云溪市人大常委会|副主任|elect
        文涛|云溪市人大常委会|副主任|elect""",
    ),
    Case(
        "dismissal",
        "会议决定撤销尤勇的云溪市交通运输局局长职务。",
        "尤勇|云溪市交通运输局|局长|dismiss",
    ),
    Case(
        "dismissal: title and body",
        """青石县人大常委会关于撤销穆青青石县副县长职务的决定
        （2020年11月3日青石县第十六届人大常委会第三十次会议通过）
        会议决定：撤销穆青的青石县副县长职务。""",
        "穆青|青石县人民政府|副县长|dismiss",
        date="2020-11-03",
    ),
    Case(
        "recall from office",
        "大会表决通过罢免成功的云溪市人民检察院检察长职务。",
        "成功|云溪市人民检察院|检察长|recall",
    ),
    Case(
        "end: 相应终止",
        "依照规定，毕升的云溪市人大常委会委员、市人大社会建设委员会主任委员职务相应终止。",
        """毕升|云溪市人大常委会|委员|end
        毕升|云溪市人大社会建设委员会|主任委员|end""",
    ),
    Case(
        "end: organ abolished",
        "因机构撤销，安然的云溪市粮食局局长职务自然免除。",
        "安然|云溪市粮食局|局长|end",
    ),
    Case(
        "end: died",
        "伍德因病去世，其担任的青石县人大常委会副主任职务自行终止。",
        "伍德|青石县人大常委会|副主任|end",
    ),
    Case(
        "不再担任",
        "余晖不再担任云溪市文化和旅游局局长职务。",
        "余晖|云溪市文化和旅游局|局长|remove",
    ),
    Case(
        "任 in a headline",
        "元朗任临江省副省长",
        "元朗|临江省人民政府|副省长|appoint",
    ),
    Case(
        "被任命为 under a full date",
        "2024年3月28日，卜易被任命为云溪市司法局局长。",
        "卜易|云溪市司法局|局长|appoint",
        date="2024-03-28",
    ),
    Case(
        "anonymised names",
        "任命王某某为青石县民政局局长，免去李某的青石县民政局局长职务。",
        """王某某|青石县民政局|局长|appoint
        李某|青石县民政局|局长|remove""",
    ),
    Case(
        "table with tabs and header",
        "云溪市人大常委会任免名单\n序号\t姓名\t职务\t任/免\n1\t平安\t云溪市人大常委会副秘书长\t任命\n2\t黄河清\t云溪市人大常委会研究室主任\t免去",
        """平安|云溪市人大常委会|副秘书长|appoint
        黄河清|云溪市人大常委会研究室|主任|remove""",
    ),
    Case(
        "table with bars and two columns of posts",
        """云溪市人大常委会任免名单
        | 姓名 | 任命职务 | 免去职务 |
        | --- | --- | --- |
        | 和煦 | 云溪市教育局局长 | 云溪市科技局局长 |
        | 穆桂 | | 云溪市教育局局长 |""",
        """和煦|云溪市教育局|局长|appoint
        和煦|云溪市科技局|局长|remove
        穆桂|云溪市教育局|局长|remove""",
    ),
    Case(
        "rows with wide gaps, padded name, no header",
        """任免名单
        方  圆    云溪市人大常委会副秘书长    任命
        萧　何　　云溪市监察委员会委员　　免去""",
        """方圆|云溪市人大常委会|副秘书长|appoint
        萧何|云溪市监察委员会|委员|remove""",
    ),
    Case(
        "rows with single gaps",
        "任命名单\n尹正 云溪市审计局局长\n姚远 云溪市体育局局长",
        """尹正|云溪市审计局|局长|appoint
        姚远|云溪市体育局|局长|appoint""",
    ),
    Case(
        "rows under a heading",
        "决定任命：\n邵兵  云溪市应急管理局局长\n湛蓝  云溪市民政局局长\n决定免去：\n汪洋  云溪市民政局局长",
        """邵兵|云溪市应急管理局|局长|decide_appoint
        湛蓝|云溪市民政局|局长|decide_appoint
        汪洋|云溪市民政局|局长|decide_remove""",
    ),
    Case(
        "two persons in a row",
        "任命：\n祁连  白塔区民政局局长    毛尖  白塔区司法局局长",
        """祁连|白塔区民政局|局长|appoint
        毛尖|白塔区司法局|局长|appoint""",
    ),
    Case(
        "persons below a post",
        "任命下列人员为白塔区人民法院人民陪审员：\n禹州 狄青 米 兰\n贝宁 明月",
        """禹州|白塔区人民法院|人民陪审员|appoint
        狄青|白塔区人民法院|人民陪审员|appoint
        米兰|白塔区人民法院|人民陪审员|appoint
        贝宁|白塔区人民法院|人民陪审员|appoint
        明月|白塔区人民法院|人民陪审员|appoint""",
    ),
    Case(
        "persons after a post, 的 … 职务",
        "免去下列人员的白塔区人民法院审判员职务：臧克、计然、伏羲。",
        """臧克|白塔区人民法院|审判员|remove
        计然|白塔区人民法院|审判员|remove
        伏羲|白塔区人民法院|审判员|remove""",
    ),
    Case(
        "post: names under a heading",
        "任命：\n云溪市中级人民法院审判员：成蹊、戴月\n云溪市中级人民法院行政审判庭副庭长：谈笑",
        """成蹊|云溪市中级人民法院|审判员|appoint
        戴月|云溪市中级人民法院|审判员|appoint
        谈笑|云溪市中级人民法院行政审判庭|副庭长|appoint""",
    ),
    Case(
        "分别为",
        "任命宋词、茅台分别为云溪市人大常委会办公厅主任、研究室主任。",
        """宋词|云溪市人大常委会办公厅|主任|appoint
        茅台|云溪市人大常委会研究室|主任|appoint""",
    ),
    Case(
        "traditional script",
        "任命張學良為臨海市人民政府副市長；免去陳獨秀的臨海市教育局局長職務。",
        """張學良|臨海市人民政府|副市長|appoint
        陳獨秀|臨海市教育局|局長|remove""",
    ),
    Case(
        "no 的 between name and post",
        "免去庞统云溪市林业局局长职务。",
        "庞统|云溪市林业局|局长|remove",
    ),
    Case(
        "同志 between name and post",
        "免去熊大同志云溪市林业局局长职务；任命纪晓同志为云溪市林业局局长。",
        """熊大|云溪市林业局|局长|remove
        纪晓|云溪市林业局|局长|appoint""",
    ),
    Case(
        "兼任的",
        "免去舒心兼任的云溪市大数据局局长职务。",
        "舒心|云溪市大数据局|局长|remove",
    ),
    Case(
        "proposer named, act real",
        "根据市长屈原的提请，会议决定任命项羽为云溪市人民政府秘书长。",
        "项羽|云溪市人民政府|秘书长|decide_appoint",
    ),
    Case(
        "explanations heard, then the act",
        "会议听取了关于提请任命祝福的议案的说明，决定任命祝福为云溪市卫生健康委员会主任。",
        "祝福|云溪市卫生健康委员会|主任|decide_appoint",
    ),
    Case(
        "passed decision in book-title marks",
        "会议表决通过了《关于接受董是辞去云溪市副市长职务的决定》。",
        "董是|云溪市人民政府|副市长|accept_resignation",
    ),
    Case(
        "national",
        """全国人民代表大会常务委员会任免名单
        （2019年8月26日第十三届全国人民代表大会常务委员会第十二次会议通过）
        一、任命梁山为最高人民法院审判委员会委员、民事审判第二庭庭长。
        二、免去杜康的最高人民法院知识产权法庭副庭长、审判员职务。""",
        """梁山|最高人民法院审判委员会|委员|appoint
        梁山|最高人民法院民事审判第二庭|庭长|appoint
        杜康|最高人民法院知识产权法庭|副庭长|remove
        杜康|最高人民法院|审判员|remove""",
        date="2019-08-26",
    ),
    Case(
        "minister",
        "决定免去阮籍的交通运输部部长职务，决定任命蓝天为交通运输部部长。",
        """阮籍|交通运输部|部长|decide_remove
        蓝天|交通运输部|部长|decide_appoint""",
    ),
    Case(
        "ambassador",
        "免去闵行的中华人民共和国驻某国特命全权大使职务。",
        "闵行|中华人民共和国驻某国|特命全权大使|remove",
    ),
    Case(
        "street working committee",
        "任命席梦为白塔区人大常委会东门街道工作委员会主任。",
        "席梦|白塔区人大常委会东门街道工作委员会|主任|appoint",
    ),
    Case(
        "contracted title",
        "决定任命季风为云溪市公安局长。",
        "季风|云溪市公安局|局长|decide_appoint",
    ),
    Case(
        "organisation with 和 and 、",
        "任命麻雀为云溪市人大教育、科学、文化、卫生委员会主任委员，强生为云溪市规划和自然资源局局长。",
        """麻雀|云溪市人大教育、科学、文化、卫生委员会|主任委员|appoint
        强生|云溪市规划和自然资源局|局长|appoint""",
    ),
    Case(
        "title without organisation follows the one before",
        "任命贾岛为云溪市教育局副局长、督学。",
        """贾岛|云溪市教育局|副局长|appoint
        贾岛|云溪市教育局|督学|appoint""",
    ),
    Case(
        "no organisation at all",
        "任命路遥为审判员。",
        "路遥||审判员|appoint",
    ),
    Case(
        "date given goes before all others",
        "（2024年7月31日云溪市第九届人民代表大会常务委员会第十九次会议通过）\n任命：娄山为云溪市民政局局长。",
        "娄山|云溪市民政局|局长|appoint",
        given="2024-08-01",
        date="2024-08-01",
    ),
    Case(
        "Chinese date with circles, spaces, breaks",
        "云溪市人大常委会任命名单\n（二 ○ 二 四 年\n七月 三十一\n日云溪市第九届人大常委会第十九次会议通过）\n危机为云溪市审计局局长。",
        "危机|云溪市审计局|局长|appoint",
        date="2024-07-31",
    ),
    Case(
        "signature date",
        "云溪市人民政府决定：\n任命江流为云溪市外事办公室主任。\n2022年10月8日",
        "江流|云溪市外事办公室|主任|appoint",
        date="2022-10-08",
    ),
    Case("impossible date", "（2023年2月30日云溪市第九届人大常委会第六次会议通过）\n任命：童话为云溪市审计局局长。",
         "童话|云溪市审计局|局长|appoint"),
    # Nothing of the kind -----------------------------------------------------------------
    Case("explanation heard", "会议听取了市长颜色关于人事任免议案的说明。"),
    Case("item considered", "会议审议了人事任免事项，并根据人事任免办法进行了表决。"),
    Case("proposed", "现提请市人大常委会审议：任命郭靖为云溪市副市长。请予审议。"),
    Case("proposal in one part", "市长提名梅香为云溪市教育局局长。"),
    Case("proposed to decide", "市长林森提请决定任命刁蛮为云溪市财政局局长，决定免去钟馗的云溪市财政局局长职务。"),
    Case("intended", "拟任命徐来为云溪市城市管理局局长。"),
    Case("recommended", "主任会议建议任命邱比特为云溪市人大常委会副秘书长。"),
    Case("bill", "关于提请任命骆驼为云溪市副市长的议案\n云溪市人大常委会：\n任命骆驼为云溪市副市长。"),
    Case("bill considered", "会议审议了关于任命高山为云溪市副市长的议案。"),
    Case("not passed", "会议表决，未通过任命夏至为云溪市副市长的议案。"),
    Case("vote lost behind", "任命蔡伦为云溪市副市长的议案，经表决未获通过。"),
    Case("refused", "会议对田七作出不予任命为云溪市民政局局长的决定。"),
    Case("not for the time being", "会议决定暂不任命樊篱为云溪市民政局局长。"),
    Case("past in a life", "胡杨，男，1968年4月出生，1990年参加工作，2019年被任命为云溪市副市长，历任青石县县长。"),
    Case("past", "2019年5月，凌霄被任命为云溪市财政局局长。"),
    Case("曾任", "霍去曾任云溪市财政局局长，先后任命为云溪市水利局局长。"),
    Case("rule", "主任会议可以决定任命副秘书长，任命副市长由市长提名。"),
    Case("conditional", "如果任命虞美为云溪市副市长，须报省人大常委会备案。"),
    Case("appointed officials", "依法任命的国家工作人员应当进行宪法宣誓，主任向新任命的人员颁发任命书。"),
    Case("question", "会议是否任命万象为云溪市副市长？"),
    Case("present holder", "现任云溪市副市长支点出席会议，时任局长柯南讲话。"),
    Case("draft decision considered", "会议审议了关于接受昝君辞去云溪市副市长职务的决定（草案）。"),
    Case("election rules", "会议通过了选举办法，选举工作由主席团主持，代表因故出缺的由原选举单位补选。"),
    Case("signature after a list", "任命：\n管仲为云溪市民政局局长。\n云溪市市长 卢生\n2024年5月6日",
         "管仲|云溪市民政局|局长|appoint", date="2024-05-06"),
    Case("notice of candidates", "任前公示\n姓名\t现任职务\t拟任职务\n莫愁\t云溪市民政局副局长\t云溪市民政局局长"),
]  # fmt: skip


def rows_of(text: str, **options: object) -> list[str]:
    reading = read_acts(text, **options)  # type: ignore[arg-type]
    return [f"{a.person}|{a.organization}|{a.post}|{a.act}" for a in reading.acts]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_acts_of_a_text(case: Case) -> None:
    given = datetime.date.fromisoformat(case.given) if case.given else None
    reading = read_acts(case.text, date=given, place=case.place)
    found = [f"{a.person}|{a.organization}|{a.post}|{a.act}" for a in reading.acts]
    assert found == [row.strip() for row in case.rows.splitlines() if row.strip()]
    dates = {a.date.isoformat() if a.date else "" for a in reading.acts}
    assert dates == ({case.date} if case.rows else set())


def test_an_impossible_date_is_a_finding_with_its_line() -> None:
    reading = read_acts(
        "云溪市任免名单\n（2023年2月30日云溪市第九届人大常委会第六次会议通过）\n任命：童话为云溪市审计局局长。"
    )
    assert [(f.code, f.line) for f in reading.findings] == [("bad_date", 1)]


def test_a_text_of_these_forms_is_large_enough() -> None:
    assert len(CASES) >= 80
