"""What of a credential did nobody read, in words for the learner who is to check it?"""

from typing import Literal

from services.recommender.knowledge.credentials.credential import Credential
from services.recommender.knowledge.credentials.remembered import Fact

FactBasis = Literal["read", "partly_remembered", "remembered"]

#: What a learner is asked to check with the issuer, in the words of a sentence; the rest matters to few.
_PHRASES = {
    Fact.ASSESSMENT: "how it is assessed",
    Fact.COST: "its price",
    Fact.CREDITS: "its credits",
    Fact.HOURS: "its hours",
    Fact.PREREQUISITES: "what it requires",
    Fact.RECOGNISED_BY: "who recognises it",
    Fact.VALIDITY_MONTHS: "how long it is valid",
    Fact.WEEKS_MINIMUM: "how many weeks it takes",
}


def basis_of(credential: Credential) -> FactBasis:
    """Return whether what is said of it was read, or some or all of it remembered; by what a learner would check."""
    if not remembered_words(credential):
        return "read"
    return "partly_remembered" if credential.source.read_on is not None else "remembered"


def remembered_words(credential: Credential) -> str:
    """Return what was noted from memory as a phrase, with ranges: "its hours and its price (506 USD to 560 USD)"."""
    facts = credential.remembered.facts if credential.remembered else ()
    phrases = [_phrase(credential, fact) for fact in facts if fact in _PHRASES]
    return " and ".join(filter(None, (", ".join(phrases[:-1]), *phrases[-1:])))


def _phrase(credential: Credential, fact: Fact) -> str:
    cost = credential.cost
    if fact is Fact.COST and cost is not None and cost.amount_from is not None:
        return f"{_PHRASES[fact]} ({cost.amount_from} {cost.currency} to {cost.amount} {cost.currency})"
    if fact is Fact.HOURS and credential.hours_from is not None:
        return f"{_PHRASES[fact]} ({credential.hours_from} to {credential.hours})"
    return _PHRASES[fact]
