"""The paragraphs of a stretch of text as a tree: chapters, measures, actions.

In: paragraphs. Out: nodes. What is a measure follows from the document itself: the level of its
numbered steps. What stands above is a chapter, what stands below an action.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from ..forms import squeeze
from ..outlining.levels import in_sequence, is_above, nestings, own_contents
from ..outlining.markers import Marker, MarkerType
from ..stages import Line
from .leads import action_lead, article_lead, marked_lead
from .paragraphs import Paragraph
from .responsible import is_units_line, split_responsible

Kind = Literal["chapter", "measure", "action"]
_CLOSING = re.compile(
    r"(?:[省市县区州旗]委|市政府|党中央)?号召|[^。]{0,12}号召|全[省市县区州旗]各级|特此|"
    r"[本此][\u4e00-\u9fff]{2,5}?(?:自|由|从)[^。]{0,40}(?:起|施行|实施|执行|有效期|负责解释)|"
    r"(?:以上|附件|此前|原)[^。]{0,60}(?:执行|废止|为准)"
)
_HABIT = 0.6
_FEW = 3


@dataclass
class Node:
    """A node while it is built. ``texts`` are the paragraphs of its own text; ``lines`` its own
    lines, without those of its children."""

    marker: Marker | None = None
    heading: str = ""
    level: int = 0
    kind: Kind = "chapter"
    texts: list[str] = field(default_factory=list)
    units: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    label: str = ""  # 附件2, of an annex
    later: list[Paragraph] = field(default_factory=list)  # paragraphs below that of the marker

    def walk(self) -> Iterator[Node]:
        """The node and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def last_line(self) -> int:
        """The number of its last line, children included."""
        return max(line.number for node in self.walk() for line in node.lines)


def tree_of(paragraphs: Sequence[Paragraph]) -> list[Node]:
    """The nodes at the top of the tree, in reading order."""
    markers = in_sequence([paragraph.marker for paragraph in paragraphs])
    for at in range(own_contents([paragraph.text for paragraph in paragraphs], markers)):
        markers[at] = None
    order = nestings([marker for marker in markers if marker])
    tops: list[Node] = []
    stack: list[Node] = []
    headed = _articles_have_headings(paragraphs)
    above = ""
    for paragraph, marker in zip(paragraphs, markers, strict=True):
        listed, above = above.endswith(("；", ";")), paragraph.text
        if marker is None:
            if not stack and not tops:
                tops.append(Node(lines=[]))
            (stack[-1] if stack else tops[-1]).later.append(paragraph)
            continue
        while stack and stack[-1].marker and not is_above(stack[-1].marker, marker, order):
            stack.pop()
        node = _marked(paragraph, marker, listed=listed, headed=headed)
        (stack[-1].children if stack else tops).append(node)
        stack.append(node)
    _set_levels(tops)
    _set_kinds(tops)
    closing = _closing(tops)
    _settle_text(tops)
    return [*tops, *closing]


def _articles_have_headings(paragraphs: Sequence[Paragraph]) -> bool:
    """Whether most articles begin with what they are about (十条措施), as those of rules do not."""
    texts = [
        one.text[one.marker.length :]
        for one in paragraphs
        if one.marker and one.marker.type is MarkerType.ARTICLE
    ]
    leads = sum(1 for text in texts if action_lead(text))
    return len(texts) >= _FEW and leads >= _HABIT * len(texts)


def _marked(paragraph: Paragraph, marker: Marker, *, listed: bool, headed: bool) -> Node:
    """The node that a marked paragraph begins. ``listed``: the item above is one of a list (…；),
    so a sentence alone is no heading. ``headed``: articles begin with headings."""
    rest, units = split_responsible(paragraph.text[marker.length :].strip())
    rule = marker.type is MarkerType.ARTICLE and not headed
    lead = article_lead if rule else marked_lead
    heading, text = lead(rest)
    if marker.type < MarkerType.ARTICLE:
        heading = squeeze(heading)  # 总　　则 is spaced out for its looks
    if listed and heading and not text:
        heading, text = "", rest
    node = Node(marker, heading, lines=list(paragraph.lines))
    if text:
        node.texts.append(text)
    if units:
        node.units.append(units)
    return node


def _set_levels(tops: Sequence[Node]) -> None:
    """Levels by nesting; a node at the top of a kind that elsewhere stands lower (the text begins
    in the middle of a chapter) has the level of its kind."""
    usual: dict[MarkerType, Counter[int]] = {}

    def visit(node: Node, level: int) -> None:
        node.level = level if node.marker else 0
        if node.marker and level > 1:
            usual.setdefault(node.marker.type, Counter())[level] += 1
        for child in node.children:
            visit(child, level + 1)

    for top in tops:
        visit(top, 1)
    first = next((top for top in tops if top.marker), None)
    for top in tops:
        lower = usual.get(top.marker.type) if top.marker else None
        if lower and first and first.marker and top.marker:
            if top.marker.type is first.marker.type and top.marker.number > 0:
                visit(top, lower.most_common(1)[0][0])


