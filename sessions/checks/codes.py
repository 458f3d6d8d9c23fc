"""The codes of findings, of the checks of this package and of importing, with what they mean
in a word or two."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

CHECKED: dict[str, Any] = {
    "agenda_item_without_document": _("议程没有文件"),
    "agenda_number_missing": _("议程缺号"),
    "agenda_number_twice": _("议程重号"),
    "date_outside_session": _("日期不在会期内"),
    "deputy_names": _("代表人数与姓名不符"),
    "document_missing": _("文件缺号"),
    "document_off_the_agenda": _("文件没有归入议程"),
    "document_twice": _("文件重号"),
    "documents_overlap": _("文件起止行重叠"),
    "due_before_adoption": _("期限早于通过"),
    "letter_number_shared": _("函号重复"),
    "letter_of_another": _("函号是另一件审议意见的"),
    "more_deputies_than_seats": _("代表多于名额"),
    "names_spelled_alike": _("姓名只差间隔号"),
    "organ_abolished": _("机构撤销而未免职"),
    "opinion_lacks": _("审议意见缺交办对象或函号"),
    "report_twice": _("同一份报告登了两次"),
    "removal_of_other": _("免职与任职不符"),
    "reply_before_opinion": _("答复早于审议意见"),
    "response_without_point": _("答复没有归入条目"),
    "same_name": _("同地同名"),
    "same_person_elsewhere": _("两地同名同职"),
    "seats_do_not_follow": _("代表人数前后不接"),
    "seats": _("代表人数对不上"),
    "told_twice": _("两期公报登了同一任免"),
    "two_holders": _("一职两人"),
    "undated_act": _("任免没有日期"),
    "unknown_letter": _("函号查无审议意见"),
    "unresolved_person": _("人员未认定"),
    "unresolved_post": _("职务未认定"),
}
IMPORTED: dict[str, Any] = {
    "agenda_from_minutes": _("议程取自纪要"),
    "agenda_item_not_in_minutes": _("纪要没有这项议程"),
    "another_session": _("另一次会议"),
    "aspects_by_headings": _("方面的名称取自报告的标题"),
    "bad_date": _("日期有误"),
    "credentials_do_not_add_up": _("代表人数不平衡"),
    "doubtful_agenda_item": _("议程归属不定"),
    "doubtful_name": _("姓名可疑"),
    "doubtful_opinion": _("答复哪件审议意见不定"),
    "doubtful_relation": _("文件关系不定"),
    "doubtful_response": _("答复归属不定"),
    "due_date_open": _("办理期限不明"),
    "file_cut_short": _("文件不全"),
    "homonym": _("同名难认"),
    "impossible_date": _("没有这一天"),
    "letter_number": _("两份报告的函号不一"),
    "lonely_mark": _("书名号不成对"),
    "masthead_differs": _("刊头不一"),
    "minutes_empty": _("纪要没有内容"),
    "minutes_item_doubtful": _("纪要与议程存疑"),
    "minutes_item_unmatched": _("纪要没有对应的议程"),
    "more_findings": _("还有同类问题"),
    "names_missing": _("缺姓名"),
    "names_run_together": _("姓名连写"),
    "no_issue_number": _("没有期号"),
    "no_issuer": _("没有编发机关"),
    "no_points": _("没有读出条目"),
    "no_session": _("不知哪次会议"),
    "no_session_dates": _("没有会议日期"),
    "numbering": _("编号不连续"),
    "opinion_count": _("审议意见件数不符"),
    "organization_unknown": _("机构不明"),
    "page_count_off": _("页数不符"),
    "page_number_off": _("页码不符"),
    "pages_not_known": _("页码不明"),
    "part_not_read": _("有一部分没有读"),
    "person_not_named": _("没有写姓名"),
    "point_numbers": _("条目编号不连续"),
    "possible_document_start": _("可能是另一个文件"),
    "printed_twice": _("印了两遍"),
    "proposed_only": _("只是提请"),
    "row_without_verb": _("任免不明"),
    "text_cut_short": _("文字不全"),
    "text_too_long": _("文字过长"),
    "text_without_title": _("文字没有标题"),
    "told_differently": _("各处说法不一"),
    "unexplained_short_title": _("简称没有全称"),
    "unknown_opinion": _("没有写明答复哪件审议意见"),
    "unpaired_posts": _("姓名与职务不成对"),
    "unreadable_characters": _("无法辨认的字"),
}
CODES = frozenset({*CHECKED, *IMPORTED})


def label_of(code: str) -> str:
    """What a code means; the code itself where it is not known here."""
    return str(CHECKED.get(code) or IMPORTED.get(code) or code)
