"""Which CTDL nodes are credentials, and what do the small parts of one say: costs, durations, codes, organisations?"""

import re

from services.importing.drafts import SaidSkill, issuer_kind
from services.importing.import_report import ImportNotes
from services.importing.values.credentials.credential_kinds import KindRead, kind_of
from services.importing.values.linked_data.json_ld import Node
from services.importing.values.linked_data.member_names import code_of
from services.importing.values.money.costs import Price, price_said
from services.importing.values.plain_values import host_of
from services.importing.values.times.durations import Duration, read_duration
from services.recommender.knowledge.credentials.credential import Issuer
from services.recommender.scales import EmployerKind

#: A class of CTDL is a credential where its name ends like one; "CredentialOrganization" and others do not.
_CREDENTIAL_CLASS = re.compile(r"(?:Certificate|Certification|Licen[sc]e|Degree|Badge|Diploma|Doctorate|Credential)$")

#: Credential classes with other endings.
_OTHER_CLASSES = frozenset({"GeneralEducationDevelopment", "CertificateOfCompletion", "ParticipationCertificate"})

#: Awarded to organisations and programmes, not to learners.
NOT_FOR_LEARNERS = "QualityAssuranceCredential"


#: Words of an organisation's type or sector, and the kind of employer they say.
_EMPLOYER_KINDS = (
    (("vendor",), EmployerKind.VENDOR_ECOSYSTEM),
    (("public", "government", "military"), EmployerKind.PUBLIC),
    (("nonprofit", "notforprofit", "association"), EmployerKind.NONPROFIT),
    (("postsecondary", "fouryear", "twoyear", "university", "college", "academic"), EmployerKind.ACADEMIC),
    (("forprofit", "business", "corporat", "employer"), EmployerKind.CORPORATE),
)


def credential_class(node: Node) -> str | None:
    """Return the class that makes `node` a credential, or None where it is none; the narrowest of several."""
    found = [one for one in node.types if _CREDENTIAL_CLASS.search(one) or one in _OTHER_CLASSES]
    return max(found, key=lambda one: (one != "Credential", len(one)), default=None)


def credential_kind(node: Node, said: str) -> KindRead:
    """Return the kind of the class `said`; a plain "Credential" is what its credential type says, else its name."""
    words = [said] if said != "Credential" else node.codes("credentialType")
    return kind_of(words, node.label() or "")


def read_prices(node: Node) -> list[Price]:
    """Return the costs of a credential, its cost manifests and, where it lists none itself, of its conditions."""
    manifests = [one for manifest in node.nodes("commonCosts") for one in manifest.nodes("estimatedCost")]
    profiles = [*node.nodes("estimatedCost"), *manifests]
    if not profiles:
        profiles = [one for condition in node.nodes("requires") for one in condition.nodes("estimatedCost")]
    prices: list[Price] = []
    for profile in profiles:
        sort = next(iter(profile.codes("directCostType")), "")
        per = next((text for text in profile.texts("paymentPattern")), None)
        said = profile.plain("price")
        prices.extend(price_said(one, profile.text("currency"), sort=sort, per=per) for one in said)
    return prices


def read_durations(node: Node, *names: str, notes: ImportNotes, shortest: bool = False) -> list[Duration]:
    """Return the durations of the members: profiles with exact, maximum or minimum durations, or plain texts.

    Of a profile with several the longest counts, or the `shortest`; what is no duration is noted.
    """
    order = ("timeRequired", "exactDuration", "maximumDuration", "minimumDuration")
    members = ("minimumDuration", *order[:-1]) if shortest else order
    found: list[str | None] = []
    for name in names:
        found.extend(profile.text(*members) for profile in node.nodes(name))
        found.extend(node.texts(name))
    read = {text: read_duration(text) for text in found if text}
    for text in [text for text, duration in read.items() if duration is None]:
        notes.mend(node.place, text, f"is no length of time for {names[0]}; it was left out")
    return [duration for duration in read.values() if duration is not None]


def read_competencies(node: Node, *names: str, assessed: bool | None) -> list[SaidSkill]:
    """Return the competencies that members name: alignments, competency nodes, or plain words."""
    found = []
    for name in names:
        for one in node.nodes(name):
            linked = next(iter(one.nodes("targetNode")), one)
            words = linked.text("competencyLabel", "competencyText") or one.label() or linked.label()
            if words is not None:
                address = one.address("targetNode") or one.address("targetUrl") or one.id
                found.append(SaidSkill(words=words, address=address, assessed=assessed))
        known = {skill.words for skill in found}
        plain = [text for text in node.texts(name) if text not in known and "://" not in text]
        found.extend(SaidSkill(words=text, assessed=assessed) for text in plain)
    return found


def organisation_kind(node: Node) -> EmployerKind:
    """Return which kind of employer an organisation's type and sector say; unknown where they say none."""
    said = " ".join(node.codes("agentSectorType", "agentType"))
    return next((kind for words, kind in _EMPLOYER_KINDS if any(word in said for word in words)), EmployerKind.UNKNOWN)


def read_issuer(node: Node) -> tuple[Issuer, Node | None, str | None]:
    """Return who awards the credential, its node, and what to note where it had to be guessed from an address."""
    for one in node.nodes("ownedBy", "offeredBy", "creator", "publisher"):
        name = one.label()
        if name is not None:
            return Issuer(name=name, kind=issuer_kind(*one.codes("agentType", "agentSectorType"), name)), one, None
    plain = [text for name in ("ownedBy", "offeredBy") for text in node.texts(name) if "://" not in text]
    named = next((text for text in plain if not text.startswith(("_:", "ce-"))), None)
    if named is not None:
        return Issuer(name=named, kind=issuer_kind(named)), None, None
    address = node.address("subjectWebpage", "ownedBy", "offeredBy", "@id", "id")
    said = "is not in the files" if node.has("ownedBy", "offeredBy") else "is not named"
    why = f"the organisation that owns it {said}; the issuer is named after the address"
    return Issuer(name=host_of(address) if address else "Unknown issuer"), None, why


def read_country(node: Node | None) -> str | None:
    """Return the country of an organisation's address or jurisdiction, in the source's words."""
    if node is None:
        return None
    for place in node.nodes("address", "jurisdiction", "location"):
        inner = [place, *place.nodes("mainJurisdiction", "address")]
        for one in inner:
            country = one.text("addressCountry") or (one.text("name") if "GeoCoordinates" in one.types else None)
            if country is not None:
                return country
    return None


def states_other_unit(codes: list[str]) -> bool:
    """Say whether credit-unit codes name hours of contact or continuing education rather than academic credits."""
    return any(mark in code_of(code) for code in codes for mark in ("contact", "clock", "continuing", "ceu"))
