"""Put the recommender together for one process: settings in, an Advisor out. Nothing connects or loads at import."""

import logging
from dataclasses import dataclass, field
from datetime import date
from time import monotonic

from services.recommender.decision.recommend import recommend
from services.recommender.decision.record import Recommendation
from services.recommender.decision.situation import resolve_occupation
from services.recommender.knowledge.known import Knowledge, load_knowledge
from services.recommender.knowledge.own_catalogues import OwnCatalogue, OwnCatalogues
from services.recommender.knowledge.reloading import WatchedKnowledge
from services.recommender.learner import Profile
from services.recommender.rulebook.overlaid import OverlaidRulebooks
from services.recommender.rulebook.overlay_reading import Files
from services.recommender.rulebook.reloading import WatchedRulebook
from services.recommender.rulebook.rulebook import Rulebook, read_rulebook
from services.settings import Settings

log = logging.getLogger("credwise.rules")


@dataclass(frozen=True, kw_only=True)
class Advisor:
    """The recommender with its knowledge and rulebook at hand; made once per process, before it forks."""

    knowledge: Knowledge
    rulebook: Rulebook
    overlaid: OverlaidRulebooks = field(default_factory=OverlaidRulebooks)
    own_catalogues: OwnCatalogues = field(default_factory=OwnCatalogues)

    def recommend(
        self, profile: Profile, on: date, overlay: Files | None = None, catalogue: OwnCatalogue | None = None
    ) -> Recommendation:
        """Decide for `profile` on the day `on`, by what a client's overlay and catalogue add to what all share.

        Raises UnresolvedOccupation, RulebookError where the overlay does not fit the rulebook, and what
        `knowledge_with` raises.
        """
        knowledge, rulebook = self.knowledge_with(catalogue), self.rulebook_with(overlay)
        return recommend(profile, knowledge=knowledge, rulebook=rulebook, on=on)

    def rulebook_with(self, overlay: Files | None) -> Rulebook:
        """Return the rulebook as the files of `overlay` change it; raises RulebookError where they do not fit it."""
        return self.overlaid.rulebook(self.rulebook, overlay)

    def knowledge_with(self, catalogue: OwnCatalogue | None) -> Knowledge:
        """Return the knowledge with a client's own catalogue over the shared one.

        Raises CatalogueRejected where the two do not fit together, and what reading the client's raises.
        """
        return self.own_catalogues.knowledge(self.knowledge, catalogue)

    def resolve_occupation(self, profile: Profile) -> None:
        """Raise UnresolvedOccupation where the profile's occupation is not one occupation."""
        resolve_occupation(profile, self.knowledge)


def open_advisor(settings: Settings) -> Advisor:
    """Load knowledge and rulebook from where `settings` says; raises RulebookError and the loaders' own errors."""
    return Advisor(knowledge=load_knowledge(settings.data_dir), rulebook=read_rulebook(settings.rules_dir))


@dataclass(frozen=True, kw_only=True)
class ReloadingAdvisor:
    """An Advisor that follows the files of rules and catalogue: for processes that run for months.

    Every call has one rulebook and one catalogue.
    """

    known: WatchedKnowledge
    watched: WatchedRulebook
    overlaid: OverlaidRulebooks = field(default_factory=OverlaidRulebooks)
    own_catalogues: OwnCatalogues = field(default_factory=OwnCatalogues)

    @property
    def rulebook(self) -> Rulebook:
        return self.watched.current()

    @property
    def knowledge(self) -> Knowledge:
        return self.known.current()

    def now(self) -> Advisor:
        """Return the Advisor by the rulebook and the catalogue in force now."""
        return Advisor(
            knowledge=self.knowledge,
            rulebook=self.rulebook,
            overlaid=self.overlaid,
            own_catalogues=self.own_catalogues,
        )

    def recommend(
        self, profile: Profile, on: date, overlay: Files | None = None, catalogue: OwnCatalogue | None = None
    ) -> Recommendation:
        """Decide as Advisor does, by the rulebook and the catalogue in force now."""
        return self.now().recommend(profile, on, overlay, catalogue)

    def rulebook_with(self, overlay: Files | None) -> Rulebook:
        """Return the rulebook in force now as the files of `overlay` change it; raises RulebookError."""
        return self.now().rulebook_with(overlay)

    def knowledge_with(self, catalogue: OwnCatalogue | None) -> Knowledge:
        """Return the knowledge in force now with a client's own catalogue, as Advisor does."""
        return self.now().knowledge_with(catalogue)

    def resolve_occupation(self, profile: Profile) -> None:
        """Raise UnresolvedOccupation where the profile's occupation is not one occupation."""
        self.now().resolve_occupation(profile)

    def files_state(self) -> dict[str, str]:
        """Return, for readiness and signs of life, what is in force and whether its files are in order."""
        rulebook, catalogue = self.rulebook, self.knowledge.catalogue
        return {
            "rulebook": rulebook.content_hash,
            "rules": _state(self.watched.problem),
            "catalogue": catalogue.content_hash,
            "catalogue_files": _state(self.known.problem),
        }


def _state(problem: str) -> str:
    return "kept_after_problems" if problem else "in_order"


def open_reloading_advisor(settings: Settings) -> ReloadingAdvisor:
    """Load as `open_advisor` does, and watch the files from then on; what becomes of a change is logged."""
    return ReloadingAdvisor(
        known=WatchedKnowledge(settings.data_dir, clock=monotonic, tell=log.warning),
        watched=WatchedRulebook(settings.rules_dir, clock=monotonic, tell=log.warning),
    )
