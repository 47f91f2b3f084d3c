"""Names of employers and issuers are compared without what says only who is liable."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from services.recommender.names.organisations import is_same, names_it, organisation


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Deloitte LLP", "deloitte"),
        ("Deloitte (UK) LLP", "deloitte"),
        ("The Boeing Company", "boeing"),
        ("Robert Bosch GmbH & Co. KG", "robert bosch"),
        ("Enel S.p.A.", "enel"),
        ("Comarch Sp. z o.o.", "comarch"),
        ("Atlassian Pty Ltd", "atlassian"),
        ("ING Bank N.V.", "ing bank"),
        ("Philips B. V.", "philips"),
        ("AB Volvo", "volvo"),
        ("Grupo Bimbo S.A.B. de C.V.", "grupo bimbo"),
        ("Société Générale SA", "societe generale"),
        ("Infosys Pvt. Ltd.", "infosys"),
        ("Tiffany & Co.", "tiffany"),
        ("Stadt Köln", "stadt koln"),
        ("Ltd", "ltd"),
        ("", ""),
    ],
)
def test_legal_forms_are_no_part_of_a_name(written, folded):
    assert organisation(written) == folded


#: Words that names are made of, legal forms among them, and any text at all.
WORDS = st.sampled_from(["The", "Acme", "Co.", "&", "Ltd", "GmbH", "S.p.A.", "Siemens", "(UK)", "AB", "S", "A", "and"])
NAMES = st.one_of(st.lists(WORDS, max_size=6).map(" ".join), st.text(max_size=30))


@given(NAMES)
@example("Siemens")
@example("A/S and Co.")
def test_folding_what_is_folded_changes_nothing(name):
    assert organisation(organisation(name)) == organisation(name)


@given(NAMES, st.sampled_from(["Ltd", "LLP", "Inc.", "GmbH", "S.p.A.", "plc", "B.V.", "AB", "Sp. z o.o.", "Pty Ltd"]))
def test_a_legal_form_behind_a_name_makes_it_no_other(name, form):
    assert is_same(f"Northwind {name} {form}", f"Northwind {name}")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Georgia Tech", "Georgia Institute of Technology", True),
        ("MIT", "Massachusetts Institute of Technology", True),
        ("PMI", "Project Management Institute", True),
        ("State University", "Other University", False),
        ("IT", "Institute of Technology", False),
        ("Acme", "Acme Learning", False),
    ],
)
def test_a_short_form_names_the_same_organisation(one, other, same):
    assert is_same(one, other) is is_same(other, one) is same


def test_words_around_the_name_of_an_organisation_name_it():
    assert names_it("a degree of State University", "State University")
    assert not names_it("a degree of State University", "Tech State University")
