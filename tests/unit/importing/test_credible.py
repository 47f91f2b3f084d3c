"""Numbers beyond belief are left out of an import, each with a note, and the decision reckons on without them."""

import pytest

CTDL = {
    "@context": "https://credreg.net/ctdl/schema/context/json",
    "@type": "ceterms:Certificate",
    "@id": "https://example.org/c",
    "ceterms:name": {"en": "A certificate"},
    "ceterms:subjectWebpage": "https://example.org/c",
    "ceterms:offeredBy": [{"@type": "ceterms:Organization", "ceterms:name": {"en": "I"}}],
}


@pytest.mark.parametrize(
    ("column", "cell", "field"),
    [
        ("hours", "999999", "hours"),
        ("weeks_minimum", "450000", "weeks_minimum"),
        ("exam_wait_weeks", "450000", "exam_wait_weeks"),
        ("validity_months", "1199999988", "validity_months"),
        ("credits", "10001", "credits"),
        ("years_of_experience", "101", "prerequisites"),
    ],
)
def test_a_number_beyond_belief_is_left_out_with_a_note(importing, column, cell, field):
    imported = importing(f"title,issuer,address,kind,{column}\nA,I,https://example.org/a,badge,{cell}\n")
    (credential,) = imported.credentials
    assert getattr(credential, field) is None
    (note,) = imported.report.mended
    assert "more than anything asks for" in note.why or "must be" in note.why


def test_a_renewal_every_99999999_years_is_none(importing):
    document = {**CTDL, "ceterms:renewalFrequency": "P99999999Y"}
    imported = importing(document)
    (credential,) = imported.credentials
    assert credential.validity_months is None
    assert any("validity_months" in note.why for note in imported.report.mended)
