"""Nothing that says who somebody is can be sent, kept or weighed: no member of a profile and no fact of a rule has it."""

import pytest
from marshmallow import fields

from services.intake.personal import says_who
from services.intake.problems import ProfileRejected
from services.intake.profile_schema import ProfileSchema, read_profile
from services.recommender.decision.facts.vocabulary import VOCABULARY

#: Article 21 of the EU's Charter of Fundamental Rights and the protected characteristics of the UK's Equality Act 2010,
#: as members of a record call them; and what names or finds somebody.
PROTECTED = [
    "age",
    "dateOfBirth",
    "sex",
    "gender_identity",
    "pregnancy",
    "maritalStatus",
    "sexual-orientation",
    "race",
    "skin_colour",
    "ethnicOrigin",
    "nationality",
    "religion",
    "belief",
    "political_opinion",
    "trade_union",
    "disability",
    "healthStatus",
    "fullName",
    "e-mail",
    "phone",
    "address",
    "photo",
    "passport",
]


def members(schema, of_the_profile=True):
    for name, member in schema.fields.items():
        yield name, of_the_profile
        inner = member.inner if isinstance(member, fields.List) else member
        if isinstance(inner, fields.Nested):
            yield from members(inner.schema, False)


def test_no_member_of_a_profile_says_who_somebody_is():
    listed = list(members(ProfileSchema()))
    assert len(listed) > 40
    assert not [name for name, of_the_profile in listed if says_who(name, of_the_profile=of_the_profile)]


def test_no_fact_that_rules_weigh_says_who_somebody_is():
    names = {fact.name for fact in VOCABULARY}
    assert len(names) > 100
    assert not {name for name in names if says_who(name, of_the_profile=True)}


@pytest.mark.parametrize("name", PROTECTED)
def test_a_protected_attribute_is_refused_with_its_reason(name):
    body = {"learner_id": "l", "field": {"occupation": "15-2051.00"}, "goal": "explore", name: "x"}
    with pytest.raises(ProfileRejected) as refused:
        read_profile(body)
    (problem,) = refused.value.problems
    assert problem.pointer == f"/{name}"
    assert "Credwise never weighs who a person is" in problem.detail
