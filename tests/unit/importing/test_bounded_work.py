"""What one file may ask of the service: so many suggestions, columns, rows and documents, whatever is in it."""

import json

import pytest

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
