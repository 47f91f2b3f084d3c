"""CSV: the template works as it is, spreadsheets' habits are taken, and every fault names its line and column."""

import pytest

from services.importing.formats.csv.template import template
from services.importing.import_report import ImportRejected
from services.recommender.knowledge.credentials.credential import Choice, Cost, ExperienceYears, Holding

HEADING = "title,issuer,address"


def row(**cells):
    cells = {"title": "A", "issuer": "I", "address": "https://example.org/a", "kind": "badge", **cells}
    return f"{','.join(cells)}\n{','.join(cells.values())}\n"


def test_the_template_imports_without_a_note(importing):
    imported = importing(template())
    assert [one.title for one in imported.credentials] == ["SQL Querying"]
    assert imported.report.mended == imported.report.skipped == ()


@pytest.mark.parametrize(
    "raw",
    [
        b"title;issuer;address\nA;I;https://example.org/a\n",
        b"title\tissuer\taddress\r\nA\tI\thttps://example.org/a\r\n",
        b"\xef\xbb\xbftitle,issuer,address\nA,I,https://example.org/a\n",
        b"sep=;\r\ntitle;issuer;address\r\nA;I;https://example.org/a\r\n",
        '"Name";"Provider";"URL"\n"A";"I";"www.example.org/a"\n'.encode("utf-16"),
        b"Title , AWARDING-BODY, link \nA,I,https://example.org/a\n\n,,\n",
    ],
)
def test_what_spreadsheets_write_is_read(importing, raw):
    imported = importing(raw)
    assert [(one.title, one.issuer.name) for one in imported.credentials] == [("A", "I")]


def test_what_is_not_utf_8_is_read_as_windows_writes_it_and_noted(importing):
    imported = importing("title,issuer,address\nBäcker,Schule,https://example.org\n".encode("cp1252"))
    assert imported.credentials[0].title == "Bäcker"
    assert "is not UTF-8" in imported.report.mended[0].why


@pytest.mark.parametrize(
    ("column", "cell", "field", "expected"),
    [
        ("hours", "PT20H", "hours", 20),
        ("hours", "20 h", "hours", 20),
        ("hours", "1.5", "hours", 2),
        ("cost", "free", "cost", Cost(amount=0, currency="USD")),
        ("cost", "€49", "cost", Cost(amount=49, currency="EUR")),
        ("kind", "nano-degree", "kind", "micro_credential"),
        ("kind", "Certification", "kind", "certification"),
        ("kind", "PMP", "kind", "certification"),
        ("kind", "AWS Certified Solutions Architect - Associate", "kind", "certification"),
        ("kind", "Microsoft Certified: Azure Fundamentals", "kind", "certification"),
        ("mode", "Blended", "mode", "blended"),
        ("assessment", "final project", "assessment", "project"),
        ("eqf_level", "6", "eqf_level", 6),
        ("occupations", "15-2051", "occupations", ("15-2051.00",)),
        ("outcomes", "Do this|Do that", "outcomes", ("Do this", "Do that")),
    ],
)
def test_a_cell_is_read_in_the_forms_people_write(only, column, cell, field, expected):
    assert getattr(only(row(**{column: cell}))[0], field) == expected


@pytest.mark.parametrize(
    ("column", "cell", "field"),
    [
        ("hours", "many", "hours"),
        ("hours", "-3x", "hours"),
        ("cost", "49", "cost"),
        ("cost", "dear", "cost"),
        ("eqf_level", "11", "eqf_level"),
        ("mode", "by pigeon", "mode"),
        ("occupations", "clerk", "occupations"),
        ("validity_months", "0", "validity_months"),
    ],
)
def test_a_cell_that_cannot_be_read_is_left_out_and_its_line_and_column_named(importing, column, cell, field):
    imported = importing(row(**{column: cell}))
    assert getattr(imported.credentials[0], field) in (None, (), "any") or field == "hours"
    assert any(note.place.startswith("file0, line 2, column ") for note in imported.report.mended)


