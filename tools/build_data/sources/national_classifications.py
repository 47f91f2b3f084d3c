"""Which titles do the English classifications of countries list, and in which group? Britain, Australia and Canada."""

import csv
import gzip
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

#: The countries (ISO 3166-1) that a classification is of.
BRITAIN, AUSTRALIA, CANADA = ("GB",), ("AU", "NZ"), ("CA",)


@dataclass(frozen=True, kw_only=True)
class NationalTitle:
    """A title as a classification lists it, the group that it stands in, and what the classification says of that.

    `isco` are groups of ISCO-08, `codes` O*NET codes, that a crosswalk has for the group.
    """

    title: str
    group: str
    isco: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()


def read_classifications(folder: Path) -> Mapping[tuple[str, ...], tuple[NationalTitle, ...]]:
    """Return the titles of each classification by the countries it speaks for."""
    return {
        AUSTRALIA: tuple(_anzsco(folder)),
        BRITAIN: tuple(_soc2010(folder)),
        CANADA: tuple(_noc(folder)),
    }


def _anzsco(folder: Path) -> Iterator[NationalTitle]:
    groups = _gathered(_rows(folder / "AU_anzsco2022_isco08.tsv.gz"), "anzsco2022", "isco08")
    for row in _rows(folder / "AU_anzsco2022_titles.tsv.gz"):
        group = row["anzsco2022"]
        yield NationalTitle(title=row["title"], group=group, isco=groups.get(group, frozenset()))


def _soc2010(folder: Path) -> Iterator[NationalTitle]:
    """Yield the titles of one group, and those whose entry without a qualifier is of one."""
    entries: defaultdict[str, list[tuple[str, bool]]] = defaultdict(list)
    for row in _rows(folder / "UK_soc2010_index.tsv.gz"):
        qualified = bool(row["industry_qualifier"] or row["additional_qualifier"])
        entries[row["natural_order"]].append((row["soc2010"], qualified))
    for title, those in entries.items():
        groups = {group for group, _ in those}
        bare = {group for group, qualified in those if not qualified}
        if len(groups) == 1 or len(bare) == 1:
            yield NationalTitle(title=title, group=(groups if len(groups) == 1 else bare).pop())


def _noc(folder: Path) -> Iterator[NationalTitle]:
    codes = _gathered(_rows(folder / "CA_noc2021_onet.tsv.gz"), "noc2021", "onet_soc")
    for row in _rows(folder / "CA_noc2021_titles.tsv.gz"):
        group = row["noc2021"]
        yield NationalTitle(title=row["title"], group=group, codes=codes.get(group, frozenset()))


def _gathered(rows: Iterable[Mapping[str, str]], by: str, what: str) -> Mapping[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        found[row[by]].add(row[what])
    return {key: frozenset(values) for key, values in found.items()}


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
