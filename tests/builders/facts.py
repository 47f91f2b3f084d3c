"""Records of facts of which a test says only what matters, and fields of a vocabulary that is made up."""

from services.recommender.decision.facts.record import fields_of
from services.recommender.rulebook.vocabulary import FactField, Kind


def blank(record, **known):
    """Return a `record` that says nothing but what is `known`: unknown where that can be said, else 0, no or empty."""
    nothing = {
        field.name: 0 if field.kind is Kind.NUMBER and not field.may_be_unknown else field.blank
        for field in fields_of(record)
    }
    return record(**nothing | known)


def number(group, name, doc, unit):
    return FactField(group=group, name=name, kind=Kind.NUMBER, doc=doc, unit=unit, may_be_unknown=True)


def choice(group, name, doc, allowed):
    return FactField(group=group, name=name, kind=Kind.CHOICE, doc=doc, allowed=allowed)
