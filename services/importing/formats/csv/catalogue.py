"""Which credentials does a table hold? CSV after our template, by whatever delimiter a spreadsheet wrote."""

from collections.abc import Iterable, Iterator

from services.importing.drafts import Draft, Drafts, Reading, SaidSkill, issuer_kind
from services.importing.formats.csv.offer import read_cost, read_offer_ends, read_revised_on, read_status, read_validity
from services.importing.formats.csv.rows import rows_of
from services.importing.formats.csv.table import Row
from services.importing.formats.csv.workload import read_time
from services.importing.source_files import Document
from services.importing.values.credentials.credential_kinds import kind_of
from services.importing.values.credentials.credential_words import (
    assessment_called,
    level_called,
    modes_called,
)
from services.importing.values.credentials.requirement_parts import all_of, some_of
from services.importing.values.languages_said import languages_said
from services.importing.values.occupations_said import occupations_said
from services.importing.values.plain_values import read_address
from services.importing.values.quantities import CREDITS, WEEKS, YEARS
from services.recommender.knowledge.credentials.credential import (
    Assessment,
    Credential,
    CredentialKind,
    ExperienceYears,
    Holding,
    Issuer,
    IssuerKind,
    Recognition,
    Requirement,
)
from services.recommender.knowledge.credentials.files.catalogue_parts import HIGHEST_EQF_LEVEL
from services.recommender.scales import EmployerKind, Mode, SkillLevel

#: What says that nothing is awarded, and that a course is for every level.
_NO_CERTIFICATE = frozenset({"no", "none", "no certificate", "not available", "false", "no certificate available", "0"})
_EVERY_LEVEL = frozenset(
    {"all levels", "all", "any", "mixed", "any level", "mixed level", "all level", "n/a", "not calibrated"}
)


#: Said of a row without an address, with what helps.
_NEEDS_ADDRESS = (
    "needs an address, the web page of the credential: fill a column `address`, or give one page to all rows with "
    "`always: address` in the file of `--columns`"
)


def read_csv(documents: Iterable[Document], reading: Reading) -> Drafts:
    """Return the credentials of the tables. Raises ImportRejected where one has no usable heading, or too many rows."""
    return Drafts(credentials=tuple(draft for draft in _drafts(documents, reading)))


def _drafts(documents: Iterable[Document], reading: Reading) -> Iterator[Draft]:
    for document in documents:
        for row, home in rows_of(document, reading):
            draft = _draft(row, home)
            if draft is not None:
                yield draft


def _draft(row: Row, home: str | None) -> Draft | None:
    title, issuer = row.text("title"), row.text("issuer")
    if title is not None and not row.reading.courses and (row.text("certificate") or "").casefold() in _NO_CERTIFICATE:
        row.reading.notes.skip(row.place, title, "awards nothing; `--courses` takes such courses as well")
        return None
    if title is None or issuer is None:
        row.reading.notes.skip(row.place, title or issuer or "a row", "needs a title and an issuer")
        return None
    address = _address(row, home)
    if address is None:
        row.reading.notes.skip(row.place, title, _NEEDS_ADDRESS)
        return None
    own_id = row.text("id")
    return Draft(
        place=row.place,
        key=own_id or row.place,
        own_id=own_id,
        skills=tuple(_skills(row)),
        credential=_credential(row, title, issuer, address),
    )


def _address(row: Row, home: str | None) -> str | None:
    """Return the page, relative to the platform's home where it is; that or the catalogue's stands in for none."""
    said = row.text("address")
    if said is not None and home is not None and said.startswith("/"):
        return read_address(home + said)
    found = read_address(said)
    if said is not None and found is None:
        row.wrong("address", "must be an address that begins with https://")
    if found is None and row.reading.provenance.address is None and home is not None:
        row.reading.notes.mend(row.file, "address", f"is not said of every row; {home} stands in")
    return found or row.reading.provenance.address or home


def _skills(row: Row) -> Iterator[SaidSkill]:
    """Yield the skills; people part them by commas or semicolons as well, where the whole is the name of none."""
    for words in row.texts("skills"):
        whole = words in row.reading.skills or row.reading.skills.match(words) is not None
        sign = next((sign for sign in ";," if sign in words), None)
        parts = [words] if whole or sign is None else words.split(sign)
        yield from (SaidSkill(words=part.strip()) for part in parts if part.strip())


