"""What is true of a credential, whoever looks at it?"""

from datetime import date

from services.recommender.knowledge.credentials.credential import Credential
from services.recommender.rulebook.vocabulary import Value


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
    }
