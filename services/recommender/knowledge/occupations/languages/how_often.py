"""How often is right what a list says of a title, or of one like it? Measured or judged on titles of other lists."""

from collections.abc import Mapping
from enum import StrEnum


class TitlePart(StrEnum):
    """What of a headline was found in a list: all of it, all that is about the work, less of it, or one of several."""

    WHOLE = "whole"
    BARE = "bare"
    SHORTENED = "shortened"
    ONE_OF_SEVERAL = "one of several"


#: How often, in percent, what was found is the right O*NET code, by what was found and the best grade that it has.
#: Measured by `bench/titles_abroad.py` on titles of eight national classifications, with their own entries left out;
#: so grades t, x, c, n and b, which come from such classifications, are judgement: of 780 titles looked at by hand one
#: in twelve with an exact match alone was another occupation. One of several titles is right more often, but whoever
#: wrote the others meant them too.
RIGHT: Mapping[TitlePart, Mapping[str, int]] = {
    TitlePart.WHOLE: {"s": 97, "p": 97, "t": 89, "x": 89, "a": 84, "c": 84, "n": 84, "b": 60},
    TitlePart.BARE: {"s": 93, "p": 93, "t": 88, "x": 88, "a": 82, "c": 80, "n": 80, "b": 55},
    TitlePart.SHORTENED: {"s": 75, "p": 75, "t": 75, "x": 75, "a": 52, "c": 70, "n": 60, "b": 40},
    TitlePart.ONE_OF_SEVERAL: {"s": 79, "p": 79, "t": 79, "x": 79, "a": 75, "c": 70, "n": 65, "b": 40},
}

#: How sure, in percent, a label of ESCO's is at most that is not an occupation's own name.
BESIDE_OWN = RIGHT[TitlePart.WHOLE]["a"]

#: How sure, in percent, a code can be at most that is not the crosswalk's but kept by hand, or that is only close to
#: the ESCO occupation or disputed by O*NET: of those one in twenty is another occupation. Judged on 400 titles looked
#: at by hand.
BY_HAND, CLOSE = 88, 89

#: How sure, in percent, an English title is that is listed by hand as mostly meaning one occupation. A judgement.
EVERYDAY_CONFIDENCE = 85

#: The same where something is left out that may be about the work: "HR Officer, local government". A judgement.
SHORTENED_CONFIDENCE = 80

#: Both, as they are of the list that is kept by hand.
EVERYDAY_ENGLISH = (EVERYDAY_CONFIDENCE, SHORTENED_CONFIDENCE)

#: How often, in percent, what a title mostly means by that list is right in other languages than English, and where
#: something of the title is left out: the official crosswalk has 128 of 208 so.
EVERYDAY_ABROAD = (65, 60)

#: How sure, in percent, a title can be at most that is one occupation's own name and another label of an occupation
#: with other codes: "pintor" is ESCO's artist, and also who paints walls; or that begins as another occupation's own
#: name: "directeur artistique chaussures". Of titles of the first kind looked at by hand 143 of 161 were right, of the
#: second 21 of 25.
SHARED = 88

#: How often, in percent, the code of the title that is most alike is right, by likeness; between them by straight
#: lines. Measured by `bench/titles_abroad.py`.
_ALIKE = ((0.2, 2), (0.3, 20), (0.45, 28), (0.55, 32), (0.65, 45), (0.75, 65), (0.85, 82), (0.95, 85), (1.0, 86))


def how_often(likeness: float) -> int:
    """Return how often, in percent, a title so much alike has the right code."""
    below = _ALIKE[0]
    for above in _ALIKE:
        if likeness <= above[0]:
            span = above[0] - below[0]
            return round(below[1] + (above[1] - below[1]) * ((likeness - below[0]) / span if span else 0))
        below = above
    return below[1]
