"""What of a credential did nobody read, in words for the learner who is to check it?"""

from dataclasses import replace
from functools import lru_cache
from typing import Literal

from services.recommender.knowledge.credentials.credential import Cost, Credential
from services.recommender.knowledge.credentials.remembered import Fact
from services.recommender.wording.formats import listed, locale_now
from services.recommender.wording.messages import say, word_of

FactBasis = Literal["read", "partly_remembered", "remembered"]

#: What a learner is asked to check with the issuer; the rest matters to few.
_TOLD = frozenset(Fact) - {Fact.LANGUAGES, Fact.MODE, Fact.RENEWAL}


#: Phrases that are kept; the same credentials are judged in decision after decision.
_KEPT = 4096


def basis_of(credential: Credential) -> FactBasis:
    """Return whether what is said of it was read, or some or all of it remembered; by what a learner would check."""
    if not _told(credential):
        return "read"
    return "partly_remembered" if credential.source.read_on is not None else "remembered"


def remembered_words(credential: Credential) -> str:
    """Return what was noted from memory as a phrase, with ranges: "its hours and its price (USD 506 to USD 560)"."""
    return _words(locale_now(), _told(credential), credential.cost, credential.hours, credential.hours_from)


def _told(credential: Credential) -> tuple[Fact, ...]:
    return tuple(fact for fact in credential.remembered.facts if fact in _TOLD) if credential.remembered else ()


@lru_cache(_KEPT)
def _words(_locale: str, facts: tuple[Fact, ...], cost: Cost | None, hours: int | None, hours_from: int | None) -> str:
    return listed([_phrase(fact, cost, hours, hours_from) for fact in facts])


def _phrase(fact: Fact, cost: Cost | None, hours: int | None, hours_from: int | None) -> str:
    if fact is Fact.COST and cost is not None and cost.amount_from is not None:
        return say("remembered.price_range", least=replace(cost, amount=cost.amount_from), most=cost)
    if fact is Fact.HOURS and hours is not None and hours_from is not None:
        return say("remembered.hours_range", least=hours_from, most=hours)
    return word_of("remembered_fact", fact.value)
