"""The short names that people use for an organisation of which the full name is known.

They are the standing abbreviations of ``abbreviations.py`` read backwards. A short form is
given only if it reads back to the same full name within the place, so none is invented that
might mean another body (社会建设委 and 社会建设工委 stay apart).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from .abbreviations import departments_in_short, subjects_in_short

# The steps from a full name to its shortest forms, one after the other.
_CONGRESS = (("人民代表大会常务委员会", "人大常委会"), ("人民代表大会", "人大"))
_ORGANS = (
    ("人民政府", "政府"),
    ("中级人民法院", "中级法院"),
    ("人民法院", "法院"),
    ("人民检察院", "检察院"),
    ("监察委员会", "监委"),
)
_ENDS = (("工作委员会", "工委"), ("委员会", "委"), ("中级法院", "中院"))


def short_forms(name: str, place: str, full_name_of: Callable[[str], str]) -> set[str]:
    """The short forms of the organisation ``name`` of ``place``: 宁波市发改委 and 市发改委 for
    宁波市发展和改革委员会. ``full_name_of`` reads a form within the bulletin's place."""
    if not place or not name.startswith(place) or name == place:
        return set()
    rest = name.removeprefix(place)
    forms = [rest]
    longest_first = sorted(subjects_in_short(), key=lambda pair: -len(pair[0]))
    for step in (_CONGRESS, (*departments_in_short(), *_ORGANS), longest_first):
        forms.append(_shorten(forms[-1], step))
    forms += [_shorten(form, _ENDS) for form in forms[1:]]  # 社会建设委, 社会委
    found = {prefix + form for form in forms for prefix in (place, place[-1])}
    return {form for form in found - {name} if full_name_of(form) == name}


def _shorten(form: str, pairs: Iterable[tuple[str, str]]) -> str:
    for full, short in pairs:
        form = form.replace(full, short)
    return form
