"""Random rules and random facts over the real vocabulary, for holding the engine against the plain evaluator."""

from dataclasses import replace

from hypothesis import strategies as st

from services.recommender.decision.facts.vocabulary import VOCABULARY
from services.recommender.rulebook.engine.plain import FactSheet
from services.recommender.rulebook.files.parts.conditions import ADMITTED
from services.recommender.rulebook.rule import Comparison, Condition, Rule, Stage
from services.recommender.rulebook.vocabulary import LARGEST_NUMBER, UNKNOWN, Kind, Subject, words_joined

SHARED = [f for f in VOCABULARY.of_subject(Subject.DECISION) if f.kind is not Kind.TEXT]
OWN = [f for f in VOCABULARY.of_subject(Subject.CANDIDATE) if f.kind is not Kind.TEXT]

#: Mostly small, so that conditions and facts meet; now and then as large as a fact may be.
NUMBERS = st.one_of(st.integers(-3, 6), st.integers(-LARGEST_NUMBER, LARGEST_NUMBER))


def literals(field, comparison):
    if comparison is Comparison.KNOWN:
        return st.booleans()
    if field.kind is Kind.NUMBER:
        return NUMBERS
    known = [word for word in field.allowed if word != UNKNOWN]
    if comparison in {Comparison.ANY_OF, Comparison.NONE_OF}:
        return st.lists(st.sampled_from(known), min_size=1, max_size=3).map(tuple)
    return st.sampled_from(known if comparison is Comparison.NOT_EQUALS else field.allowed)


@st.composite
def conditions(draw, fields):
    field = draw(st.sampled_from(fields))
    comparison = draw(st.sampled_from(ADMITTED[field.kind]))
    return Condition(field=field, comparison=comparison, literal=draw(literals(field, comparison)))


@st.composite
def rule_lists(draw):
    """Up to eight rules of one to three branches, over a few fields so that they often fire."""
    fields = draw(st.lists(st.sampled_from(SHARED), min_size=1, max_size=3)) + draw(
        st.lists(st.sampled_from(OWN), min_size=0, max_size=4)
    )
    branches = st.lists(conditions(fields), min_size=1, max_size=4).map(tuple)
    rules = draw(st.lists(st.lists(branches, min_size=1, max_size=3).map(tuple), min_size=1, max_size=8))
    return [rule(f"random/rule-{number}", own) for number, own in enumerate(rules)]


def rule(identity, branches):
    return Rule(
        id=identity,
        title="",
        rationale="",
        sources=(),
        branches=branches,
        effects=(),
        because="",
        stage=Stage.CREDENTIALS,
        file="",
    )


@st.composite
def related(draw, rules):
    """Let rules stand in for later ones of the list, so that there are chains and no circles."""
    names = [one.id for one in rules]
    return [
        replace(one, instead_of=tuple(draw(st.lists(st.sampled_from(later), unique=True, max_size=3))) if later else ())
        for number, one in enumerate(rules)
        for later in (names[number + 1 :],)
    ]


@st.composite
def related_rules_and_facts(draw):
    rules = draw(rule_lists().flatmap(related))
    return rules, draw(sheets(rules))


def values(field):
    if field.kind is Kind.NUMBER:
        return st.none() | NUMBERS
    if field.several:
        known = [word for word in field.allowed if word != UNKNOWN]
        return st.sets(st.sampled_from(known), max_size=3).map(words_joined)
    return st.sampled_from(field.allowed)


@st.composite
def sheets(draw, rules):
    """Facts for the fields that `rules` look at, on up to five candidates; some are left out and so are blank."""
    fields = {c.field for one in rules for c in one.conditions()}
    shared = sorted((f for f in fields if f.subject is Subject.DECISION), key=lambda f: f.full_name)
    own = sorted((f for f in fields if f.subject is not Subject.DECISION), key=lambda f: f.full_name)
    return FactSheet(
        shared=draw(facts(shared)),
        subjects={f"candidate {number}": draw(facts(own)) for number in range(draw(st.integers(0, 5)))},
    )


@st.composite
def facts(draw, fields):
    return {field.full_name: draw(values(field)) for field in fields if draw(st.integers(0, 9))}


@st.composite
def rules_and_facts(draw):
    rules = draw(rule_lists())
    return rules, draw(sheets(rules))
