"""What do our own two tables add to the credential facts: credentials that have no row there, and one fact a line?

`added_credentials.tsv` says who a credential is, `added_facts.tsv` what is known of it, with the basis, page and day of
each fact. A fact may be about any credential of the catalogue, by its id. Both are kept by hand; docs/catalogues.md
says how to add a line.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from services.recommender.knowledge.credentials.credential import (
    Assessment,
    Credential,
    CredentialStatus,
    RecognitionForm,
)
from services.recommender.knowledge.credentials.remembered import Fact
from services.recommender.knowledge.files.entries import Json
from services.recommender.knowledge.skills import SkillIndex
from services.recommender.scales import EmployerKind, Mode
from tools.build_data.sources.facts.fact_entries import LICENCE

CREDENTIALS_FILE = "added_credentials.tsv"
FACTS_FILE = "added_facts.tsv"

READ, REMEMBERED = "read", "remembered"

#: What is said of a credential beside facts that can be remembered: it is ours to say, or stands in words only.
_MORE = (
    "skills",
    "occupations",
    "also_called",
    "entry_terms",
    "revised_on",
    "credits_toward",
    "eqf_level",
    "status",
    "superseded_by",
    "valid_in",
)

_NUMBER = re.compile(r"(?:(?P<least>\d+)-)?(?P<most>\d+)")
_COST = re.compile(rf"{_NUMBER.pattern} (?P<currency>[A-Z]{{3}})")
_RECOGNITION = re.compile(rf"(?P<form>{'|'.join(RecognitionForm)}) (?P<kind>{'|'.join(EmployerKind)}): (?P<by>.+)")
#: The members of an entry that are not called as the fact is.
_NAMES = {"languages": "language"}

_LISTS = frozenset({"skills", "occupations", "also_called", "valid_in"})


@dataclass(frozen=True, kw_only=True)
class AddedFact:
    """One line of the table: what is said of a credential, read on a page or remembered, on which day."""

    credential: str
    fact: str
    value: str
    basis: str
    page: str
    day: str

    @property
    def where(self) -> str:
        return f"{FACTS_FILE}, {self.credential}, {self.fact}"

    def problems(self) -> Iterator[str]:
        """Yield what is wrong with the line."""
        names = (*Fact, *_MORE)
        if self.fact not in names:
            yield f'"fact" must be one of {", ".join(names)}, not "{self.fact}"'
        elif self.fact in _FORMS and not _FORMS[self.fact](self.value):
            yield f'"value" cannot be read: "{self.value}"; docs/catalogues.md says how each fact is written'
        if self.basis not in (READ, REMEMBERED):
            yield f'"basis" must be {READ} or {REMEMBERED}, not "{self.basis}"'
        if (self.basis == READ) is not self.page.startswith("http"):
            yield f'"page" is the address of what was {READ}, and empty for what is {REMEMBERED}'
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", self.day):
            yield f'"day" must be a day like 2026-11-29, not "{self.day}"'


def read_added_credentials(folder: Path) -> Iterator[dict[str, Json]]:
    """Yield the credentials that our table adds, as entries that say who they are and nothing else."""
    for row in _rows(folder / CREDENTIALS_FILE):
        several = {name: _several(row[name]) for name in _LISTS}
        entry: dict[str, Json] = {name: row[name] for name in ("id", "title", "kind", "level", "address")}
        entry |= {"issuer": {"name": row["issuer"], "kind": row["issuer_kind"]}, **several}
        entry["source"] = {
            "title": f"{row['issuer']}: own page",
            "address": row["address"],
            "licence": LICENCE,
            "noted_on": row["noted_on"],
        }
        yield {name: value for name, value in entry.items() if value not in ("", [])}


def read_added_facts(folder: Path) -> Mapping[str, Sequence[AddedFact]]:
    """Return the lines of the table by the id of the credential, in their order."""
    found: dict[str, list[AddedFact]] = defaultdict(list)
    for row in _rows(folder / FACTS_FILE):
        found[row["credential"]].append(AddedFact(**{name: value.strip() for name, value in row.items()}))
    return found


def stated(facts: Sequence[AddedFact], base: Credential, index: SkillIndex) -> dict[str, Json]:
    """Return what `facts` say of `base`, in the form of an entry, to be merged with it."""
    entry: dict[str, Json] = {}
    for one in facts:
        match one.fact:
            case "skills":
                matches = ((words, index.match(words)) for words in _several(one.value))
                taught = [{"skill": match.skill if match else words} for words, match in matches]
                entry.setdefault("skills", []).extend(taught)
            case Fact.RECOGNISED_BY:
                entry.setdefault(one.fact, []).append(_recognition(one))
            case Fact.HOURS:
                entry |= _range("hours", "hours_from", one.value)
            case Fact.COST:
                amount, _, currency = one.value.partition(" ")
                entry["cost"] = {**_range("amount", "amount_from", amount), "currency": currency}
            case Fact.PREREQUISITES:
                entry["prerequisites"] = {"all_of": [_condition(words) for words in _several(one.value)]}
            case Fact.WEEKS_MINIMUM | Fact.VALIDITY_MONTHS | Fact.CREDITS | "eqf_level":
                entry[one.fact] = int(one.value)
            case Fact.LANGUAGES | "occupations" | "also_called" | "valid_in":
                entry.setdefault(_NAMES.get(one.fact, one.fact), []).extend(_several(one.value))
            case name:
                entry[name] = one.value
    noted = {one.fact: one.day for one in facts if one.basis == REMEMBERED and one.fact in set(Fact)}
    if noted:
        entry["remembered"] = {"noted_on": min(noted.values()), "facts": list(noted)}
    return entry | {"source": _source(facts, base)}


def _source(facts: Sequence[AddedFact], base: Credential) -> dict[str, Json]:
    """Return the page that was read first, where nothing of `base` was; nothing new otherwise."""
    read = next((one for one in facts if one.basis == READ), None)
    if read is None or base.source.read_on is not None:
        return {}
    host = urlsplit(read.page).netloc
    return {"title": host, "address": read.page, "licence": LICENCE, "read_on": read.day}


def _recognition(one: AddedFact) -> dict[str, Json]:
    form, _, rest = one.value.partition(" ")
    kind, _, by = rest.partition(": ")
    asserted_by = urlsplit(one.page).netloc if one.basis == READ else "our own memory"
    return {"by": by, "by_kind": kind, "form": form, "asserted_by": asserted_by, "asserted_on": one.day}


def _condition(words: str) -> dict[str, Json]:
    """Return the condition that "2 years" or the id of a credential stands for; of "A or B" one suffices."""
    if " or " in words:
        return {"any_of": [_condition(part.strip()) for part in words.split(" or ")]}
    years = re.fullmatch(r"(\d+) years?", words)
    return {"experience_years": int(years[1])} if years else {"credential": words}


def _range(most: str, least: str, value: str) -> dict[str, Json]:
    first, _, last = value.rpartition("-")
    return {most: int(last), **({least: int(first)} if first else {})}


def _several(value: str) -> list[str]:
    return [part.strip() for part in value.split("|") if part.strip()]


def _is_whole(value: str) -> bool:
    return value.isdecimal()


#: What the value of a fact must look like, where not any words will do.
_FORMS: Mapping[str, Callable[[str], object]] = {
    Fact.HOURS: _NUMBER.fullmatch,
    Fact.COST: _COST.fullmatch,
    Fact.RECOGNISED_BY: _RECOGNITION.fullmatch,
    Fact.ASSESSMENT: set(Assessment).__contains__,
    Fact.MODE: set(Mode).__contains__,
    Fact.WEEKS_MINIMUM: _is_whole,
    Fact.VALIDITY_MONTHS: _is_whole,
    Fact.CREDITS: _is_whole,
    "eqf_level": _is_whole,
    "status": set(CredentialStatus).__contains__,
}


def _rows(path: Path) -> Iterator[Mapping[str, str]]:
    if path.exists():
        # As in the tables of facts, a mark of quotation is part of the text.
        with path.open(encoding="utf-8", newline="") as lines:
            yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
