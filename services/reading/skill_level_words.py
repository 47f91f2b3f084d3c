"""How well does somebody say that they hold a skill? Loose words of résumés on the scale of skills. Pure."""

import re

from services.recommender.scales import SkillLevel

#: Words in the level of a skill, from the highest down.
_LEVELS = (
    (
        SkillLevel.EXPERT,
        (
            r"experts?|master(?:y|ed)?|fluent|native|mother tongue|bilingual|lead|principal|c2|experte"
            r"|muttersprach\w*|flie(?:ß|ss)end|langue maternelle|bilingue|courant|nativ[oa]|lengua materna"
            r"|experto|madrelingua|l[ií]ngua materna|moedertaal|modersmål"
        ),
    ),
    (
        SkillLevel.ADVANCED,
        (
            r"advanced|proficient|proficiency|senior|strong|professional|very good|c1|fortgeschritten"
            r"|verhandlungssicher|sehr gute?|avanc[ée]e?|confirmée?|avanzad[oa]|alto|avanzato"
        ),
    ),
    (
        SkillLevel.INTERMEDIATE,
        (
            r"intermediate|competent|working|mid|medium|average|(?<!very )good|conversational|b[12]|(?<!sehr )gute?"
            r"|mittel|interm[ée]diaire|intermedi[oa]|medio"
        ),
    ),
    (
        SkillLevel.BEGINNER,
        (
            r"beginner|basics?|novice|elementary|familiar|junior|limited|learning|poor|a[12]|grund(?:kenntnisse|lagen)"
            r"|anfänger|débutante?|notions|scolaire|b[áa]sic[oa]|elemental|principiante|basis"
        ),
    ),
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
