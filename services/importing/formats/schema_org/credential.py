"""How is one schema.org credential read? What it does not say is taken from the course that awards it."""

from collections.abc import Iterator
from dataclasses import dataclass

from services.importing.drafts import ONE_ADDRESS, Draft, Reading, SaidSkill
from services.importing.formats.schema_org.offers import offers_over, read_end, read_prices
from services.importing.formats.schema_org.terms import (
    read_durations_in,
    read_entry_terms,
    read_issuer,
    read_languages,
    read_level,
    read_mode,
    read_occupations,
    read_recognitions,
    read_revision,
    read_skills,
)
from services.importing.formats.schema_org.time import read_time
from services.importing.values.credentials.credential_kinds import kind_called, kind_of
from services.importing.values.credentials.requirement_parts import all_of
from services.importing.values.linked_data.json_ld import Node
from services.importing.values.money.costs import total
from services.importing.values.plain_values import host_of
from services.recommender.knowledge.credentials.credential import (
    Cost,
    Credential,
    CredentialKind,
    CredentialStatus,
    Holding,
    Issuer,
    Requirement,
)

#: The class of a credential.
CREDENTIAL = "EducationalOccupationalCredential"

#: The most outcomes that are kept of one credential.
_MOST_OUTCOMES = 20


@dataclass(frozen=True, kw_only=True)
class Described:
    """A credential's node and the `offer` that leads to it, which may be itself; `said` is its kind in words."""

    title: str
    node: Node
    offer: Node
    said: str | None

    @property
    def both(self) -> tuple[Node, ...]:
        """The nodes that describe it, the closest first."""
        return (self.node,) if self.node is self.offer else (self.node, self.offer)

    @property
    def skills(self) -> tuple[SaidSkill, ...]:
        return tuple(dict.fromkeys(skill for one in self.both for skill in read_skills(one)))


def read_draft(node: Node, offer: Node, said: str | None, reading: Reading) -> Iterator[Draft]:
    """Yield the draft of the credential `node`, what it does not say being taken from the `offer` that leads to it."""
    title = _title(node, offer)
    if title is None:
        reading.notes.skip(node.place, node.id or CREDENTIAL, "has no name")
        return
    described = Described(title=title, node=node, offer=offer, said=said)
    issuer, home = next((found for one in described.both if (found := read_issuer(one)) is not None), (None, None))
    pages = (one.address("url", "@id", "id", "sameAs") for one in described.both)
    address = next((page for page in pages if page), None) or home or reading.provenance.address
    if address is None:
        reading.notes.skip(node.place, title, f"has no web address, and neither has who offers it; {ONE_ADDRESS}")
        return
    if issuer is None:
        reading.notes.mend(node.place, title, "says nobody who awards it; the issuer is named after the address")
        issuer = Issuer(name=host_of(address))
    yield Draft(
        place=node.place,
        key=node.id or f"{node.place} {title}",
        own_id=None,
        skills=described.skills,
        credential=_credential(described, issuer, address, reading),
    )


def _title(node: Node, offer: Node) -> str | None:
    """Return the credential's name, or that of what leads to it where its own says only a kind: "Nanodegree"."""
    own, leading = node.text("name"), offer.text("name")
    called = kind_called(own) if own and leading else None
    return leading if called is not None and called[1] else own or leading


def _credential(described: Described, issuer: Issuer, address: str, reading: Reading) -> Credential:
    title, node, both = described.title, described.node, described.both
    kind, cost = _kind(described, reading), _cost(described, reading)
    time, (ends, gone) = read_time(both, title, reading), read_end(both, title, reading)
    validity = read_durations_in(node, "validFor", title, reading)
    return Credential(
        id="",
        title=title,
        kind=kind,
        issuer=issuer,
        address=address,
        source=reading.provenance.source(address),
        local_kind=described.said,
        field_terms=tuple(
            dict.fromkeys(text for one in both for text in (*one.texts("about"), *one.texts("keywords")))
        ),
        level=read_level(both, title, reading),
        hours=time.hours,
        hours_from=time.hours_from,
        weeks_minimum=time.weeks_minimum,
        days_minimum=time.days_minimum,
        cost=cost,
        validity_months=next((d.whole_months for d in validity if d.whole_months), None),
        revised_on=read_revision(both, title, reading),
        status=CredentialStatus.EXPIRED_OFFER if gone else CredentialStatus.ACTIVE,
        offer_ends=ends,
        prerequisites=_prerequisites(both),
        entry_terms=read_entry_terms(both),
        recognised_by=tuple(read_recognitions(node, issuer.name)),
        credits=_credits(described, reading),
        languages=tuple(dict.fromkeys(code for one in both for code in read_languages(one, reading))),
        mode=next((mode for one in both if (mode := read_mode(one)) is not None), None),
        occupations=read_occupations(described.offer, reading),
        outcomes=_outcomes(described, reading),
        country=next((text for one in both for text in one.texts("validIn")), None),
    )


def _outcomes(described: Described, reading: Reading) -> tuple[str, ...]:
    said = tuple(skill.words for skill in described.skills)
    if len(said) > _MOST_OUTCOMES:
        why = f"of its {len(said)} outcomes the first {_MOST_OUTCOMES} are kept as sentences; all are matched as skills"
        reading.notes.mend(described.node.place, described.title, why)
    return said[:_MOST_OUTCOMES]


def _kind(described: Described, reading: Reading) -> CredentialKind:
    read = kind_of([described.said] if described.said else [], described.title)
    if read.note is not None:
        reading.notes.mend(described.node.place, described.title, read.note)
    return read.kind


def _cost(described: Described, reading: Reading) -> Cost | None:
    today = reading.provenance.read_on
    cost, note = total(price for one in described.both for price in read_prices(one, today))
    over = sum(offers_over(one, today) for one in described.both)
    if over:
        why = f"{over} of its offers {'is' if over == 1 else 'are'} over and not counted among its prices"
        reading.notes.mend(described.node.place, described.title, why)
    if note is not None:
        reading.notes.mend(described.node.place, described.title, note)
    return cost


def _credits(described: Described, reading: Reading) -> int | None:
    both = described.both
    number = next((number for one in both if (number := one.number("numberOfCredits")) is not None), None)
    said = next((text for one in both for text in one.texts("numberOfCredits")), None)
    if number is None and said:
        why = f'numberOfCredits "{said}" is no number; it was left out'
        reading.notes.mend(described.node.place, described.title, why)
    return (int(number) or None) if number is not None else None


def _prerequisites(both: tuple[Node, ...]) -> Requirement | None:
    return all_of(
        Holding(credential=one.id)
        for node in both
        for one in node.nodes("coursePrerequisites", "programPrerequisites")
        if CREDENTIAL in one.types and one.id
    )
