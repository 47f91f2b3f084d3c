"""A candidate on a ground: what is true of it whatever time and money there is, and how it was weighed so far."""

from dataclasses import dataclass, field

from services.recommender.decision.facts.candidate.credential import CredentialFacts
from services.recommender.decision.facts.candidate.fit import FitFacts
from services.recommender.decision.judged import Weighed
from services.recommender.decision.scoring import Tally
from services.recommender.knowledge.credentials.credential import Credential


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """What is true of a credential, as the learner would get it, and how it fits them."""

    credential: Credential
    about: CredentialFacts
    fit: FitFacts
    _weighed: dict[tuple[int, bool], Weighed] = field(default_factory=dict, init=False, compare=False, repr=False)

    def weighed(self, said: Tally) -> Weighed:
        """Return it as weighed by what was `said` of it; with the same points it is the same."""
        points = said.score, bool(said.exclusions)
        found = self._weighed.get(points)
        if found is None:
            found = self._weighed[points] = Weighed(
                credential=self.credential, about=self.about, fit=self.fit, score=points[0], ruled_out=points[1]
            )
        return found
