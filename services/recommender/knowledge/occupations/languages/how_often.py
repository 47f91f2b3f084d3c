"""How often is a title right that is only like another? Measured on titles of national classifications."""

#: How often, in percent, the code of the title that is most alike is right, by likeness; between them by straight
#: lines. Measured by `bench/titles_abroad.py`.
_ALIKE = ((0.2, 2), (0.3, 20), (0.45, 28), (0.55, 33), (0.65, 47), (0.75, 66), (0.85, 82), (0.95, 85), (1.0, 86))


def how_often(likeness: float) -> int:
    """Return how often, in percent, a title so much alike has the right code."""
    below = _ALIKE[0]
    for above in _ALIKE:
        if likeness <= above[0]:
            span = above[0] - below[0]
            return round(below[1] + (above[1] - below[1]) * ((likeness - below[0]) / span if span else 0))
        below = above
    return below[1]
