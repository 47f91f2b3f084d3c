"""Only what truly says when content was revised is read as that, and a duration in days stays one."""

from datetime import date

import pytest

from services.importing.values.times.revisions import revised

READ_ON = date(2026, 11, 22)
HEADING = "title,issuer,address,revised_on,weeks_minimum\n"
COURSE = {
    "@context": "https://schema.org",
    "@type": "Course",
    "name": "Practical SQL",
    "url": "https://example.org/course",
    "provider": "Example Data Institute",
    "educationalCredentialAwarded": "Certificate of completion",
}
CTDL = {
    "@context": "https://credreg.net/ctdl/schema/context/json",
    "@id": "https://example.org/resources/ce-1",
    "@type": "ceterms:Certificate",
    "ceterms:ctid": "ce-1",
    "ceterms:name": {"en": "A certificate"},
    "ceterms:subjectWebpage": "https://example.org/a",
    "ceterms:ownedBy": [{"@type": "ceterms:CredentialOrganization", "ceterms:name": "Example Institute"}],
}
OWN = {
    "id": "own",
    "title": "Own",
    "kind": "micro_credential",
    "issuer": {"name": "Acme"},
    "address": "https://example.org/own",
    "source": {"title": "a page", "address": "https://example.org/", "licence": "facts", "read_on": "2026-11-01"},
}


def csv_row(revised_on="", weeks=""):
    return f"{HEADING}SQL badge,Acme,https://example.org/sql,{revised_on},{weeks}\n"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-06-01", date(2026, 6, 1)),
        ("2026-06-01T09:30:00Z", date(2026, 6, 1)),
        ("2026-06", date(2026, 6, 1)),
        ("2024", date(2024, 1, 1)),
        ("2024-02-29", date(2024, 2, 29)),
        ("2023-02-29", None),
        ("2026-11-23", None),
        ("0000", None),
        ("2026-13", None),
        ("last year", None),
        (None, None),
    ],
)
def test_a_day_a_month_and_a_year_are_read_if_they_have_come(text, day):
    assert revised(text, READ_ON) == day


def test_own_lines_and_tables_say_when_content_was_revised(only):
    assert only(OWN | {"revised_on": "2025-05-05"})[0].revised_on == date(2025, 5, 5)
    one, notes = only(csv_row("2025-05-05"))
    assert (one.revised_on, notes) == (date(2025, 5, 5), [])
    one, notes = only(csv_row("2025"))
    assert (one.revised_on, notes) == (date(2025, 1, 1), ["read as 2025-01-01"])
    one, notes = only(csv_row("soon"))
    assert (one.revised_on, notes) == (None, ["must be a day that has come, like 2026-06-01; it was left out"])


def test_other_headings_of_the_column_are_known(only):
    assert only(csv_row("2025-05-05").replace("revised_on", "Last updated"))[0].revised_on == date(2025, 5, 5)


def test_a_course_is_revised_when_it_was_modified_and_not_when_it_was_published(only):
    assert only(COURSE | {"dateModified": "2026-05-01", "datePublished": "2019-01-01"})[0].revised_on == date(
        2026, 5, 1
    )
    assert only(COURSE | {"datePublished": "2019-01-01"})[0].revised_on is None
    page = {"@type": "WebPage", "dateModified": "2026-11-01"}
    assert only(COURSE | {"mainEntityOfPage": page})[0].revised_on is None
    _, notes = only(COURSE | {"dateModified": "2027-05-01"})
    assert notes == ['dateModified "2027-05-01" is no day that has come; it was left out']


@pytest.mark.parametrize(
    ("members", "day"),
    [
        ({"dateEffective": "2025-01-15", "versionIdentifier": "3.0"}, date(2025, 1, 15)),
        ({"dateEffective": "2025-01-15", "previousVersion": "https://example.org/resources/ce-0"}, date(2025, 1, 15)),
        ({"dateEffective": "2002-01-15"}, None),
        ({"versionIdentifier": "3.0"}, None),
        ({"dateEffective": "2027-01-15", "versionIdentifier": "4.0"}, None),
    ],
)
def test_the_day_a_version_took_effect_is_a_revision_and_a_first_day_is_none(only, members, day):
    one, notes = only(CTDL | {f"ceterms:{name}": value for name, value in members.items()})
    assert one.revised_on == day
    assert any("is no day that has come" in note for note in notes) is ("2027" in members.get("dateEffective", ""))


@pytest.mark.parametrize(
    ("weeks", "said", "days"),
    [
        ("10 days", 2, 10),
        ("1 month", 5, 30),
        ("3 months", 13, None),
        ("12", 12, None),
        ("1 year", 52, None),
        ("1 day", 1, 1),
    ],
)
def test_a_duration_in_days_is_kept_beside_the_weeks_it_is_shown_in(only, weeks, said, days):
    one, _ = only(csv_row(weeks=weeks))
    assert (one.weeks_minimum, one.days_minimum) == (said, days)


def test_other_formats_keep_days_too(only):
    one, _ = only(COURSE | {"timeRequired": "P10D"})
    assert (one.weeks_minimum, one.days_minimum) == (2, 10)
    one, _ = only(CTDL | {"ceterms:estimatedDuration": [{"ceterms:exactDuration": "P10D"}]})
    assert (one.weeks_minimum, one.days_minimum) == (2, 10)
