"""How is a credential or a stack written in a file? Reads and writes them as JSON objects; YAML gives the same objects.

What is unknown is left out of the object. A skill is named by its id, or by words the skill index knows.
"""

from datetime import date
from enum import StrEnum

from services.recommender.knowledge.credentials.credential import (
    Assessment,
    Credential,
    CredentialStatus,
    Stack,
    StackKind,
)
from services.recommender.knowledge.credentials.files.catalogue_parts import (
    Skills,
    SourceDefaults,
    optional_requirement,
    read_cost,
    read_eqf_level,
    read_hours,
    read_issuer,
    read_kind,
    read_languages,
    read_recognitions,
    read_remembered,
    read_shared_fees,
    read_source,
    read_taught,
)
from services.recommender.knowledge.credentials.files.requirement_file import write_requirement
from services.recommender.knowledge.credentials.limits import LARGEST
from services.recommender.knowledge.files.entries import Entry, Json
from services.recommender.scales import Mode, SkillLevel


def read_credential(entry: Entry, skills: Skills, defaults: SourceDefaults | None = None) -> Credential:
    """Return the credential that `entry` holds; problems are noted, and unknown stands in for what is wrong.

    One table: a line a member of the entry.
    """
    title, address = entry.text("title"), entry.address("address")
    issuer = read_issuer(entry)
    source = read_source(entry, issuer.name, address, defaults)
    hours, hours_from = read_hours(entry)
    credential = Credential(
        id=entry.text("id"),
        title=title,
        kind=read_kind(entry),
        issuer=issuer,
        address=address,
        source=source,
        local_kind=entry.optional_text("local_kind"),
        skills=read_taught(entry, skills),
        field_terms=entry.texts("field_terms"),
        level=entry.one_of("level", SkillLevel, SkillLevel.UNKNOWN),
        assessment=entry.one_of("assessment", Assessment, Assessment.UNKNOWN),
        hours=hours,
        weeks_minimum=entry.whole_number("weeks_minimum", at_least=1, at_most=LARGEST["weeks_minimum"]),
        days_minimum=entry.whole_number("days_minimum", at_least=1, at_most=LARGEST["days_minimum"]),
        exam_wait_weeks=entry.whole_number("exam_wait_weeks", at_least=0, at_most=LARGEST["exam_wait_weeks"]),
        cost=read_cost(entry),
        shared_fees=read_shared_fees(entry),
        validity_months=entry.whole_number("validity_months", at_least=1, at_most=LARGEST["validity_months"]),
        renewal=entry.optional_text("renewal"),
        revised_on=entry.day("revised_on"),
        status=entry.one_of("status", CredentialStatus, CredentialStatus.ACTIVE),
        superseded_by=entry.optional_text("superseded_by"),
        offer_ends=entry.day("offer_ends"),
        prerequisites=optional_requirement(entry, "prerequisites"),
        recognised_by=read_recognitions(entry),
        credits=entry.whole_number("credits", at_least=1, at_most=LARGEST["credits"]),
        credits_toward=entry.optional_text("credits_toward"),
        languages=read_languages(entry),
        mode=None if entry.get("mode") is None else entry.one_of("mode", Mode, Mode.ANY),
        also_called=entry.texts("also_called"),
        prepared_by=entry.texts("prepared_by"),
        occupations=entry.texts("occupations"),
        outcomes=entry.texts("outcomes"),
        country=entry.optional_text("country"),
        eqf_level=read_eqf_level(entry),
        quality_assurance=entry.optional_text("quality_assurance"),
        hours_from=hours_from,
        valid_in=entry.texts("valid_in"),
        entry_terms=entry.optional_text("entry_terms"),
        remembered=read_remembered(entry, source.noted_on),
    )
    entry.close()
    return credential


def read_stack(entry: Entry, defaults: SourceDefaults | None = None) -> Stack | None:
    """Return the stack that `entry` holds; None, with the problems noted, where its requirement cannot be read."""
    issuer, address = entry.text("issuer"), entry.address("address")
    requirement = optional_requirement(entry, "requirement")
    if entry.get("requirement") is None:
        entry.problem('needs "requirement", the condition that reaches it')
    if entry.get("kind") is None:
        entry.problem(f'needs "kind", one of {", ".join(StackKind)}')
    fields = {
        "id": entry.text("id"),
        "title": entry.text("title"),
        "check": entry.text("check"),
    }
    kind = entry.one_of("kind", StackKind, StackKind.PROFESSIONAL_DESIGNATION)
    source = read_source(entry, issuer, address, defaults)
    recognised_by = entry.texts("recognised_by")
    entry.close()
    if requirement is None:
        return None
    return Stack(
        **fields,
        kind=kind,
        issuer=issuer,
        address=address,
        source=source,
        requirement=requirement,
        recognised_by=recognised_by,
    )


def write_credential(credential: Credential) -> dict[str, Json]:
    """Return the object that `read_credential` reads back as the same credential; unknown members are left out."""
    written: dict[str, Json] = {}
    for name, value in vars(credential).items():
        plain = write_requirement(value) if name == "prerequisites" and value is not None else _plain(value)
        if plain not in (None, [], "unknown"):
            written[name] = plain
    # Most are taught in one language, and a file says it as one.
    if credential.languages:
        several = written.pop("languages")
        written["language"] = several if len(several) > 1 else several[0]
    # Active is what a credential is unless its entry says otherwise.
    if credential.status is CredentialStatus.ACTIVE:
        del written["status"]
    return written


def write_stack(stack: Stack) -> dict[str, Json]:
    """Return the object that `read_stack` reads back as the same stack."""
    written = {name: _plain(value) for name, value in vars(stack).items() if name != "requirement"}
    written["requirement"] = write_requirement(stack.requirement)
    return {name: value for name, value in written.items() if value not in (None, [])}


def _plain(value: object) -> Json:
    match value:
        case StrEnum() | str() | int() | None:
            return value if value is None or isinstance(value, bool | int) else str(value)
        case date():
            return value.isoformat()
        case tuple():
            return [_plain(inner) for inner in value]
        case _:
            inner = {name: _plain(member) for name, member in vars(value).items()}
            return {name: member for name, member in inner.items() if member not in (None, "unknown")}
