"""Which skill do words name, in whatever language? By the parts of what is known that every client has in common."""

from dataclasses import dataclass

from services.recommender.knowledge.occupations.languages.english_meanings import ENGLISH
from services.recommender.knowledge.occupations.occupations import Occupations
from services.recommender.knowledge.skill_languages import SkillNamed, SkillsAbroad
from services.recommender.knowledge.skills import SkillIndex

#: So many languages are asked for words that are in no English list.
LIKELY = 3


@dataclass(frozen=True, kw_only=True)
class SkillWords:
    """What reads skills out of words. Two of the same parts are equal, so that what was read may be kept by them.

    A client's own catalogue is none of the parts: what is kept by them keeps no catalogue in memory.
    """

    skills: SkillIndex
    skills_abroad: SkillsAbroad
    occupations: Occupations

    def read_abroad(self, words: str) -> SkillNamed | None:
        """Return the skill that words name which are not English; None where they seem to be, or name none."""
        for language in self.languages_of(words):
            if named := self.skills_abroad.read(words, language):
                return named
        return None

    def languages_of(self, words: str) -> tuple[str, ...]:
        """Return the languages that words may be in, the likeliest first, as far as English is not likelier.

        Some words are the same in two languages, so that the next likely one is asked as well.
        """
        likely = self.occupations.likely_languages(words)
        return likely[: likely.index(ENGLISH)][:LIKELY] if ENGLISH in likely else likely[:LIKELY]
