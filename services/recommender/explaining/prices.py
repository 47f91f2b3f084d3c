"""How is a price told? As it is, and about as much in the currency of the budget."""

from services.recommender.knowledge.credentials.credential import Cost
from services.recommender.recommendation.parts import ConvertedMoney, Money
from services.recommender.situation.measures.money import converted, price_currency
from services.recommender.situation.situation import Situation


def money_of(cost: Cost | None) -> Money | None:
    """Return what something costs; None where nobody says."""
    return Money(amount=cost.amount, currency=cost.currency) if cost else None


def converted_of(cost: Cost | None, situation: Situation) -> ConvertedMoney | None:
    """Return what a price comes to in the currency of the budget; None where it need not or cannot be converted."""
    budget, exchange = situation.profile.budget, situation.exchange
    if cost is None or budget is None or price_currency(budget, cost, exchange) != "converted":
        return None
    about, day, margin = converted(cost, budget.currency, exchange), exchange.rates.day, exchange.margin
    if about is None or day is None or margin is None:
        return None
    return ConvertedMoney(amount=about.about, currency=about.currency, rates_of=day, margin=margin)
