"""How is a requirement written in a file?

The grammar, as one of these objects:

{"credential": id}, {"experience_years": n}, {"degree": level}, {"credits": n, "toward": x}, {"all_of": [...]},
{"any_of": [...]}, {"k_of": {"k": n, "of": [...]}}.
"""

from collections.abc import Iterator

from services.recommender.knowledge.credentials.credential import (
    Choice,
    Credits,
    DegreeHeld,
    ExperienceYears,
    Holding,
    Requirement,
)
from services.recommender.knowledge.credentials.limits import LARGEST, LONGEST_EXPERIENCE
from services.recommender.knowledge.files.entries import Entry, Json
from services.recommender.scales import DEGREE_LEVELS, EducationLevel

#: The forms a requirement may take, as the message names them.
FORMS = "credential, experience_years, degree, credits (with toward), all_of, any_of, k_of"

#: The members that say which form it is.
_NAMES = ("credential", "experience_years", "degree", "credits", "all_of", "any_of", "k_of")


def read_requirement(entry: Entry) -> Requirement | None:
    """Return the requirement that `entry` holds; None, with the problems noted, where it holds none."""
    forms = [name for name in _NAMES if entry.get(name)]
    if len(forms) != 1:
        entry.problem(f"a requirement has exactly one of: {FORMS}")
        return None
    requirement = _read_form(forms[0], entry)
    entry.close()
    return requirement


def _read_form(form: str, entry: Entry) -> Requirement | None:
    match form:
        case "credential":
            return Holding(credential=entry.text("credential"))
        case "experience_years":
            years = entry.whole_number("experience_years", at_least=1, at_most=LONGEST_EXPERIENCE)
            return None if years is None else ExperienceYears(years=years)
        case "degree":
            return _read_degree(entry)
        case "credits":
            credits_ = entry.whole_number("credits", at_least=1, at_most=LARGEST["credits"])
            toward = entry.text("toward")
            return None if credits_ is None else Credits(credits=credits_, toward=toward)
        case "all_of" | "any_of":
            of = _read_list(form, entry)
            return Choice(needed=len(of) if form == "all_of" else 1, of=of) if of else None
        case _:
            return _read_k_of(entry)


def _read_degree(entry: Entry) -> DegreeHeld | None:
    level = entry.one_of("degree", EducationLevel, EducationLevel.UNKNOWN)
    if level in DEGREE_LEVELS:
        return DegreeHeld(level=level)
    entry.problem(f'"degree" must be one of {", ".join(one for one in EducationLevel if one in DEGREE_LEVELS)}')
    return None


def _read_k_of(entry: Entry) -> Choice | None:
    inner = entry.inner("k_of")
    if inner is None:
        return None
    of = _read_list("of", inner)
    needed = inner.whole_number("k", at_least=1, at_most=len(of))
    inner.close()
    if needed is None:
        inner.problem(f'"k" must say how many of the {len(of)} conditions of "of" are enough')
        return None
    return Choice(needed=needed, of=of)


def _read_list(name: str, entry: Entry) -> tuple[Requirement, ...]:
    read = tuple(read_requirement(inner) for inner in entry.inners(name))
    return tuple(requirement for requirement in read if requirement is not None)


def write_requirement(requirement: Requirement) -> dict[str, Json]:
    """Return the object that `read_requirement` reads back as the same requirement."""
    match requirement:
        case Holding():
            return {"credential": requirement.credential}
        case ExperienceYears():
            return {"experience_years": requirement.years}
        case DegreeHeld():
            return {"degree": requirement.level.value}
        case Credits():
            return {"credits": requirement.credits, "toward": requirement.toward}
        case Choice():
            of = [write_requirement(inner) for inner in requirement.of]
            if requirement.needed == len(of):
                return {"all_of": of}
            return {"any_of": of} if requirement.needed == 1 else {"k_of": {"k": requirement.needed, "of": of}}


def credentials_named(requirement: Requirement | None) -> Iterator[str]:
    """Yield the ids of the credentials a requirement names, in its order."""
    if isinstance(requirement, Holding):
        yield requirement.credential
    elif isinstance(requirement, Choice):
        for inner in requirement.of:
            yield from credentials_named(inner)
