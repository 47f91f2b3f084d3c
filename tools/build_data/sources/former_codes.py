"""What became of the codes of O*NET-SOC 2010? Derives it where titles leave no doubt, and says where they do not.

The official walk from 2010 to 2019 is not among the sources, so that only this is taken for known: the same title as an
occupation of today; a title that an occupation with the same six digits of today goes by; and the cases below.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from services.recommender.names.folding import fold
from tools.build_data.sources.esco_crosswalk import Crossing
from tools.build_data.sources.onet import OnetRelease

#: Codes whose successor was published but cannot be seen from their titles.
KNOWN_SUCCESSORS: Mapping[str, str] = {"15-1132.00": "15-1252.00"}

SAME_TITLE = "same title"
ALTERNATE_TITLE = "alternate title of the same SOC code"
PUBLISHED = "published successor"
NONE = "none: the titles leave it open"


@dataclass(frozen=True, kw_only=True)
class Succession:
    """A code of 2010 that is no code of today, its title, its successor if there is one, and how that is known."""

    code_2010: str
    title: str
    now: str | None
    basis: str


def successions(crossings: Iterable[Crossing], release: OnetRelease) -> tuple[Succession, ...]:
    """Return what became of each code of `crossings` that `release` has not, by code."""
    titles = {each.code_2010: each.title for each in crossings if each.code_2010 not in release.titles}
    own = {fold(title): code for code, title in release.titles.items()}
    alternate = {(fold(each.title), each.code) for each in release.alternate_titles}
    return tuple(_succession(code, title, own, alternate) for code, title in sorted(titles.items()))


def _succession(code: str, title: str, own: Mapping[str, str], alternate: set[tuple[str, str]]) -> Succession:
    parent = f"{code[:7]}.00"
    now: str | None
    if (now := own.get(fold(title))) is not None:
        basis = SAME_TITLE
    elif (fold(title), parent) in alternate:
        now, basis = parent, ALTERNATE_TITLE
    else:
        now = KNOWN_SUCCESSORS.get(code)
        basis = PUBLISHED if now else NONE
    return Succession(code_2010=code, title=title, now=now, basis=basis)
