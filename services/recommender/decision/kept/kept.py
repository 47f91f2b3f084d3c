"""What of earlier decisions on the same day holds for the next one? What rests on the same inputs.

A learner's profile is decided again with one thing changed, many times over. Whatever the change does not reach is
worked out once: each part is kept by all that its answers rest on, and an equal input gives the same part.
"""

from collections.abc import Hashable
from dataclasses import dataclass, field

from services.recommender.decision.facts.candidate.skills import SkillsCompared
from services.recommender.decision.kept.ground import Ground
from services.recommender.decision.kept.remembered import Remembered


@dataclass(frozen=True, kw_only=True)
class Kept:
    """The parts of decisions about one learner on one day over one catalogue and rulebook; it lives as long as they do.

    `remembered` is what they have in common with those about other learners; `grounds` what does not rest on time and
    money, by all else that a profile says; `compared` every way the learner's skills stood to the role's.
    """

    remembered: Remembered = field(default_factory=Remembered)
    grounds: dict[Hashable, Ground] = field(default_factory=dict)
    compared: list[SkillsCompared] = field(default_factory=list)

    def same(self, compared: SkillsCompared) -> SkillsCompared:
        """Return the equal one that was there before, with what it has worked out; without any, this one."""
        for one in self.compared:
            if one == compared:
                return one
        self.compared.append(compared)
        return compared
