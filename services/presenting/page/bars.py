"""How long is a bar, and where does it begin? Points on a common scale, drawn as inline SVG without styles."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from markupsafe import Markup

from services.recommender.recommendation.judgement import JudgedByRules

#: The width of every drawing in its own units; the page stretches it to the room there is.
WIDTH = 1000

#: The narrowest bar that is still seen, in the same units; no points at all have no bar.
NARROWEST = 4


@dataclass(frozen=True, kw_only=True)
class Scale:
    """From which points (`low`, 0 or less) to which (`high`, above `low`) the bars of one comparison reach."""

    low: int
    high: int

    def place(self, points: int) -> float:
        """Return how far from the left edge `points` lie."""
        return (points - self.low) * WIDTH / (self.high - self.low)

    def bar(self, end: int, start: int = 0) -> Markup:
        """Return the bar from `start` to `end` points with a line at zero. Decoration: the number stands beside it."""
        left, right = sorted((self.place(start), self.place(end)))
        width, zero = max(right - left, NARROWEST) if start != end else 0, self.place(0)
        return Markup(
            '<svg class="bar" viewBox="0 0 1000 12" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
            '<line x1="{zero}" x2="{zero}" y1="0" y2="12"/>'
            '<rect class="{sign}" x="{left}" y="1" width="{width}" height="10"/></svg>'
        ).format(zero=f"{zero:.1f}", sign="minus" if end < start else "plus", left=f"{left:.1f}", width=f"{width:.1f}")


@dataclass(frozen=True, kw_only=True)
class Stride:
    """What one dimension adds: it begins where the one before it ended, so the last one ends at the score."""

    dimension: str
    points: int
    start: int
    end: int


def strides(said: JudgedByRules) -> tuple[Stride, ...]:
    """Return the dimensions of a path or credential as steps from 0 to its score, what speaks for it first."""
    ordered = sorted(said.dimensions.items(), key=lambda entry: -entry[1])
    ends = list(accumulate(points for _, points in ordered))
    return tuple(
        Stride(dimension=dimension, points=points, start=end - points, end=end)
        for (dimension, points), end in zip(ordered, ends, strict=True)
    )


def scale_of(scored: Sequence[JudgedByRules]) -> Scale:
    """Return the scale on which every stride and score of `scored` has room."""
    return _reaching(edge for one in scored for edge in (one.score, *(stride.end for stride in strides(one))))


def scale_of_scores(scored: Sequence[JudgedByRules]) -> Scale:
    """Return the scale on which every score has room."""
    return _reaching(one.score for one in scored)


def _reaching(points: Iterable[int]) -> Scale:
    found = [0, *points]
    low, high = min(found), max(found)
    return Scale(low=low, high=high if high > low else low + 1)
