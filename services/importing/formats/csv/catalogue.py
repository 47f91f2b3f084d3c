"""Which credentials does a table hold? CSV after our template, by whatever delimiter a spreadsheet wrote."""

from collections.abc import Iterable, Iterator
from datetime import date

from services.importing.drafts import Draft, Drafts, Reading, SaidSkill, issuer_kind
from services.importing.formats.csv.table import Row, read_columns, read_rows
from services.importing.import_report import ImportRejected
from services.importing.source_files import Document
from services.importing.values.credential_kinds import kind_of
from services.importing.values.credential_words import (
    assessment_called,
    level_called,
    mode_called,
    status_called,
)
from services.importing.values.durations import odd_days
from services.importing.values.languages_said import languages_said
from services.importing.values.occupations_said import occupations_said
from services.importing.values.plain_values import read_address, round_up
from services.importing.values.prices import read_currency, read_price
from services.importing.values.quantities import CREDITS, HOURS, MONTHS, WEEKS, YEARS, read_quantity
from services.importing.values.requirement_parts import all_of, some_of
from services.importing.values.revisions import revised
from services.recommender.knowledge.credentials.catalogue_parts import HIGHEST_EQF_LEVEL
from services.recommender.knowledge.credentials.credential import (
    Assessment,
    Cost,
    Credential,
    CredentialKind,
    CredentialStatus,
    ExperienceYears,
    Holding,
    Issuer,
    IssuerKind,
    Recognition,
    Requirement,
)
from services.recommender.scales import EmployerKind, Mode, SkillLevel

#: The most rows taken of one file.
MOST_ROWS = 200_000

#: What says that a credential need not be renewed.
_WITHOUT_END = frozenset(
    {
        "lifetime",
        "life",
        "for life",
        "unlimited",
        "indefinite",
        "no expiry",
        "no expiration",
        "does not expire",
        "never",
    }
)


def read_csv(documents: Iterable[Document], reading: Reading) -> Drafts:
    """Return the credentials of the tables. Raises ImportRejected where one has no usable heading, or too many rows."""
    return Drafts(credentials=tuple(draft for document in documents for draft in _drafts(document, reading)))


def _drafts(document: Document, reading: Reading) -> Iterator[Draft]:
    name = document.place
    rows = read_rows(name, document.text or "")
    _, heading = next(rows, (0, []))
    columns = read_columns(name, heading, reading)
    for count, (number, cells) in enumerate(rows):
        if count >= MOST_ROWS:
            raise ImportRejected(f"{name}, line {number}: has more than {MOST_ROWS} rows. Split it into several files.")
        reading.notes.effort.count()
        if not any(cell.strip() for cell in cells):
            continue
        place = f"{name}, line {number}"
        if len(cells) > len(heading) and any(cell.strip() for cell in cells[len(heading) :]):
            reading.notes.mend(
                place, " | ".join(cells[len(heading) :]), "has more cells than the heading; they are left out"
            )
        row = Row(
            place=place, cells={column: cells[at] for at, column in columns.items() if at < len(cells)}, reading=reading
        )
        draft = _draft(row)
        if draft is not None:
            yield draft


def _draft(row: Row) -> Draft | None:
    title, issuer = row.text("title"), row.text("issuer")
    if title is None or issuer is None:
        row.reading.notes.skip(row.place, title or issuer or "a row", "needs a title and an issuer")
        return None
    address = read_address(row.text("address")) or row.reading.provenance.address
    if row.text("address") and address is None:
        row.wrong("address", "must be an address that begins with https://")
    if address is None:
        row.reading.notes.skip(row.place, title, "needs an address, the web page of the credential")
        return None
    own_id = row.text("id")
    return Draft(
        place=row.place,
        key=own_id or row.place,
        own_id=own_id,
        skills=tuple(SaidSkill(words=words) for words in row.texts("skills")),
        credential=_credential(row, title, issuer, address),
    )


