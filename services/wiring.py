"""Put the recommender together for one process: settings in, an Advisor out. Nothing connects or loads at import."""

import gc
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from time import monotonic

from services.recommender.decision.facts.vocabulary import VOCABULARY
from services.recommender.knowledge.known import Knowledge, load_knowledge
from services.recommender.knowledge.own_catalogues import OwnCatalogue, OwnCatalogues
from services.recommender.knowledge.reloading import WatchedKnowledge
from services.recommender.learner import Profile
from services.recommender.recommend import recommend, why_not
from services.recommender.recommendation.document import Recommendation
from services.recommender.recommendation.why_not import WhyNot
from services.recommender.rulebook.files.rulebook import Rulebook, read_rulebook
from services.recommender.rulebook.overlays.overlay_cache import OverlaidRulebooks
from services.recommender.rulebook.overlays.reading import Files, overlay_country
from services.recommender.rulebook.problems import RulebookError
from services.recommender.rulebook.reloading import WatchedRulebook
from services.recommender.situation.aims.occupation_aimed_at import resolve_occupation
from services.recommender.situation.place import country_said
from services.settings import Settings

log = logging.getLogger("credwise.rules")

#: Characters of problems that readiness and a sign of life tell: about a dozen problems.
MOST_TOLD = 2000

#: New objects that are waited for before garbage is looked for; Python's own 700 is for small programs.
OBJECTS_BETWEEN_COLLECTIONS = 10_000


@dataclass(frozen=True, kw_only=True)
class Advisor:
    """The recommender with its knowledge and rulebook at hand; made once per process, before it forks.

    `country` is that of profiles which name none, where the client's overlay has none either.
    """

    knowledge: Knowledge
    rulebook: Rulebook
    country: str | None = None
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
        return recommend(self._placed(profile, overlay), knowledge=knowledge, rulebook=rulebook, on=on)

    def why_not(
        self,
        profile: Profile,
        asked: Sequence[str],
        on: date,
        overlay: Files | None = None,
        catalogue: OwnCatalogue | None = None,
    ) -> list[WhyNot]:
        """Say of each name why it is not what is advised; raises as `recommend`."""
        knowledge, rulebook = self.knowledge_with(catalogue), self.rulebook_with(overlay)
        return why_not(self._placed(profile, overlay), asked, knowledge=knowledge, rulebook=rulebook, on=on)

    def rulebook_with(self, overlay: Files | None) -> Rulebook:
        """Return the rulebook as the files of `overlay` change it; raises RulebookError where they do not fit it."""
        return self.overlaid.rulebook(self.rulebook, overlay)

    def knowledge_with(self, catalogue: OwnCatalogue | None) -> Knowledge:
        """Return the knowledge with a client's own catalogue over the shared one.

        Raises CatalogueRejected where the two do not fit together, and what reading the client's raises.
        """
        return self.own_catalogues.knowledge(self.knowledge, catalogue)

    def resolve_occupation(self, profile: Profile, overlay: Files | None = None) -> None:
        """Raise UnresolvedOccupation where the profile's occupation is not one occupation.

        Of the overlay only the country counts, so that one which does not fit the rulebook is no reason to refuse.
        """
        resolve_occupation(self._placed(profile, overlay), self.knowledge)

    def _placed(self, profile: Profile, overlay: Files | None) -> Profile:
        """Return the profile with the country of the client's overlay, or else the deployment's, where it says none."""
        return placed(profile, overlay_country(overlay) or self.country)


def placed(profile: Profile, country: str | None) -> Profile:
    """Return the profile with `country` where it says none."""
    return profile if country_said(profile) or country is None else replace(profile, country=country)


def open_advisor(settings: Settings) -> Advisor:
    """Load knowledge and rulebook from where `settings` says; raises RulebookError and the loaders' own errors."""
    return Advisor(
        knowledge=load_knowledge(settings.data_dir),
        rulebook=read_rulebook(settings.rules_dir, VOCABULARY),
        country=settings.country,
    )


