"""The candidates of one decision beside one another, each with what the rules said of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from services.recommender.decision.facts.candidate.price_limits import PriceFacts
from services.recommender.decision.facts.candidate.time_limits import TimeFacts
from services.recommender.decision.judged import Judged, Weighed
from services.recommender.decision.kept.candidate import Candidate
from services.recommender.decision.scoring import Tally


@dataclass(frozen=True, kw_only=True)
class LineUp:
    """The candidates in the order of the shortlist, and at the same place their time, price, rules that count and sum.

    Of most that is tried nobody looks at a candidate by itself: it is weighed, and put together where somebody does.
    """

    candidates: Sequence[Candidate]
    times: Sequence[TimeFacts]
    prices: Sequence[PriceFacts]
    rules: Sequence[tuple[str, ...]]
    said: Sequence[Tally]

    @cached_property
    def weighed(self) -> tuple[Weighed, ...]:
        """The candidates, weighed."""
        return tuple([one.weighed(said) for one, said in zip(self.candidates, self.said, strict=True)])

    @cached_property
    def judged(self) -> tuple[Judged, ...]:
        """The candidates, each with all that was found about it."""
        together = zip(self.candidates, self.times, self.prices, self.rules, self.said, strict=True)
        return tuple(
            Judged(
                credential=one.credential, about=one.about, fit=one.fit, time=time, price=price, rules=rules, said=said
            )
            for one, time, price, rules, said in together
        )
