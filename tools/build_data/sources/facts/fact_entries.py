"""How does a row of credential facts become an entry of the catalogue, in the catalogue's own form?"""

import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from services.recommender.knowledge.credentials.credential import Assessment, CredentialKind, IssuerKind
from services.recommender.knowledge.credentials.remembered import Fact
from services.recommender.knowledge.files.entries import Json
from services.recommender.knowledge.skills import SkillIndex
from services.recommender.names.skills.skill_words import slug, without_brackets
from services.recommender.scales import EducationLevel
from tools.build_data.sources.facts.credential_facts import COMPILED_ON, FactRow

LICENCE = "facts, to be checked with the issuer"

#: The columns that a fact of the catalogue comes from; it was read where each that the row fills was.
COLUMNS: Mapping[Fact, tuple[str, ...]] = {
    Fact.ASSESSMENT: ("assessment",),
    Fact.COST: ("cost_min", "cost_max"),
    Fact.CREDITS: ("credit",),
    Fact.HOURS: ("hours_min", "hours_max"),
    Fact.LANGUAGES: ("language",),
    Fact.MODE: ("mode",),
    Fact.PREREQUISITES: ("experience_years", "degree_needed"),
    Fact.RECOGNISED_BY: ("recognised_by",),
    Fact.RENEWAL: ("renewal",),
    Fact.VALIDITY_MONTHS: ("validity_months",),
    Fact.WEEKS_MINIMUM: ("weeks_min",),
}

#: The members of an entry that facts stand in, where the two have different names.
MEMBERS = {Fact.LANGUAGES: "language"}

#: How the tables call the modes of the catalogue; what is offered in several is `any`.
_MODES = {
    "online": "online",
    "in_person": "in_person",
    "classroom": "in_person",
    "workplace": "in_person",
    "on_the_job": "in_person",
    "blended": "blended",
}

#: "none", "none; a year of work is advised", "keine": nothing is asked for beforehand.
_NOTHING_ASKED = re.compile(r"(?:none|keine)\b", re.IGNORECASE)

#: A short name has a capital letter beside another one, a digit or a plus, unlike a word of the language.
_SHORT_NAME = re.compile(r"[A-Z].*[A-Z0-9+]|\d")

_ANYWHERE = "*"

#: What a column holds that adds nothing to the entry.
_SAYS_NOTHING = ("", "no")

#: Words of what is asked for beforehand that say which degree it is; a degree without them is a bachelor's.
_DEGREE_WORDS = (
    (re.compile(r"associate degree", re.IGNORECASE), EducationLevel.ASSOCIATE),
    (re.compile(r"graduate (?:\w+ )?degree|\bmaster|\bMSW\b", re.IGNORECASE), EducationLevel.MASTER),
)


@dataclass(frozen=True, kw_only=True)
class FactTables:
    """The reviewed tables beside the catalogue: what words of the facts mean in its terms, by those words."""

    skills: Mapping[str, tuple[str, ...]]
    recognition: Mapping[str, tuple[Mapping[str, str], ...]]
    review: Mapping[str, Mapping[str, str]]

    def reviewed(self, row: FactRow, column: str) -> str:
        """Return what was decided of the row, "" where nothing was."""
        return self.review.get(row["title"], {}).get(column, "")


def skip_reason(row: FactRow, tables: FactTables) -> str | None:
    """Return why a row does not become an entry, or None: what a page says of it is no page to enrol on."""
    if row["kind"] not in set(CredentialKind):
        return "an apprenticeship is a path, not a credential of the catalogue"
    offered_on = tables.reviewed(row, "address") or row["address"]
    return None if offered_on.startswith("http") else "no page of who offers it: say one in fact_review.csv"


def entry_of(row: FactRow, tables: FactTables, index: SkillIndex, occupations: Iterable[str]) -> dict[str, Json]:
    """Return the entry; what is not known is left out, and what nobody read is named under `remembered`."""
    skills, unmatched = _skills(row, tables, index)
    entry: dict[str, Json] = {
        "id": tables.reviewed(row, "id") or identity(row),
        "title": row["title"],
        "also_called": [name for name in short_names(row) if name != tables.reviewed(row, "not_called")],
        "kind": row["kind"],
        "issuer": {"name": row["issuer"], "kind": IssuerKind(row["issuer_kind"]).value},
        "address": tables.reviewed(row, "address") or row["address"],
        "skills": skills,
        "field_terms": unmatched,
        "level": row["level"],
        "occupations": sorted({*row.several("occupations"), *occupations}),
        "valid_in": list(places(row, tables)),
        "entry_terms": None if _NOTHING_ASKED.match(row["prerequisites"]) else row["prerequisites"],
        "source": source_of(row),
        **_numbers(row),
        **_words(row, tables),
    }
    for number in ("credits", "eqf_level"):
        entry[number] = _whole(tables.reviewed(row, number))
    entry["credits_toward"] = tables.reviewed(row, "credits_toward")
    entry = {name: value for name, value in entry.items() if value not in (None, "", [])}
    facts = [fact.value for fact in remembered_facts(row, entry)]
    if facts:
        entry["remembered"] = {"noted_on": COMPILED_ON.isoformat(), "facts": facts}
    return entry