@dataclass(frozen=True, kw_only=True)
class ReloadingAdvisor:
    """An Advisor that follows the files of rules and catalogue: for processes that run for months.

    Every call has one rulebook and one catalogue.
    """

    known: WatchedKnowledge
    watched: WatchedRulebook
    country: str | None = None
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
            country=self.country,
            overlaid=self.overlaid,
            own_catalogues=self.own_catalogues,
        )

    def recommend(
        self, profile: Profile, on: date, overlay: Files | None = None, catalogue: OwnCatalogue | None = None
    ) -> Recommendation:
        """Decide as Advisor does, by the rulebook and the catalogue in force now."""
        return self.now().recommend(profile, on, overlay, catalogue)

    def why_not(
        self,
        profile: Profile,
        asked: Sequence[str],
        on: date,
        overlay: Files | None = None,
        catalogue: OwnCatalogue | None = None,
    ) -> list[WhyNot]:
        """Say it as Advisor does, by the rulebook and the catalogue in force now."""
        return self.now().why_not(profile, asked, on, overlay, catalogue)

    def rulebook_with(self, overlay: Files | None) -> Rulebook:
        """Return the rulebook in force now as the files of `overlay` change it; raises RulebookError."""
        return self.now().rulebook_with(overlay)

    def knowledge_with(self, catalogue: OwnCatalogue | None) -> Knowledge:
        """Return the knowledge in force now with a client's own catalogue, as Advisor does."""
        return self.now().knowledge_with(catalogue)

    def resolve_occupation(self, profile: Profile, overlay: Files | None = None) -> None:
        """Raise as Advisor does.

        The rules play no part in that, so they are not looked at: intake asks this of every profile.
        """
        resolve_occupation(placed(profile, overlay_country(overlay) or self.country), self.knowledge)

    def files_state(self) -> dict[str, str]:
        """Return, for readiness and signs of life, what is in force and whether its files are in order."""
        rulebook, catalogue, rates = self.rulebook, self.knowledge.catalogue, self.knowledge.rates
        rules, files = self.watched.problem, self.known.problem
        return {
            "rulebook": rulebook.content_hash,
            "rules": _state(rules),
            "catalogue": catalogue.content_hash,
            "catalogue_files": _state(files),
            "rates": rates.day.isoformat() if rates.day else "none",
            **({"rules_problems": shorten(rules)} if rules else {}),
            **({"catalogue_problems": shorten(files)} if files else {}),
        }


def shorten(problem: str) -> str:
    """Return the first problems of many, whole lines where they fit; the log has all of them."""
    if len(problem) <= MOST_TOLD:
        return problem
    kept = problem[:MOST_TOLD].rpartition("\n")[0] or problem[:MOST_TOLD]
    return f"{kept}\n  (the log has the rest)"


def _state(problem: str) -> str:
    return "using_last_good" if problem else "ok"


def open_reloading_advisor(settings: Settings, today: Callable[[], date]) -> ReloadingAdvisor:
    """Load as `open_advisor` does, and watch the files from then on; what becomes of a change is logged.

    `today` says the day in UTC. Raises RulebookError too where a check or a test of the rules fails, saying what to do.
    """
    advisor = ReloadingAdvisor(
        known=WatchedKnowledge(settings.data_dir, clock=monotonic, tell=log.warning),
        watched=_watch_rules(settings.rules_dir, today),
        country=settings.country,
    )
    leave_what_stays()
    return advisor


def leave_what_stays() -> None:
    """Leave all that was loaded out of every search for garbage, and look for it seldom; for processes that go on.

    A search walked the whole catalogue, a quarter of a second, and wrote into memory that forked processes share.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)


def _watch_rules(rules_dir: Path, today: Callable[[], date]) -> WatchedRulebook:
    try:
        return WatchedRulebook(rules_dir, VOCABULARY, clock=monotonic, today=today, tell=log.warning)
    except (RulebookError, OSError) as error:
        log.critical(
            "This process does not start: the rules in %s do not pass, and there is no earlier rulebook to go on with. "
            "Mend what is listed, or bring back the folder as it was; `credwise rules check --strict` and "
            "`credwise rules test` say the same. %s",
            rules_dir,
            error,
        )
        raise
