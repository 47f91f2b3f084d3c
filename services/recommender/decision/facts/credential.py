"""What is true of a credential, whoever looks at it?"""

from datetime import date

from services.recommender.decision.facts.held import said_day
from services.recommender.knowledge.credentials.credential import Credential
from services.recommender.knowledge.credentials.remembered import Fact
from services.recommender.rulebook.vocabulary import Value

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


def credential_facts(credential: Credential, on: date) -> dict[str, Value]:
    """Return every credential.* fact as of the day `on`."""
    revised, partner = credential.revised_on, credential.issuer.partner_kind
    return {
        "credential.title": credential.title,
        "credential.issuer": credential.issuer.name,
        "credential.kind": credential.kind.value,
        "credential.status": credential.status.value,
        "credential.issuer_kind": credential.issuer.kind.value,
        "credential.partner_kind": partner.value if partner else "none",
        "credential.assessment": credential.assessment.value,
        "credential.level": credential.level.value,
        "credential.hours": credential.hours,
        "credential.cost": credential.cost.amount if credential.cost else None,
        "credential.price": f"{credential.cost.amount} {credential.cost.currency}" if credential.cost else "",
        "credential.validity": credential.validity_months,
        "credential.revised_years_ago": max(0, on.year - revised.year) if revised else None,
        "credential.skills_tagged": "yes" if credential.skills else "no",
        "credential.credits": credential.credits,
        "credential.basis": _basis(credential),
        "credential.remembered": _remembered(credential),
        "credential.noted_on": said_day(credential.remembered.noted_on) if credential.remembered else "",
        "credential.prerequisites_basis": "read" if credential.is_certain(Fact.PREREQUISITES) else "remembered",
        "credential.states_entry_terms": "no" if credential.entry_terms is None else "yes",
        "credential.entry_terms": credential.entry_terms or "",
    }


def _basis(credential: Credential) -> str:
    if credential.remembered is None or not credential.remembered.facts:
        return "read"
    return "partly_remembered" if credential.source.read_on is not None else "remembered"


def _remembered(credential: Credential) -> str:
    """Return what was noted from memory as a phrase, ranges with it: "the price (506 to 560 USD) and the mode"."""
    facts = credential.remembered.facts if credential.remembered else ()
    phrases = [_phrase(credential, fact) for fact in facts if fact in _PHRASES]
    return " and ".join(filter(None, (", ".join(phrases[:-1]), *phrases[-1:])))


def _phrase(credential: Credential, fact: Fact) -> str:
    cost = credential.cost
    if fact is Fact.COST and cost is not None and cost.amount_from is not None:
        return f"{_PHRASES[fact]} ({cost.amount_from} to {cost.amount} {cost.currency})"
    if fact is Fact.HOURS and credential.hours_from is not None:
        return f"{_PHRASES[fact]} ({credential.hours_from} to {credential.hours})"
    return _PHRASES[fact]
