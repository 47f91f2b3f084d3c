"""Which skill do words of another language name? By ESCO's labels, national terms, and everyday words."""

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from services.recommender.knowledge.files.data_files import DataFiles
from services.recommender.names.job_titles.letters import fold_letters

#: The languages (ISO 639-1) with words for skills. Of three no labels of ESCO's could be had, so that only the everyday
#: words are known that are kept by hand.
LANGUAGES = ("de", "es", "fr", "it", "nl", "pl", "pt", "sv")
EVERYDAY_ONLY = frozenset({"it", "pl", "pt"})

#: Its columns: the folded words, the id of the skill, and how surely they name it. Rows are sorted.
LABEL_COLUMNS = ("key", "skill", "grade")

#: The grade of words that are kept by hand.
OWN = "o"

#: How words name a skill, best first: by hand, a national term with an exact match, ESCO's preferred label, another
#: label of ESCO's, a national term that is close to the skill.
GRADES = f"{OWN}xpac"

#: How sure, in percent, each grade is. A judgement; nobody measured it.
_SURE: Mapping[str, int] = {OWN: 90, "x": 95, "p": 95, "a": 90, "c": 75}

#: What people put before a skill, folded.
_BEFORE = re.compile(
    r"^(?:(?:sehr|gute?n?|fundierte|solide|erste|breite|tres|bonnes?|solides?|buena?s?|amplia?s?|goede|ruime|god|goda|"
    r"buona|ottima|bardzo|dobra|podstawowa|praktyczna|bons?|boa)\s+)*"
    r"(?:(?:kenntnisse?n?|erfahrung(?:en)?|umgang|grundkenntnisse|connaissances?|maitrise|experience|notions|"
    r"conocimientos?|experiencia|manejo|dominio|kennis|ervaring|kunskap(?:er)?|erfarenhet|vana|"
    r"conoscenz[ae]|esperienza|competenze|padronanza|conhecimentos?)\s+"
    r"(?:in|im|mit|der|von|den?|du|des|la|el|en|avec|con|van|met|av|om|i|inom|"
    r"di|dell?[aeo]?|dei|nell?[aeo]?|em|do|da|no|na|com)\s+(?:(?:der|dem|den|la|les|el|het)\s+)?"
    r"|(?:znajomosc|umiejetnosc|doswiadczenie|wiedza)\s+(?:(?:w|z)\s+)?(?:(?:zakresu|zakresie)\s+)?)"
)


@dataclass(frozen=True, kw_only=True)
class SkillNamed:
    """A skill that words name in a language, and how sure that is, in percent."""

    skill: str
    confidence: int


class SkillsAbroad:
    """The words for skills in other languages; those of a language are read when the first of them is asked for."""

    def __init__(self, texts: Mapping[str, Callable[[], str]], content_hash: str) -> None:
        """Take how to get the lines of each language, sorted by key, and the hash of their files."""
        self.content_hash = content_hash
        self._lines = {language: cache(_splitting(text)) for language, text in texts.items()}

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages with words for skills, sorted."""
        return tuple(sorted(self._lines))

    def read(self, words: str, language: str) -> SkillNamed | None:
        """Return the skill that `words` name in a language; None where they name none, or the language has no list."""
        if language not in self._lines:
            return None
        lines = self._lines[language]()
        key = fold_letters(words)
        for each in dict.fromkeys((key, _BEFORE.sub("", key))):
            number = bisect_left(lines, f"{each}\t")
            if each and number < len(lines) and lines[number].startswith(f"{each}\t"):
                _, skill, grade = lines[number].split("\t")
                return SkillNamed(skill=skill, confidence=_SURE[grade])
        return None


def _splitting(text: Callable[[], str]) -> Callable[[], list[str]]:
    return lambda: text().splitlines()


def label_file(language: str) -> str:
    """Return the name under data/ of a language's words for skills."""
    return f"skills/labels_{language}.tsv.gz"


def load_skills_abroad(data_dir: Path) -> SkillsAbroad:
    """Return the words for skills under `data_dir`, each language's to be read when it is asked for.

    Raises DataFileError where a file is absent.
    """
    files = DataFiles(data_dir)
    texts = {language: files.later(label_file(language), LABEL_COLUMNS) for language in LANGUAGES}
    return SkillsAbroad(texts, files.content_hash)
