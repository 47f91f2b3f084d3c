"""Which findings feed which rules, and where does each stand in a drawing of them? Layout only; drawing.py draws.

Rules and findings stand in columns from left to right: rules that conclude, what they conclude, rules that build on it,
and so on. Lines run only between neighbouring columns; where one must pass a column, it has a lane of its own there,
so no line ever crosses a box.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from services.recommender.rulebook.engine.plain import holds
from services.recommender.rulebook.rule import Rule, Stage
from services.recommender.rulebook.stages import layers_of_findings
from services.recommender.rulebook.vocabulary import Group

#: Pixels: a box, the space between boxes, between blocks of a column, and between columns; a chapter's heading.
BOX_HEIGHT, BOX_GAP, BLOCK_GAP, COLUMN_GAP, HEADING = 24, 6, 18, 150, 22

#: Pixels around the boxes of a chapter, and left and right of a label.
PADDING = 8

#: The width of one character in pixels: labels are set in a monospaced face of 12 pixels, 0.6 of that wide, and a bit.
CHARACTER = 7.4

#: How often the columns are put in order after one another; after that the crossings hardly change any more.
SWEEPS = 8


@dataclass(frozen=True)
class Node:
    """A rule ("rule"), a finding ("finding") or where a finding's line passes a column ("lane")."""

    kind: str
    name: str
    column: int
    block: str


@dataclass(frozen=True, kw_only=True)
class Box:
    """Where something stands, in pixels from the upper left corner."""

    x: float
    y: float
    width: float
    height: float

    def overlaps(self, other: "Box") -> bool:
        apart_across = self.x + self.width <= other.x or other.x + other.width <= self.x
        return not (apart_across or self.y + self.height <= other.y or other.y + other.height <= self.y)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One piece of a finding's way from node to node; `absent` where the rule wants the finding not concluded."""

    finding: str
    start: Node
    end: Node
    absent: bool = False


@dataclass(frozen=True, kw_only=True)
class Layout:
    """A box for every node, a panel for every block of rules by (column, chapter), and the lines between the nodes."""

    boxes: Mapping[Node, Box]
    panels: Mapping[tuple[int, str], Box]
    lines: tuple[Line, ...]


def lay_out(rules: Iterable[Rule]) -> Layout:
    """Place the findings that `rules` conclude, the rules that conclude them, and the rules that they feed."""
    rules = sorted(rules, key=lambda rule: rule.id)
    nodes, findings = _nodes(rules)
    lines = _lines(rules, nodes, findings)
    every = dict.fromkeys(
        [*nodes.values(), *findings.values(), *(end for line in lines for end in (line.start, line.end))]
    )
    columns = [[n for n in every if n.column == c] for c in range(1 + max((n.column for n in every), default=-1))]
    return _place(_in_order(columns, lines), lines)


def label(node: Node) -> str:
    """Return what stands in the node's box."""
    if node.kind == "rule":
        return node.name.partition("/")[2]
    return node.name.replace("_", " ") if node.kind == "finding" else ""


def _nodes(rules: Sequence[Rule]) -> tuple[dict[str, Node], dict[str, Node]]:
    """Return the nodes of the rules that a finding touches, and of the findings: each as far right as it can stand."""
    layers, _ = layers_of_findings(rules)
    last = 2 * len(layers)
    using = [rule for rule in rules if rule.stage is not Stage.FINDINGS and rule.findings_used()]
    columns = {rule.id: last for rule in using}
    findings: dict[str, int] = {}
    for layer in reversed(layers):
        for name in {name for rule in layer for name in rule.findings_concluded()}:
            users = [columns[rule.id] for rule in rules if rule.id in columns and name in rule.findings_used()]
            findings[name] = min(users, default=last) - 1
        for rule in layer:
            columns[rule.id] = min(findings[name] for name in rule.findings_concluded()) - 1
    return (
        {rule.id: Node("rule", rule.id, columns[rule.id], rule.chapter) for rule in rules if rule.id in columns},
        {name: Node("finding", name, findings[name], f"finding {name}") for name in sorted(findings)},
    )


