"""Which credentials do the two open lists offer? Makes one credential of each row that is one, and reports the rest."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from services.recommender.knowledge.credentials.credential import (
    Assessment,
    Cost,
    Credential,
    CredentialKind,
    CredentialStatus,
    Issuer,
    IssuerKind,
    Source,
    TaughtSkill,
)
from services.recommender.names.skills.skill_words import fold, slug
from services.recommender.scales import Mode, SkillLevel
from tools.build_data.sources.open_lists.duplicates import Duplicates
from tools.build_data.sources.open_lists.issuers import Issuers
from tools.build_data.sources.open_lists.offers import ListReport, Offer
from tools.build_data.sources.open_lists.review import ListReview, Reading, tidy
from tools.build_data.sources.open_lists.skill_tags import SkillTags

#: Both lists hold only what is free, by their own rules; the amount is in the currency of most of their prices.
FREE = Cost(amount=0, currency="USD")

#: A certification out of fewer hours than this, or a programme of more, is called what it is rather than what it says.
SHORTEST_CERTIFICATION_HOURS = 10
SHORTEST_PROGRAMME_HOURS = 100

#: The assessments that find out whether something was learnt; attendance does not.
_TESTS = frozenset(Assessment) - {Assessment.ATTENDANCE, Assessment.UNKNOWN}

#: The words of a title or description that say what the list calls the thing, the most telling first.
_LOCAL_KINDS = (
    "certification",
    "certified",
    "badge",
    "certificate",
    "accreditation",
    "specialization",
    "course",
    "lab",
)


@dataclass(frozen=True, kw_only=True)
class Tables:
    """Our reviewed tables, read: issuers, decisions, assessments and skill tags."""

    issuers: Issuers
    review: ListReview
    assessments: tuple[Mapping[str, str], ...]
    tags: SkillTags


def make_credentials(
    offers: Iterable[Offer], tables: Tables, known: frozenset[str], report: ListReport
) -> tuple[Credential, ...]:
    """Return the credentials of the offers, by id; the first of two that are the same is kept.

    `known` are the ids of the credentials written by hand, which win over the lists.
    """
    kept: dict[str, Credential] = {}
    duplicates = Duplicates()
    for offer in offers:
        reading = tables.review.read(offer)
        if reading.known_as is not None and reading.known_as not in known:
            report.problems.append(f'list_review.csv: no credential written by hand has the id "{reading.known_as}".')
        if reason := reading.skipped or (reading.known_as and f"the same as {reading.known_as}, written by hand"):
            report.skip(offer.where, tidy(offer.says), reason)
            continue
        credential = _credential(offer, reading, tables, report)
        if earlier := duplicates.same_as(credential):
            report.skip(offer.where, credential.title, f"the same as {earlier}")
            continue
        if credential.id in kept or credential.id in known:
            report.problems.append(f"{offer.where}: {credential.id} is taken; give the row a title in list_review.csv.")
        kept[credential.id] = credential
        duplicates.add(credential)
    return tuple(kept[name] for name in sorted(kept))


def _credential(offer: Offer, reading: Reading, tables: Tables, report: ListReport) -> Credential:
    issuer = tables.issuers.find(offer.provider)
    if issuer is None:
        report.mend(offer.where, reading.title, f'issuer "{offer.provider}" is not in issuers.csv: kind unknown')
        issuer = Issuer(name=offer.provider)
    elif issuer.name != offer.provider:
        report.mend(offer.where, reading.title, f'issuer "{offer.provider}" read as "{issuer.name}"')
    reviewed = _reviewed(issuer, reading.title, tables.assessments)
    assessment = Assessment(reviewed["assessment"]) if reviewed else Assessment.UNKNOWN
    level = SkillLevel(reviewed["level"]) if reviewed and reviewed["level"] else offer.level
    skills = tables.tags.tag(reading.title, offer)
    return Credential(
        id=_id(issuer, reading.title, offer),
        title=reading.title,
        kind=reading.kind or _kind(offer, reading.title, issuer),
        issuer=issuer,
        address=offer.address,
        source=Source(
            title=offer.source.name,
            address=offer.source.address,
            licence=offer.source.licence,
            read_on=offer.source.read_on,
        ),
        local_kind=offer.reward or _local_kind(offer),
        skills=tuple(
            TaughtSkill(skill=skill, level=level, assessed=True if assessment in _TESTS else None) for skill in skills
        ),
        field_terms=offer.groups,
        level=level,
        assessment=assessment,
        hours=offer.hours,
        cost=FREE if reading.free and not offer.ended else None,
        status=CredentialStatus.EXPIRED_OFFER if offer.ended else CredentialStatus.ACTIVE,
        offer_ends=offer.ends,
        languages=("es",) if "Spanish" in offer.says else (),
        mode=Mode.ONLINE,
    )


def _id(issuer: Issuer, title: str, offer: Offer) -> str:
    """Return the issuer and the title as an id; HackerRank gives one title at several levels."""
    level = (offer.level,) if issuer.name == "HackerRank" else ()
    named = title if fold(title).startswith(fold(issuer.name)) else f"{issuer.name} {title}"
    return slug(" ".join((named, *level)))


def _kind(offer: Offer, title: str, issuer: Issuer) -> CredentialKind:
    """Return what it is on our scale: a list calls many a course with a quiz a certification."""
    says = title.casefold()
    hours = offer.hours
    if "certification" not in says and "certified" not in says:
        return CredentialKind.MICRO_CREDENTIAL
    if hours is not None and hours >= SHORTEST_PROGRAMME_HOURS:
        return CredentialKind.PROFESSIONAL_CERTIFICATE
    by_its_maker = issuer.kind in {IssuerKind.VENDOR, IssuerKind.INDUSTRY_BODY}
    if by_its_maker and (hours is None or hours >= SHORTEST_CERTIFICATION_HOURS):
        return CredentialKind.CERTIFICATION
    return CredentialKind.MICRO_CREDENTIAL


def _local_kind(offer: Offer) -> str | None:
    said = f"{offer.says} {offer.address}".casefold()
    return next((word for word in _LOCAL_KINDS if word in said), None)


def _reviewed(issuer: Issuer, title: str, rows: Iterable[Mapping[str, str]]) -> Mapping[str, str] | None:
    """Return our row on how it is assessed, and at which level if not the list's; None where our table is silent."""
    for row in rows:
        if row["issuer"] == issuer.name and row["title_contains"].casefold() in title.casefold():
            return row
    return None
