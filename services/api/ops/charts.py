"""What do the charts of the last hours show? Lines in an SVG, with the same in words for who does not see them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from services.ledger.operators.minutes import Sample, ages, per_minute, within

#: The drawing's size in its own units; the style sheet makes it as wide as its column.
WIDTH, HEIGHT = 320, 80

Points = Sequence[tuple[datetime, float]]


@dataclass(frozen=True, kw_only=True)
class ChartLine:
    """One line: its name, the points of an SVG polyline, and its last and largest value in words."""

    name: str
    path: str
    now: str
    most: str


@dataclass(frozen=True, kw_only=True)
class Chart:
    """One chart. `lines` is empty where too few samples were taken."""

    title: str
    lines: tuple[ChartLine, ...]
    top: str
    start: str
    end: str

    @property
    def in_words(self) -> str:
        """The chart as a sentence."""
        return "; ".join(f"{line.name}: now {line.now}, at most {line.most}" for line in self.lines)


def charts(samples: Sequence[Sample]) -> tuple[Chart, ...]:
    """Return the charts of throughput, age and latency over these samples."""
    return (
        _chart(
            "Profiles a minute",
            {"accepted": per_minute(samples, "accepted"), "decided": per_minute(samples, "evaluate.completed")},
            "",
        ),
        _chart(
            "Webhooks a minute",
            {
                "arrived": per_minute(samples, "deliver.completed"),
                "failed, tried again": per_minute(samples, "deliver.retried"),
            },
            "",
        ),
        _chart("Dead letters a minute", {"dead letters": per_minute(samples, "dead")}, ""),
        _chart(
            "Waits longest",
            {"to be decided": ages(samples, "evaluate"), "to be delivered": ages(samples, "deliver")},
            "s",
        ),
        _chart(
            "95 % were done within",
            {"decided": within(samples, "evaluated", 0.95), "delivered": within(samples, "delivered", 0.95)},
            "s",
        ),
    )


def _chart(title: str, lines: Mapping[str, Points], unit: str) -> Chart:
    every = [point for points in lines.values() for point in points]
    if not every:
        return Chart(title=title, lines=(), top="", start="", end="")
    moments = [moment for moment, _ in every]
    start, end, top = min(moments), max(moments), max((value for _, value in every), default=0)
    return Chart(
        title=title,
        lines=tuple(_line(name, points, start, end, top, unit) for name, points in lines.items() if points),
        top=in_words(top, unit),
        start=f"{start:%H:%M}",
        end=f"{end:%H:%M}",
    )


def _line(name: str, points: Points, start: datetime, end: datetime, top: float, unit: str) -> ChartLine:
    length = (end - start).total_seconds() or 1
    places = [
        f"{(moment - start).total_seconds() / length * WIDTH:.1f},{HEIGHT - (value / top * HEIGHT if top else 0):.1f}"
        for moment, value in points
    ]
    values = [value for _, value in points]
    return ChartLine(name=name, path=" ".join(places), now=in_words(values[-1], unit), most=in_words(max(values), unit))


def in_words(value: float, unit: str) -> str:
    """Write a figure as people say it: 3.5, 12, 40 s, 12 min, 5 h."""
    if unit == "s":
        for size, name in ((2 * 86400, "d"), (2 * 3600, "h"), (120, "min")):
            if value >= size:
                return f"{value / {'d': 86400, 'h': 3600, 'min': 60}[name]:.0f} {name}"
    number = f"{value:.0f}" if value >= 10 or value == round(value) else f"{value:.1f}"  # noqa: PLR2004 - two digits
    return f"{number} {unit}".strip()
