"""What of earlier decisions on the same day holds for the next one? What rests on the same inputs.

A learner's profile is decided again with one thing changed, many times over. Whatever the change does not reach is
worked out once: each part is kept by all that its answers rest on, and an equal input gives the same part.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from services.recommender.decision.facts.candidate.credential import CredentialFacts
from services.recommender.decision.facts.candidate.skills import SkillsCompared
from services.recommender.decision.ground import Ground
from services.recommender.decision.scoring import Tallied
from services.recommender.learner import Profile
from services.recommender.rulebook.engine.durable import Fired
from services.recommender.rulebook.files.rulebook import Ruleset


@dataclass(frozen=True, kw_only=True)
class Kept:
    """The parts of decisions about one learner on one day over one catalogue and rulebook; it lives as long as they do.

    `about` has the facts of credentials by id, those as the catalogue has them apart; `grounds` what does not rest on
    time and money, by all else that a profile says; `compared` every way the learner's skills stood to the role's;
    `fired` what each ruleset answered; `tallied` what that added up to.
    """

    about: dict[tuple[str, bool], CredentialFacts] = field(default_factory=dict)
    grounds: dict[tuple[Profile, str], Ground] = field(default_factory=dict)
    compared: list[SkillsCompared] = field(default_factory=list)
    fired: defaultdict[Ruleset, Fired] = field(default_factory=lambda: defaultdict(dict))
    tallied: Tallied = field(default_factory=dict)

    def same(self, compared: SkillsCompared) -> SkillsCompared:
        """Return the equal one that was there before, with what it has worked out; without any, this one."""
        for one in self.compared:
            if one == compared:
                return one
        self.compared.append(compared)
        return compared