def _credential(row: Row, title: str, issuer: str, address: str) -> Credential:
    kind = _kind(row, title)
    time, ends = read_time(row), read_offer_ends(row)
    return Credential(
        id="",
        title=title,
        kind=kind,
        issuer=Issuer(name=issuer, kind=_issuer_kind(row, issuer)),
        address=address,
        source=row.reading.provenance.source(address),
        local_kind=row.text("kind"),
        level=_level(row),
        assessment=_assessment(row, kind),
        field_terms=row.texts("subjects"),
        hours=time.hours,
        hours_from=time.hours_from,
        weeks_minimum=time.weeks_minimum,
        days_minimum=time.days_minimum,
        exam_wait_weeks=row.whole_number("exam_wait_weeks", WEEKS, at_least=0),
        cost=read_cost(row),
        validity_months=read_validity(row),
        revised_on=read_revised_on(row),
        status=read_status(row, ends),
        offer_ends=ends,
        superseded_by=row.text("superseded_by"),
        prerequisites=_prerequisites(row),
        recognised_by=tuple(
            Recognition(by=name, by_kind=EmployerKind.UNKNOWN, asserted_by=issuer)
            for name in row.texts("recognised_by")
        ),
        credits=row.whole_number("credits", CREDITS),
        credits_toward=row.text("credits_toward"),
        languages=languages_said(row.texts("language"), f"{row.place}, column language", row.reading.notes),
        mode=_mode(row),
        outcomes=row.texts("outcomes"),
        country=row.text("country"),
        eqf_level=_eqf_level(row),
        quality_assurance=row.text("quality_assurance"),
        occupations=_occupations(row),
    )


def _kind(row: Row, title: str) -> CredentialKind:
    said = row.text("kind")
    read = kind_of([said] if said else [], title)
    if said is not None and read.note is not None:
        row.reading.notes.mend(f"{row.place}, column kind", said, read.note)
    elif read.note is not None:
        # The same for thousands of rows, so it is said of the file.
        row.reading.notes.mend(
            row.file, "kind", f"is not said of every row; where no title says one, {read.kind.value}"
        )
    return read.kind


def _issuer_kind(row: Row, issuer: str) -> IssuerKind:
    if row.text("issuer_kind") is None:
        return issuer_kind(issuer)
    said = issuer_kind(row.text("issuer_kind") or "")
    return row.one_of("issuer_kind", IssuerKind, IssuerKind.UNKNOWN, said)


def _assessment(row: Row, kind: CredentialKind) -> Assessment:
    said = row.text("assessment")
    guess = assessment_called(said, kind) if said else None
    return row.one_of("assessment", Assessment, Assessment.UNKNOWN, guess)


def _level(row: Row) -> SkillLevel:
    text = row.text("level") or ""
    if text.casefold() in _EVERY_LEVEL:
        return SkillLevel.UNKNOWN
    return row.one_of("level", SkillLevel, SkillLevel.UNKNOWN, level_called(text))


def _prerequisites(row: Row) -> Requirement | None:
    named = [Holding(credential=one) for one in row.texts("prerequisites")]
    needed = row.whole_number("prerequisites_needed")
    years = row.whole_number("years_of_experience", YEARS)
    held = some_of(needed, named) if needed is not None else all_of(named)
    return all_of([held, ExperienceYears(years=years) if years is not None else None])


def _mode(row: Row) -> Mode | None:
    said = row.text("mode")
    if said is None:
        return None
    if said.casefold() == Mode.ANY:
        return Mode.ANY
    found = modes_called([said.replace("_", " ")])
    if found is None:
        row.wrong("mode", f"must be one of {', '.join(Mode)}")
    elif said.casefold().replace(" ", "_").replace("-", "_") != found:
        row.reading.notes.mend(f"{row.place}, column mode", said, f"read as {found}")
    return found


def _eqf_level(row: Row) -> int | None:
    level = row.whole_number("eqf_level")
    if level is not None and level > HIGHEST_EQF_LEVEL:
        row.wrong("eqf_level", f"must be a number from 1 to {HIGHEST_EQF_LEVEL}")
        return None
    return level


def _occupations(row: Row) -> tuple[str, ...]:
    texts, place = row.texts("occupations"), f"{row.place}, column occupations"
    found = occupations_said(texts, place, row.reading.codes, row.reading.notes)
    if texts and not found:
        row.wrong("occupations", "must be O*NET-SOC codes like 15-2051.00")
    return found
