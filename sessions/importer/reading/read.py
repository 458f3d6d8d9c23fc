"""First stage: a file becomes numbered lines with printed pages.

Reads bytes or text; gives a SourceText in which every non-blank line stands either in the
flow, in a footnote, or in the furniture of the pages. Raises ReadingError, one sentence for
a clerk, for input that cannot be read at all.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

from ..forms import is_rule
from ..record import Finding, Furniture
from ..stages import Line, Progress, ReadingError, SourceText
from .files import LARGEST_FILE, FileText, read_file
from .footnotes import Notes, find_notes
from .furniture import contents_lines, cover_end, imprint_start, pages_by_contents, repeated_lines
from .pages import find_pages

_LINE_ENDS = re.compile(r"\r\n|\r|\n")
# Separators that some libraries take for line ends, and control characters: white space.
_CONTROL = re.compile(
    r"[\x01-\x08\x0b\x0e-\x1f\x7f\x85\u2028\u2029\ufeff\u200b-\u200f\u202a-\u202e]"
)
_HAN = re.compile(r"[\u3400-\u9fff]")
_LETTER = re.compile(r"[A-Za-z]")
_FULL_WIDTH_SPACE = "\u3000"
# A bulletin of 134 pages has 8,000 lines; of this many, ordinary text takes about a minute.
MOST_LINES = 200_000
_LAST_PAGE = 99_999  # a greater number at a page's end is no page number


def read(path: str | Path, *, progress: Progress | None = None) -> SourceText:
    """The text of the file at ``path``."""
    return read_bytes(file_bytes(path), file_name(path), progress=progress)


def file_name(path: str | Path) -> str:
    """What messages and records call a file; names of other encodings are made readable."""
    return Path(path).name.encode("utf-8", "replace").decode("utf-8")


def file_bytes(path: str | Path) -> bytes:
    """What the file at ``path`` holds; no more of it than is needed to refuse it.

    Raises ReadingError, one sentence, when there is no such file or it cannot be opened.
    """
    file, name = Path(path), file_name(path)
    if file.is_dir():
        raise ReadingError(f"打不开文件 {name}：它是文件夹，不是文件。请选择一个文件。")
    try:
        with file.open("rb") as opened:
            return opened.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        raise ReadingError(f"找不到文件 {name}。请检查路径是否正确。") from None
    except OSError as error:
        raise ReadingError(f"打不开文件 {name}：{error.strerror}。请检查权限。") from None
    except ValueError:  # a path with a null character
        raise ReadingError(f"文件路径“{name[:40]!r}”不能用。请检查路径是否正确。") from None


def read_bytes(data: bytes, name: str = "文件", *, progress: Progress | None = None) -> SourceText:
    """The text of a file of any kind; ``name`` is what messages call it."""
    file = read_file(data, name, progress=progress)
    return read_file_text(file, name, hashlib.sha256(data).hexdigest())


def read_text(text: str, name: str = "文本") -> SourceText:
    """The text in a string."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return read_file_text(FileText(text, ""), name, digest)


def read_file_text(file: FileText, name: str, digest: str) -> SourceText:
    """The text taken out of a file, ``digest`` being its SHA-256."""
    text = file.text
    _check(text, name)
    raw, feeds = _split_lines(text)
    if len(raw) > MOST_LINES:
        raise ReadingError(
            f"{name} 有 {len(raw)} 行，超过 {MOST_LINES} 行，不像是一期公报或一份政策文件。"
            "请检查是否选错了文件，或分成几个文件导入。"
        )
    texts = [line.strip() for line in raw]
    pages = find_pages(raw, feeds)
    furniture: dict[int, str] = dict.fromkeys(pages.headers, "page_header")
    furniture |= dict.fromkeys(pages.numbers, "page_number")
    furniture |= {i: "repeated" for i, text in enumerate(texts) if not text or is_rule(text)}
    _mark_ends(texts, furniture)
    notes = find_notes(texts, pages.starts, set(furniture))
    furniture |= dict.fromkeys(notes.anchor_lines, "footnote_anchors")
    taken = notes.lines
    flow = [i for i in range(len(texts)) if i not in furniture and i not in taken]
    kept = set(flow)
    breaks = {i for i in flow if i in pages.starts or (i and i - 1 not in kept)}
    for line in repeated_lines(texts, flow, breaks):
        furniture[line] = "repeated"
    page_of = pages.page_of
    if not pages.printed:
        page_of = pages_by_contents(texts, page_of, furniture)
    page_of = _pages_without_front(page_of, furniture)
    page_of = [page if page and 0 < page <= _LAST_PAGE else None for page in page_of]
    lines = tuple(
        Line(i, texts[i], page_of[i], _indent(raw[i], i in pages.starts)) for i in range(len(texts))
    )
    return SourceText(
        name=name,
        sha256=digest,
        encoding=file.encoding,
        lines=lines,
        furniture=_furniture(furniture, lines),
        notes=tuple((marker, tuple(lines[i] for i in note)) for marker, note in notes.notes),
        flow=tuple(_without_anchor(lines[i], notes) for i in flow if i not in furniture),
        anchors=tuple(sorted(notes.anchors.items())),
        pages=max((page for page in page_of if page), default=None),
        findings=(*file.findings, *pages.findings, *_damage(texts)),
        text=text,
    )


