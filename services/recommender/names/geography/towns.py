"""Which towns and regions do advertisements name, and in which country are they? From towns.tsv, kept by hand."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

#: The kinds of rows that name no country: places of several, and the states of the US as postings write them.
SEVERAL, STATE = "several", "state"


@cache
def town_countries() -> Mapping[str, str]:
    """Return the country (ISO 3166-1) of each town and region that is one country's, by its folded name."""
    return {town: kind for kind, towns in _rows().items() if kind not in {SEVERAL, STATE} for town in towns}


@cache
def american_states() -> frozenset[str]:
    """Return the states of the US as postings write them, in small letters: "ny"."""
    return frozenset(state.lower() for state in _rows()[STATE])


@cache
def place_names() -> frozenset[str]:
    """Return the folded names of all towns and regions, of one country or of several."""
    return frozenset(town_countries()) | frozenset(_rows()[SEVERAL])


@cache
def _rows() -> Mapping[str, tuple[str, ...]]:
    lines = files(__package__).joinpath("towns.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {kind: tuple(names.split(" | ")) for kind, names in rows}
