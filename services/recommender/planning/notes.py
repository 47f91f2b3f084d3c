"""What is to be said about a plan beside its steps: what was assumed, what is missing, what leads nowhere."""

from dataclasses import dataclass

from services.recommender.recommendation.codes import NoteCode


@dataclass(frozen=True, kw_only=True)
class Note:
    """A sentence for the learner; `credential` is the id of what it is about, if it is about one."""

    code: NoteCode
    text: str
    credential: str | None = None
