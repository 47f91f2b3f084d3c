"""What is asked of a situation again and again is worked out once of each."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from services.recommender.situation.situation import Situation

R = TypeVar("R")


def once(work: Callable[[Situation], R]) -> Callable[[Situation], R]:
    """Return `work`, whose answers are kept with the situation that they are about, as a cached property's are."""
    name = f"{work.__module__}.{work.__qualname__}"

    @wraps(work)
    def kept(situation: Situation) -> R:
        known = vars(situation)
        if name not in known:
            known[name] = work(situation)
        answer: R = known[name]
        return answer

    return kept