def _lines(rules: Sequence[Rule], nodes: Mapping[str, Node], findings: Mapping[str, Node]) -> tuple[Line, ...]:
    lines: list[Line] = []
    for rule in rules:
        if rule.id not in nodes:
            continue
        node = nodes[rule.id]
        for name in sorted(rule.findings_concluded() & findings.keys()):
            lines += _by_lanes(name, node, findings[name], absent=False)
        for name in sorted(rule.findings_used() & findings.keys()):
            lines += _by_lanes(name, findings[name], node, absent=_wants_absent(rule, name))
    return tuple(dict.fromkeys(lines))


def _by_lanes(finding: str, start: Node, end: Node, *, absent: bool) -> list[Line]:
    """Return the pieces from `start` to `end`; all lines of a finding share its lanes, and so their pieces."""
    lanes = [Node("lane", finding, column, f"lane {finding}") for column in range(start.column + 1, end.column)]
    stops = [start, *lanes, end]
    return [
        Line(finding=finding, start=one, end=other, absent=absent and other is end) for one, other in pairwise(stops)
    ]


def _wants_absent(rule: Rule, finding: str) -> bool:
    return any(
        condition.field.group is Group.FINDING and condition.field.name == finding and holds(condition, "no")
        for condition in rule.conditions()
    )


def _in_order(columns: list[list[Node]], lines: Sequence[Line]) -> list[list[Node]]:
    """Order each column's blocks, and the nodes in them, by the middle of what they are joined with beside them."""
    joined: dict[Node, list[Node]] = {}
    for line in lines:
        joined.setdefault(line.start, []).append(line.end)
        joined.setdefault(line.end, []).append(line.start)
    for sweep in range(SWEEPS):
        order = range(len(columns)) if sweep % 2 == 0 else range(len(columns) - 1, -1, -1)
        for number in order:
            rank = {node: place / len(column) for column in columns for place, node in enumerate(column)}
            middle = {n: _mean([rank[other] for other in joined.get(n, ())], rank[n]) for n in columns[number]}
            columns[number] = _ordered(middle)
    return columns


def _ordered(middle: Mapping[Node, float]) -> list[Node]:
    """Return a column's nodes by the middle of their blocks, then by their own."""
    by_block: dict[str, list[Node]] = {}
    for node in middle:
        by_block.setdefault(node.block, []).append(node)
    blocks = sorted(by_block.values(), key=lambda own: (_mean([middle[n] for n in own], 0), own[0].block))
    return [node for own in blocks for node in sorted(own, key=lambda n: (middle[n], n.name))]


def _mean(numbers: Sequence[float], otherwise: float) -> float:
    return sum(numbers) / len(numbers) if numbers else otherwise


def _place(columns: list[list[Node]], lines: tuple[Line, ...]) -> Layout:
    boxes: dict[Node, Box] = {}
    panels: dict[tuple[int, str], Box] = {}
    heights = [_stack(column, 0, 0, {}, {}) for column in columns]
    x: float = 0
    for column, height in zip(columns, heights, strict=True):
        top = (max(heights) - height) / 2
        _stack(column, x, top, boxes, panels)
        x += _width(column) + COLUMN_GAP
    return Layout(boxes=boxes, panels=panels, lines=lines)


def _stack(
    column: list[Node], x: float, top: float, boxes: dict[Node, Box], panels: dict[tuple[int, str], Box]
) -> float:
    """Stand the column's nodes below one another from `top`; note boxes and panels; return the height it takes."""
    y, width = top, _width(column)
    for index, node in enumerate(column):
        in_panel = node.kind == "rule"
        if in_panel and (index == 0 or column[index - 1].block != node.block):
            start, y = y, y + HEADING
        height = BOX_HEIGHT / 3 if node.kind == "lane" else BOX_HEIGHT
        inset = PADDING if in_panel else 0
        boxes[node] = Box(x=x + inset, y=y, width=width - 2 * inset, height=height)
        y += height + BOX_GAP
        if index + 1 == len(column) or column[index + 1].block != node.block:
            if in_panel:
                panels[(node.column, node.block)] = Box(x=x, y=start, width=width, height=y - start)
            y += BLOCK_GAP
    return max(0, y - top - BLOCK_GAP)


def _width(column: list[Node]) -> float:
    texts = [text for node in column for text in (label(node), node.block if node.kind == "rule" else "")]
    return max(map(len, texts)) * CHARACTER + 4 * PADDING
