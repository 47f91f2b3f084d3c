"""The few SVG elements a timeline needs, as text: every text escaped, every number short."""

from html import escape

#: Okabe and Ito's colours, which people with any colour vision tell apart; they differ in lightness too.
BLUE, SKY, ORANGE, RED, GREEN = "#0072b2", "#cfe8f7", "#e69f00", "#b3400a", "#00664b"
INK, GREY, LINE = "#1f2328", "#57606a", "#d0d7de"

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif"

#: Hatches say the same as the colours, so that the drawing reads in grey.
PATTERNS = f"""<defs>
<pattern id="wait" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
<rect width="6" height="6" fill="{SKY}"/>
<line x1="0" y1="0" x2="0" y2="6" stroke="{BLUE}" stroke-width="2.4"/></pattern>
<pattern id="again" width="8" height="8" patternUnits="userSpaceOnUse">
<rect width="8" height="8" fill="{GREEN}"/><circle cx="4" cy="4" r="1.6" fill="#fff"/></pattern>
</defs>"""

#: First code point of the scripts whose letters are about twice as wide as Latin ones.
_WIDE_FROM = 0x2E80


def text(x: float, y: float, words: str, *, size: int = 13, fill: str = INK, more: str = "") -> str:
    """Return `words` at a baseline that begins at (x, y); `more` are further attributes."""
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{fill}"{_more(more)}>{escape(words)}</text>'


def elided(x: float, y: float, words: str, width: float, *, size: int = 13, more: str = "") -> str:
    """Return `words` cut to about `width` pixels, whole in a tooltip."""
    shown = cut(words, width, size)
    if shown == words:
        return text(x, y, words, size=size, more=more)
    return f"<g><title>{escape(words)}</title>{text(x, y, shown, size=size, more=more)}</g>"


def cut(words: str, width: float, size: int) -> str:
    """Return `words`, or as much of them as fits `width` pixels with an ellipsis behind."""
    room = width / (size * 0.56)
    lengths = [2 if ord(letter) >= _WIDE_FROM else 1 for letter in words]
    if sum(lengths) <= room:
        return words
    kept = 0
    while kept < len(words) and sum(lengths[: kept + 1]) <= room - 1:
        kept += 1
    return words[:kept].rstrip() + "…"


def bar(place: tuple[float, float, float, float], fill: str, *, tip: str = "", more: str = "") -> str:
    """Return a bar at `place` (x, y, width, height); `tip` is shown when the pointer rests on it."""
    x, y, width, height = place
    tooltip = f"<title>{escape(tip)}</title>" if tip else ""
    place_words = f'x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"'
    return f'<rect {place_words} rx="3" fill="{fill}"{_more(more)}>{tooltip}</rect>'


def line(x1: float, y1: float, x2: float, y2: float, stroke: str = LINE, *, more: str = "") -> str:
    """Return a straight line."""
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{stroke}"{_more(more)}/>'


def diamond(x: float, y: float, radius: float, *, tip: str = "") -> str:
    """Return the mark of an off-ramp."""
    side = f"{radius:.1f}"
    corners = f"M{x:.1f} {y - radius:.1f}l{side} {side}l-{side} {side}l-{side} -{side}z"
    tooltip = f"<title>{escape(tip)}</title>" if tip else ""
    return f'<path d="{corners}" fill="{ORANGE}" stroke="{INK}" stroke-width="1.2">{tooltip}</path>'


def _more(attributes: str) -> str:
    return f" {attributes}" if attributes else ""
