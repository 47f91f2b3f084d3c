"""For which occupations do advisers name a credential first, and where?"""

from dataclasses import dataclass

from services.recommender.knowledge.files.entries import Entry

#: An adviser is asked for the first three.
PLACES = 3


@dataclass(frozen=True, kw_only=True)
class NamedFirst:
    """Advisers of the occupation name it first, second or third (`place`), in `country` (ISO 3166) or anywhere."""

    occupation: str
    place: int
    country: str | None = None

    def is_for(self, occupation: str, country: str) -> bool:
        """Return whether it is said of `occupation` in `country`."""
        return self.occupation == occupation and self.country in {None, country}


def read_named_first(entry: Entry) -> tuple[NamedFirst, ...]:
    """Return for which occupations advisers name the credential of `entry` among the first three."""
    return tuple(_named(inner) for inner in entry.inners("named_first"))


def _named(inner: Entry) -> NamedFirst:
    named = NamedFirst(
        occupation=inner.text("occupation"),
        place=inner.whole_number("place", at_least=1, at_most=PLACES) or PLACES,
        country=inner.optional_text("country"),
    )
    inner.close()
    return named
