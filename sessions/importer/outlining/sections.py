"""The tree of sections while it is built: free text is set apart, then all is numbered.

Reads nodes; gives record.Section in reading order.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from ..record import Section
from ..stages import Line, tidy
from .markers import Marker, MarkerType
from .paragraphs import Paragraph

_CLOSING = re.compile(
    r"以上|特此|现予|本决定|本决议|谢谢|附件?\s*[0-9一二三]?\s*[：:]"
    r"|请[^。]{0,80}(?:报告|报送|反馈|回复|函复|答复)[^。]{0,40}。?\Z"
)
_ASKS = re.compile(r"[^。]{0,80}(?:请予?以?审议|请予?审查|请予?批准|请予?决定)。\Z")
_ASIDE = re.compile(
    r"(?:此外|另外|同时|除此之外|但同时|当然|下步|下一步|今后|总之|综上|接下来)[，,]?"
)
_MOST_CLOSING = 300


@dataclass
class Node:
    """A section while it is built. ``own`` are the paragraphs of its own text, each with
    the paragraph's lines; ``lines`` are all its lines but its children's."""

    marker: Marker | None
    heading: str = ""
    level: int = 0
    own: list[tuple[str, Paragraph]] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)

    @property
    def type(self) -> MarkerType | None:
        """The type of its marker."""
        return self.marker.type if self.marker else None

    def add(self, text: str, block: Paragraph) -> None:
        """Adds a paragraph of its own."""
        self.own.append((text, block))
        self.lines.extend(block)

    def runs_in(self) -> bool:
        """Whether the text begins in the paragraph of the marker."""
        return bool(self.own) and self.own[0][1][0] is self.lines[0]

    def free(self, kept: int) -> Node:
        """Takes all paragraphs but the first ``kept`` away, as an unmarked section."""
        cut = self.own[kept:]
        first = cut[0][1][0].number
        rest = Node(None, own=cut, lines=[line for line in self.lines if line.number >= first])
        self.own = self.own[:kept]
        self.lines = [line for line in self.lines if line.number < first]
        return rest

    def last_line(self) -> int:
        """The number of its last line, children included."""
        return max([self.lines[-1].number, *(child.last_line() for child in self.children)])


def free_unmarked_text(root: Node) -> None:
    """Sets text apart that follows a heading's own text but is not its own: between two runs
    of headings of one parent, after the last item of a list, and the closing words."""
    _free_in(root)
    _free_closing(root)


def _free_in(parent: Node) -> None:
    for child in parent.children:
        _free_in(child)
    children: list[Node] = []
    run: list[Node] = []
    marked = [child for child in parent.children if child.marker]
    for child in parent.children:
        if child.marker is None:
            children.append(child)
            continue
        if run and child.marker.number == 1 and child.marker.type == run[-1].type:
            children.extend(_surplus(run, restarts=True))
            run = []
        run.append(child)
        children.append(child)
        if child is marked[-1]:
            children.extend(_surplus(run, restarts=False))
    parent.children = children


def _surplus(run: list[Node], *, restarts: bool) -> list[Node]:
    """What stands at the end of a run of headings without belonging to the last of them.

    Items of one paragraph each show that a further paragraph after the last is not its own.
    Before a new run such a paragraph introduces the run, and little proof is needed.
    """
    last = run[-1]
    while last.children:
        last = last.children[-1]
    if last.marker is None or last.marker.type is MarkerType.ARTICLE or len(last.own) < 2:
        return []
    earlier = [node for node in run[:-1] if not node.children]
    single = len(earlier) == len(run) - 1 and all(len(node.own) == 1 for node in earlier)
    if last.runs_in():
        if restarts or (single and len(earlier) >= 2 and last is run[-1]):
            return [last.free(1)]
    elif restarts:
        usual = max([len(node.own) for node in earlier] or [1])
        return [last.free(min(max(usual, 1), len(last.own) - 1))]
    elif single and len(earlier) >= 2 and _ASIDE.match(last.own[1][0]):
        return [last.free(1)]
    return []


def _free_closing(root: Node) -> None:
    """Sets the closing words at the end of the document apart (以上报告，请予审议。)."""
    last = root
    while last.children:
        last = last.children[-1]
    if last.marker is None and last in root.children:
        return
    kept = len(last.own)
    while kept > 0 and _is_closing(*last.own[kept - 1], last):
        kept -= 1
    if kept < len(last.own):
        closing = last.free(kept)
        root.children.append(closing)
        if not last.lines:
            _drop(root, last)


def _is_closing(text: str, block: Paragraph, node: Node) -> bool:
    own_paragraph = block[0] is not node.lines[0] or node.marker is None
    if not own_paragraph or len(text) > _MOST_CLOSING:
        return False
    return _CLOSING.match(text) is not None or _ASKS.match(text) is not None


def _drop(parent: Node, gone: Node) -> None:
    parent.children = [child for child in parent.children if child is not gone]
    for child in parent.children:
        _drop(child, gone)


def number_sections(key: str, root: Node) -> tuple[Section, ...]:
    """The sections in reading order. A key is the document's and the path of markers, with
    #2, #3 where a path comes again; an unmarked section is called 0."""
    sections: list[Section] = []
    used: Counter[str] = Counter()

    def visit(node: Node, parent: str | None) -> None:
        path = f"{parent or key}/{node.marker.text if node.marker else 0}"
        used[path] += 1
        section = Section(
            key=path if used[path] == 1 else f"{path}#{used[path]}",
            parent=parent,
            order=len(sections),
            level=node.level,
            marker=node.marker.text if node.marker else "",
            heading=tidy(node.heading),
            text="\n".join(text for text, _ in node.own),
            page=node.lines[0].page,
            line_start=node.lines[0].number,
            line_end=node.last_line(),
        )
        sections.append(section)
        for child in node.children:
            visit(child, section.key)

    for child in root.children:
        visit(child, None)
    return tuple(sections)
