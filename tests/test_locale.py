"""The English catalogue: every Chinese text of the code and the templates has its English.

Writing it anew, when this test names what is missing (gettext's tools are Debian's package
``gettext``)::

    python manage.py makemessages -l en --no-obsolete --no-location --no-wrap \
        --ignore=.venv --ignore=data --ignore=build --ignore=tests
    # fill in the empty msgstr lines of locale/en/LC_MESSAGES/django.po
    python manage.py compilemessages --ignore=.venv
"""

from __future__ import annotations

import ast
import gettext
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("npcrecords", "people", "sessions")
FUNCTIONS = {"gettext", "gettext_lazy", "gettext_noop", "_"}
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|(?<!\{)\{\w+\}")


def marked_in(source: str) -> Iterator[str]:
    """The texts that a module marks for translation, under whatever name it imports."""
    tree = ast.parse(source)
    names = set(FUNCTIONS)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            names |= {alias.asname or alias.name for alias in node.names if "gettext" in alias.name}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            text = node.args[0] if node.args else None
            if isinstance(text, ast.Constant) and isinstance(text.value, str):
                yield text.value


def marked() -> dict[str, Path]:
    """Every text that is marked for translation, with a file that marks it."""
    found: dict[str, Path] = {}
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                found.update(dict.fromkeys(marked_in(path.read_text(encoding="utf-8")), path))
        for path in sorted((ROOT / folder).rglob("*.html")):
            code = templatize(path.read_text(encoding="utf-8"))
            for text in re.findall(r"gettext\(u?('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")\)", code):
                found[ast.literal_eval(text)] = path
            for text in re.findall(r"(?<!\w)_\(u?('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")\)", code):
                found[ast.literal_eval(text)] = path
    return found


def compiled(language: str) -> dict[str, str]:
    path = ROOT / "locale" / language / "LC_MESSAGES" / "django.mo"
    with path.open("rb") as file:
        return dict(gettext.GNUTranslations(file)._catalog)


def written(language: str) -> dict[str, str]:
    """The entries of a catalogue's source without plural forms."""
    text = (ROOT / "locale" / language / "LC_MESSAGES" / "django.po").read_text(encoding="utf-8")
    entries = {}
    for one, other in re.findall(
        r'^msgid ((?:".*"\n)+)msgstr ((?:".*"(?:\n|$))+)', text, re.MULTILINE
    ):
        key, value = (
            "".join(ast.literal_eval(line) for line in lines.strip().split("\n"))
            for lines in (one, other)
        )
        entries[key] = value
    return entries


def test_every_text_has_its_english() -> None:
    english = compiled("en")
    texts = marked()
    assert len(texts) > 500
    missing = {t: str(p.relative_to(ROOT)) for t, p in texts.items() if not english.get(t)}
    assert not missing, f"locale/en lacks {len(missing)}: {missing}"


def test_the_texts_are_written_in_chinese() -> None:
    bare = {text: path for text, path in marked().items() if not CHINESE.search(text)}
    allowed = {"SHA-256。", "npcrecords"}
    assert set(bare) <= allowed, bare


@pytest.mark.parametrize("language", ["en", "zh_Hans"])
def test_the_compiled_catalogue_is_the_written_one(language) -> None:
    source = {key: value for key, value in written(language).items() if key}
    held = compiled(language)
    assert source
    assert {key: held.get(key) for key in source} == source


def test_a_translation_keeps_what_is_filled_in() -> None:
    for key, value in written("en").items():
        assert sorted(PLACEHOLDER.findall(key)) == sorted(PLACEHOLDER.findall(value)), key


def test_nothing_is_translated_that_is_not_said() -> None:
    stale = set(written("en")) - set(marked()) - {""}
    assert not stale


def test_english_is_english() -> None:
    """Chinese stands in the English catalogue only as an example between quotation marks."""
    quoted = re.compile(r"[“《].*?[”》]|方勤")
    for key, value in written("en").items():
        assert not CHINESE.search(quoted.sub("", value)), key


def test_the_gaps_of_django_are_filled() -> None:
    with translation.override("zh-hans"):
        assert translation.gettext("Error:") == "有误："
    with translation.override("en"):
        assert translation.gettext("Error:") == "Error:"
