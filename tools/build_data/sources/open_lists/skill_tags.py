"""Which skills does a credential teach, going by its title and the list's words for its subject?

Terms stand in skill_tags.csv beside the skills they mean, so that a person can review every tag. The longest term wins
and uses its words up: "React Native" is not also "React". Group words count only where no term of the title does.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Protocol

from services.recommender.knowledge.skills import SkillMatch
from services.recommender.names.skills.skill_words import fold
from tools.build_data.sources.open_lists.offers import Offer


class Skills(Protocol):
    """What tagging needs of the skill index."""

    def match(self, text: str) -> SkillMatch | None:
        """Return the skill that `text` names, or None."""
        ...


class SkillTags:
    """The terms of titles and of groups, each with the ids of the skills it means."""

    def __init__(self, rows: Iterable[Mapping[str, str]], skills: Skills) -> None:
        """Take the rows of skill_tags.csv: in ("title" or "group"), term, skills (labels parted by "|")."""
        self.problems: list[str] = []
        self._terms: dict[str, dict[str, tuple[str, ...]]] = {"title": {}, "group": {}}
        for row in rows:
            if row["in"] not in self._terms:
                self.problems.append(f'skill_tags.csv, term "{row["term"]}": "in" must be title or group.')
            elif fold(row["term"]) in self._terms[row["in"]]:
                self.problems.append(f'skill_tags.csv, term "{row["term"]}": it is there twice.')
            else:
                self._terms[row["in"]][fold(row["term"])] = self._ids(row, skills)
        self._longest_first = sorted(self._terms["title"], key=lambda term: (-len(term), term))

    def tag(self, title: str, offer: Offer) -> tuple[str, ...]:
        """Return the ids of the skills, sorted; empty where no term applies."""
        found: set[str] = set()
        rest = f" {fold(title)} "
        for term in self._longest_first:
            rest, times = re.subn(rf"(?<=\s){re.escape(term)}(?=\s)", "|", rest)
            if times:
                found.update(self._terms["title"][term])
        for group in offer.groups:
            if not found:
                found.update(self._terms["group"].get(fold(group), ()))
        return tuple(sorted(found))

    def _ids(self, row: Mapping[str, str], skills: Skills) -> tuple[str, ...]:
        ids = []
        for label in row["skills"].split("|"):
            match = skills.match(label)
            if match is None or fold(match.label) != fold(label):
                self.problems.append(f'skill_tags.csv, term "{row["term"]}": no skill has the label "{label}".')
            else:
                ids.append(match.skill)
        return tuple(ids)
