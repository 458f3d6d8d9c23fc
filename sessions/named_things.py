"""The things that a text calls by a name of their own: 甬江实验室, 亲清健康指数. Pure Python.

In: a text. Out: names, told by their form alone, and only those that hardly anything else can be
called: what is missed costs a look, what is wrong costs trust. Two forms count:

* a name in quotation marks (“浙里甬办”), that is no slogan: not shorter than four characters, and
  not one that begins with a number (“五水共治”), of which every place has many;
* words that end in what such things are (实验室, 指数, 中心, 平台 …), after the last word that
  does not belong to a name (建设|甬江实验室), of which something is left when the words are taken
  away that any such thing may be called by (创新, 服务, 数据 …): of 公共服务平台 nothing is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

ENDINGS = (
    "实验室", "指数", "中心", "平台", "工程", "行动", "示范区", "试验区", "先行区", "产业园",
    "科学城", "走廊", "研究院", "综合体", "大脑", "基金", "联合体", "博览会", "创新区",
)  # fmt: skip
LONGEST = 16
_QUOTED = re.compile(r"“([^“”\n]{4,16})”")
_NAME = re.compile(r"[\u4e00-\u9fffA-Za-z0-9+·－-]+")
_NUMBERED = re.compile(r"[一二三四五六七八九十百千万两双多最]|\d")
_SLOGANS = frozenset(
    (
        "互联网+ 放管服 一带一路 证照分离 亩均论英雄 专精特新 互联网+监管 "
        "互联网+政务服务 先照后证 不见面审批 证照联办 容缺受理 一网通办 一件事 "
        "好差评 单一窗口 多证合一 照后减证 信用中国 健康中国 美丽中国 平安中国 "
        "绿色通道 全生命周期 数字经济 问题清单 负面清单 权力清单 责任清单 "
        "人民城市 国之大者 数字中国 乡村振兴 长江经济带 中国制造 "
        "互联网+医疗健康 新基建 云大物移智 "
    ).split()
)
_ENDING = re.compile(f"(?:{'|'.join(ENDINGS)})(?![\u4e00-\u9fff]{{0,1}}(?:化|型|式|性))")
# What stands before a name and is no part of it.
_BEFORE = re.compile(
    r"建设|推进|推动|打造|实施|开展|加快|支持|组建|设立|建立|完善|依托|利用|运用|发挥|加强|构建|深化|启动|"
    r"筹建|谋划|创建|争创|探索|发布|编制|形成|实现|包括|成立|建成|开发|搭建|优化|深入|全面|积极|大力|统筹|"
    r"以及|通过|作为|围绕|根据|按照|纳入|接入|对接|引进|培育|升级|提升|落实|健全|完成|参与|组织|引导|鼓励|"
    r"高水平|高质量|高标准|高能级|重点|国家级|省级|市级|区级|县级|全国|全省|全市|全球|世界|国际|国家|"
    r"一批|若干|各类|相关|有关|的|和|与|及|或|等|在|对|向|从|以|由|将|把|为|是|到|至|了|其|该|本|各"
)
# What any such thing may be called by.
_COMMON = re.compile(
    r"公共|服务|政务|综合|创新|创业|研究|研发|技术|科技|科学|产业|企业|工业|农业|制造|数据|信息|网络|智能|智慧|"
    r"数字|管理|监管|监测|监督|指挥|调度|交易|交流|合作|展示|展览|培训|教育|文化|体育|医疗|卫生|健康|养老|"
    r"社会|社区|城市|城乡|乡村|农村|生态|环境|环保|能源|资源|交通|物流|金融|融资|投资|信用|人才|就业|创客|"
    r"安全|应急|风险|预警|治理|改革|开放|发展|提升|促进|保障|支撑|示范|试点|试验|重点|重大|专项|三年|"
    r"营商|审批|行政|便民|受理|办事|大厅|窗口|市场|商业|贸易|电商|电子商务|跨境|会展|旅游|民生|惠民|法律|"
    r"执法|法治|调解|仲裁|知识产权|专利|标准|质量|检验|检测|认证|孵化|孵化器|加速|成果|转化|转移|中小|小微|"
    r"民营|外资|招商|项目|工程|基础|设施|统一|一体化|协同|联合|联动|共享|大数据|云|互联网|工业互联网|物联网|"
    r"区域|园区|街道|镇|乡|村|市|省|区|县|级|线上|线下|在线|网上|政府|党群|群众|志愿|新时代|文明|实践|攻坚|"
    r"整治|清理|专业|专家|咨询|评估|评价|统计|分析|决策|运营|运行|维护|建设|生产|生活|消费|价格|景气|满意度|"
    r"属地|责任|第一|党政|同责|重要|模式|办理|运维|未来|进口|自主|具体|配套|指导|登记|扩大|缓解|强化|保护|协商|标志性|学习|理论|自贸|绿色|大众|自由|旧|老|公益|采购|配送|仓储|冷链|港口|航运|会议|媒体|融媒体|传播|档案|公证|司法|心理|妇女|儿童|青年|老年|残疾人"
)
LEAST_LEFT = 2


def names_in(text: str) -> list[str]:
    """The names of things in a text, each once, in its order."""
    found = [*_quoted(text), *_ending(text)]
    return list(dict.fromkeys(found))


def _quoted(text: str) -> Iterator[str]:
    for match in _QUOTED.finditer(text):
        name = match[1]
        if not _NAME.fullmatch(name) or name in _SLOGANS or _NUMBERED.match(name):
            continue
        if says_enough(name):
            yield name


def _ending(text: str) -> Iterator[str]:
    for match in _ENDING.finditer(text):
        before = text[max(0, match.start() - LONGEST) : match.start()]
        words = _last_run(before)
        for found in _BEFORE.finditer(words):
            after = words[found.end() :]
            if not _BEFORE.search(after):
                words = after
                break
        name = words + match[0]
        if says_enough(words) and len(name) <= LONGEST and not _NUMBERED.match(name):
            yield name


def _last_run(before: str) -> str:
    """The characters that stand together at the end."""
    match = re.search(r"[\u4e00-\u9fffA-Za-z0-9+·]+\Z", before)
    return match[0] if match else ""


def says_enough(words: str) -> bool:
    """Whether something is left of the words before the ending when common ones are gone."""
    return len(_COMMON.sub("", words)) >= LEAST_LEFT
