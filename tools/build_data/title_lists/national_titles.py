"""Build data/titles/national_en.tsv.gz: titles of English classifications, and the O*NET occupation each means.

A title that the product already takes in that country is left out. Of the others one is kept where two things agree:
of all titles of O*NET and ESCO those of one occupation are most like it, and its group is known to hold that one. A
group holds what its crosswalk leads to, and what its other titles are read as.
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from services.recommender.knowledge.files.data_files import DataFiles
from services.recommender.knowledge.occupations.job_titles.titles import read_titles
from services.recommender.knowledge.occupations.languages.esco import EscoOccupation, read_esco
from services.recommender.knowledge.occupations.languages.national_titles import (
    NATIONAL_COLUMNS,
    NATIONAL_FILE,
    NationalGrade,
)
from services.recommender.knowledge.occupations.languages.trigrams import Trigrams
from services.recommender.knowledge.occupations.occupations import Occupations, load_occupations
from services.recommender.knowledge.occupations.resolution import MatchedBy, Resolved
from services.recommender.names.job_titles.letters import fold_letters
from tools.build_data.sources.european.esco import read_groups
from tools.build_data.sources.european.esco_languages import Label, read_labels
from tools.build_data.sources.national_classifications import NationalTitle, read_classifications
from tools.build_data.writing import table, write_table

#: So many titles that are alike are compared, and each has a vote of so much, at a power of its likeness.
COMPARED, VOTE, POWER = 40, 0.05, 4

#: Who leads others does not do their work: such titles are kept only where they mean an occupation of management.
LEADS, MANAGEMENT = frozenset({"manager", "managers", "director", "head", "chief"}), "11-"

#: An occupation is what a group mostly holds where no other has more of its titles, and so many at the least.
SHARE = 0.15


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the folders the build reads and writes."""
    parser.add_argument("--national", type=Path, required=True, metavar="DIR", help="folder with national titles")
    parser.add_argument("--labels", type=Path, required=True, metavar="DIR", help="folder with ESCO's labels")
    parser.add_argument("--esco", type=Path, required=True, metavar="DIR", help="folder with the official ESCO zips")
    parser.add_argument("--data", type=Path, default=Path("data"), metavar="DIR", help="the data folder to write to")


def build(args: argparse.Namespace) -> None:
    """Write the titles, each with the countries it is read in; the product's other titles must be built before."""
    path = args.data / NATIONAL_FILE
    write_table(path, table(NATIONAL_COLUMNS, ()))  # what was built before says nothing of what is known without it
    known = load_occupations(args.data)
    files = DataFiles(args.data)
    esco = read_esco(files, frozenset(each.code for each in known))
    likeness = Likeness(names(files, esco, read_labels(args.labels, "en")))
    groups = read_groups(args.esco)
    rows = (
        (title.key, " ".join(countries), title.title, *found)
        for countries, titles in read_classifications(args.national).items()
        for title in Classification(known, countries[0], titles, isco_codes(groups, esco)).unknown()
        if (found := title.read(likeness.nearest(title.key)))
    )
    write_table(path, table(NATIONAL_COLUMNS, sorted(rows)))


@dataclass(frozen=True, kw_only=True)
class TitleOfGroup:
    """A national title, folded as `key`, with the codes that its group holds: by its crosswalk, and by other titles."""

    key: str
    title: str
    crossed: frozenset[str]
    shares: Mapping[str, float]
    code: str | None = None
    """What the product reads it as, where it does."""

    def read(self, nearest: Sequence[str]) -> tuple[str, NationalGrade] | None:
        """Return the code it means and how surely, by the occupations whose titles are `nearest`; None: unknown."""
        code = next(iter(nearest), None)
        if code is None or (not LEADS.isdisjoint(self.key.split()) and not code.startswith(MANAGEMENT)):
            return None
        if self.shares and self.shares.get(code, 0) >= max(SHARE, *self.shares.values()):
            return code, NationalGrade.MOSTLY
        if code in self.crossed and not self.shares:
            return code, NationalGrade.CROSSED
        return None


class Classification:
    """A country's titles, and what the product reads each of them as."""

    def __init__(
        self, known: Occupations, country: str, titles: Sequence[NationalTitle], crossed: Mapping[str, frozenset[str]]
    ) -> None:
        """Read every title; `crossed` are the O*NET codes of ISCO's groups."""
        self._crossed = crossed
        self._read = {each: _code(known, each.title, country) for each in titles}
        self._by_group: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for each, code in self._read.items():
            if code:
                self._by_group[each.group][code] += 1

    def unknown(self) -> Iterator[TitleOfGroup]:
        """Yield the titles that the product does not take for one occupation."""
        return (self._of_group(each, None) for each, code in self._read.items() if code is None)

    def known(self) -> Iterator[TitleOfGroup]:
        """Yield those that it takes, as if it did not."""
        return (self._of_group(each, code) for each, code in self._read.items() if code is not None)

    def _of_group(self, each: NationalTitle, code: str | None) -> TitleOfGroup:
        others = self._by_group[each.group].copy()
        if code:
            others[code] -= 1
        count = others.total()
        return TitleOfGroup(
            key=fold_letters(each.title),
            title=each.title,
            crossed=each.codes.union(*(self._crossed.get(group, frozenset()) for group in each.isco)),
            shares={other: times / count for other, times in others.items() if times},
            code=code,
        )


class Likeness:
    """All English titles of O*NET and ESCO, to tell which occupation's are most like a title."""

    def __init__(self, named: Iterable[tuple[str, str]]) -> None:
        """Take folded titles, each with its occupation's code."""
        self._names = sorted(set(named))
        self._trigrams = Trigrams([name for name, _ in self._names])

    def nearest(self, key: str, *, without_itself: bool = False) -> Sequence[str]:
        """Return the codes of the titles that are like a folded title, the likeliest first."""
        best: defaultdict[str, float] = defaultdict(float)
        votes: defaultdict[str, float] = defaultdict(float)
        for row, likeness in self._trigrams.nearest(key, COMPARED):
            name, code = self._names[row]
            if not (without_itself and name == key):
                best[code] = max(best[code], likeness)
                votes[code] += VOTE * likeness**POWER
        return sorted(best, key=lambda code: (-best[code] - votes[code], code))


def names(files: DataFiles, esco: Sequence[EscoOccupation], labels: Iterable[Label]) -> Iterator[tuple[str, str]]:
    """Yield every English title with its code: O*NET's, and ESCO's where its occupation is matched to one code."""
    for use in read_titles(files):
        for code in use.codes:
            yield fold_letters(use.title), code
    code_of = {each.id: each.codes[0] for each in esco if len(each.codes) == 1}
    for label in labels:
        if label.esco in code_of:
            yield fold_letters(label.title), code_of[label.esco]


def isco_codes(groups: Mapping[str, str], esco: Sequence[EscoOccupation]) -> Mapping[str, frozenset[str]]:
    """Return the O*NET codes of each group of ISCO, of which `groups` has the one of each ESCO occupation."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for each in esco:
        found[groups.get(each.id, "")].update(each.codes)
    return {group: frozenset(codes) for group, codes in found.items()}


def _code(known: Occupations, title: str, country: str) -> str | None:
    found = known.resolve(title, language="en", country=country)
    sure = isinstance(found, Resolved) and found.matched_by is not MatchedBy.FUZZY
    return found.occupation.code if sure and isinstance(found, Resolved) else None
