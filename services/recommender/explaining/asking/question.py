"""What is a question that a profile leaves open, and what does the profile become with each typical answer?

What an answer puts into the profile is said once, by each question: services/intake/answers.py puts the same values at
the same members when an answer comes back.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, TypeVar

from services.recommender.learner import Profile
from services.recommender.recommendation.asking import AnswerChoice
from services.recommender.recommendation.codes import AnswerKind
from services.recommender.scales import QuestionCode
from services.recommender.wording.messages import Message, say

#: What a choice is answered with: yes or no, or all of what is listed.
YES, NO, ALL = "yes", "no", "all"

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Trial:
    """One typical answer as it would be given, and the profile that it makes.

    Most answers turn nothing, so that it is only put into words, which follow "With", where somebody tells it.
    """

    answer: Any
    in_words: Callable[[], Message]
    percent: int
    profile: Profile

    @cached_property
    def words(self) -> Message:
        """The answer in words."""
        return self.in_words()


@dataclass(frozen=True, kw_only=True)
class Question:
    """An open question; members as in WorthAsking."""

    code: QuestionCode
    text: Message
    member: str
    kind: AnswerKind
    trials: tuple[Trial, ...]
    unit: str | None = None
    choices: tuple[AnswerChoice, ...] = ()


def trials(
    shares: Mapping[T, int],
    *,
    words: Callable[[T], Message],
    profile: Callable[[T], Profile],
    answer: Callable[[T], Any] = lambda value: value,
) -> tuple[Trial, ...]:
    """Return a trial for each of the typical values; `shares` says how likely each is."""
    return tuple(
        Trial(answer=answer(value), in_words=partial(words, value), percent=percent, profile=profile(value))
        for value, percent in shares.items()
    )


def yes_or_no(value: Any) -> tuple[AnswerChoice, ...]:
    """Return the choice between yes, which puts `value` into the profile, and no, which puts nothing there."""
    return (
        AnswerChoice(code=YES, text=say("label.yes"), value=value),
        AnswerChoice(code=NO, text=say("label.no")),
    )
