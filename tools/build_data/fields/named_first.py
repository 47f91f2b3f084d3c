"""Build data/occupations/named_first.tsv: which credentials of the catalogue advisers name first, per occupation.

From the tables of credential facts and our own in data/ways_in/, of which it keeps what the catalogue has. Run it after
`starter`.
"""

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

from services.recommender.knowledge.credentials.catalogue import Catalogue
from services.recommender.knowledge.credentials.credential import Credential
from services.recommender.knowledge.credentials.files.catalogue_loading import load_catalogue
from services.recommender.knowledge.occupations.entry.by_country import ANYWHERE
from services.recommender.knowledge.occupations.entry.named_first import (
    NAMED_FIRST_COLUMNS,
    NAMED_FIRST_FILE,
    READ,
    REMEMBERED,
)
from services.recommender.names.skills.skill_words import fold, without_brackets
from tools.build_data.sources.facts.credential_facts import COMPILED_ON, FirstNamed, read_first_named
from tools.build_data.writing import table as as_table

#: The digits of an O*NET-SOC code that name its major group: "13" of "13-1141.00".
MAJOR_GROUP = 2

#: A bracket that names another body or another name, such as "(ASCM)": words like "(construction)" name none.
_BRACKET = re.compile(r"\(([^)0-9]*[A-Z][^)0-9]*[A-Z][^)0-9]*)\)")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the folders the build reads and writes."""
    parser.add_argument("--facts", type=Path, required=True, metavar="DIR", help="the tables of credential facts")
    parser.add_argument("--data", type=Path, default=Path("data"), metavar="DIR", help="the data folder to write to")


def build(args: argparse.Namespace) -> None:
    """Write the table."""
    text = table(args.facts, args.data, load_catalogue(args.data))
    (args.data / NAMED_FIRST_FILE).write_text(text, encoding="utf-8")
    print(f"{args.data / NAMED_FIRST_FILE}: {text.count(chr(10)) - 1} credentials named first")


def table(facts: Path, data: Path, catalogue: Catalogue) -> str:
    """Return the table as it is committed, sorted; what the catalogue does not have is left out."""
    rows = sorted({row for first in read_first_named(facts, data / "ways_in") for row in _rows(first, catalogue)})
    return as_table(NAMED_FIRST_COLUMNS, rows)


def _rows(first: FirstNamed, catalogue: Catalogue) -> Iterator[tuple[str, ...]]:
    named: set[str] = set()
    for place, name in enumerate(first.names, start=1):
        credential = credential_called(name, first, catalogue)
        if credential is None or credential in named:
            continue
        named.add(credential)
        basis = READ if place <= first.read_places else REMEMBERED
        address = first.address if basis == READ else ""
        day = COMPILED_ON.isoformat()
        yield first.occupation, first.country, str(place), credential, basis, day, address


def credential_called(name: str, first: FirstNamed, catalogue: Catalogue) -> str | None:
    """Return the one credential that is meant: of that name, of the same sort of work, and counting in the country."""
    for words in dict.fromkeys((name, without_brackets(name))):
        here = [
            one
            for one in sorted(catalogue.called(words))
            if _counts(catalogue.credentials[one], first.country) and _is_meant(name, first, catalogue.credentials[one])
        ]
        for found in (here, [one for one in here if first.occupation in catalogue.credentials[one].occupations]):
            if len(found) == 1:
                return found[0]
    return None


def _counts(credential: Credential, country: str) -> bool:
    return not credential.valid_in if country == ANYWHERE else credential.counts_in(country)


def _is_meant(name: str, first: FirstNamed, credential: Credential) -> bool:
    """Say whether a name, often an acronym that several fields use, means this credential.

    What stands in its bracket has to be another of its names or of its issuer's, and it is for work of the same major
    group, unless the name is its whole title.
    """
    bracket = _BRACKET.search(name)
    titles = {fold(one) for one in (credential.title, without_brackets(credential.title))}
    own = {*titles, *map(fold, credential.also_called), _initials(credential.issuer.name)}
    spoken = fold(f"{credential.title} {credential.issuer.name}").split()
    if bracket and fold(bracket[1]) not in own and not set(fold(bracket[1]).split()) & set(spoken):
        return False
    group = first.occupation[:MAJOR_GROUP]
    return fold(without_brackets(name)) in titles or any(code.startswith(group) for code in credential.occupations)


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper()).casefold()
