"""What is wrong with a field of a record, in a clerk's words.

In: pydantic's account of why a record does not fit its format. Out: a Chinese sentence part.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

_WORDS = {
    "missing": "缺少这一项",
    "extra_forbidden": "格式里没有这一项",
    "string_too_short": "不能为空",
    "string_too_long": "太长（最多 {max_length} 字）",
    "greater_than_equal": "太小（最小是 {ge}）",
    "less_than_equal": "太大（最大是 {le}）",
    "enum": "只能是 {expected}",
    "literal_error": "只能是 {expected}",
    "string_unicode": "含有不成字的代码",
    "tuple_type": "应当是一列（[ ]）",
    "model_type": "应当是一组（{{ }}）",
    "int_parsing_size": "太大",
    "finite_number": "应当是整数",
}
# By how the type's name begins.
_KINDS = {
    "string": "应当是文字",
    "int": "应当是整数",
    "bool": "应当是 true 或 false",
    "date": "不是正确的日期，应当写成 2024-07-30 这样",
}


def field_problem(error: ValidationError) -> tuple[str, str]:
    """The first field that is wrong (``people.0.name``), and what is wrong with it and how
    many more there are."""
    first = error.errors()[0]
    place = ".".join(str(part) for part in first["loc"])
    more = f"（另有 {error.error_count() - 1} 处）" if error.error_count() > 1 else ""
    return place, _words(first) + more


def _words(problem: Mapping[str, Any]) -> str:
    kind = problem["type"]
    words = _WORDS.get(kind) or _KINDS.get(kind.partition("_")[0])
    context: dict[str, Any] = problem.get("ctx", {})
    shown = {name: str(value).replace(" or ", " 或 ") for name, value in context.items()}
    return words.format(**shown) if words else problem["msg"]
