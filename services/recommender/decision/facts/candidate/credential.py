"""What is true of a credential, whoever looks at it?"""

from datetime import date
from typing import Literal

from services.recommender.decision.facts.candidate.remembered import FactBasis, basis_of, remembered_words
from services.recommender.decision.facts.record import FactRecord, fact
from services.recommender.knowledge.credentials.credential import (
    Assessment,
    Credential,
    CredentialKind,
    CredentialStatus,
    IssuerKind,
)
from services.recommender.knowledge.credentials.remembered import Fact
from services.recommender.knowledge.rates import NO_EXCHANGE, Exchange
from services.recommender.rulebook.vocabulary import Group
from services.recommender.scales import SkillLevel
from services.recommender.situation.measures.durations import whole_years
from services.recommender.situation.measures.money import in_euro
from services.recommender.wording.formats import day, money


class CredentialFacts(FactRecord, group=Group.CREDENTIAL):
    """What rules may ask about a credential by itself."""

    title: str = fact("The credential's title.")
    issuer: str = fact("Who awards it.")
    kind: CredentialKind = fact("What it is, on the one scale.")
    status: CredentialStatus = fact("Whether it can still be earned.")
    issuer_kind: IssuerKind = fact("What kind of organisation awards it.")
    partner_kind: Literal["none"] | IssuerKind = fact(
        "The kind of partner whose name it also carries, such as a platform's university; none without one."
    )
    assessment: Assessment = fact("How the issuer finds out whether the learner can do it.")
    level: SkillLevel = fact("The level it is taught at.")
    hours: int | None = fact("Hours of learning in all.", unit="hours")
    cost: int | None = fact("What it costs in all.", unit="whole units of its own currency")
    price: str = fact("The same with its currency, for showing; empty where it is not known.")
    cost_in_euro: int | None = fact(
        "The same in euro by the table of rates, rounded up; unknown where no rate is. A measure for all currencies.",
        unit="whole euro",
    )
    validity: int | None = fact("How long it stays valid; unknown also when it never expires.", unit="months")
    revised_years_ago: int | None = fact("Whole years since its content was last revised.", unit="years")
    revised_on: str = fact("The day on which that was; empty where it is not known.")
    skills_tagged: Literal["yes", "no"] = fact("Whether its skills are known.")
    credits: int | None = fact("Academic credits it is known to be worth.", unit="credits")
    basis: FactBasis = fact(
        "Whether what the catalogue says of it was read on a page, or some or all of it noted from memory."
    )
    remembered: str = fact("What was noted from memory, as a phrase; empty where nothing was.")
    noted_on: str = fact("The day on which that was noted; empty where nothing was.")
    prerequisites_basis: Literal["read", "remembered"] = fact(
        "Whether what it requires was read, or noted from memory."
    )
    states_entry_terms: Literal["yes", "no"] = fact("Whether it is known in words what it asks for beforehand.")
    entry_terms: str = fact("What it asks for beforehand, in words; empty where that is not known.")


def credential_facts(credential: Credential, on: date, exchange: Exchange = NO_EXCHANGE) -> CredentialFacts:
    """Return what is true of `credential` on the day `on`."""
    revised = credential.revised_on if credential.revised_on and credential.revised_on <= on else None
    return CredentialFacts(
        title=credential.title,
        issuer=credential.issuer.name,
        kind=credential.kind,
        status=credential.status,
        issuer_kind=credential.issuer.kind,
        partner_kind=credential.issuer.partner_kind or "none",
        assessment=credential.assessment,
        level=credential.level,
        hours=credential.hours,
        cost=credential.cost.amount if credential.cost else None,
        price=money(credential.cost.amount, credential.cost.currency) if credential.cost else "",
        cost_in_euro=in_euro(credential.cost, exchange),
        validity=credential.validity_months,
        revised_years_ago=whole_years(revised, on) if revised else None,
        revised_on=day(revised) if revised else "",
        skills_tagged="yes" if credential.skills else "no",
        credits=credential.credits,
        basis=basis_of(credential),
        remembered=remembered_words(credential),
        noted_on=day(credential.remembered.noted_on) if credential.remembered else "",
        prerequisites_basis="read" if credential.is_certain(Fact.PREREQUISITES) else "remembered",
        states_entry_terms="no" if credential.entry_terms is None else "yes",
        entry_terms=credential.entry_terms or "",
    )
