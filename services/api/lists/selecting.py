"""Which of a client's recommendations does a query ask for?"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from flask import request

from services.api.lists.cursors import asked_line, asked_place, cursor_of, cursor_of_line
from services.api.ports import ports
from services.api.problems.problem import Problem
from services.api.problems.request_kinds import INVALID_REQUEST
from services.api.schemas.members import asked_moment, query
from services.archive.records import EvaluationRange
from services.ledger.evaluations.listing import is_wanted, within_learner
from services.ledger.evaluations.summaries import EvaluationSummary
from services.ledger.views import JobState
from services.recommender.paths import PathKind
from services.recommender.recommendation.codes import VerdictStanding

#: Members of a list by what may be asked of them.
_WORDS = {"path": PathKind, "standing": VerdictStanding, "state": JobState}


def _words_of(words: type[StrEnum]) -> dict[str, Any]:
    """Say where the OpenAPI document has the words, which answers have too."""
    return {"$ref": f"#/components/schemas/{words.__name__}"}


#: What the list may be narrowed down by.
FILTERS = (
    query("learner", "Only those of the learner with this id.", minLength=1, maxLength=128),
    query("path", "Only those whose verdict is this path.", **_words_of(PathKind)),
    query("standing", "Only those whose verdict is as clear as this.", **_words_of(VerdictStanding)),
    query("state", "Only those in this state.", **_words_of(JobState)),
    query("since", "Only those accepted at this moment or later.", format="date-time"),
    query("until", "Only those accepted at this moment or before.", format="date-time"),
    query("batch", "Only those of this batch, in the order of its lines.", minLength=1, maxLength=64),
)


@dataclass(frozen=True, kw_only=True)
class Selected:
    """A page of evaluations, and the cursor of the next; `behind` has the cursor behind each of them."""

    evaluations: Sequence[EvaluationSummary]
    behind: Sequence[str | None]
    next: str | None

    def first(self, count: int) -> "Selected":
        """Return the page that ends after so many, one at least."""
        if count >= len(self.evaluations):
            return self
        return Selected(evaluations=self.evaluations[:count], behind=self.behind[:count], next=self.behind[count - 1])


def asked_evaluations(client: str, limit: int) -> Selected:
    """Return a page of what the query asks for; raise Problem, NotFound."""
    part = _asked_range(client)
    batch = request.args.get("batch")
    if batch is not None:
        return _of_batch(part, batch, limit)
    page = ports().upkeep.evaluations.page(part, limit)
    behind = [cursor_of(one.place) for one in page.evaluations]
    return Selected(evaluations=page.evaluations, behind=behind, next=cursor_of(page.next))


def _asked_range(client: str) -> EvaluationRange:
    words = {name: _asked_word(name) for name in _WORDS}
    # The place in a batch is another.
    before = None if "batch" in request.args else asked_place()
    part = EvaluationRange(
        client=client, **words, start=asked_moment("since"), end=asked_moment("until"), before=before
    )
    learner = request.args.get("learner")
    return part if learner is None else within_learner(part, learner)


def _asked_word(name: str) -> str | None:
    text, known = request.args.get(name), [word.value for word in _WORDS[name]]
    if text is not None and text not in known:
        raise Problem(INVALID_REQUEST, f"{name} must be one of: {', '.join(known)}.")
    return text


def _of_batch(part: EvaluationRange, batch_id: str, limit: int) -> Selected:
    batch, after = ports().upkeep.batches.get(part.client, batch_id), asked_line()
    found, lines = list[EvaluationSummary](), list[str | None]()
    seen = ports().upkeep.batches.named_before(batch, after)
    for entries in ports().upkeep.batches.entries(batch, after):
        kept = ports().upkeep.evaluations.of([entry.job_id for entry in entries if entry.job_id])
        for entry in entries:
            one = kept.get(entry.job_id or "")
            # A line that repeats another is the same evaluation, and stands where it was named first.
            if one is None or one.id in seen:
                continue
            seen.add(one.id)
            if not is_wanted(one, part):
                continue
            if len(found) == limit:
                return Selected(evaluations=found, behind=lines, next=cursor_of_line(entry.number - 1))
            found.append(one)
            lines.append(cursor_of_line(entry.number))
    return Selected(evaluations=found, behind=lines, next=None)
