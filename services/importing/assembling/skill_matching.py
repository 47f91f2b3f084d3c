"""Which skill of the index does a source mean, by the address of a concept or by words?"""

import re
from collections.abc import Iterable

from services.importing.drafts import SaidSkill
from services.recommender.knowledge.credentials.credential import TaughtSkill
from services.recommender.knowledge.credentials.files.catalogue_parts import Skills
from services.recommender.scales import SkillLevel

#: The address of a skill in ESCO ends with its UUID.
_ESCO = re.compile(
    r"data\.europa\.eu/esco/skill/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})",
    re.IGNORECASE | re.ASCII,
)

#: Longer words are a sentence about a skill, not its name; the index would not know them.
_LONGEST_NAME = 120


def match_skills(
    said: Iterable[SaidSkill], level: SkillLevel, skills: Skills
) -> tuple[tuple[TaughtSkill, ...], tuple[str, ...]]:
    """Return the skills that the index knows, each once, and the words of those it does not.

    A skill named twice is assessed where one of the two says so. `level` is the credential's, for skills without one.
    """
    found: dict[str, TaughtSkill] = {}
    unmatched: dict[str, None] = {}
    for one in said:
        skill = _match(one, skills)
        if skill is None:
            unmatched[one.words] = None
            continue
        before = found.get(skill)
        assessed = one.assessed if before is None or before.assessed is None else before.assessed or one.assessed
        own_level = one.level if one.level is not SkillLevel.UNKNOWN else level
        found[skill] = TaughtSkill(skill=skill, level=own_level, assessed=assessed)
    return tuple(found[skill] for skill in sorted(found)), tuple(unmatched)


def _match(said: SaidSkill, skills: Skills) -> str | None:
    address = _ESCO.search(said.address or "")
    if address is not None and (skill := f"esco:{address.group(1).lower()}") in skills:
        return skill
    if said.words in skills:
        return said.words
    match = skills.match(said.words) if len(said.words) <= _LONGEST_NAME else None
    return None if match is None else match.skill
