"""What became of the codes of O*NET-SOC 2010? Derives it where titles leave no doubt, and says where they do not.

The official walk from 2010 to 2019 is not among the sources, so that only this is taken for known: the same title as an
occupation of today; a title that an occupation with the same six digits of today goes by; the cases below; and that a
part of a SOC code which O*NET parts no longer is in the whole of it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from services.recommender.names.folding import fold
from tools.build_data.sources.american.onet import OnetRelease
from tools.build_data.sources.european.esco_crosswalk import Crossing

#: Codes whose successor was published but cannot be seen from their titles.
KNOWN_SUCCESSORS: Mapping[str, str] = {"15-1132.00": "15-1252.00"}

#: Codes that were published to be part of one code of today, most of them beside others. One that was split is none.
KNOWN_WHOLES: Mapping[str, str] = {
    "13-2021.01": "13-2023.00",
    "13-2021.02": "13-2023.00",
    "13-2099.02": "13-2054.00",
    "15-1133.00": "15-1252.00",
    "15-1199.01": "15-1253.00",
    "15-1199.04": "15-1299.02",
    "19-3031.02": "19-3033.00",
    "25-4021.00": "25-4022.00",
    "27-3022.00": "27-3023.00",
    "29-1062.00": "29-1215.00",
    "29-2071.00": "29-2072.00",
    "33-3021.05": "33-3051.04",
    "39-1011.00": "39-1013.00",
    "43-5081.01": "53-7065.00",
    "43-5081.03": "53-7065.00",
    "45-3011.00": "45-3031.00",
    "45-3021.00": "45-3031.00",
    "51-4011.00": "51-9161.00",
    "51-4012.00": "51-9162.00",
    "51-9122.00": "51-9124.00",
    "53-4021.00": "53-4022.00",
    "53-7032.00": "47-5022.00",
}

SAME_TITLE = "same title"
ALTERNATE_TITLE = "alternate title of the same SOC code"
PUBLISHED = "published successor"
PART = "published: part of another code"
SAME_SOC = "part of the same SOC code"
NONE = "none: the titles leave it open"


@dataclass(frozen=True, kw_only=True)
class Succession:
    """A code of 2010 that is no code of today, its title, its successor if there is one, and how that is known."""

    code_2010: str
    title: str
    now: str | None
    basis: str

    @property
    def is_the_same(self) -> bool:
        """Whether the code of today is the same occupation, not a larger one that this is a part of."""
        return self.now is not None and self.basis not in {PART, SAME_SOC}


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
    elif (now := KNOWN_SUCCESSORS.get(code)) is not None:
        basis = PUBLISHED
    elif (now := KNOWN_WHOLES.get(code)) is not None:
        basis = PART
    elif code != parent and parent in own.values():
        now, basis = parent, SAME_SOC
    else:
        now, basis = None, NONE
    return Succession(code_2010=code, title=title, now=now, basis=basis)
