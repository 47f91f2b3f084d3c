"""How is the graph of findings and rules drawn? As an SVG that needs no script and no font but a monospaced one."""

from collections.abc import Iterable
from html import escape

from services.authoring.graph import (
    BOX_GAP,
    BOX_HEIGHT,
    CHARACTER,
    HEADING,
    PADDING,
    Box,
    Layout,
    Line,
    Node,
    label,
    lay_out,
)
from services.recommender.rulebook.rule import Rule

#: Pixels of white around the drawing, and for title and legend above it.
MARGIN, HEAD = 24, 64

#: How far apart the hues of findings that follow one another are, in degrees: the golden angle keeps neighbours apart.
HUE_STEP = 137

STYLE = """\
text{font:12px ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace;fill:#1f2937}
.title{font-size:16px;font-weight:bold}.heading{font-weight:bold;fill:#4b5563}.note{fill:#6b7280}
.panel{fill:#f3f4f6;stroke:#d1d5db}.rule{fill:#fff;stroke:#9ca3af}.finding{stroke-width:1.5}
path{fill:none;stroke-width:1.6}.absent{stroke-dasharray:5 4}
g.way:hover path{stroke-width:4}"""


def draw(rules: Iterable[Rule]) -> str:
    """Return the SVG of the findings that `rules` conclude and the rules they feed; the others are listed below."""
    rules = sorted(rules, key=lambda rule: rule.id)
    layout = lay_out(rules)
    titles = {rule.id: rule.title for rule in rules}
    shown = {node.name for node in layout.boxes if node.kind == "rule"}
    findings = sorted({line.finding for line in layout.lines})
    hues = {name: HUE_STEP * number % 360 for number, name in enumerate(findings)}
    width = max((box.x + box.width for box in layout.boxes.values()), default=600.0)
    height = max((box.y + box.height for box in layout.panels.values()), default=0.0)
    others, below = _others([rule for rule in rules if rule.id not in shown], width, height + 2 * HEADING)
    parts = [
        *(_panel(chapter, box) for (_, chapter), box in layout.panels.items()),
        *(_way(name, hues[name], layout) for name in findings),
        *(_box(node, box, titles, hues) for node, box in layout.boxes.items() if node.kind != "lane"),
        *others,
    ]
    across, down = f"{width + 2 * MARGIN:.0f}", f"{below + HEAD + 2 * MARGIN:.0f}"
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {across} {down}" width="{across}" role="img">',
            f"<title>Findings and the rules they feed</title><style>{STYLE}</style>",
            '<rect width="100%" height="100%" fill="#fff"/>',
            f'<g transform="translate({MARGIN} {MARGIN + HEAD})">',
            *_head(len(shown), len(rules), len(findings)),
            *parts,
            "</g></svg>\n",
        ]
    )


def _head(shown: int, rules: int, findings: int) -> list[str]:
    joined = f"{findings} findings join {shown} of {rules} rules."
    words = f"{joined} Left to right: what concludes it, the finding, what uses it."
    return [
        _text(0, -HEAD + 16, "Findings and the rules they feed", "title"),
        _text(0, -HEAD + 36, words, "note"),
        _text(0, -HEAD + 54, "A dashed line: the rule holds where the finding was not concluded.", "note"),
    ]


def _panel(chapter: str, box: Box) -> str:
    return _rectangle(box, "panel", 6) + _text(box.x + PADDING, box.y + 15, chapter.replace("_", " "), "heading")


def _box(node: Node, box: Box, titles: dict[str, str], hues: dict[str, int]) -> str:
    text = _text(box.x + PADDING, box.y + BOX_HEIGHT - PADDING, label(node))
    if node.kind == "rule":
        return f"<g><title>{escape(titles[node.name])}</title>{_rectangle(box, 'rule', 3)}{text}</g>"
    hue = hues[node.name]
    colours = f' fill="hsl({hue} 70% 95%)" stroke="hsl({hue} 60% 40%)"'
    return f"<g>{_rectangle(box, 'finding', BOX_HEIGHT // 2, colours)}{text}</g>"


def _way(finding: str, hue: int, layout: Layout) -> str:
    """Return all lines of one finding, as one group that stands out under the mouse."""
    lines = "".join(_line(line, layout) for line in layout.lines if line.finding == finding)
    name = escape(finding.replace("_", " "))
    return f'<g class="way" stroke="hsl({hue} 60% 40%)"><title>{name}</title>{lines}</g>'


def _line(line: Line, layout: Layout) -> str:
    start, end = layout.boxes[line.start], layout.boxes[line.end]
    x1, y1 = start.x + start.width, start.y + start.height / 2
    x2, y2 = end.x, end.y + end.height / 2
    middle = (x1 + x2) / 2
    # Where the line passes a column it runs on to the lane's far side, so that its pieces join.
    through = f" H{end.x + end.width:.1f}" if line.end.kind == "lane" else ""
    absent = ' class="absent"' if line.absent else ""
    curve = f"M{x1:.1f} {y1:.1f} C{middle:.1f} {y1:.1f} {middle:.1f} {y2:.1f} {x2:.1f} {y2:.1f}"
    return f'<path{absent} d="{curve}{through}"/>'


def _others(rules: list[Rule], width: float, top: float) -> tuple[list[str], float]:
    """Return the list of rules that no finding touches, chapter by chapter in columns, and where it ends."""
    if not rules:
        return [], top - HEADING
    step = max(len(_name(rule)) for rule in rules) * CHARACTER + 3 * PADDING
    tops = [top + HEADING] * max(1, int(width // step))
    parts = [_text(0, top, "Rules that neither conclude nor use a finding", "title")]
    for chapter in dict.fromkeys(rule.chapter for rule in rules):
        column = tops.index(min(tops))
        y = tops[column] + HEADING
        parts.append(_text(column * step, y, chapter.replace("_", " "), "heading"))
        for rule in rules:
            if rule.chapter == chapter:
                y += BOX_HEIGHT - BOX_GAP
                parts.append(f"<g><title>{escape(rule.title)}</title>{_text(column * step, y, _name(rule))}</g>")
        tops[column] = y + BOX_GAP
    return parts, max(tops)


def _name(rule: Rule) -> str:
    return rule.id.partition("/")[2]


def _rectangle(box: Box, kind: str, radius: int, more: str = "") -> str:
    place = f'x="{box.x:.1f}" y="{box.y:.1f}" width="{box.width:.1f}" height="{box.height:.1f}"'
    return f'<rect class="{kind}" rx="{radius}" {place}{more}/>'


def _text(x: float, y: float, words: str, kind: str = "") -> str:
    attribute = f' class="{kind}"' if kind else ""
    return f'<text{attribute} x="{x:.1f}" y="{y:.1f}">{escape(words)}</text>'
