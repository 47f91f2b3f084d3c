"""How well does somebody say that they hold a skill? Loose words of résumés on the scale of skills. Pure."""

import re

from services.recommender.scales import SkillLevel

#: Words in the level of a skill, from the highest down.
_LEVELS = (
    (SkillLevel.EXPERT, r"experts?|master(?:y|ed)?|fluent|native|mother tongue|bilingual|lead|principal|c2"),
    (SkillLevel.ADVANCED, r"advanced|proficient|proficiency|senior|strong|professional|very good|c1"),
    (SkillLevel.INTERMEDIATE, r"intermediate|competent|working|mid|medium|average|good|conversational|b[12]"),
    (SkillLevel.BEGINNER, r"beginner|basics?|novice|elementary|familiar|junior|limited|learning|poor|a[12]"),
)

#: What turns the word behind it round, or says that a level is only nearly reached.
_LESS = re.compile(r"\b(?:not|non|no|hardly|barely|un|less than|below)\b[ -]*(?:yet |very |so |an? )?", re.IGNORECASE)


def level_of(said: str | None) -> SkillLevel:
    """Return the level that the words name; of two, the lower one ("Mid-Senior"); beginner where they deny one."""
    words = (said or "").casefold()
    found = [level for level, pattern in _LEVELS if re.search(rf"\b(?:{pattern})\b", words)]
    if found and _LESS.search(words):
        return SkillLevel.BEGINNER
    return found[-1] if found else SkillLevel.UNKNOWN
