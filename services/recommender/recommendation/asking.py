"""What was not told and would matter? The questions worth asking, and what each answer may change."""

from typing import Any

from msgspec import Struct

from services.recommender.paths import PathKind
from services.recommender.recommendation.codes import AnswerKind
from services.recommender.recommendation.parts import Reference
from services.recommender.scales import QuestionCode


class AnswerChoice(Struct, frozen=True, kw_only=True):
    """One answer to choose: `value` is what it puts at the question's member, null where it puts nothing there."""

    code: str
    text: str
    value: Any = None


class MayChange(Struct, frozen=True, kw_only=True):
    """With this answer the advice was `verdict` and the first suggestion `first` when it was tried.

    `answer` can be given back as it is, `text` says it in words; `likelihood` is that of this answer, in whole percent
    by our judgement.
    """

    answer: Any
    text: str
    likelihood: int
    verdict: PathKind
    first: Reference | None


class WorthAsking(Struct, frozen=True, kw_only=True):
    """A question that the profile leaves open and whose answer may turn the verdict or the first suggestion.

    `member` is where in the profile the answer belongs, as a JSON pointer (RFC 6901; "-" is behind the last element of
    a list). `unit` is that of a number: a currency (ISO 4217) of money. `why` says what an answer would change, and
    `likelihood` how likely an answer is that changes something, in whole percent.
    """

    code: QuestionCode
    text: str
    why: str
    member: str
    kind: AnswerKind
    unit: str | None
    choices: list[AnswerChoice]
    likelihood: int
    may_change: list[MayChange]
