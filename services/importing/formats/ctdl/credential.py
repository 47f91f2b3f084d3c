"""What does one CTDL credential say of itself, and what do the nodes it names add?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from services.importing.drafts import Reading, SaidSkill
from services.importing.formats.ctdl.conditions import credit_value, requirement_of
from services.importing.formats.ctdl.links import Links, recognised_by
from services.importing.formats.ctdl.terms import (
    read_competencies,
    read_country,
    read_durations,
    read_issuer,
    read_prices,
)
from services.importing.import_report import ImportNotes
from services.importing.values.credentials.credential_words import (
    assessment_called,
    level_called,
    modes_called,
    status_called,
    strongest,
)
from services.importing.values.credentials.requirement_parts import all_of
from services.importing.values.languages_said import languages_of
from services.importing.values.linked_data.json_ld import Node
from services.importing.values.money.costs import total
from services.importing.values.occupations_said import occupations_of
from services.importing.values.times.days import day_said
from services.importing.values.times.durations import Duration
from services.importing.values.times.revisions import revised
from services.recommender.knowledge.credentials.credential import (
    Assessment,
    Cost,
    Credential,
    CredentialKind,
    CredentialStatus,
    Holding,
    Issuer,
    Recognition,
    RecognitionForm,
    Requirement,
)
from services.recommender.scales import Mode, SkillLevel

#: The most terms and outcomes kept of one credential; some list a whole curriculum.
MOST_WORDS = 20


@dataclass(frozen=True, kw_only=True)
class Described:
    """A node that is a credential: its key, title and kind, and the class that said so."""

    key: str
    node: Node
    title: str
    kind: CredentialKind
    said: str


def read_credential(described: Described, address: str, links: Links, reading: Reading) -> Credential:
    """Return the credential, its references still the keys of the graph; what was guessed is noted.

    One table: a line a member of a credential, and where CTDL says it.
    """
    key, node, title, kind = described.key, described.node, described.title, described.kind
    issuer, organisation = _issuer(described, reading)
    hours, fewest, least = _time(node, reading.notes)
    recognitions = _recognitions(key, node, issuer.name, links)
    worth = next(iter(links.worth.get(key, ())), (credit_value(node), None))
    status, successor, ends = _status(described, links, reading)
    validity, renewal = _renewal(node, reading.notes)
    return Credential(
        id="",
        title=title,
        kind=kind,
        issuer=issuer,
        address=address,
        source=reading.provenance.source(address),
        local_kind=described.said,
        field_terms=tuple(dict.fromkeys([*_labels(node, "subject"), *node.texts("keyword")]))[:MOST_WORDS],
        level=_level(node),
        assessment=_assessment(node, kind),
        hours=hours,
        hours_from=fewest,
        weeks_minimum=least.whole_weeks if least else None,
        days_minimum=least.odd_days if least else None,
        cost=_cost(described, reading),
        validity_months=validity,
        renewal=renewal,
        status=status,
        offer_ends=ends,
        revised_on=_revised_on(node, title, reading),
        superseded_by=successor,
        prerequisites=_prerequisites(described, links, reading),
        recognised_by=tuple(recognitions),
        credits=worth[0],
        credits_toward=worth[1],
        languages=languages_of(node, "inLanguage", reading.notes),
        mode=_mode(node),
        prepared_by=tuple(dict.fromkeys(links.prepared_by.get(key, ()))),
        occupations=occupations_of(node, "occupationType", codes=reading.codes, notes=reading.notes),
        outcomes=tuple(dict.fromkeys(skill.words for skill in read_skills(node)))[:MOST_WORDS],
        country=read_country(organisation) or read_country(node),
        quality_assurance=_quality_assurance(recognitions, organisation),
    )


def _issuer(described: Described, reading: Reading) -> tuple[Issuer, Node | None]:
    issuer, organisation, guessed = read_issuer(described.node)
    if guessed is not None:
        reading.notes.mend(described.node.place, described.title, guessed)
    return issuer, organisation


def _cost(described: Described, reading: Reading) -> Cost | None:
    cost, note = total(read_prices(described.node))
    if note is not None:
        reading.notes.mend(described.node.place, described.title, note)
    return cost


def _prerequisites(described: Described, links: Links, reading: Reading) -> Requirement | None:
    """Return what must be held before it: its conditions; where it names none, its parts."""
    key, node, title = described.key, described.node, described.title
    manifests = [profile for one in node.nodes("commonConditions") for profile in one.nodes("requires")]
    profiles = [*node.nodes("requires"), *node.nodes("entryCondition"), *manifests]
    required = requirement_of(profiles, title, reading.notes)
    stated = [Holding(credential=one) for one in dict.fromkeys(links.required.get(key, ()))]
    asked = all_of([required, *stated])
    return asked or all_of(Holding(credential=part) for part in dict.fromkeys(links.parts.get(key, ())))


def read_skills(node: Node) -> tuple[SaidSkill, ...]:
    """Return the competencies it assesses or teaches, itself or through its assessments and learning opportunities."""
    return tuple(dict.fromkeys(_skills(node)))


def _skills(node: Node) -> Iterator[SaidSkill]:
    yield from read_competencies(node, "assesses", assessed=True)
    for profile in node.nodes("requires"):
        assessments = profile.nodes("targetAssessment")
        for one in assessments:
            yield from read_competencies(one, "assesses", assessed=True)
        tested = True if assessments and not any(one.has("assesses") for one in assessments) else None
        yield from read_competencies(profile, "targetCompetency", assessed=tested)
        for one in profile.nodes("targetLearningOpportunity"):
            yield from read_competencies(one, "teaches", assessed=None)
    yield from read_competencies(node, "teaches", "targetCompetency", assessed=None)


def _assessment(node: Node, kind: CredentialKind) -> Assessment:
    profiles = [one for profile in node.nodes("requires") for one in profile.nodes("targetAssessment")]
    found = [
        assessment_called(code, kind, proctored=one.whether("isProctored"))
        for one in (*profiles, node)
        for code in one.codes("assessmentMethodType")
    ]
    return strongest(found)


def _time(node: Node, notes: ImportNotes) -> tuple[int | None, int | None, Duration | None]:
    """Return the most and fewest hours of learning, and the fewest weeks; else those of its learning opportunities.

    So the hours suffice for everybody, and nobody is told that it takes longer than it must.
    """
    offers = [one for profile in node.nodes("requires") for one in profile.nodes("targetLearningOpportunity")]
    longest, shortest = (
        read_durations(node, "estimatedDuration", notes=notes, shortest=wanted)
        or [d for one in offers for d in read_durations(one, "estimatedDuration", notes=notes, shortest=wanted)]
        for wanted in (False, True)
    )
    most = max((found.whole_hours for found in longest if found.whole_hours), default=None)
    fewest = min((found.whole_hours for found in shortest if found.whole_hours), default=None)
    weeks = [found for found in shortest if found.whole_weeks]
    fewer = fewest if fewest is not None and most is not None and fewest < most else None
    return most, fewer, min(weeks, key=lambda found: found.calendar_days, default=None)


def _status(described: Described, links: Links, reading: Reading) -> tuple[CredentialStatus, str | None, date | None]:
    """Return its status, what came after it, and the last day on which it is offered, which may be over."""
    node = described.node
    said = [status_called(code) for code in node.codes("credentialStatusType", "lifeCycleStatusType")]
    known = [status for status in said if status is not None]
    worst = max(known, key=list(CredentialStatus).index, default=CredentialStatus.ACTIVE)
    successor = links.successor.get(described.key)
    status = CredentialStatus.SUPERSEDED if successor else worst
    text = node.text("expirationDate")
    ends = day_said(text)
    if text is not None and ends is None:
        reading.notes.mend(node.place, described.title, f'expirationDate "{text}" is no day; it was left out')
    if ends is not None and ends < reading.provenance.read_on:
        why = f"is no longer offered: its expirationDate {ends} has passed"
        reading.notes.mend(node.place, described.title, why)
        status = max(status, CredentialStatus.EXPIRED_OFFER, key=list(CredentialStatus).index)
    return status, successor, ends


def _revised_on(node: Node, title: str, reading: Reading) -> date | None:
    """Return since when its version is in effect; where no version is named, that is only when it was first offered."""
    text = node.text("dateEffective")
    if text is None or not node.has("versionIdentifier", "previousVersion"):
        return None
    found = revised(text, reading.provenance.read_on)
    if found is None:
        reading.notes.mend(node.place, title, f'dateEffective "{text}" is no day that has come; it was left out')
    return found


def _renewal(node: Node, notes: ImportNotes) -> tuple[int | None, str | None]:
    """Return after how many months it has to be renewed, and how."""
    validity = next((d.whole_months for d in read_durations(node, "renewalFrequency", "validFor", notes=notes)), None)
    how = next((text for profile in node.nodes("renewal") for text in profile.texts("description")), None)
    return validity, how or ("has to be renewed" if validity else None)


def _recognitions(key: str, node: Node, issuer: str, links: Links) -> list[Recognition]:
    """Return who stands behind it; an organisation's own word counts before the issuer's."""
    own = links.standing.get(key, [])
    confirmed = {(one.by, one.form) for one in own}
    said = [one for one in recognised_by(node, issuer) if (one.by, one.form) not in confirmed]
    return [*own, *said]


def _quality_assurance(recognitions: list[Recognition], organisation: Node | None) -> str | None:
    assured = {RecognitionForm.ACCREDITS: "accredited by", RecognitionForm.APPROVES: "approved by"}
    said = [f"{assured[one.form]} {one.by}" for one in recognitions if one.form in assured]
    if not said and organisation is not None:
        names = [one.label() for one in organisation.nodes("accreditedBy", "approvedBy")]
        said = [f"its issuer is accredited or approved by {name}" for name in names if name]
    return "; ".join(said) or None


def _level(node: Node) -> SkillLevel:
    found = [level_called(code) for code in (*node.codes("audienceLevelType"), *node.codes("educationalLevel"))]
    return next((level for level in found if level is not SkillLevel.UNKNOWN), SkillLevel.UNKNOWN)


def _mode(node: Node) -> Mode | None:
    offers = [one for profile in node.nodes("requires") for one in profile.nodes("targetLearningOpportunity")]
    codes = [code for one in (node, *offers) for code in one.codes("learningDeliveryType", "deliveryType")]
    return modes_called(codes)


def _labels(node: Node, name: str) -> list[str]:
    return [label for one in node.nodes(name) if (label := one.label())] or node.texts(name)
