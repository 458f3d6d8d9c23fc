"""The limit: the hot reads as a WSGI program of a few lines, each one query by hand that
builds the whole answer as JSON in the database, prepared, on kept connections.

It answers what the API answers for the made-up country of ``generate`` (where every row is
published and nothing is half known), and knows nothing else: no other filter, language, user,
draft or error.
"""

from __future__ import annotations

import os
import urllib.parse
from collections.abc import Callable, Iterable
from typing import Any

from psycopg import Cursor
from psycopg_pool import ConnectionPool

from .trace_by_hand import TRACE

ACT = """json_build_object(
    'id', a.id,
    'person', json_build_object('id', p.id, 'name', p.name),
    'name', a.person_name,
    'post', json_build_object('id', s.id, 'title', s.title,
        'organization', json_build_object('id', o.id, 'name', o.name)),
    'post_text', a.post_text,
    'act', a.act,
    'act_label', case a.act when 'appoint' then '任命' when 'remove' then '免去' end,
    'effect', case a.act when 'appoint' then 'start' else 'end' end,
    'effect_label', case a.act when 'appoint' then '任' else '免' end,
    'date', a.date,
    'date_precision', case when a.date is not null then a.date_precision end,
    'date_text', nullif(a.date_text, ''),
    'document', json_build_object('id', d.id, 'title', d.title, 'kind', d.kind,
        'kind_label', case d.kind when 'appointment_list' then '任免名单' end),
    'session', json_build_object('id', n.id, 'name', n.name),
    'bulletin', json_build_object('id', b.id, 'label', b.label),
    'reason', nullif(a.reason, ''),
    'submitted_by', null,
    'explained_by', null,
    'to_be_filed', a.to_be_filed,
    'filed_with', nullif(a.filed_with, ''),
    'source', json_build_object('bulletin', a.bulletin_id, 'document', a.source_document_id,
        'page', a.source_page, 'line_start', a.source_line_start, 'line_end', a.source_line_end),
    'sources', json_build_array(json_build_object('bulletin', a.bulletin_id,
        'document', a.source_document_id, 'page', a.source_page,
        'line_start', a.source_line_start, 'line_end', a.source_line_end,
        'text', null, 'differs', json_build_array())),
    'modified', to_char(a.modified at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
)"""
WITH_ALL = """people_appointment a
    join people_person p on p.id = a.person_id
    join people_post s on s.id = a.post_id
    join people_organization o on o.id = s.organization_id
    join congress_document d on d.id = a.document_id
    join congress_session n on n.id = a.session_id
    join congress_bulletin b on b.id = a.bulletin_id and b.status = 'published'"""

HISTORY = f"""
select json_build_object('count', count(*), 'next', null, 'previous', null,
    'results', coalesce(json_agg(act order by date desc nulls last, id), '[]'::json))::text
from (
    select {ACT} as act, a.date, a.id from {WITH_ALL}
    where a.person_id = %(person)s
) acts"""

PAGE = f"""
with found as (
    select a.id, a.date
    from people_appointment a
    join people_post s on s.id = a.post_id
    join congress_bulletin b on b.id = a.bulletin_id and b.status = 'published'
    where s.organization_id = %(organization)s
      and a.date between %(date_after)s::date and %(date_before)s::date
), page as (
    select id from found order by date desc nulls last, id limit 50
)
select json_build_object(
    'count', (select count(*) from found),
    'next', case when (select count(*) from found) > 50 then %(next)s::text end,
    'previous', null,
    'results', coalesce(json_agg(act order by date desc nulls last, id), '[]'::json))::text
from (
    select {ACT} as act, a.date, a.id from {WITH_ALL} where a.id in (select id from page)
) acts"""

HOLDERS = """
with acts as (
    select a.*,
        lead(a.id) over line as next_id,
        lead(a.date) over line as next_date
    from people_appointment a
    join people_post s on s.id = a.post_id
    join congress_bulletin b on b.id = a.bulletin_id and b.status = 'published'
    where s.organization_id = %(organization)s
    window line as (partition by a.person_id, a.post_id order by a.date, a.id)
), held as (
    select * from acts
    where act = 'appoint' and date <= %(on)s::date
      and (next_date is null or next_date > %(on)s::date)
), page as (
    select * from held order by date desc, id limit 50
)
select json_build_object('count', (select count(*) from held),
    'next', case when (select count(*) from held) > 50 then %(next)s::text end,
    'previous', null,
    'results', coalesce(json_agg(tenure order by date desc, id), '[]'::json))::text
from (
    select a.date, a.id, json_build_object(
        'id', a.id,
        'person', json_build_object('id', p.id, 'name', p.name),
        'post', json_build_object('id', s.id, 'title', s.title,
            'organization', json_build_object('id', o.id, 'name', o.name)),
        'start_date', a.date,
        'start_date_precision', a.date_precision,
        'start_date_text', nullif(a.date_text, ''),
        'end_date', a.next_date,
        'end_date_precision', (select 'day' where a.next_id is not null),
        'end_date_text', null,
        'start_act', a.id,
        'end_act', a.next_id,
        'acting', false,
        'state', case when a.next_date <= current_date then 'ended' else 'current' end,
        'state_label', case when a.next_date <= current_date then '已卸任' else '在任' end,
        'acts', case when a.next_id is null then json_build_array(a.id)
            else json_build_array(a.id, a.next_id) end,
        'source', json_build_object('bulletin', a.bulletin_id,
            'document', a.source_document_id, 'page', a.source_page,
            'line_start', a.source_line_start, 'line_end', a.source_line_end),
        'modified', (select to_char(max(modified) at time zone 'utc',
            'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') from people_appointment)
    ) as tenure
    from page a
    join people_person p on p.id = a.person_id
    join people_post s on s.id = a.post_id
    join people_organization o on o.id = s.organization_id
) tenures"""

POOL = ConnectionPool(
    os.environ.get("DATABASE_URL", ""),
    min_size=4,
    max_size=4,
    open=False,
    kwargs={"autocommit": True, "options": "-c jit=off", "cursor_factory": Cursor},
)


def application(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    """One of the reads, told apart by its address."""
    if POOL.closed:
        POOL.open()
    query = environ["QUERY_STRING"]
    values = dict(urllib.parse.parse_qsl(query))
    values["next"] = (
        f"http://{environ['HTTP_HOST']}{environ['PATH_INFO']}?{query}&page=2"  # as the API has it
    )
    if environ["PATH_INFO"].endswith("/trace/"):
        statement, values = TRACE, {"opinion": int(environ["PATH_INFO"].split("/")[-3])}
    elif "person" in values:
        statement, values = HISTORY, {"person": int(values["person"])}
    else:
        statement = HOLDERS if "on" in values else PAGE
        values["organization"] = int(values["organization"])
    with POOL.connection() as connection:
        (body,) = connection.execute(statement, values, prepare=True).fetchone()
    answer = body.encode()
    start(
        "200 OK",
        [("Content-Type", "application/json"), ("Content-Length", str(len(answer)))],
    )
    return [answer]
