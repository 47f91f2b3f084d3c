"""How is it told what loads take? A table and a picture in docs/scaling.md, between marks; the prose is by hand."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from services.settings import ROOT
from tools.docs_tables import with_part

PAGE, PICTURE = ROOT / "docs" / "scaling.md", ROOT / "docs" / "scaling.svg"
START, END = "<!-- table: written by bench/scaling.py --write -->", "<!-- end of table -->"

COLUMNS = (
    "profiles a day", "peak", "receivers answer after", "kept", "API", "evaluate", "deliver", "cores at the peak",
    "Redis", "database", "95 of 100 within",
)  # fmt: skip

#: What the picture shows: a line for each role, in colours that are told apart without colour vision too.
LINES = (("evaluate", "#0072b2"), ("deliver", "#d55e00"), ("api", "#009e73"))
WIDTH, HEIGHT, LEFT, BOTTOM = 560, 260, 60, 40


def write_page(found: Sequence[tuple[Any, Any]], measured: str) -> None:
    """Write the table for these loads and sizes, and the picture of those that differ in number alone.

    `measured` says on what machine the CPU times were measured that they rest on.
    """
    lines = (f"CPU times as of {measured}.", "", *table(found))
    PAGE.write_text(with_part(PAGE.read_text("utf-8"), START, END, lines, page=PAGE.name), encoding="utf-8")
    usual = found[0][0]
    growing = {load.a_day: size for load, size in found if load == replace(usual, a_day=load.a_day)}
    PICTURE.write_text("\n".join(picture(growing)) + "\n", encoding="utf-8")


def table(found: Sequence[tuple[Any, Any]]) -> Iterator[str]:
    yield f"| {' | '.join(COLUMNS)} |"
    yield f"|{'---:|' * len(COLUMNS)}"
    for load, size in found:
        kept = f"{load.retention_days:g} days"
        kept += "" if load.idempotency_days == load.retention_days else f", keys {load.idempotency_days:g}"
        servers = f" on {size.redis_servers}" if size.redis_servers > 1 else ""
        cells = (
            f"{load.a_day:,.0f}", f"{load.burst:g} x", f"{load.receiver_ms:,.0f} ms", kept, size.api, size.evaluate,
            size.deliver, size.cores, f"{_bytes(size.redis_gb)}{servers}", _bytes(size.database_gb),
            f"{size.p95_ms / 1000:.1f} s",
        )  # fmt: skip
        yield f"| {' | '.join(map(str, cells))} |"


def picture(growing: dict[float, Any]) -> Iterator[str]:
    """Yield an SVG: processes of each role over profiles a day, both in powers of ten."""
    days = list(growing)
    most = max(getattr(size, name) for size in growing.values() for name, _ in LINES)
    tops = math.ceil(math.log10(max(most, 10)))

    def x(a_day: float) -> float:
        low, high = math.log10(days[0]), math.log10(days[-1])
        return LEFT + (math.log10(a_day) - low) / (high - low) * (WIDTH - LEFT - 90)

    def y(number: float) -> float:
        return HEIGHT - BOTTOM - math.log10(number) / tops * (HEIGHT - BOTTOM - 20)

    yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif">'
    yield "<style>text { font-size: 12px }</style>"
    yield "<title>Processes of each role over profiles a day</title>"
    yield f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>'
    for power in range(tops + 1):
        yield f'<path d="M{LEFT} {y(10**power):.0f}H{WIDTH - 90}" stroke="#ddd"/>'
        yield f'<text x="{LEFT - 8}" y="{y(10**power) + 4:.0f}" text-anchor="end">{10**power}</text>'
    for a_day in days:
        yield f'<text x="{x(a_day):.0f}" y="{HEIGHT - 20}" text-anchor="middle">{a_day:,.0f}</text>'
    yield f'<text x="{(WIDTH - 30) // 2}" y="{HEIGHT - 4}" text-anchor="middle">profiles a day</text>'
    ends: list[float] = []
    for name, colour in LINES:
        points = " ".join(f"{x(a_day):.0f},{y(getattr(size, name)):.0f}" for a_day, size in growing.items())
        yield f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>'
        end = y(getattr(growing[days[-1]], name)) + 4
        while any(abs(end - other) < 13 for other in ends):  # noqa: PLR2004 - the height of a line of text
            end += 2
        ends.append(end)
        yield f'<text x="{WIDTH - 84}" y="{end:.0f}" fill="{colour}">{name}</text>'
    yield "</svg>"


def _bytes(gigabytes: float) -> str:
    if gigabytes >= 1000:  # noqa: PLR2004 - from there on terabytes
        return f"{gigabytes / 1000:,.1f} TB"
    return f"{gigabytes:,.1f} GB" if gigabytes >= 1 else f"{gigabytes * 1000:,.0f} MB"
