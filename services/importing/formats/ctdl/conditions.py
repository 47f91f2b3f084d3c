"""Which condition do CTDL's condition profiles say? Profiles all apply; alternatives are found only inside one."""

from collections.abc import Iterable

from services.importing.formats.ctdl.terms import states_other_unit
from services.importing.import_report import ImportNotes
from services.importing.values.credentials.requirement_parts import all_of, any_of
from services.importing.values.linked_data.json_ld import Node
from services.importing.values.plain_values import round_up
from services.recommender.knowledge.credentials.credential import Credits, ExperienceYears, Holding, Requirement

#: What makes a profile a way of its own although it names no credential: whoever does this meets it.
_OTHER_WAYS = ("targetAssessment", "targetLearningOpportunity", "targetCompetency", "condition", "targetTask")


def requirement_of(profiles: Iterable[Node], title: str, notes: ImportNotes) -> Requirement | None:
    """Return what all of `profiles` ask for of credentials, experience and credits; None where they ask for none.

    `title` is the credential that the conditions belong to: academic credits are counted toward it.
    """
    return all_of(_condition(profile, title, notes, set()) for profile in profiles)


def _condition(profile: Node, title: str, notes: ImportNotes, seen: set[str]) -> Requirement | None:
    """Read one profile. One that is named by its id is read once, so that circles and crossings stay small."""
    own = _own(profile, title, notes)
    alternatives = [one for one in profile.nodes("alternativeCondition") if one.id is None or one.id not in seen]
    seen.update(one.id for one in alternatives if one.id is not None)
    options = [_condition(alternative, title, notes, seen) for alternative in alternatives]
    if not options:
        return own
    if own is None and profile.has(*_OTHER_WAYS):
        notes.mend(profile.place, title, "one way to it asks for no credential, so its alternatives are not required")
        return None
    if None in options:
        notes.mend(profile.place, title, "an alternative asks for nothing that can be checked; it was left out")
    return any_of([own, *options])


def _own(profile: Node, title: str, notes: ImportNotes) -> Requirement | None:
    parts: list[Requirement] = [Holding(credential=key) for key in profile.references("targetCredential")]
    years = profile.number("yearsOfExperience")
    if years is not None and years > 0:
        parts.append(ExperienceYears(years=round_up(years)))
    elif years is None and profile.has("yearsOfExperience"):
        notes.mend(profile.place, title, "yearsOfExperience is no number; it was left out")
    credits_ = credit_value(profile)
    if credits_ is not None and not parts:
        parts.append(Credits(credits=credits_, toward=title))
    return all_of(parts)


def credit_value(profile: Node) -> int | None:
    """Return the whole academic credits that a profile grants or asks for; None for none, or for hours of contact."""
    for value in profile.nodes("creditValue"):
        number = value.number("value", "minValue", "price")
        if number is not None and not states_other_unit(value.codes("creditUnitType", "unitText")):
            return int(number) or None
    number = profile.number("creditValue", "creditHourValue", "creditUnitValue")
    return (
        (int(number) or None) if number is not None and not states_other_unit(profile.codes("creditUnitType")) else None
    )
