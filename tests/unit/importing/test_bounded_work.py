"""What one file may ask of the service: so many suggestions, columns, rows and documents, whatever is in it."""

import json
from functools import partial
from itertools import count

import pytest

from services.importing.effort import Effort
from services.importing.import_report import ImportRejected
from services.recommender.knowledge.files.entries import MOST_PROBLEMS, MOST_SUGGESTIONS, Entry, Problems


def test_a_hundred_thousand_unknown_members_cost_so_many_suggestions_at_most():
    problems = Problems()
    entry = Entry({f"titel{number}": 1 for number in range(100_000)}, where="line 1", problems=problems)
    entry.get("title")
    entry.close()
    assert problems.suggestions.computed == MOST_SUGGESTIONS
    assert len(problems.found) == MOST_PROBLEMS


def test_misspelt_cells_get_so_many_suggestions_at_most(importing):
    rows = "".join(f"A{number},I,https://example.org/{number},sertificate\n" for number in range(300))
    notes = importing(f"title,issuer,address,level\n{rows}").report.mended
    assert sum("did you mean" in note.why for note in notes) <= MOST_SUGGESTIONS


@pytest.mark.parametrize("heading", ["title,issuer," + ",".join(f"c{n}" for n in range(100_000)), "," * 4_000_000])
def test_a_heading_of_too_many_columns_is_refused(importing, heading):
    with pytest.raises(ImportRejected, match="columns; at most 500 are taken"):
        importing(heading + "\n")


@pytest.mark.parametrize("text", [json.dumps([1] * 200_001), "title,issuer\n" + "a,b\n" * 200_001])
def test_a_file_of_too_many_documents_or_rows_is_refused(importing, text):
    with pytest.raises(ImportRejected, match="more than 200000"):
        importing(text)


def looks(most):
    """An effort that ends after so many looks at its clock."""
    return lambda: Effort(most=most, clock=partial(next, count()))


def test_an_import_ends_where_its_work_does(importing):
    rows = "".join(f"A{number},I,https://example.org/{number}\n" for number in range(1000))
    with pytest.raises(ImportRejected, match="more than the 10 seconds of work"):
        importing(f"title,issuer,address\n{rows}", effort=looks(10))


#: One credential, for a million values in one member of it.
CREDENTIAL = {
    "@context": "https://credreg.net/ctdl/schema/context/json",
    "@type": "ceterms:Badge",
    "ceterms:name": "N",
    "ceterms:subjectWebpage": "https://example.org/n",
    "ceterms:offeredBy": [{"ceterms:name": "I"}],
}


@pytest.mark.parametrize("member", ["inLanguage", "recognizedBy", "requires", "teaches", "keyword", "occupationType"])
def test_every_value_of_a_member_is_counted_as_work(importing, member):
    with pytest.raises(ImportRejected, match="seconds of work"):
        importing({**CREDENTIAL, f"ceterms:{member}": [f"x{number}" for number in range(20_000)]}, effort=looks(100))


def test_the_end_of_a_list_that_is_too_long_is_left_out_and_reported(importing):
    names = "|".join(f"word{number}" for number in range(2000))
    read = importing(
        f"title,issuer,address,kind,skills,recognised_by\nA,I,https://example.org/a,badge,{names},{names}\n"
    )
    assert [len(one) for one in (read.credentials[0].recognised_by, read.credentials[0].field_terms)] == [500, 500]
    assert [note.why.partition(" is more")[0] for note in read.report.mended] == [
        "what recognised_by holds beyond the first 500 of 2000",
        "what skills holds beyond the first 500 of 2000",
    ]


def test_a_list_of_a_million_members_is_one_problem():
    problems = Problems()
    assert Entry({"skills": [1] * 1_000_000}, where="line 1", problems=problems).inners("skills") == ()
    assert problems.found == ['line 1: "skills" has 1000000 members; at most 1000 are taken']


def test_of_a_framework_so_many_items_below_one_are_read_and_said(importing):
    items = [{"identifier": "i", "uri": "https://c.example/i", "fullStatement": "Welding", "CFItemType": "Badge"}]
    items += [{"identifier": f"k{n}", "fullStatement": f"skill {n}", "CFItemType": "Skill"} for n in range(600)]
    links = [
        {
            "associationType": "isChildOf",
            "originNodeURI": {"identifier": f"k{n}"},
            "destinationNodeURI": {"identifier": "i"},
        }
        for n in range(600)
    ]
    read = importing({"CFDocument": {"creator": "State"}, "CFItems": items, "CFAssociations": links})
    assert len(read.credentials) == 1
    assert any("the first 500 items are read" in note.why for note in read.report.mended)


def test_of_many_outcomes_so_many_are_kept_as_sentences_and_said(importing):
    taught = [f"explain subject {number}" for number in range(30)]
    one = {
        "@context": "https://schema.org",
        "@type": "EducationalOccupationalCredential",
        "name": "N",
        "teaches": taught,
    }
    read = importing({**one, "url": "https://example.org", "provider": {"name": "P"}})
    assert len(read.credentials[0].outcomes) == 20
    assert any("of its 30 outcomes the first 20" in note.why for note in read.report.mended)


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"PK\x03\x04rest", "Excel workbook"),
        (b"\xd0\xcf\x11\xe0rest", "Excel workbook"),
        (b"%PDF-1.7", "is a PDF"),
        (b"\n<html></html>", "JSON-LD that is in it"),
    ],
)
def test_a_file_that_is_no_text_is_called_what_it_is(importing, raw, says):
    with pytest.raises(ImportRejected, match=says):
        importing(raw)
