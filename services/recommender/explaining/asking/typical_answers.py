"""What do learners typically answer? A few values per question, each with how likely it is in whole percent.

The shares are our judgement and not a survey: they only order questions. What is left to 100 is an answer that changes
nothing, such as "no deadline", or one that nobody tries. Each value costs a decision, so there are few.
"""

from collections.abc import Mapping

from services.recommender.scales import EducationLevel, SkillLevel

#: Hours a week: an evening, most evenings, a day and a half.
HOURS_PER_WEEK: Mapping[int, int] = {2: 25, 5: 45, 12: 30}

#: What may be spent in all, in whole units of the currency that most prices of the candidates are in.
BUDGET: Mapping[int, int] = {0: 30, 200: 40, 1500: 30}

#: Years in the field: none, some, and enough for what asks for five.
YEARS_IN_FIELD: Mapping[int, int] = {0: 45, 2: 25, 6: 30}

#: Weeks until the day by which something is needed; half of the learners have none.
WEEKS_TO_DEADLINE: Mapping[int, int] = {6: 20, 26: 30}

#: Countries that are tried where it matters in which one the work is; the others may be answered too.
COUNTRIES: Mapping[str, int] = {"GB": 25, "IN": 25}

EDUCATION: Mapping[EducationLevel, int] = {
    EducationLevel.SECONDARY: 40,
    EducationLevel.BACHELOR: 50,
}

#: Of a skill named without a level; every other level counts as the level that nobody stated.
SKILL_LEVEL: Mapping[SkillLevel, int] = {SkillLevel.BEGINNER: 35}

#: How likely it is that something can be shown for the first skill, or for all those that are asked about.
HAS_EVIDENCE = 25
HAS_EVIDENCE_OF_ALL = 15

#: How likely it is that the field's licence is held by somebody who does not name it.
HOLDS_LICENCE = 30

#: Postings that are tried: each asks for the next of the skills that the field often asks for.
POSTINGS = 2
SKILLS_OF_A_POSTING = 3
A_POSTING = 40

#: Skills without a level that are tried; the role asks for them.
SKILLS_WITHOUT_LEVEL = 2

#: The most skills that are asked about when asking for something to show.
SKILLS_SHOWN = 3
