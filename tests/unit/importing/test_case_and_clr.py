"""CASE frameworks and records of CLR 1.0 as catalogues: credentials are found, and nothing of a learner."""

import pytest


def item(identifier, words, kind="Competency"):
    uri = f"https://example.org/items/{identifier}"
    return {"identifier": identifier, "uri": uri, "fullStatement": words, "CFItemType": kind}


def child(origin, destination):
    return {
        "associationType": "isChildOf",
        "originNodeURI": {"identifier": origin},
        "destinationNodeURI": {"identifier": destination},
    }


FRAMEWORK = {
    "CFDocument": {"title": "Data", "creator": "Example State", "language": "en", "subject": ["Computing"]},
    "CFItems": [
        item("1", "Data Certificate", "Certificate"),
        item("2", "SQL"),
        item("3", "Python"),
        item("4", "Other"),
    ],
    "CFAssociations": [child("2", "1"), child("3", "2"), child("1", "3")],
}
CLR = {
    "@context": "https://purl.imsglobal.org/spec/clr/v1p0/context/clr_v1p0.jsonld",
    "type": "Clr",
    "learner": {"name": "A Person", "id": "urn:uuid:1"},
    "publisher": {"name": "Example University", "id": "https://example.org"},
    "assertions": [
        {
            "type": "Assertion",
            "achievement": {
                "type": "Achievement",
                "id": "https://example.org/bsc",
                "achievementType": "Degree",
                "name": "BSc Computing",
                "creditsAvailable": 180,
                "issuer": {"id": "https://example.org", "name": "Example University"},
                "alignments": [{"targetName": "SQL", "targetType": "CFItem"}],
            },
        }
    ],
}


def test_an_item_of_a_credential_type_teaches_what_stands_below_it(only):
    one, notes = only(FRAMEWORK)
    assert (one.title, one.issuer.name, one.kind, one.languages) == (
        "Data Certificate", "Example State", "professional_certificate", ("en",),
    )  # fmt: skip
    assert (len(one.skills), one.field_terms, notes) == (2, ("Computing",), [])


@pytest.mark.parametrize("kind", ["Competency", "Standard", ""])
def test_a_framework_of_competencies_alone_says_so(importing, kind):
    imported = importing({**FRAMEWORK, "CFItems": [item("1", "SQL", kind)]})
    assert "none of its items is a credential" in imported.report.skipped[0].why


def test_a_course_of_a_framework_is_taken_on_request(importing):
    framework = {**FRAMEWORK, "CFItems": [item("1", "Data", "Course"), item("2", "SQL")]}
    assert not importing(framework).credentials
    assert importing(framework, courses=True).credentials[0].title == "Data"


def test_a_record_of_clr_1_describes_its_achievements(importing):
    imported = importing(CLR)
    one = imported.credentials[0]
    assert (one.title, one.kind, one.credits, len(one.skills)) == ("BSc Computing", "degree", 180, 1)
    assert "A Person" not in str(imported)