def _credential(row: Row, title: str, issuer: str, address: str) -> Credential:
    kind = _kind(row, title)
    return Credential(
        id="",
        title=title,
        kind=kind,
        issuer=Issuer(name=issuer, kind=_issuer_kind(row, issuer)),
        address=address,
        source=row.reading.provenance.source(address),
        local_kind=row.text("kind"),
        level=row.one_of("level", SkillLevel, SkillLevel.UNKNOWN, level_called(row.text("level") or "")),
        assessment=_assessment(row, kind),
        hours=row.whole_number("hours", HOURS),
        weeks_minimum=row.whole_number("weeks_minimum", WEEKS),
        days_minimum=_days_minimum(row),
        exam_wait_weeks=row.whole_number("exam_wait_weeks", WEEKS, at_least=0),
        cost=_cost(row),
        validity_months=_validity(row),
        revised_on=_revised_on(row),
        status=row.one_of("status", CredentialStatus, CredentialStatus.ACTIVE, status_called(row.text("status") or "")),
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


def _cost(row: Row) -> Cost | None:
    text, currency = row.text("cost"), row.text("currency")
    if currency is not None and read_currency(currency) is None:
        row.wrong("currency", "must be one currency, like EUR")
    if text is None:
        return None
    price = read_price(text, currency)
    if price.amount is None:
        row.wrong("cost", price.why or "says no price")
    elif price.currency is None and price.amount:
        row.wrong("currency", "must be a currency like EUR, so that the cost can be compared")
    else:
        amount = round_up(price.amount)
        if amount != price.amount or "k" in text.casefold():
            row.reading.notes.mend(f"{row.place}, column cost", text, f"read as {amount} {price.currency}")
        return Cost(amount=amount, currency=price.currency or "USD")
    return None


def _days_minimum(row: Row) -> int | None:
    """Return the fewest days where they are said otherwise than in whole weeks."""
    text = row.text("weeks_minimum")
    found = read_quantity(text, WEEKS) if text is not None else None
    return odd_days(found.number * 7) if found is not None and found.number > 0 else None


def _validity(row: Row) -> int | None:
    """Return the months until it has to be renewed; None where it never has to."""
    if (row.text("validity_months") or "").casefold() in _WITHOUT_END:
        return None
    return row.whole_number("validity_months", MONTHS)


def _revised_on(row: Row) -> date | None:
    text = row.text("revised_on")
    found = revised(text, row.reading.provenance.read_on)
    if text is not None and found is None:
        row.wrong("revised_on", "must be a day that has come, like 2026-06-01")
    elif text is not None and found is not None and text != found.isoformat():
        row.reading.notes.mend(f"{row.place}, column revised_on", text, f"read as {found}")
    return found


def _prerequisites(row: Row) -> Requirement | None:
    named = [Holding(credential=one) for one in row.texts("prerequisites")]
    needed = row.whole_number("prerequisites_needed")
    years = row.whole_number("years_of_experience", YEARS)
    held = some_of(needed, named) if needed is not None else all_of(named)
    return all_of([held, ExperienceYears(years=years) if years is not None else None])


def _mode(row: Row) -> Mode | None:
    said = row.text("mode")
    return None if said is None else row.one_of("mode", Mode, Mode.ANY, mode_called(said))


def _eqf_level(row: Row) -> int | None:
    level = row.whole_number("eqf_level")
    if level is not None and level > HIGHEST_EQF_LEVEL:
        row.wrong("eqf_level", f"must be a number from 1 to {HIGHEST_EQF_LEVEL}")
        return None
    return level


def _occupations(row: Row) -> tuple[str, ...]:
    texts, place = row.texts("occupations"), f"{row.place}, column occupations"
    if texts and not (found := occupations_said(texts, place, row.reading.codes, row.reading.notes)):
        row.wrong("occupations", "must be O*NET-SOC codes like 15-2051.00")
        return found
    return found if texts else ()
