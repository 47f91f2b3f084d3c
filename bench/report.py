"""How are figures told? In a generated part of docs/performance.md: what was measured, where, how, and the aims."""

import json
import os
import platform
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from services.settings import ROOT
from tools.docs_tables import with_part

#: All figures of the last run, for programs: bench/scaling.py calibrates itself by them.
MEASURED = ROOT / "bench" / "measured.json"

PAGE = ROOT / "docs" / "performance.md"
START, END = "<!-- figures: written by make bench -->", "<!-- end of figures -->"

#: From so much load on, figures are provisional: others took the processors too.
BUSY = 1.0


@dataclass(frozen=True)
class Aim:
    """What a figure should come to."""

    figure: str
    at_most: float | None = None
    at_least: float | None = None

    def told(self) -> str:
        return f"at most {self.at_most:g}" if self.at_most is not None else f"at least {self.at_least:g}"

    def is_met(self, value: float) -> bool:
        """Say whether the value is within the aim."""
        return (self.at_most is None or value <= self.at_most) and (self.at_least is None or value >= self.at_least)


@dataclass(frozen=True)
class Bench:
    """A script of bench/, the seconds that it may take, and its aims."""

    name: str
    within: int
    aims: Sequence[Aim] = ()
    arguments: Sequence[str] = ()

    @property
    def words(self) -> Sequence[str]:
        return (f"bench/{self.name}.py", *self.arguments)

    @property
    def command(self) -> str:
        return f"PYTHONPATH=. python {shlex.join(self.words)}"


def machine() -> dict[str, Any]:
    """Return what the figures hang on: the processors and how busy they were, the versions, the day."""
    model = next((line for line in _lines("/proc/cpuinfo") if line.startswith("model name")), "")
    return {
        "day": f"{datetime.now(UTC):%Y-%m-%d}",
        "cores": os.cpu_count(),
        "processor": model.partition(":")[2].strip() or platform.machine(),
        "load": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
    }


def read_measured() -> dict[str, Any]:
    """Return what was measured before, by the names of the benches."""
    return dict(json.loads(MEASURED.read_text("utf-8"))) if MEASURED.exists() else {}


def figures_of(told: Mapping[str, Any], name: str) -> Mapping[str, float]:
    """Return the figures of a bench; none where it was not measured, or not to its end."""
    return (told.get(name) or {}).get("figures") or {}


def write_page(benches: Sequence[Bench], told: Mapping[str, Any]) -> None:
    """Write the figures between their marks; the prose around them is by hand."""
    text = with_part(PAGE.read_text("utf-8"), START, END, page(benches, told), page=PAGE.name)
    PAGE.write_text(text, encoding="utf-8")


def page(benches: Sequence[Bench], told: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines: the aims first, then every figure of every bench."""
    yield from aims_table(benches, told)
    for bench in benches:
        if found := told.get(bench.name):
            yield from ("", f"### {bench.name}", "", f"`{bench.command}`; {where(found['machine'])}.", "")
            if found["figures"] is None:
                yield f"Not measured: {found['trouble']}."
                continue
            yield from ("| figure | |", "|---|---:|")
            yield from (f"| {name} | {_number(value)} |" for name, value in found["figures"].items())


def aims_table(benches: Sequence[Bench], told: Mapping[str, Any]) -> Iterator[str]:
    yield from ("| bench | figure | measured | aim | |", "|---|---|---:|---|---|")
    for bench in benches:
        figures = figures_of(told, bench.name)
        for aim in bench.aims:
            value = figures.get(aim.figure)
            shown, verdict = ("-", "not measured") if value is None else (_number(value), _verdict(aim, value))
            yield f"| {bench.name} | {aim.figure} | {shown} | {aim.told()} | {verdict} |"


def _verdict(aim: Aim, value: float) -> str:
    if aim.is_met(value):
        return "reached"
    goal = aim.at_most if aim.at_most is not None else aim.at_least
    return f"missed: {value / goal:.2f} of it" if goal else "missed"


def where(at: Mapping[str, Any]) -> str:
    """Return in words on which machine and day something was measured, and whether others were at work on it."""
    busy = "" if at["load"] < BUSY else f", provisional: load {at['load']} by others"
    return f"{at['day']}, {at['cores']} cores ({at['processor']}), Python {at['python']}{busy}"


def _number(value: float) -> str:
    if value == int(value) or abs(value) >= 1000:  # noqa: PLR2004 - nobody needs hundredths of thousands
        return f"{value:,.0f}"
    return f"{value:.2f}" if abs(value) >= 0.1 else f"{value:.3g}"  # noqa: PLR2004 - so that small ones have digits


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text("utf-8").splitlines()
    except OSError:
        return []
