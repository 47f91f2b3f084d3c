"""What is known of a credential once the facts are joined with what the catalogue said of it before?"""

from collections.abc import Mapping

from services.recommender.knowledge.credentials.credential import Credential
from services.recommender.knowledge.credentials.files.catalogue_file import write_credential
from services.recommender.knowledge.credentials.remembered import Fact
from services.recommender.knowledge.files.entries import Json
from services.recommender.names.skills.skill_words import fold
from tools.build_data.sources.facts.fact_entries import MEMBERS

#: A fact's companion: the other end of its range.
_RANGES = {Fact.HOURS: "hours_from"}

#: Numbers of which a remembered range is more honest than a remembered figure.
_NUMBERS = frozenset({Fact.HOURS, Fact.COST})


def merged(base: Credential, made: Mapping[str, Json]) -> dict[str, Json]:
    """Return the entry of `base` with what `made` adds; its id, title, kind, issuer and level stay.

    Of each fact: what was read wins, then what is there, then what is only remembered; but a remembered price or number
    of hours gives way to a remembered range.
    """
    known = write_credential(base)
    entry = {**made, **{name: value for name, value in known.items() if name not in _facts() and name != "remembered"}}
    remembered: dict[str, str] = {}
    for fact in Fact:
        member = MEMBERS.get(fact, fact.value)
        newer = _newer(fact, base, known, made)
        for name in (member, _RANGES.get(fact)):
            if name is not None:
                entry.pop(name, None)
                if name in (chosen := made if newer else known):
                    entry[name] = chosen[name]
        day = _noted_on(fact, made) if newer else _noted_on(fact, known)
        if member in entry and day is not None:
            remembered[fact.value] = day
    for name in ("skills", "also_called", "occupations", "field_terms"):
        joined = [*known.get(name, ()), *(one for one in made.get(name, ()) if not _among(one, known.get(name, ())))]
        if joined:
            entry[name] = joined
    if "read_on" in made["source"]:
        entry["source"] = made["source"]
    entry.pop("remembered", None)
    if remembered:
        entry["remembered"] = {"noted_on": min(remembered.values()), "facts": list(remembered)}
    return entry


def _facts() -> frozenset[str]:
    return frozenset({*(MEMBERS.get(fact, fact.value) for fact in Fact), *_RANGES.values()})


def _newer(fact: Fact, base: Credential, known: Mapping[str, Json], made: Mapping[str, Json]) -> bool:
    """Return whether the fact is taken from `made`. What has to be held beforehand is said better where it is there."""
    member = MEMBERS.get(fact, fact.value)
    if member not in made or (fact is Fact.PREREQUISITES and member in known):
        return False
    if member not in known or _noted_on(fact, made) is None:
        return True
    return fact in _NUMBERS and not base.is_certain(fact)


def _noted_on(fact: Fact, entry: Mapping[str, Json]) -> str | None:
    """Return the day on which the fact was noted from memory, or None where it was read."""
    remembered = entry.get("remembered", {})
    return remembered["noted_on"] if fact.value in remembered.get("facts", ()) else None


def _among(one: Json, known: list[Json]) -> bool:
    """Return whether `one` is there: a skill by its id, another object as a whole, words by how they are folded."""
    if isinstance(one, dict):
        return one in known or one.get("skill") in {each.get("skill") for each in known} - {None}
    return fold(one) in {fold(each) for each in known}
