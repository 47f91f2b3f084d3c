"""Which credentials do European Learning Model documents describe? What they say of a learner is not read.

The elements are those of Annex I to the Council Recommendation on micro-credentials (2022/C 243/02), as version 3
of the model names them: a learning achievement is specified by a qualification, and that is what a catalogue holds.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from services.importing.drafts import ONE_ADDRESS, Draft, Drafts, Reading, SaidSkill, issuer_kind
from services.importing.format import Format, Sign, context_names, has_class
from services.importing.graph import Graph
from services.importing.source_files import Document
from services.importing.values.credentials.credential_kinds import kind_of
from services.importing.values.credentials.credential_words import assessment_called, modes_called, strongest
from services.importing.values.languages_said import languages_of
from services.importing.values.linked_data.json_ld import Node
from services.importing.values.plain_values import host_of
from services.importing.values.times.durations import read_duration
from services.recommender.knowledge.credentials.credential import Assessment, Credential, CredentialKind, Issuer
from services.recommender.knowledge.credentials.files.catalogue_parts import HIGHEST_EQF_LEVEL
from services.recommender.scales import Mode

#: The classes that specify what can be achieved.
_SPECIFICATIONS = frozenset({"Qualification", "LearningAchievementSpecification"})

#: Documents and nodes that hold achievements.
_HOLDERS = frozenset({"EuropeanDigitalCredential", "LearningAchievement", "LearningOpportunity"})

#: A level of the EQF as its address or label ends.
_EQF = re.compile(r"(?:eqf/|level\s*)(\d)\b", re.IGNORECASE | re.ASCII)


def read_elm(documents: Iterable[Document], reading: Reading) -> Drafts:
    """Return the credentials that European digital credentials, achievements or specifications describe."""
    graph = Graph(documents, reading.notes, is_tree=True)
    drafts = [draft for node in graph.top for draft in _drafts(node, node, reading, depth=0)]
    graph.note_unused()
    return Drafts(credentials=tuple(drafts))


def _drafts(node: Node, whole: Node, reading: Reading, *, depth: int) -> Iterator[Draft]:
    if _SPECIFICATIONS & set(node.types):
        yield from _draft(node, node, whole, reading)
    elif "LearningAchievement" in node.types:
        yield from _draft(next(iter(node.nodes("specifiedBy")), node), node, whole, reading)
    elif depth <= len(("subject", "claim", "part")):
        inner = node.nodes("credentialSubject", "hasClaim", "hasPart", "learningAchievementSpecification", "claim")
        found = [draft for one in inner for draft in _drafts(one, whole, reading, depth=depth + 1)]
        yield from found
        if not depth and not found:
            reading.notes.skip(node.place, node.id or "a document", "holds no learning achievement")


@dataclass(frozen=True, kw_only=True)
class _Described:
    """What can be achieved, the achievement that it is specified for, and the body that awards it."""

    title: str
    spec: Node
    achievement: Node
    body: Node | None


def _draft(spec: Node, achievement: Node, whole: Node, reading: Reading) -> Iterator[Draft]:
    title = spec.text("title") or achievement.text("title")
    if title is None:
        reading.notes.skip(spec.place, spec.id or "an achievement", "has no title")
        return
    body = _awarding_body(achievement) or next(iter(whole.nodes("issuer")), None)
    described = _Described(title=title, spec=spec, achievement=achievement, body=body)
    address = _address(described, reading)
    if address is None:
        reading.notes.skip(
            spec.place, title, f"has no web address, and neither has the body that awards it; {ONE_ADDRESS}"
        )
        return
    name = body.text("legalName", "prefLabel", "altLabel") if body else None
    if name is None:
        name = host_of(address)
        reading.notes.mend(spec.place, title, "names no awarding body; it is named after the address")
    if spec.has("entryRequirement") or achievement.has("entryRequirement"):
        reading.notes.mend(spec.place, title, "its entry requirement is in words only, so it is no condition")
    yield Draft(
        place=spec.place,
        key=f"{spec.place} {spec.id or title}",
        own_id=None,
        skills=tuple(dict.fromkeys(_skills(spec))),
        credential=_credential(described, Issuer(name=name, kind=issuer_kind(name)), address, reading),
    )


def _address(described: _Described, reading: Reading) -> str | None:
    spec, achievement, body = described.spec, described.achievement, described.body
    homes = [
        home for one in (spec, achievement, body) if one for home in one.nodes("homepage", "supplementaryDocument")
    ]
    address = next((found for home in homes if (found := home.address("contentURL", "contentUrl"))), None)
    address = address or spec.address("homepage") or (body.address("homepage", "id") if body else None)
    return address or reading.provenance.address or achievement.address("id")


def _credential(described: _Described, issuer: Issuer, address: str, reading: Reading) -> Credential:
    title, spec, achievement, body = described.title, described.spec, described.achievement, described.body
    kind, said = _kind(spec, title, reading)
    return Credential(
        id="",
        title=title,
        kind=kind,
        issuer=issuer,
        address=address,
        source=reading.provenance.source(address),
        local_kind=said,
        field_terms=tuple(label for one in spec.nodes("thematicArea", "ISCEDFCode") if (label := one.label())),
        assessment=_assessment(achievement, kind),
        hours=_hours(spec, achievement, title, reading),
        credits=_credits(spec),
        languages=languages_of(spec, "language", reading.notes),
        mode=_mode(spec, achievement),
        outcomes=tuple(one.label() or "" for one in spec.nodes("learningOutcome") if one.label()),
        country=_country(body),
        eqf_level=_eqf_level(spec),
        entry_terms=spec.text("entryRequirement") or achievement.text("entryRequirement"),
        quality_assurance=_quality_assurance(spec, body),
    )


def _awarding_body(achievement: Node) -> Node | None:
    bodies = [body for process in achievement.nodes("awardedBy") for body in process.nodes("awardingBody")]
    offered = [body for one in achievement.nodes("awardingOpportunity") for body in one.nodes("awardingBody")]
    return next(iter([*bodies, *offered, *achievement.nodes("awardingBody", "publisher")]), None)


def _kind(spec: Node, title: str, reading: Reading) -> tuple[CredentialKind, str]:
    """Return the kind that its type says; a partial qualification or a short programme is a micro-credential."""
    labels = [label for one in spec.nodes("dcType", "credentialType") if (label := one.label())]
    read = kind_of(labels, title)
    if read.note is not None and labels:
        reading.notes.mend(spec.place, title, read.note)
    return read.kind, read.word or "Learning achievement"


def _skills(spec: Node) -> Iterator[SaidSkill]:
    for outcome in spec.nodes("learningOutcome"):
        related = outcome.nodes("relatedESCOSkill", "relatedSkill")
        for one in related:
            words = one.label()
            if words is not None:
                yield SaidSkill(words=words, address=one.id)
        words = outcome.label()
        if words is not None and not related:
            yield SaidSkill(words=words)


def _assessment(achievement: Node, kind: CredentialKind) -> Assessment:
    found: list[Assessment] = []
    for proof in achievement.nodes("provenBy"):
        verified = " ".join(proof.codes("idVerification"))
        proctored = True if verified.startswith("supervised") else False if "unsupervised" in verified else None
        for spec in [*proof.nodes("specifiedBy"), proof]:
            said = [label for one in spec.nodes("dcType") if (label := one.label())] or spec.texts("title")
            found.extend(assessment_called(text, kind, proctored=proctored) for text in said)
    return strongest(found)


def _hours(spec: Node, achievement: Node, title: str, reading: Reading) -> int | None:
    """Return the notional workload in hours, which a duration gives in its clock part; what is none is noted."""
    activities = [one for activity in achievement.nodes("influencedBy") for one in activity.nodes("specifiedBy")]
    for node in (spec, *activities):
        for text in node.texts("volumeOfLearning"):
            duration = read_duration(text)
            if duration is not None and duration.whole_hours:
                return duration.whole_hours
            reading.notes.mend(node.place, title, f'volumeOfLearning "{text}" says no hours; it was left out')
    return None


def _credits(spec: Node) -> int | None:
    points = [number for one in spec.nodes("creditPoint") if (number := one.number("point")) is not None]
    return (int(points[0]) or None) if points else None


def _mode(spec: Node, achievement: Node) -> Mode | None:
    activities = [one for activity in achievement.nodes("influencedBy") for one in activity.nodes("specifiedBy")]
    labels = [label for node in (spec, *activities) for one in node.nodes("mode") if (label := one.label())]
    return modes_called(labels)


def _country(body: Node | None) -> str | None:
    places = [address for one in body.nodes("location") for address in one.nodes("address")] if body else []
    for code in (code for place in places for code in place.nodes("countryCode")):
        return code.label() or (code.id or "").rpartition("/")[2] or None
    return None


def _eqf_level(spec: Node) -> int | None:
    for one in spec.nodes("eqfLevel"):
        found = _EQF.search(one.id or "") or _EQF.search(one.label() or "")
        if found and 1 <= int(found.group(1)) <= HIGHEST_EQF_LEVEL:
            return int(found.group(1))
    return None


def _quality_assurance(spec: Node, body: Node | None) -> str | None:
    """Return the accreditations of the qualification, or of the body that awards it."""
    for node, says in ((spec, "accredited"), (body, "its issuer is accredited")):
        for one in node.nodes("accreditation") if node else []:
            agents = [label for agent in one.nodes("accreditingAgent") if (label := agent.label())]
            by = f" by {', '.join(agents)}" if agents else ""
            return f"{one.label() or says}{by}"
    return None


FORMAT = Format(
    name="European Learning Model",
    becomes="qualifications and achievement specifications, of version 3",
    uses="the elements of Annex I of the Council Recommendation",
    signs={
        Sign.CLASSES: has_class(_SPECIFICATIONS | _HOLDERS),
        Sign.CONTEXT: context_names("data.europa.eu/snb"),
    },
    read=read_elm,
)