def test_prerequisites_are_read_as_all_or_as_so_many(importing):
    table = (
        "id,title,issuer,address,prerequisites,prerequisites_needed,years_of_experience\n"
        "a,A,I,https://example.org/a,,,\n"
        "b,B,I,https://example.org/b,,,\n"
        "c,C,I,https://example.org/c,a|b,,\n"
        "d,D,I,https://example.org/d,a | b,1,2\n"
    )
    found = {one.id: one.prerequisites for one in importing(table).credentials}
    both = (Holding(credential="a"), Holding(credential="b"))
    assert found["c"] == Choice(needed=2, of=both)
    assert found["d"] == Choice(needed=2, of=(Choice(needed=1, of=both), ExperienceYears(years=2)))


def test_an_id_that_is_there_twice_is_taken_once(importing):
    table = "id,title,issuer,address\na,A,I,https://example.org/a\na,B,I,https://example.org/b\n"
    imported = importing(table)
    assert [one.title for one in imported.credentials] == ["A"]
    assert [(note.place, note.why) for note in imported.report.skipped] == [
        ("file0, line 3", "has the id a, which file0, line 2 has already")
    ]


def test_a_misspelt_column_is_noted_with_the_nearest(importing):
    imported = importing(row(asessment="project"))
    assert 'did you mean "assessment"?' in imported.report.mended[0].why
    assert imported.report.mended[0].place == "file0, line 1, column 5"


@pytest.mark.parametrize("raw", ["a,b,c\n1,2,3\n", "title\nA\n", "nothing at all", "issuer;address\n"])
def test_a_table_without_title_and_issuer_is_refused_with_the_remedy(importing, raw):
    with pytest.raises(ImportRejected, match=r"file0, line 1: the heading needs .*catalogue template"):
        importing(raw)


def test_a_quotation_mark_that_is_never_closed_is_refused_with_its_line(importing):
    raw = f'{HEADING}\nA,I,https://example.org/a\n"B,I,' + "x" * 200_000
    with pytest.raises(ImportRejected, match=r"file0, line 3: .* Is a quotation mark not closed\?"):
        importing(raw)


def test_a_row_without_an_address_takes_that_of_the_catalogue(importing):
    assert importing("title,issuer\nA,I\n").credentials == ()
    imported = importing("title,issuer\nA,I\n", address="https://example.org/catalogue")
    assert imported.credentials[0].address == "https://example.org/catalogue"


@pytest.mark.parametrize(
    ("cell", "languages"), [("English", ("en",)), ('"German, English"', ("de", "en")), ("de|en", ("de", "en"))]
)
def test_a_language_is_read_by_tag_or_name_and_may_be_several(importing, cell, languages):
    assert importing(row(language=cell)).credentials[0].languages == languages


def test_a_language_that_nobody_knows_is_said_with_its_column(importing):
    imported = importing(row(language="Klingonese"))
    assert imported.credentials[0].languages == ()
    assert [(note.place.rpartition(", ")[2], note.what) for note in imported.report.mended] == [
        ("column language", "Klingonese")
    ]


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("hours", "6-18 hours per week"),
        ("hours", "4 years"),
        ("cost", "49/month"),
        ("validity_months", "104 weeks"),
        ("exam_wait_weeks", "about 2"),
        ("credits", "120 hours"),
        ("eqf_level", "5.5"),
    ],
)
def test_a_number_with_other_words_is_left_out_and_the_cell_named(importing, column, cell):
    imported = importing(row(**{column: cell, "currency": "USD"}))
    assert getattr(imported.credentials[0], column) is None
    assert [(note.place, note.what) for note in imported.report.mended] == [(f"file0, line 2, column {column}", cell)]


def test_what_was_converted_is_said(importing):
    imported = importing(row(hours="130 minutes", validity_months="3 years"))
    assert (imported.credentials[0].hours, imported.credentials[0].validity_months) == (3, 36)
    assert [note.why for note in imported.report.mended] == [
        "read as 3 hours",
        "read as 36 months",
    ]


def test_a_validity_without_end_is_none_and_no_fault(importing):
    imported = importing(row(validity_months="lifetime"))
    assert imported.credentials[0].validity_months is None
    assert imported.report.mended == ()
