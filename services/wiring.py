"""Put the recommender together for one process: settings in, an Advisor out. Nothing connects or loads at import."""

from dataclasses import dataclass
from datetime import date

from services.recommender.decision.recommend import recommend
from services.recommender.decision.record import Recommendation
from services.recommender.decision.situation import resolve_occupation
from services.recommender.knowledge.known import Knowledge, load_knowledge
from services.recommender.learner import Profile
from services.recommender.rulebook.rulebook import Rulebook, read_rulebook
from services.settings import Settings


@dataclass(frozen=True, kw_only=True)
class Advisor:
    """The recommender with its knowledge and rulebook at hand; made once per process, before it forks."""

    knowledge: Knowledge
    rulebook: Rulebook

    def recommend(self, profile: Profile, on: date) -> Recommendation:
        """Decide for `profile` on the day `on`; raises UnresolvedOccupation."""
        return recommend(profile, knowledge=self.knowledge, rulebook=self.rulebook, on=on)

    def resolve_occupation(self, profile: Profile) -> None:
        """Raise UnresolvedOccupation where the profile's occupation is not one occupation."""
        resolve_occupation(profile, self.knowledge)


def open_advisor(settings: Settings) -> Advisor:
    """Load knowledge and rulebook from where `settings` says; raises RulebookError and the loaders' own errors."""
    return Advisor(knowledge=load_knowledge(settings.data_dir), rulebook=read_rulebook(settings.rules_dir))
