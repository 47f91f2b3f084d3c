"""The vocabulary and the values it speaks of are the same."""

from services.recommender.decision.facts.vocabulary import VOCABULARY
from services.recommender.knowledge.credentials import credential
from services.recommender.knowledge.occupations import occupation
from services.recommender.rulebook.vocabulary import Kind


def test_the_vocabulary_names_the_catalogue_values_as_the_catalogue_does():
    for field, enumeration in {
        "credential.kind": credential.CredentialKind,
        "credential.issuer_kind": credential.IssuerKind,
        "credential.assessment": credential.Assessment,
        "credential.status": credential.CredentialStatus,
        "field.certification": occupation.Certainty,
    }.items():
        assert set(VOCABULARY[field].allowed) == {member.value for member in enumeration}, field


def test_every_field_says_what_it_means_and_every_number_has_a_unit():
    assert all(field.doc.endswith(".") for field in VOCABULARY)
    assert all(field.unit for field in VOCABULARY if field.kind is Kind.NUMBER)


def test_a_number_with_decimals_is_shown_with_its_point():
    assert VOCABULARY["field.certification_importance"].show(301) == "3.01"
    assert VOCABULARY["field.certification_importance"].show(None) == "unknown"