def raw_lines(source: SourceText) -> list[str]:
    """The lines of ``source`` with the white space at both ends, which ``Line.text`` lacks: a
    row of a table whose first cells are blank begins with tabs. ``raw_lines(source)[n]`` is
    ``source.lines[n]``."""
    return _split_lines(source.text)[0]


def _check(text: str, name: str) -> None:
    if "\x00" in text:
        raise ReadingError(f"{name} 含有空字节，不是文本文件。请另存为纯文本（.txt）再导入。")
    if not text.strip():
        raise ReadingError(f"{name} 里只有空白，没有可读的内容。请检查文件后重新上传。")
    odd = len(re.findall(r"[\x01-\x08\x0e-\x1b\x7f]", text))
    if odd * 100 > len(text):
        raise ReadingError(f"{name} 含有大量控制字符，不是文本文件。请另存为纯文本（.txt）再导入。")
    han, letters = len(_HAN.findall(text)), len(_LETTER.findall(text))
    if han == 0 or han * 4 < letters:
        raise ReadingError(f"{name} 几乎没有中文，不像是公报或政策文件。请检查是否选错了文件。")


def _split_lines(text: str) -> tuple[list[str], dict[int, int]]:
    """The non-blank lines, and how many form feeds stand before each."""
    lines: list[str] = []
    feeds: dict[int, int] = {}
    waiting = 0
    for part in _LINE_ENDS.split(text):
        body = part
        if "\f" in part:
            margin = part[: len(part) - len(part.lstrip())]
            waiting += margin.count("\f")
            body = part[margin.rfind("\f") + 1 :]
        if not body.strip():
            continue
        if waiting and lines:
            feeds[len(lines)] = waiting
        waiting = body.count("\f")
        lines.append(_CONTROL.sub(" ", body.replace("\f", " ")))
    return lines, feeds


def _indent(raw: str, starts_page: bool) -> int:
    indent = 0
    for char in raw:
        if char == _FULL_WIDTH_SPACE:
            indent += 2
        elif char == "\t":
            indent += 4
        elif char.isspace():
            indent += 1
        else:
            break
    return indent - 1 if starts_page and indent == 1 else indent


def _mark_ends(texts: list[str], furniture: dict[int, str]) -> None:
    """Marks cover, table of contents and imprint."""
    rest = [i for i in range(len(texts)) if i not in furniture]
    kept = [texts[i] for i in rest]
    contents = contents_lines(kept)
    for i in range(cover_end(kept, contents)):
        furniture[rest[i]] = "cover"
    if contents:
        for i in range(contents[0], contents[1] + 1):
            furniture[rest[i]] = "contents"
    for i in range(imprint_start(kept), len(kept)):
        furniture[rest[i]] = "imprint"


def _damage(texts: Sequence[str]) -> list[Finding]:
    """A finding for characters that the file's encoding does not know."""
    lines = [i for i, text in enumerate(texts) if "\ufffd" in text]
    if not lines:
        return []
    return [
        Finding(
            code="unreadable_characters",
            severity="warning",
            message=f"第{lines[0]}行等 {len(lines)} 行有读不出的字符（显示为 \ufffd）。"
            "请对照原件补正，或重新导出文件。",
            line=lines[0],
        )
    ]


def _pages_without_front(page_of: list[int | None], furniture: dict[int, str]) -> list[int | None]:
    """Cover and contents have no page number where the first document has the same."""
    front = {i for i, kind in furniture.items() if kind in ("cover", "contents")}
    first = next((page_of[i] for i in range(len(page_of)) if i not in furniture), None)
    return [None if i in front and page == first else page for i, page in enumerate(page_of)]


def _without_anchor(line: Line, notes: Notes) -> Line:
    text = notes.changed.get(line.number)
    return line if text is None else Line(line.number, text, line.page, line.indent)


def _furniture(kinds: dict[int, str], lines: Sequence[Line]) -> tuple[Furniture, ...]:
    """The furniture as spans: neighbouring lines of one kind on one page are one piece."""
    spans: list[tuple[str, int, int]] = []
    for line in sorted(kinds):
        kind = kinds[line]
        if spans and spans[-1][0] == kind and spans[-1][2] == line - 1:
            if lines[line].page == lines[line - 1].page:
                spans[-1] = (kind, spans[-1][1], line)
                continue
        spans.append((kind, line, line))
    return tuple(
        Furniture.model_validate(
            {"kind": kind, "page": lines[start].page, "line_start": start, "line_end": end}
        )
        for kind, start, end in spans
    )
