"""Record files as text: what a JSON text holds, and a record as JSON text."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from pydantic import ValidationError

from ..field_problems import field_problem
from .bulletin import FORMAT, VERSION, Record
from .policy import POLICY_FORMAT, POLICY_VERSION, PolicyRecord

_FORMATS: dict[str, tuple[str, int, type[Record | PolicyRecord]]] = {
    FORMAT: ("公报", VERSION, Record),
    POLICY_FORMAT: ("政策文件", POLICY_VERSION, PolicyRecord),
}


class RecordError(ValueError):
    """A record file that cannot be taken; the message is a sentence for a clerk."""


def load_record(text: str | bytes, *, name: str = "记录文件") -> Record:
    """The record of a bulletin in a JSON text.

    Raises RecordError, one sentence that names the file, the place and what is wrong, for
    text that is no JSON, for an unknown format or version and for a field that is off.
    """
    record = _load(text, name, (FORMAT,))
    assert isinstance(record, Record)
    return record


def load_policy(text: str | bytes, *, name: str = "记录文件") -> PolicyRecord:
    """The record of a policy document in a JSON text; raises as ``load_record`` does."""
    record = _load(text, name, (POLICY_FORMAT,))
    assert isinstance(record, PolicyRecord)
    return record


def load_any(text: str | bytes, *, name: str = "记录文件") -> Record | PolicyRecord:
    """The record of either kind in a JSON text; raises as ``load_record`` does."""
    return _load(text, name, tuple(_FORMATS))


def _load(text: str | bytes, name: str, formats: tuple[str, ...]) -> Record | PolicyRecord:
    words = "或".join(_FORMATS[known][0] for known in formats)
    try:
        data = json.loads(text, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        raise RecordError(
            f"{name} 第 {error.lineno} 行第 {error.colno} 个字符处不是有效的 JSON（{error.msg}）："
            "请检查文件是否完整。"
        ) from None
    except UnicodeDecodeError:
        raise RecordError(f"{name} 不是有效的 JSON 文件：请另存为 UTF-8 编码再试。") from None
    except RecursionError:
        raise RecordError(f"{name} 不是{words}记录文件：嵌套太深。请检查是否选错了文件。") from None
    except _ObjectError as error:
        raise RecordError(f"{name} {error}。请改正后再试。") from None
    except ValueError:  # digits by the thousand
        raise RecordError(f"{name} 里有太大的数：请检查文件是否损坏。") from None
    if not isinstance(data, dict) or data.get("format") not in formats:
        wanted = " 或 ".join(f"“format”: “{known}”" for known in formats)
        raise RecordError(f"{name} 不是{words}记录文件：缺少 {wanted}。")
    _, version, shape = _FORMATS[data["format"]]
    if data.get("version") != version:
        raise RecordError(
            f"{name} 的格式版本是 {data.get('version')!r}，本系统只读版本 {version}。"
            "请用对应版本的系统导出后再试。"
        )
    try:
        return shape.model_validate(data)
    except ValidationError as error:
        place, problem = field_problem(error)
        raise RecordError(f"{name} 的 {place} 有误：{problem}。请改正后再试。") from None


class _ObjectError(ValueError):
    """An object of the JSON text that is no part of a record; the message says why."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of the JSON text. Of a name that stands twice the parser would keep the last
    and drop the first in silence; null characters and half characters no database can hold."""
    found = dict(pairs)
    if len(found) < len(pairs):
        twice, _ = Counter(name for name, _ in pairs).most_common(1)[0]
        raise _ObjectError(f"里“{twice}”在同一处写了两次，不知道该用哪一个")
    for name, value in pairs:
        texts = value if isinstance(value, list) else [value]
        if any(isinstance(text, str) and not _is_writable(text) for text in texts):
            raise _ObjectError(f"的“{name}”含有空字符或不成字的代码")
    return found


def _is_writable(text: str) -> bool:
    try:
        return b"\x00" not in text.encode()
    except UnicodeEncodeError:
        return False


def dump_record(record: Record | PolicyRecord) -> str:
    """The record as JSON text: stable order, readable, defaults left out, newline at the end."""
    data = record.model_dump(mode="json", exclude_defaults=True)
    head = {"format": record.format, "version": record.version}
    return json.dumps(head | data, ensure_ascii=False, indent=1) + "\n"


def record_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the record file of a bulletin."""
    return _schema(Record)


def policy_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the record file of a policy document."""
    return _schema(PolicyRecord)


def _schema(shape: type[Record | PolicyRecord]) -> dict[str, Any]:
    schema = shape.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | schema
