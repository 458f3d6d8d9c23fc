"""A made-up bulletin, and ways to set it: columns, pages, headers, indents, contents.

``PAPERS`` is what the bulletin says; ``typeset`` prints it as a source might hold it. What a
reader should find is in the papers, so every layout can be held against the same facts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Item = tuple[int, str, str, str]  # level, marker, heading, text (level 0: no marker)


@dataclass(frozen=True)
class Paper:
    """One document. ``title`` in lines; ``body`` in paragraphs as printed; ``items`` are
    the sections to be found: (level, marker, heading, text with paragraphs joined)."""

    kind: str
    title: tuple[str, ...]
    body: tuple[str, ...]
    items: tuple[Item, ...]
    head: tuple[str, ...] = ()
    tail: tuple[str, ...] = ()

    @property
    def full_title(self) -> str:
        return "".join(self.title)


def _paper(
    kind: str, title: str, *paragraphs: str, head: tuple[str, ...] = (), tail: tuple[str, ...] = ()
) -> Paper:
    """A paper written as text: a paragraph is ``level|marker|heading|text``, where a heading
    that ends with 。 runs in; plain paragraphs go to the section above them."""
    body: list[str] = []
    items: list[list[str | int]] = []
    for paragraph in paragraphs:
        parts = paragraph.split("|")
        if len(parts) == 1:
            body.append(paragraph)
            if items:
                items[-1][3] = f"{items[-1][3]}{paragraph}"
            else:
                items.append([0, "", "", paragraph])
        else:
            level, marker, heading, text = parts
            if marker or heading or text:
                body.append(f"{marker}{heading}{text}")
            items.append([int(level), marker, heading.rstrip("。"), text])
    found = tuple((int(a), str(b), str(c), str(d)) for a, b, c, d in items)
    return Paper(kind, tuple(title.split("/")), tuple(body), found, head, tail)


PASSED = "（2023年5月30日云岭市第五届人民代表大会/常务委员会第十二次会议通过）"

PAPERS: tuple[Paper, ...] = (
    _paper(
        "minutes",
        "云岭市第五届人民代表大会/常务委员会第十二次会议纪要",
        "云岭市第五届人民代表大会常务委员会第十二次会议于2023年5月29日至30日在市人大机关举行。"
        "市人大常委会主任韦清源主持会议，副主任覃向阳、黎晚舟和委员共31人出席会议。会议纪要如下：",
        "1|一、||会议听取和审议了副市长莫怀远所作的关于我市古道保护利用工作情况的报告。常委会组成人员认为，"
        "市政府守土有责，成效可见。会议要求，整理形成审议意见，经主任会议研究后交市政府研究处理。",
        "1|二、||会议听取和审议了市林业局局长蒙青松受市政府委托所作的关于《云岭市古树名木保护条例（草案）》的说明。"
        "会议要求，抓紧修改后再次提交常委会会议审议。",
        "1|三、||会议经过表决，通过了关于接受岑一帆请求辞去云岭市副市长职务的决定，任命了有关人员。",
        "0|||市人大常委会主任韦清源在会议结束时讲话。会议号召全市各级人大扎实履职。",
    ),
    _paper(
        "agenda",
        "云岭市第五届人民代表大会/常务委员会第十二次会议议程",
        "1|一、|审议《云岭市古树名木保护条例（草案）》|",
        "1|二、|听取和审议市政府关于我市古道保护利用工作情况的报告|",
        "1|三、|审议有关人事事项|",
    ),
    _paper(
        "bill",
        "云岭市人民政府关于提请审议/《云岭市古树名木保护条例（草案）》的议案",
        "为了保护古树名木，传承乡土记忆，市政府拟定了《云岭市古树名木保护条例（草案）》。"
        "该草案已经2023年4月18日市人民政府第26次常务会议讨论通过，现提请审议。",
        head=("云岭市人民代表大会常务委员会：",),
        tail=("市长 农知秋", "2023年5月4日"),
    ),
    _paper(
        "explanation",
        "关于《云岭市古树名木保护条例/（草案）》的说明",
        "受市政府委托，现就《云岭市古树名木保护条例（草案）》作如下说明：",
        "1|一、|立法必要性|",
        "2|（一）|贯彻上位法和健全我市生态保护法规制度体系的迫切需要，也是多年来群众和代表共同的愿望|",
        "古树是活的文物。2021年普查登记的古树名木共有3126株，比上一次普查增加18.6%，散落在七个县区的村头和渡口，"
        "其中一半以上没有专门的管护人。",
        "2|（二）|总结实践经验的需要|",
        "我市从2015年起推行树长制，行之有效的做法需要固定下来。",
        "1|二、|主要内容|",
        "草案共五章三十二条。第二条规定了适用范围；第三条、第四条规定了部门职责。草案征求意见时，有的部门提出一、"
        "二级古树应当分别管理，草案予以采纳，但没有另设三级。",
        "0|||以上说明及草案，请予审议。",
        head=("市林业局局长 蒙青松", "主任、副主任、秘书长、各位委员："),
    ),
    _paper(
        "draft_review",
        "关于《云岭市古树名木保护条例（草案）》/审议意见的报告",
        "环境资源委对条例草案进行了审议，现将审议意见报告如下：",
        "1|一、|总体评价|",
        "条例草案立足实际，结构合理，建议提请常委会会议审议。",
        "1|二、|修改建议|",
        "2|（一）|关于名录管理。|草案第八条规定名录每十年更新一次，间隔偏长，建议改为每五年一次，并向社会公布。",
        "2|（二）|关于法律责任。|草案第二十九条的罚款幅度过宽，建议细化。",
        "0|||以上报告，请予审议。",
        head=("市人大环境与资源保护委员会", "市人大常委会："),
    ),
    _paper(
        "work_report",
        "关于我市古道保护利用工作情况的报告",
        "根据市人大常委会2023年监督工作计划安排，现将我市古道保护利用工作情况报告如下：",
        "1|一、|主要工作情况|",
        "近年来，全市修复古道46条、312.5公里，沿线村集体收入平均增长21.7%，游客超过180万人次。",
        "2|（一）|摸清家底，把散落的古道记录在册。|一是全面普查。组织二十六支队伍走遍山岭，测绘路面、桥梁、凉亭"
        "等遗存1964处。二是建立档案。每条古道都有编号、有图纸、有专人，做到一道一档。",
        "2|（二）|边修边用，让老路重新热闹起来。|坚持修旧如旧，就地取材。去年以来，共举办徒步活动35场，参加者"
        "2.8万人，带动农家乐116家。",
        "1|二、|存在的问题|",
        "2|（一）|管护力量还比较薄弱。|多数古道没有固定的管护人员，台风过后清障要等半个月以上。",
        "2|（二）|资金渠道还比较单一。|目前主要靠市级财政，社会资本参与不多。",
        "1|三、|下一步打算|",
        "2|（一）|健全管护机制。|在七个县区推行道长制，今年年底前全部到位。",
        "2|（二）|拓宽投入渠道。|设立古道保护基金，引导企业和乡贤认养。",
        "0|||以上报告，请予审议。",
        head=("副市长 莫怀远", "主任、副主任、秘书长、各位委员："),
    ),
    _paper(
        "survey_report",
        "关于我市古道保护利用工作情况的/调研报告",
        "今年三月以来，教科文卫委就古道保护利用开展了专题调研。现将调研情况报告如下：",
        "1|一、|基本情况|",
        "2|（一）|底数基本摸清|",
        "普查登记的古道比省里掌握的多出一倍，多数保存尚好。",
        "2|（二）|利用初见成效|",
        "古道游带动了沿线村庄，有的村人均收入三年翻了一番。",
        "1|二、|主要问题|",
        "2|（一）|保护规划滞后|",
        "3|1.|编制进度慢。|七个县区中只有两个完成了专项规划编制工作，其余还停留在征求意见阶段。",
        "3|2.|衔接不够。|规划与国土空间规划、旅游规划之间存在矛盾。",
        "2|（二）|多头管理|",
        "文物、林业、交通、旅游都管，谁都管不到底。",
        "1|三、|几点建议|",
        "要尽快完成规划编制，明确牵头部门，落实经费保障，让古道保护有人管、有钱管、管得好。",
        head=("市人大教育科学文化卫生委员会", "市人大常委会："),
    ),
    _paper(
        "review_opinion",
        "关于我市古道保护利用工作情况报告的/审议意见",
        "2023年5月29日，市五届人大常委会第十二次会议听取和审议了市政府关于我市古道保护利用工作情况的报告。"
        "根据会议审议情况，提出如下审议意见：",
        "1|一、|强化规划引领，进一步摸清保护底数|",
        "2|1.|加快规划编制。|七个县区要在今年年底前全部完成专项规划编制工作。",
        "2|2.|完善保护名录。|按照价值高低分为三级，实行挂牌保护。",
        "1|二、|强化要素保障，进一步落实管护责任|",
        "2|3.|建立道长制度。|明确每条古道的责任人，公布姓名和电话，接受群众监督。",
        "2|4.|增加资金投入。|市级财政每年安排不少于1200万元，县区按一定比例配套。",
        head=("（2023年6月12日云岭市第五届人大常委会", "第三十一次主任会议通过）"),
    ),
    _paper(
        "resolution",
        "云岭市人民代表大会常务委员会/关于批准2022年市级决算的决议",
        "云岭市第五届人民代表大会常务委员会第十二次会议听取了市财政局局长所作的报告，审查了2022年市级决算，"
        "会议决定，批准2022年市级决算。",
        head=tuple(PASSED.split("/")),
    ),
    _paper(
        "handling_report",
        "关于我市农村电商发展情况报告的审议意见/研究处理情况的报告",
        "《关于请研究处理〈关于我市农村电商发展情况报告的审议意见〉的函》（云人大常办函〔2022〕17号）收悉后，"
        "市政府高度重视，逐条研究。现将有关情况报告如下：",
        "1|一、|关于“补齐物流短板”方面|",
        "上一阶段，重点开展了以下工作：",
        "2|（一）|建设县级分拨中心。|七个县区全部建成，快件当日可到乡镇。",
        "2|（二）|发展客货邮融合。|开通线路63条，覆盖行政村1180个。",
        "0|||但同时，我们也看到，山区末端配送成本依然偏高。下一步，重点做好以下工作：",
        "2|（一）|完善村级站点。|年内新建改建站点400个以上。",
        "2|（二）|降低配送成本。|对偏远村给予每单0.8元补贴。",
        "1|二、|关于“培育本地品牌”方面|",
        "打响“云岭山货”公共品牌，授权企业58家，产品212种，线上销售额突破9.6亿元。",
        head=("市政府", "市人大常委会："),
    ),
    _paper(
        "tracking_report",
        "关于我市农村电商发展情况报告的审议意见/跟踪督办情况的报告",
        "市人大农业与农村委员会对审议意见的研究处理情况进行了跟踪督办。现将有关情况报告如下：",
        "1|一、|关于市政府审议意见研究处理情况的报告|",
        "市政府办公厅以复函形式反馈了研究处理情况，主要包括以下内容：",
        "2|（一）|审议意见中“补齐物流短板”方面落实情况。|县级分拨中心全部建成，客货邮融合走在全省前列。",
        "2|（二）|审议意见中“培育本地品牌”方面落实情况。|公共品牌影响力逐步扩大。",
        "1|二、|关于审议意见研究处理情况综合评价和工作建议|",
        "总的来看，市政府高度重视，措施有力，成效明显。建议持续加大对偏远山区的扶持力度。",
        head=("市人大农业与农村委员会", "市人大常委会："),
    ),
    _paper(
        "resignation_decision",
        "关于接受岑一帆请求辞去/云岭市副市长职务的决定",
        "因工作调动，岑一帆向云岭市人大常委会提出辞去云岭市副市长职务的请求。根据有关法律规定，会议决定：接受"
        "岑一帆辞去云岭市副市长职务的请求，报云岭市人民代表大会备案。",
        head=tuple(PASSED.split("/")),
    ),
    _paper(
        "appointment_list",
        "云岭市人大常委会任免名单",
        "任命：",
        "文若溪为云岭市人大常委会副秘书长、办公室主任，市人大法制委员会委员。",
        "免去：",
        "苏半山的云岭市人大常委会副秘书长职务。",
        head=tuple(PASSED.split("/")),
    ),
    _paper(
        "appointment_list",
        "云岭市人大常委会任免名单",
        "任命：",
        "卢见深、邓远为云岭市中级人民法院审判员。",
        head=tuple(PASSED.split("/")),
    ),
    _paper(
        "speech",
        "在云岭市五届人大常委会/第十二次会议结束时的讲话摘要",
        "本次会议圆满完成了各项议程。会上，大家畅所欲言，提出了许多好的意见建议。",
        "一要坚定信心。关于下半年的工作，常委会已经作了部署，要一件一件抓好落实。",
        "二要改进作风。多到基层去，多到群众中去，把问题摸清，把办法想透。",
        head=("市人大常委会主任 韦清源", "（2023年5月30日）"),
    ),
)


# --- setting --------------------------------------------------------------------------------

PageStyle = Literal[
    "none",  # nothing tells the pages
    "space",  # one space before a page's first line
    "feed",  # form feeds
    "number",  # — 3 — at the bottom
    "total",  # 第3页 共9页 at the bottom
    "bare",  # 3 at the bottom
    "feed_bare",  # 3 at the bottom, and form feeds
    "header",  # a running header and — 3 — at the top
    "header_line",  # a running header with the number in it, at the top
    "header_space",  # some pages begin with a header, the others with a space
]
_NOT_FIRST = "，。、；：！？）》”％%"
_NOT_LAST = "（《“"
_TOKEN = re.compile(r"[0-9A-Za-z.%]+|.", re.DOTALL)


def _wide(text: str) -> float:
    return sum(0.5 if c < "\u2000" or c in "“”" else 1.0 for c in text)


def break_lines(text: str, width: float, first: float) -> list[str]:
    """``text`` in lines of ``width`` characters, the first of ``first``."""
    lines: list[str] = []
    line, room = "", first
    for token in _TOKEN.findall(text):
        if line and _wide(line + token) > room:
            if token in _NOT_FIRST:
                line += token  # set into the margin
                continue
            moved = ""
            while line[-1:] in tuple(_NOT_LAST):
                moved, line = line[-1] + moved, line[:-1]
            lines.append(line)
            line, room = moved + token, width
        else:
            line += token
    return [*lines, line]


@dataclass(frozen=True)
class Layout:
    """How a bulletin is set. ``width`` None: one paragraph a line."""

    width: float | None = None
    indent: Literal["kept", "lost", "none"] = "lost"
    pages: PageStyle = "none"
    page_lines: int = 36
    first_page: int = 1
    blank_lines: bool = False
    cover: bool = False
    contents: bool = False
    imprint: bool = False


@dataclass(frozen=True)
class Printed:
    """A line as a source holds it. ``page`` is None for cover, contents and imprint;
    ``paper`` is the number of the paper whose text it is, None for furniture."""

    text: str
    page: int | None = None
    paper: int | None = None


HEADER = "云岭市人民代表大会常务委员会公报【五届第12号（总第31期）】"


def lines_of(paper: Paper, layout: Layout) -> list[str]:
    """The lines of one paper."""
    lines = [*paper.title, *paper.head]
    for paragraph in paper.body:
        pad = "　　" if layout.indent == "kept" else ""
        if layout.width is None:
            lines.append(pad + paragraph)
            continue
        first = layout.width - (0 if layout.indent == "none" else 2)
        broken = break_lines(paragraph, layout.width, first)
        lines += [pad + broken[0], *broken[1:]]
    return lines + list(paper.tail)


def ambiguous(paper: Paper, layout: Layout) -> bool:
    """Whether some paragraph's last line happens to be as long as a full one, so that the
    widths of the lines do not tell where the paragraph ends."""
    if layout.width is None or layout.indent == "kept":
        return False
    first = layout.width - (0 if layout.indent == "none" else 2)
    for paragraph in paper.body:
        broken = break_lines(paragraph, layout.width, first)
        room = layout.width if len(broken) > 1 else first
        if _wide(broken[-1]) > room - 2.6:
            return True
    return False


def printed(papers: tuple[Paper, ...], layout: Layout) -> list[Printed]:
    """The lines of the bulletin with their pages."""
    lines = [
        Printed(line, None, k) for k, paper in enumerate(papers) for line in lines_of(paper, layout)
    ]
    out: list[Printed] = []
    size = layout.page_lines
    for at, start in enumerate(range(0, len(lines), size)):
        number = layout.first_page + at
        page = [Printed(line.text, number, line.paper) for line in lines[start : start + size]]
        out += _page(page, number, layout)
    front: list[Printed] = []
    if layout.cover:
        names = ("云岭市人民代表大会常务委员会公报", "2023年第3号", "（总第31期）", "2023年6月")
        front += [Printed(line) for line in names]
    if layout.contents:
        front.append(Printed("目　录"))
        for k, paper in enumerate(papers):
            page = next(line.page for line in out if line.paper == k)
            front.append(Printed(f"{paper.full_title}{'…' * 20}（{page}）"))
    back = ("云岭市人大常委会办公室编印", "印数：300份") if layout.imprint else ()
    return front + out + [Printed(line) for line in back]


def typeset(papers: tuple[Paper, ...], layout: Layout) -> str:
    """The bulletin as a source text."""
    gap = "\n\n" if layout.blank_lines else "\n"
    text = gap.join(line.text for line in printed(papers, layout)) + "\n"
    return re.sub(r"\f\n+", "\f", text)  # as pdftotext does: a page begins with its feed


def _page(page: list[Printed], number: int, layout: Layout) -> list[Printed]:
    style = layout.pages
    spaced = [Printed(f" {page[0].text}", number, page[0].paper), *page[1:]]
    dashed = Printed(f"— {number} —", number)
    if style == "header_space":
        style = "header" if number % 5 == 0 else "space"
    if style == "space":
        return spaced
    if style == "feed":
        return [*page, Printed("\f")]
    if style == "feed_bare":
        return [*page, Printed(str(number), number), Printed("\f")]
    if style == "header":
        return [Printed(HEADER, number), dashed, *page]
    if style == "header_line":
        return [Printed(f"{HEADER}　　{number}", number), *page]
    bottom = {"number": dashed.text, "total": f"第{number}页 共99页", "bare": str(number)}
    return [*page, Printed(bottom[style], number)] if style in bottom else page
