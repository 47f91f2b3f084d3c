"""How are a client's evaluations listed that lie in two stores? The newest first, each once, a page at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import cast

import redis

from services.archive.port import NO_ARCHIVE, Archive
from services.archive.records import EvaluationRange, Place
from services.ledger.evaluations.summaries import EvaluationSummary, archived_summary, summaries_here, summaries_of
from services.ledger.store import keys
from services.ledger.store.errors import redis_errors_as_ours
from services.ledger.store.moments import EPOCH, in_ms
from services.ledger.store.walking import newest_first

#: Ids read from the ledger in one go.
AT_ONCE = 200

#: How many of the ledger's are looked at for one page; where few are wanted of many, the page ends there.
MOST_LOOKED_AT = 5000


@dataclass(frozen=True, kw_only=True)
class Page:
    """Evaluations, and the place behind which the next page begins; None where there is none."""

    evaluations: tuple[EvaluationSummary, ...]
    next: Place | None


class Evaluations:
    """The evaluations of all clients; a range names whose. Raises LedgerUnavailable, ArchiveUnavailable."""

    def __init__(self, client: redis.Redis, archive: Archive = NO_ARCHIVE) -> None:
        self._redis = client
        self._archive = archive

    def page(self, part: EvaluationRange, limit: int) -> Page:
        """Return up to `limit` evaluations, the newest first."""
        # The ledger first: what it lets go of meanwhile is in the archive by then.
        here, reached = self._here(part, limit + 1)
        both = {one.id: archived_summary(one) for one in self._archive.evaluations(part, limit + 1)} | here
        ordered = sorted(both.values(), key=lambda one: one.place, reverse=True)
        # Older ones than those that were looked at may be missing something in between.
        sure = [one for one in ordered if reached is None or one.place >= reached]
        if len(sure) > limit:
            return Page(evaluations=tuple(sure[:limit]), next=sure[limit - 1].place)
        return Page(evaluations=tuple(sure), next=reached)

    def of(self, ids: Sequence[str]) -> dict[str, EvaluationSummary]:
        """Return those evaluations that are kept, by their ids."""
        return summaries_of(self._redis, self._archive, ids)

    def _here(self, part: EvaluationRange, limit: int) -> tuple[dict[str, EvaluationSummary], Place | None]:
        """Return what the ledger has, and how far it was looked at where that is not to the end."""
        of_learner = self._ids_of_learner(part)
        ids = self._ids(part) if of_learner is None else iter(of_learner)
        found, looked_at, last = dict[str, EvaluationSummary](), 0, None
        while some := list(islice(ids, AT_ONCE)):
            read = summaries_here(self._redis, some)
            for one in sorted(read.values(), key=lambda one: one.place, reverse=True):
                last = one.place
                if is_wanted(one, part):
                    found[one.id] = one
                if len(found) >= limit and of_learner is None:
                    return found, last
            looked_at += len(some)
            if looked_at >= MOST_LOOKED_AT:
                return found, last
        return found, None

    def _ids(self, part: EvaluationRange) -> Iterator[str]:
        """Yield the ids of the client's evaluations from the newest on, as far as the range's moments say."""
        latest = min((moment for moment in (part.end, part.before and part.before[0]) if moment), default=None)
        highest = "+inf" if latest is None else str(in_ms(latest - EPOCH))
        lowest = "-inf" if part.start is None else str(in_ms(part.start - EPOCH))
        for ids in newest_first(self._redis, keys.EVALUATIONS + part.client, highest, lowest, AT_ONCE):
            yield from ids

    def _ids_of_learner(self, part: EvaluationRange) -> list[str] | None:
        """Return the ids of a learner's evaluations, in no order; None where they are not asked for, or too many."""
        if part.learner is None:
            return None
        with redis_errors_as_ours():
            ids = cast("list[str]", self._redis.zrange(f"{keys.LEARNER}{part.learner}", 0, MOST_LOOKED_AT - 1))
        return ids if len(ids) < MOST_LOOKED_AT else None


def is_wanted(one: EvaluationSummary, part: EvaluationRange) -> bool:
    """Say whether an evaluation is one of the range's."""
    alike = (
        (part.client, one.client),
        (part.learner, one.learner),
        (part.path, one.said.get("path")),
        (part.standing, one.said.get("standing")),
        (part.state, one.state),
    )
    return (
        all(wanted is None or wanted == found for wanted, found in alike)
        and (part.start is None or one.accepted_at >= part.start)
        and (part.end is None or one.accepted_at <= part.end)
        and (part.before is None or one.place < part.before)
    )


def within_learner(part: EvaluationRange, learner_id: str) -> EvaluationRange:
    """Return the range with one learner's evaluations only."""
    return replace(part, learner=keys.learner(part.client, learner_id))
