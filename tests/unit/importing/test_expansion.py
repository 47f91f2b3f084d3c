"""JSON-LD that names members in its own way means what its contexts say; nothing is fetched, what is foreign is counted."""

import pytest

COURSE = {
    "@type": "Course",
    "name": "A",
    "url": "https://example.org/a",
    "provider": {"name": "I"},
    "educationalCredentialAwarded": "Badge",
}
NAMES = {"titel": "schema:name", "foaf": "http://xmlns.com/foaf/0.1/", "K": "schema:Course"}
ALIASED = {
    "@context": ["https://schema.org", NAMES],
    "@type": "K",
    "titel": "Kurs",
    "foaf:name": "A person",
    "url": "https://example.org/a",
    "provider": {"titel": "I"},
    "educationalCredentialAwarded": "Badge",
}


def prefixed(prefix, value):
    if isinstance(value, dict):
        return {name if name[0] == "@" else f"{prefix}:{name}": prefixed(prefix, one) for name, one in value.items()}
    return value


def test_aliases_are_read_and_another_vocabulary_is_not(importing):
    imported = importing(ALIASED)
    assert [(one.title, one.issuer.name) for one in imported.credentials] == [("Kurs", "I")]
    assert imported.report.unused == {"http://xmlns.com/foaf/0.1/name": 1}


def test_a_prefix_of_ones_own_choice_means_its_vocabulary(only):
    one, notes = only({"@context": {"x": "https://schema.org/"}, **prefixed("x", COURSE), "@type": "x:Course"})
    assert (one.title, one.local_kind, notes) == ("A", "Badge", [])


def test_texts_in_several_languages_are_read_in_one(only):
    context = {"c": "https://purl.org/ctdl/terms/", "titel": {"@id": "c:name", "@container": "@language"}}
    one, _ = only(
        {
            "@context": context,
            "@type": "c:Badge",
            "titel": {"de": "Abzeichen", "en": "Badge X"},
            "c:subjectWebpage": "https://example.org/x",
            "c:ownedBy": {"titel": {"en": "I"}},
        }
    )
    assert (one.title, one.issuer.name) == ("Badge X", "I")


@pytest.mark.parametrize(
    ("context", "says"),
    [
        (["https://schema.org", {"a": {"@id": "b"}, "b": {"@id": "a"}}], "cannot be used"),
        (["https://schema.org", {"a": {"@id": 1}}], "cannot be used"),
        (["https://schema.org", "https://nowhere.example/c", {"x": "https://x.example/x"}], "is not carried"),
        (["https://schema.org", {f"t{n}": "https://x.example/t" for n in range(100_001)}], "more than 100000 values"),
    ],
)
def test_a_context_that_cannot_be_used_leaves_names_as_they_are(only, context, says):
    one, notes = only({"@context": context, **COURSE})
    assert one.title == "A"
    assert [note for note in notes if says in note]


def test_every_member_that_is_not_used_is_counted(importing):
    rated = {"@context": "https://schema.org", **COURSE, "aggregateRating": {"ratingValue": 4}, "foaf:name": "x"}
    assert importing(rated, rated | {"name": "B"}).report.unused == {"Course.aggregateRating": 2, "Course.foaf:name": 2}
