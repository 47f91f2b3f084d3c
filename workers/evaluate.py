"""What does an evaluate worker do? Claim profiles, have each decided, store the recommendations."""

from collections.abc import Callable, Sequence
from datetime import date
from time import monotonic
from typing import Protocol

from services.intake.problems import ProfileRejected
from services.intake.profile_schema import read_profile
from services.intake.strict_json import JsonRejected, read_json
from services.ledger.accounts.overlays import Files
from services.ledger.store.errors import CatalogueGone, NotFound
from services.ledger.work.claims import Claim, Queue
from services.ledger.work.jobs import Jobs
from services.log_lines import about
from services.recommender.knowledge.credentials.catalogue import CatalogueRejected
from services.recommender.knowledge.own_catalogues import OwnCatalogue
from services.recommender.learner import Profile
from services.recommender.recommendation.judgement import Item, RuleSources, Verdict
from services.recommender.rulebook.problems import RulebookError
from services.recommender.situation.errors import UnresolvedOccupation
from services.tracing import Tracer, journey
from workers.process import worker_name
from workers.task import Report, carry_out

#: Evaluations claimed at once at most.
MOST_AT_ONCE = 8
#: What the last evaluation counts for in the mean of what they take.
NEWEST_SHARE = 0.25

#: Characters of a detail that are kept: a catalogue can have a problem per credential.
MOST_DETAIL = 2000


class Recommendation(Protocol):
    @property
    def learner_id(self) -> str: ...

    @property
    def items(self) -> Sequence[Item]: ...

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

    def files(self, client: str, content_hash: str) -> Files:
        """Return the overlay of that name; raises NotFound, LedgerError."""
        ...


class Catalogues(Protocol):
    """Whoever keeps the clients' own catalogues."""

    def named(self, client: str, named: str | None) -> OwnCatalogue | None:
        """Return the catalogue of that name, None where none is named.

        Reading it raises CatalogueGone and LedgerError.
        """
        ...


class Evaluate:
    """The work: a claim in, one decision out."""

    def __init__(
        self,
        *,
        jobs: Jobs,
        overlays: Overlays,
        catalogues: Catalogues,
        advisor: Advisor,
        tracer: Tracer | None = None,
    ) -> None:
        self._jobs = jobs
        self._overlays = overlays
        self._catalogues = catalogues
        self._advisor = advisor
        self._tracer = tracer or Tracer()

    def __call__(self, claim: Claim) -> Report:
        """Evaluate the job and return what was done; raises LedgerError, and whatever the advisor failed with."""
        with (
            about(client=claim.client),
            self._tracer.step("evaluate", journey(), job=claim.job_id, client=claim.client),
        ):
            return self._evaluate(claim)

    def _evaluate(self, claim: Claim) -> Report:
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
        return Report(f"evaluated, {len(deliveries)} to deliver")

    def _decide(self, claim: Claim) -> Recommendation:
        profile = read_profile(read_json(claim.payload.encode()))
        # The day is the one on which the profile was accepted, so that running again tomorrow decides the same.
        # So are the overlay and the client's own catalogue, whatever was put since.
        overlay = None if claim.overlay is None else self._overlays.files(claim.client, claim.overlay)
        catalogue = self._catalogues.named(claim.client, claim.catalogue)
        return self._advisor.recommend(profile, claim.accepted_at.date(), overlay, catalogue)

    def _dead_letter(self, claim: Claim, reason: str, detail: str) -> Report:
        self._jobs.dead_letter(claim, reason, detail)
        return Report(f"dead-lettered ({reason})")


class Bundles:
    """Evaluations claimed together and worked on one after another, by one process.

    How many depends on how long the last ones took: together they may take `seconds`, which is how long a profile of
    another client may wait for a process.
    """

    def __init__(self, jobs: Jobs, work: Callable[[Claim], Report], seconds: float) -> None:
        self._jobs = jobs
        self._work = work
        self._seconds = seconds
        self._mean_seconds = seconds

    @property
    def most(self) -> int:
        """How many to claim at once."""
        return max(1, min(MOST_AT_ONCE, int(self._seconds / max(self._mean_seconds, 1e-9))))

    def take_named(self, job_id: str) -> None:
        """Evaluate the job of this name, if it is to be had; raises LedgerError."""
        claim = self._jobs.claim(Queue.EVALUATE, job_id, worker_name())
        if claim is not None:
            carry_out(self._work, claim)

    def take_next(self, is_over: Callable[[], bool]) -> bool:
        """Evaluate what comes next; what is not begun when it is over is given back. Return whether there was any."""
        claims = self._jobs.claim_next(Queue.EVALUATE, worker_name(), self.most)
        for place, claim in enumerate(claims):
            if place and is_over():
                self._jobs.give_back(claims[place:])
                break
            began = monotonic()
            carry_out(self._work, claim)
            self._mean_seconds += NEWEST_SHARE * (monotonic() - began - self._mean_seconds)
        return bool(claims)


def _summary(recommendation: Recommendation) -> dict[str, str]:
    """Return what lists of recommendations show: who is advised what, how clear that was, the first credentials."""
    verdict, items = recommendation.verdict, recommendation.items
    first = {place: item.credential.title for place, item in zip(("first", "second", "third"), items, strict=False)}
    return {
        "learner_id": recommendation.learner_id,
        "path": verdict.path.value,
        "standing": verdict.standing.value,
        "sentence": verdict.sentence,
        **first,
        **({"address": items[0].credential.address} if items else {}),
    }


def _decided(recommendation: Recommendation) -> list[str]:
    """Return what a recommendation is counted by: its verdict, and each rule that it names."""
    verdict = f"verdict.{recommendation.verdict.path}.{recommendation.verdict.standing}"
    return [verdict, *(f"rule.{entry.rule}" for entry in recommendation.rests_on)]
