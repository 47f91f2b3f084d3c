"""What of earlier decisions on the same day holds for the next one? What rests on the same inputs.

A learner's profile is decided again with one thing changed, many times over. Whatever the change does not reach is
worked out once: a part is a value that holds everything its answers rest on, and an equal part is the same part.
"""

from dataclasses import dataclass, field

from services.recommender.decision.facts.candidate.credential import CredentialFacts
from services.recommender.decision.facts.candidate.skills import SkillsCompared


@dataclass(frozen=True, kw_only=True)
class Kept:
    """The facts of credentials by id, those as the catalogue has them apart, and how the learner's skills stood.

    For decisions about one learner on one day over one catalogue; it lives as long as they do.
    """

    about: dict[tuple[str, bool], CredentialFacts] = field(default_factory=dict)
    compared: list[SkillsCompared] = field(default_factory=list)

    def same(self, compared: SkillsCompared) -> SkillsCompared:
        """Return the equal one that was there before, with what it has worked out; without any, this one."""
        for one in self.compared:
            if one == compared:
                return one
        self.compared.append(compared)
        return compared