def step_type(tops: Sequence[Node]) -> MarkerType | None:
    """Which markers number the steps of the plan."""
    nodes = [(node, parent) for top in tops for node, parent in _with_parents(top, None)]
    count = Counter(node.marker.type for node, _ in nodes if node.marker)
    if count[MarkerType.ARTICLE] >= _FEW:
        return MarkerType.ARTICLE
    arabic, brackets = MarkerType.ARABIC, MarkerType.CHINESE_BRACKETS
    if count[arabic] and _are_steps(nodes, count):
        return arabic
    for kind in (brackets, MarkerType.CHINESE, arabic, MarkerType.ARABIC_BRACKETS):
        if count[kind]:
            return kind
    return None


def _are_steps(nodes: Sequence[tuple[Node, Node | None]], count: Counter[MarkerType]) -> bool:
    """Whether 1., 2., 3. are the steps, and not lists inside some of the （一）, （二）."""
    arabic, brackets = MarkerType.ARABIC, MarkerType.CHINESE_BRACKETS
    if not count[brackets]:
        return count[arabic] > 1 or not count[MarkerType.CHINESE]
    below = sum(
        1 for node, parent in nodes if _is(node, brackets) and parent and _is(parent, arabic)
    )
    if below * 2 > count[brackets]:
        return True
    parted = sum(
        1 for node, _ in nodes if _is(node, brackets) and any(_is(c, arabic) for c in node.children)
    )
    apart = sum(
        1 for node, parent in nodes if _is(node, arabic) and not (parent and _is(parent, brackets))
    )
    return parted * 3 >= count[brackets] or apart > count[brackets]


def _is(node: Node, kind: MarkerType) -> bool:
    return node.marker is not None and node.marker.type is kind


def _with_parents(node: Node, parent: Node | None) -> Iterator[tuple[Node, Node | None]]:
    yield node, parent
    for child in node.children:
        yield from _with_parents(child, node)


def _set_kinds(tops: Sequence[Node]) -> None:
    steps = step_type(tops)

    def visit(node: Node, *, inside: bool) -> None:
        is_step = steps is not None and _is(node, steps) and not inside
        node.kind = "action" if inside else "measure" if is_step else "chapter"
        for child in node.children:
            visit(child, inside=inside or is_step)

    for top in tops:
        visit(top, inside=False)


def _closing(tops: list[Node]) -> list[Node]:
    """Sets the closing words below the last measure apart, as text under no heading."""
    last = tops[-1] if tops else None
    while last and last.children:
        last = last.children[-1]
    if last is None or last.marker is None or not last.later:
        return []
    marked = [node for top in tops for node in top.walk() if node.marker and node is not last]
    others = sum(1 for node in marked if node.texts and node.later)
    foreign = bool(last.texts) and len(marked) >= _FEW and not others
    kept = 0 if foreign else len(last.later)
    if not foreign:
        while kept and _CLOSING.match(last.later[kept - 1].text):
            kept -= 1
    cut = [one for one in last.later[kept:] if not is_units_line(one.text)]
    cut = [one for one in cut if not (foreign and action_lead(one.text))]
    if not cut:
        return []
    last.later = [one for one in last.later if one not in cut]
    return [Node(later=cut)]


def _settle_text(tops: Sequence[Node]) -> None:
    """Gives the paragraphs without a marker to the node's text, or makes actions of them."""
    nodes = [node for top in tops for node in top.walk()]
    below = [one.text for node in nodes if node.marker and not node.texts for one in node.later]
    leads = sum(1 for text in below if action_lead(text, loose=True))
    loose = len(below) >= _FEW and leads >= _HABIT * len(below)
    for node in nodes:
        settle(node, loose=loose)


def settle(node: Node, *, loose: bool = False) -> None:
    """Gives the paragraphs below the marker's to ``node``: to its text, or as actions."""
    may_act = node.kind == "measure" or (
        node.kind == "chapter"
        and node.marker is not None
        and not any(child.kind != "action" for child in node.children)
    )
    actions: list[Node] = []
    for paragraph in node.later:
        text = paragraph.text
        if is_units_line(text):
            node.units.append(text)
            node.lines += paragraph.lines
            continue
        text, units = split_responsible(text)
        lead = action_lead(text, loose=loose) if may_act and paragraph.marker is None else None
        if lead:
            actions.append(
                Node(
                    None, lead[0], node.level + 1, "action", [lead[1]], lines=list(paragraph.lines)
                )
            )
        owner = actions[-1] if actions else node
        if not lead:
            owner.lines += paragraph.lines
            owner.texts += [text] if text else []
        if units:
            owner.units.append(units)
    node.later = []
    node.children = [*actions, *node.children]
    # One bracket at the end of the last action is the measure's.
    if actions and actions[-1].units and not node.units:
        if not any(action.units for action in actions[:-1]):
            node.units, actions[-1].units = actions[-1].units, []
