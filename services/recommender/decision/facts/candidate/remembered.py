"""What of a credential did nobody read, in words for the learner who is to check it?"""

from dataclasses import replace
from typing import Literal

from services.recommender.knowledge.credentials.credential import Credential
from services.recommender.knowledge.credentials.remembered import Fact
from services.recommender.wording.formats import listed
from services.recommender.wording.messages import say, word_of

FactBasis = Literal["read", "partly_remembered", "remembered"]

#: What a learner is asked to check with the issuer; the rest matters to few.
_TOLD = frozenset(Fact) - {Fact.LANGUAGES, Fact.MODE, Fact.RENEWAL}


def basis_of(credential: Credential) -> FactBasis:
    """Return whether what is said of it was read, or some or all of it remembered; by what a learner would check."""
    if not remembered_words(credential):
        return "read"
    return "partly_remembered" if credential.source.read_on is not None else "remembered"


def remembered_words(credential: Credential) -> str:
    """Return what was noted from memory as a phrase, with ranges: "its hours and its price (USD 506 to USD 560)"."""
    facts = credential.remembered.facts if credential.remembered else ()
    return listed([_phrase(credential, fact) for fact in facts if fact in _TOLD])


def _phrase(credential: Credential, fact: Fact) -> str:
    cost, hours = credential.cost, credential.hours
    if fact is Fact.COST and cost is not None and cost.amount_from is not None:
        return say("remembered.price_range", least=replace(cost, amount=cost.amount_from), most=cost)
    if fact is Fact.HOURS and hours is not None and credential.hours_from is not None:
        return say("remembered.hours_range", least=credential.hours_from, most=hours)
    return word_of("remembered_fact", fact.value)
