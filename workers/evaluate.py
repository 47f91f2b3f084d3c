"""What does an evaluate worker do? Claim a profile, have it decided, store the recommendation, wake its deliveries."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from services.intake.problems import ProfileRejected
from services.intake.profile_schema import read_profile
from services.intake.strict_json import JsonRejected, read_json
from services.ledger.accounts.overlays import Files
from services.ledger.jobs import Claim, Jobs, Queue
from services.ledger.store.errors import CatalogueGone, NotFound
from services.log_lines import about
from services.recommender.knowledge.credentials.catalogue import CatalogueRejected
from services.recommender.knowledge.own_catalogues import OwnCatalogue
from services.recommender.learner import Profile
from services.recommender.recommendation.judgement import RuleSources, Verdict
from services.recommender.rulebook.problems import RulebookError
from services.recommender.situation.errors import UnresolvedOccupation
from services.tracing import Tracer, journey
from workers.process import worker_name
from workers.waker import Waker

#: Characters of a detail that are kept: a catalogue can have a problem per credential.
MOST_DETAIL = 2000


class Recommendation(Protocol):
    @property
    def verdict(self) -> Verdict: ...

    @property
    def rests_on(self) -> Sequence[RuleSources]: ...

    def to_json(self) -> str: ...


class Advisor(Protocol):
    """Whoever decides. The same profile on the same day gives the same text, so a job may run again."""

    def recommend(
        self, profile: Profile, on: date, overlay: Files | None = None, catalogue: OwnCatalogue | None = None
    ) -> Recommendation:
        """Decide by the rulebook and the shared catalogue, with a client's overlay and own catalogue over them."""
        ...


class Overlays(Protocol):
    """Whoever keeps the clients' overlays of the rules."""

    def files_for(self, client: str, job_id: str) -> Files | None:
        """Return the overlay that was active when the evaluation was accepted; raises NotFound, LedgerError."""
        ...


class Catalogues(Protocol):
    """Whoever keeps the clients' own catalogues."""

    def noted_for(self, client: str, job_id: str) -> OwnCatalogue | None:
        """Return the catalogue that was active when the evaluation was accepted; raises LedgerError.

        Reading it raises CatalogueGone too.
        """
        ...


class Evaluate:
    """The task: an id in, one decision out."""

    def __init__(
        self,
        *,
        jobs: Jobs,
        overlays: Overlays,
        catalogues: Catalogues,
        advisor: Advisor,
        waker: Waker,
        tracer: Tracer | None = None,
    ) -> None:
        self._jobs = jobs
        self._overlays = overlays
        self._catalogues = catalogues
        self._advisor = advisor
        self._waker = waker
        self._tracer = tracer or Tracer()

    def __call__(self, job_id: str) -> str:
        """Evaluate the job and return what was done; raises LedgerError, and whatever the advisor failed with."""
        claim = self._jobs.claim(Queue.EVALUATE, job_id, worker_name())
        if claim is None:
            return "nothing to do"
        with about(client=claim.client), self._tracer.step("evaluate", journey(), job=job_id, client=claim.client):
            return self._evaluate(claim)

    def _evaluate(self, claim: Claim) -> str:
        try:
            recommendation = self._decide(claim)
        except (JsonRejected, ProfileRejected) as error:
            return self._dead_letter(claim, "profile_rejected", str(error))
        except UnresolvedOccupation as error:
            return self._dead_letter(claim, "unresolved_occupation", error.detail)
        except CatalogueGone as error:
            return self._dead_letter(claim, "catalogue_gone", str(error))
        except CatalogueRejected as error:
            return self._dead_letter(claim, "catalogue_incompatible", str(error)[:MOST_DETAIL])
        except NotFound as error:
            return self._dead_letter(claim, "overlay_gone", str(error))
        except RulebookError as error:
            return self._dead_letter(claim, "overlay_incompatible", str(error))
        deliveries = self._jobs.finish_evaluation(
            claim,
            recommendation=recommendation.to_json(),
            summary=_summary(recommendation),
            decided=_decided(recommendation),
        )
        for delivery in deliveries:
            # Where one wake-up fails the next would too; the dispatcher wakes them all when their grace is over.
            if not self._waker.wake(Queue.DELIVER, delivery):
                break
        return f"evaluated, {len(deliveries)} to deliver"

    def _decide(self, claim: Claim) -> Recommendation:
        profile = read_profile(read_json(claim.payload.encode()))
        # The day is the one on which the profile was accepted, so that running again tomorrow decides the same.
        # So are the overlay and the client's own catalogue, whatever was put since.
        overlay = self._overlays.files_for(claim.client, claim.job_id)
        catalogue = self._catalogues.noted_for(claim.client, claim.job_id)
        return self._advisor.recommend(profile, claim.accepted_at.date(), overlay, catalogue)

    def _dead_letter(self, claim: Claim, reason: str, detail: str) -> str:
        self._jobs.dead_letter(claim, reason, detail)
        return f"dead-lettered ({reason})"


def _summary(recommendation: Recommendation) -> dict[str, str]:
    """Return what lists of recommendations show: the path advised, and how clear that was."""
    return {"path": recommendation.verdict.path.value, "standing": recommendation.verdict.standing.value}


def _decided(recommendation: Recommendation) -> list[str]:
    """Return what a recommendation is counted by: its verdict, and each rule that it names."""
    verdict = f"verdict.{recommendation.verdict.path}.{recommendation.verdict.standing}"
    return [verdict, *(f"rule.{entry.rule}" for entry in recommendation.rests_on)]
