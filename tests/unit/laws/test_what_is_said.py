"""What an answer says adds up, claims only what is true of this learner, counts no reason twice, and is replayed to the byte."""

import re
from datetime import date

from hypothesis import given

from services.recommender.explaining.in_words import said_of
from services.recommender.recommendation.document import canonical, read_recommendation
from services.recommender.rulebook.engine.plain import holds
from services.recommender.rulebook.engine.stand_ins import stand_ins
from services.recommender.rulebook.files.checks.claims import CLAIMS
from services.recommender.rulebook.files.checks.fact_laws import Strict
from services.recommender.rulebook.files.parts.conditions import read_when
from tests.builders.made_up.random_catalogues import catalogue, catalogues, learners
from tests.builders.whole_decisions import RULEBOOK, TODAY, answered, decided, recommended, tried

#: Words that claim something of the learner, and the ways in which they are true.
CLAIMED = [
    (re.compile(words, re.IGNORECASE), [read_when(dict(one), RULEBOOK.vocabulary, Strict())[0] for one in ways])
    for words, ways in CLAIMS.items()
]


def is_true(condition, facts):
    """Whether a condition is about this subject at all, and holds of it."""
    name = condition.field.full_name
    return name in facts and holds(condition, facts[name])


STAND_INS = stand_ins(RULEBOOK.rules.values())


def judged_by_rules(decision):
    """Yield what rules said of each candidate and each path, with all the facts that they read."""
    for one in decision.judged:
        yield said_of(one, decision, RULEBOOK), {**decision.shared, **one.facts()}
    for kind, said in decision.paths.said.items():
        yield said, {**decision.shared, **decision.paths.facts[kind].by_name()}


@tried(20, 100, 3_000)
@given(learners(), catalogues())
def test_because_claims_only_what_is_true_of_this_learner(profile, offers):
    for said, facts in judged_by_rules(decided(profile, catalogue(offers))):
        for one in (*said.contributions, *said.exclusions, *said.cautions, *said.questions):
            for words, ways in CLAIMED:
                if words.search(one.because) and ways:
                    true = (all(is_true(each, facts) for each in way) for way in ways)
                    assert any(true), (one.rule, one.because)


@tried(20, 100, 3_000)
@given(learners(), catalogues())
def test_no_rule_counts_twice_or_beside_one_that_stands_in_for_it(profile, offers):
    for said, _ in judged_by_rules(decided(profile, catalogue(offers))):
        fired = [(one.rule, one.dimension) for one in said.contributions]
        assert len(fired) == len(set(fired))
        rules = {rule for rule, _ in fired}
        assert not [
            (rule, rules & set(STAND_INS.get(rule, ()))) for rule in rules if rules & set(STAND_INS.get(rule, ()))
        ]


@tried(10, 60, 1_000)
@given(learners(), catalogues())
def test_every_part_adds_up_and_every_text_is_whole(profile, offers):
    document = answered(profile, catalogue(offers))
    for part in (*document["paths"], *document["items"]):
        assert sum(one["points"] for one in part["contributions"]) == part["score"] == sum(part["dimensions"].values())
    assert document["verdict"]["score"] == next(
        one["score"] for one in document["paths"] if one["path"] == document["verdict"]["path"]
    )
    for text in texts({name: part for name, part in document.items() if name not in {"profile", "provenance"}}):
        assert not re.search(r"[{}]|\bNone\b|\(\)|nobody recognises|  ", text), text


def texts(part):
    """Yield every sentence in a part of a document."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for name, inner in part.items():
            if name not in {"wording", "facts"}:
                yield from texts(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from texts(inner)


@tried(10, 60, 1_000)
@given(learners(), catalogues())
def test_an_answer_is_read_back_and_replayed_to_the_byte(profile, offers):
    answer = recommended(profile, catalogue(offers))
    document = answer.as_document()
    assert canonical(read_recommendation(document).as_document()) == canonical(document)
    assert date.fromisoformat(document["decided_on"]) == TODAY
    assert recommended(profile, catalogue(offers)).to_json() == answer.to_json()
