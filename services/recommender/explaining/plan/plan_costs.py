"""What does a plan cost? Per currency, in all by the rates, and by how much it is over the budget."""

from dataclasses import dataclass

from services.recommender.knowledge.rates import Exchange
from services.recommender.planning.problem import PARTS, Problem, Step
from services.recommender.planning.search.weights import Weights
from services.recommender.recommendation.parts import ConvertedMoney, Money
from services.recommender.recommendation.plan import SharedFee


@dataclass(frozen=True, kw_only=True)
class PlanCosts:
    """The costs of the plans of one problem; `chosen` are a plan's steps, as bits."""

    problem: Problem
    weights: Weights
    exchange: Exchange

    def of(self, chosen: int) -> list[Money]:
        """Return what is known to be paid, per currency."""
        return self.money(self.weights.amounts(chosen))

    def converted(self, chosen: int) -> ConvertedMoney | None:
        """Return the whole cost in the first currency where another one is paid in too, and the rates are known."""
        about, exchange = self.weights.about(chosen), self.exchange
        elsewhere = any(self.weights.amounts(chosen)[1:])
        if about is None or not elsewhere or exchange.rates.day is None or exchange.margin is None:
            return None
        currency = self.problem.currencies[0]
        return ConvertedMoney(amount=about, currency=currency, rates_of=exchange.rates.day, margin=exchange.margin)

    def over_budget(self, chosen: int) -> int:
        """Return by how much the steps are over the budget, in its currency; 0 where they may be within it."""
        to_spend = self.problem.to_spend
        if to_spend is None or self.weights.of(chosen).budget <= to_spend:
            return 0
        return -(-(self.weights.in_first(self.weights.amounts(chosen)) - to_spend) // PARTS)

    def fees(self, steps: list[Step]) -> list[SharedFee]:
        """Return the fees that the steps share, each once."""
        used = dict.fromkeys(fee for step in steps for fee in step.fees)
        fees = [self.problem.fees[fee] for fee in used]
        return [SharedFee(name=fee.name, cost=self.money(fee.amounts)) for fee in fees]

    def money(self, amounts: tuple[int, ...]) -> list[Money]:
        """Return what is known to be paid, per currency; nothing known to be paid is an empty list."""
        priced = zip(self.problem.currencies, amounts, strict=False)
        return [Money(amount=amount, currency=currency) for currency, amount in priced if amount]
