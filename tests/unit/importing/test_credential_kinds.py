"""Kinds: one table for every format, and whatever is taken for something without it is said."""

import pytest

from services.importing.values.credentials.credential_kinds import kind_called, kind_of

MICRO, PROFESSIONAL, CERTIFICATION = "micro_credential", "professional_certificate", "certification"


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        *((each, MICRO) for each in ("badge", "nano-degree", "MicroMasters® Program", "XSeries", "Guided Project")),
        *((each, MICRO) for each in ("certificate of completion", "Boot Camp", "Teilnahmebescheinigung")),
        *((each, PROFESSIONAL) for each in ("graduate certificate", "Zertifikat", "PG Dip", "Certificate IV", "BTEC")),
        *((each, CERTIFICATION) for each in ("PMP", "CCNA", "NVQ Level 3", "CompTIA A+", "Meister", "SHRM-CP")),
        *((each, "degree") for each in ("BSc", "MBA", "BDS (Bachelor of Dental Surgery)", "M.Tech", "Master's")),
        *((each, "degree") for each in ("BSc (Hons) Computing", "Degree awarded by University of Y", "Laurea")),
        ("Real Estate Salesperson License", "licence"),
    ],
)
def test_what_the_field_calls_it_has_a_kind(words, kind):
    assert kind_called(words)[0] == kind


@pytest.mark.parametrize(
    "words", ["MS Excel Basics", "Mastering Python", "MBA Essentials", "Associate Android Developer", "Data Science"]
)
def test_what_only_looks_like_a_degree_is_none(words):
    assert kind_called(words) is None


@pytest.mark.parametrize(
    ("said", "title", "kind", "note"),
    [
        (["badge"], "BSc Computing", MICRO, None),
        (["Wunderschein"], "BSc Computing", "degree", "its title is that of a degree"),
        ([], "BSc Computing", "degree", None),
        (["Wunderschein"], "SQL", MICRO, '"Wunderschein" says no kind of credential; read as micro_credential'),
        ([], "SQL", MICRO, "its title says no kind"),
        (["Degree awarded by X"], "Computing", "degree", "is read as degree"),
    ],
)
def test_what_was_taken_for_something_is_said(said, title, kind, note):
    read = kind_of(said, title)
    assert read.kind == kind
    assert (read.note is None) if note is None else note in read.note
