"""Which profile does an advertisement stand for? Its role, occupation and country, as members of a profile."""

from collections.abc import Iterator
from typing import Any

from services.intake.aim_schemas import MOST_ALTERNATIVES, MOST_SKILLS
from services.reading.postings.clauses import Strength
from services.reading.postings.headline import SURE_COUNTRY
from services.reading.postings.named.mentions import Asked, Kind
from services.reading.postings.posting import ReadPosting
from services.recommender.scales import EducationLevel

_LEVELS = list(EducationLevel)

#: The longest text that a member of a profile may be.
_LONGEST = 200


def profile_members(read: ReadPosting) -> dict[str, Any]:
    """Return the members of a profile that the advertisement fills, ready to be sent as they are or corrected.

    Only what was found for sure is in it: what may be meant stands among what is asked for, to be confirmed.
    """
    role: dict[str, Any] = {"title": read.title.said.value[:_LONGEST]} if read.title else {}
    for member, strength in (("required_skills", Strength.REQUIRED), ("preferred_skills", Strength.PREFERRED)):
        lines = list(_lines(read, strength))[:MOST_SKILLS]
        if lines:
            role[member] = lines
    members: dict[str, Any] = {"target_role": role} if role else {}
    if read.title and read.title.occupation:
        members = {"field": {"occupation": read.title.occupation}, **members}
    if read.country and read.country.confidence >= SURE_COUNTRY:
        members["country"] = read.country.value
    return members


def _lines(read: ReadPosting, strength: Strength) -> Iterator[str | dict[str, list[str]]]:
    """Yield the lines of a role; of a choice what is sure, and no language that the advertisement is written in."""
    seen: set[str] = set()
    for asked in read.asked:
        if asked.strength is not strength or _goes_without_saying(asked, read):
            continue
        words = list(dict.fromkeys(m.role_words[:_LONGEST] for m in asked.any_of if m.taken and m.role_words))
        if asked.any_of[0].kind is Kind.DEGREE:
            # The least of them suffices, and profiles know no training that would do instead.
            words = [] if asked.or_training else _least(asked)
        elif len(words) == 1 < len(asked.any_of):
            # Another would do as well, and is not sure: to ask for this one alone would be to ask for more.
            words = []
        if words and (len(words) > 1 or words[0].casefold() not in seen):
            seen.update(word.casefold() for word in words[:1] if len(words) == 1)
            yield words[0] if len(words) == 1 else {"any_of": words[:MOST_ALTERNATIVES]}


def _least(asked: Asked) -> list[str]:
    degrees = [one for one in asked.any_of if one.taken and one.role_words and one.level in _LEVELS]
    least = min(degrees, key=lambda one: _LEVELS.index(EducationLevel(str(one.level))), default=None)
    return [least.role_words[:_LONGEST]] if least and least.role_words else []


def _goes_without_saying(asked: Asked, read: ReadPosting) -> bool:
    return all(one.kind is Kind.LANGUAGE and one.id == read.language.value for one in asked.any_of)
