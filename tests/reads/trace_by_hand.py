"""The trace of an opinion as one query by hand, for ``by_hand``: true of the made-up country."""

from __future__ import annotations


def _document(table: str) -> str:
    return f"""json_build_object('id', {table}.id, 'title', {table}.title, 'kind', {table}.kind,
    'kind_label', case {table}.kind when 'work_report' then '工作报告'
        when 'handling_report' then '研究处理情况的报告'
        when 'tracking_report' then '跟踪督办情况的报告' end,
    'bulletin', {table}.bulletin_id, 'page_start', {table}.page_start)"""


def _answers(kind: str) -> str:
    return f"""coalesce((select json_agg(a.answer order by a.place) from answers a
        where a.point_id = p.id and a.kind = '{kind}'), '[]'::json)"""


def _point(more: str = "") -> str:
    return f"""json_build_object('id', p.id, 'kind', p.kind,
    'kind_label', case p.kind when 'aspect' then '方面' else '条' end,
    'number', p.number, 'marker', nullif(p.marker, ''), 'title', nullif(p.title, ''),
    'text', p.text, 'page', p.source_page, 'claim', null, 'claim_label', null,
    'claim_by', null, 'claim_on', null, 'claim_document', null, 'claim_page', null,
    'verified', null, 'verified_label', null, 'verified_by', null, 'verified_on', null,
    'verified_document', null, 'verified_page', null,
    'satisfaction', null, 'satisfaction_label', null, 'repeat_of', null,
    'responses', json_build_object('handling', {_answers("handling")},
        'tracking', {_answers("tracking")}){more})"""


def _part(table: str, more: str = "") -> str:
    return f"""json_build_object('id', {table}.id, 'marker', nullif({table}.marker, ''),
    'heading', nullif({table}.heading, ''), 'text', {table}.text, 'page', {table}.page{more})"""


PARTS_BELOW = f""", 'parts', coalesce((select json_agg({_part("c")} order by c."order")
    from congress_section c where c.parent_id = s.id), '[]'::json)"""

TRACE = f"""
with reports as materialized (
    select f.*, {_document("d")} as document
    from congress_followup f
    join congress_document d on d.id = f.document_id
    join congress_bulletin b on b.id = f.bulletin_id and b.status = 'published'
    where f.opinion_id = %(opinion)s
), answers as materialized (
    select r.point_id, f.kind, s."order" as place, json_build_object(
        'id', r.id, 'follow_up', r.follow_up_id, 'document', f.document,
        'section', r.section_id, 'marker', nullif(s.marker, ''), 'heading', nullif(r.heading, ''),
        'page', s.page, 'quoted', nullif(r.quoted, ''),
        'order', rank() over (partition by f.id order by s."order"),
        'match', r.match, 'match_label', case r.match when 'exact' then '原文引用' end) as answer
    from congress_response r
    join reports f on f.id = r.follow_up_id
    join congress_section s on s.id = r.section_id
), points as materialized (
    select p.* from congress_opinionpoint p
    join congress_bulletin b on b.id = p.bulletin_id and b.status = 'published'
    where p.opinion_id = %(opinion)s
), below as materialized (
    select p.parent_id, json_agg({_point()} order by p."order") as points
    from points p where p.parent_id is not null group by p.parent_id
)
select json_build_object(
    'opinion', json_build_object('id', o.id, 'title', o.title, 'document', o.document_id,
        'letter_number', nullif(o.letter_number, ''), 'report', o.report_id,
        'report_title', nullif(o.report_title, ''), 'considered_at', o.considered_at_id,
        'adopted_by', o.adopted_by_id, 'adopted_on', o.adopted_on,
        'adopted_on_precision', o.adopted_on_precision,
        'adopted_on_text', nullif(o.adopted_on_text, ''),
        'addressee', json_build_object('id', g.id, 'name', g.name),
        'aspects_count', o.aspects_count, 'points_count', o.points_count,
        'due_on', o.due_on, 'due_rule', nullif(o.due_rule, ''), 'closed_on', o.closed_on,
        'withdrawn_on', o.withdrawn_on, 'withdrawn_reason', nullif(o.withdrawn_reason, ''),
        'state', 'tracked', 'state_label', '已跟踪督办',
        'replied_on', told.replied_on, 'replied_on_precision', 'day', 'replied_on_text', null,
        'replied_on_basis', 'report', 'replied_on_basis_label', '答复报告写明',
        'days_to_reply', told.replied_on - o.adopted_on,
        'days_late', greatest(0, told.replied_on - o.due_on),
        'source', json_build_object('bulletin', d.bulletin_id, 'document', d.id,
            'page', d.page_start, 'line_start', d.line_start, 'line_end', d.line_end),
        'modified', to_char(o.modified at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')),
    'report', {_document("h")},
    'agenda_item', null,
    'aspects', (select json_agg(
            {_point(", 'points', coalesce(below.points, '[]'::json)")} order by p."order")
        from points p left join below on below.parent_id = p.id where p.parent_id is null),
    'points', json_build_array(),
    'unanswered', (select coalesce(json_agg(p.id), '[]'::json) from points p
        where p.parent_id is null and not exists (
            select from answers a where a.point_id = p.id and a.kind = 'handling')),
    'votes', json_build_array(),
    'follow_ups', (select json_agg(json_build_object(
        'id', f.id, 'kind', f.kind,
        'kind_label', case f.kind when 'handling' then '研究处理情况的报告'
            else '跟踪督办情况的报告' end,
        'document', f.document, 'author', json_build_object('id', w.id, 'name', w.name),
        'letter_number', nullif(f.letter_number, ''), 'replied_on', f.replied_on,
        'replied_on_precision', f.replied_on_precision,
        'replied_on_text', nullif(f.replied_on_text, ''),
        'evaluation', (select {_part("s", PARTS_BELOW)}
            from congress_section s where s.id = f.evaluation_id),
        'recommendations', null, 'unassigned', json_build_array()) order by f.id)
        from reports f join people_organization w on w.id = f.author_organization_id)
)::text
from congress_opinion o
join congress_document d on d.id = o.document_id
join congress_bulletin b on b.id = d.bulletin_id and b.status = 'published'
join congress_document h on h.id = o.report_id
join people_organization g on g.id = o.addressee_organization_id
cross join (select min(replied_on) as replied_on from reports) told
where o.id = %(opinion)s"""