def identity(row: FactRow) -> str:
    """Return the title as an id, behind the country where it counts in one only."""
    countries = [one.casefold() for one in row.several("country") if one != _ANYWHERE]
    named = " ".join((*(countries if len(countries) == 1 else ()), without_brackets(row["title"])))
    return slug(unicodedata.normalize("NFKD", named).encode("ascii", "ignore").decode())


def short_names(row: FactRow) -> Iterator[str]:
    """Yield the names that people write, such as "LPN" and "LVN" of "LPN/LVN"."""
    parts = [part.strip() for part in row["short_name"].split("/")]
    named = parts if all(_SHORT_NAME.search(part) for part in parts) else [row["short_name"]]
    yield from (name for name in named if name and name != row["title"] and _SHORT_NAME.search(name))


def places(row: FactRow, tables: FactTables) -> tuple[str, ...]:
    """Return where it counts; nothing where it does anywhere."""
    if states := tables.reviewed(row, "valid_in"):
        return tuple(states.split())
    return tuple(sorted(one for one in row.several("country") if one != _ANYWHERE))


def source_of(row: FactRow) -> dict[str, Json]:
    """Return the page and the day of reading, or of noting down where nothing was read."""
    pages = [one for one in row.several("read_at") if one.startswith("http")]
    host = urlsplit(pages[0] if pages else row.page).netloc
    day = {"read_on" if row.read else "noted_on": COMPILED_ON.isoformat()}
    title = f"{row['issuer']}: own page"
    if row.read:
        title = host if len(pages) == 1 else f"{host} and {len(pages) - 1} more" if pages else "pages read on it"
    return {"title": title, "address": pages[0] if pages else row.page, "licence": LICENCE, **day}


def remembered_facts(row: FactRow, entry: Mapping[str, Json]) -> Iterator[Fact]:
    """Yield the facts of the entry that were not all read."""
    for fact, columns in COLUMNS.items():
        filled = {column for column in columns if row[column] not in _SAYS_NOTHING}
        if MEMBERS.get(fact, fact.value) in entry and not filled <= row.read:
            yield fact


def _numbers(row: FactRow) -> dict[str, Json]:
    least, most = _whole(row["hours_min"]), _whole(row["hours_max"])
    cheapest, dearest = row["cost_min"], row["cost_max"]
    cost: dict[str, Json] | None = None
    if dearest and row["currency"]:
        cost = {"amount": math.ceil(float(dearest)), "currency": row["currency"]}
    if cost and cheapest and cheapest != dearest:
        cost["amount_from"] = math.floor(float(cheapest))
    return {
        "hours": most,
        "hours_from": least if most and least and least < most else None,
        "weeks_minimum": _whole(row["weeks_min"]),
        "cost": cost,
        "validity_months": _whole(row["validity_months"]),
        "prerequisites": _required(row),
    }


def _required(row: FactRow) -> dict[str, Json] | None:
    """Return the degree and the years of work that it asks for; a licence's education is told by its own rules."""
    years, asks = _whole(row["experience_years"]), row["degree_needed"] == "yes"
    words, level = row["prerequisites"], EducationLevel.BACHELOR
    level = next((named for pattern, named in _DEGREE_WORDS if pattern.search(words)), level)
    parts: list[Json] = [{"degree": level.value}] if asks and row["kind"] != CredentialKind.LICENCE else []
    parts += [{"experience_years": years}] if years else []
    return {"all_of": parts} if len(parts) > 1 else parts[0] if parts else None


def _words(row: FactRow, tables: FactTables) -> dict[str, Json]:
    assessments = set(row.several("assessment"))
    modes = {_MODES[mode] for mode in row.several("mode")}
    asserted_by = urlsplit(str(source_of(row)["address"])).netloc if "recognised_by" in row.read else "our own memory"
    return {
        "assessment": next((one.value for one in Assessment if one in assessments), None),
        "mode": "any" if len(modes) > 1 else next(iter(modes), None),
        "language": list(row.several("language")),
        "renewal": row["renewal"],
        "recognised_by": [
            {
                "by": one["by"],
                "by_kind": one["by_kind"],
                "form": one["form"],
                "asserted_by": asserted_by,
                "asserted_on": COMPILED_ON.isoformat(),
            }
            for one in tables.recognition.get(row["recognised_by"], ())
        ],
    }


def _skills(row: FactRow, tables: FactTables, index: SkillIndex) -> tuple[list[Json], list[str]]:
    """Return the skills by id, in the row's order, and the words that mean none."""
    found: dict[str, None] = {}
    unmatched = []
    for words in row.several("skills"):
        labels = tables.skills.get(words)
        matches = [index.match(label) for label in ((words,) if labels is None else labels)]
        ids = [match.skill for match in matches if match is not None]
        found.update(dict.fromkeys(ids))
        if not ids:
            unmatched.append(words)
    return [{"skill": skill} for skill in found], unmatched


def _whole(text: str) -> int | None:
    return math.ceil(float(text)) if text else None
