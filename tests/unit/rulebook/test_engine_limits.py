"""What would crash, hang or silence the engine is kept from it: each test here once did one of the three."""

import signal

import pytest
from facts import choice, number

from services.recommender.rulebook.engine import plain
from services.recommender.rulebook.engine.durable import Engine, EngineError
from services.recommender.rulebook.engine.encoding import MOST_FIELDS
from services.recommender.rulebook.engine.plain import FactSheet
from services.recommender.rulebook.rule import Comparison, Condition, Firing, Rule, Stage
from services.recommender.rulebook.vocabulary import LARGEST_NUMBER, Group

YEARS = number(Group.LEARNER, "years", "Years.", "years")
GOAL = choice(Group.LEARNER, "goal", "The goal.", ("explore", "change", "unknown"))
HOURS = number(Group.FIT, "hours", "Hours.", "hours")


def at_least(field, literal):
    return Condition(field=field, comparison=Comparison.AT_LEAST, literal=literal)


def rule(number, *conditions):
    return Rule(
        id=f"many/rule-{number:04}",
        title="",
        rationale="",
        sources=(),
        branches=(conditions,),
        effects=(),
        because="",
        stage=Stage.CREDENTIALS,
        file="",
    )


def sheet(years=40, hours=(5000, 0, None)):
    return FactSheet(
        shared={"learner.years": years, "learner.goal": "explore"},
        subjects={f"candidate {n}": {"fit.hours": value} for n, value in enumerate(hours)},
    )


@pytest.mark.parametrize("count", [63, 64, 65, 144, 145, 511, 512, 513, 1500])
def test_any_number_of_different_rules_may_hold_at_once(count):
    rules = [rule(n, at_least(YEARS, 3), at_least(HOURS, n)) for n in range(count)]
    with Engine("wide", rules) as engine:
        assert engine.fire(sheet()) == plain.fire(rules, sheet())
        assert len(engine.fire(sheet())) == count + 1


@pytest.mark.parametrize("count", [200, 201, 256, 257, 700])
def test_any_number_of_rules_may_ask_the_same(count):
    rules = [rule(n, at_least(YEARS, 3), at_least(HOURS, 4)) for n in range(count)]
    with Engine("alike", rules) as engine:
        assert engine.fire(sheet()) == plain.fire(rules, sheet())


def test_rules_that_begin_alike_and_end_anywhere_are_told_apart():
    begin = [at_least(YEARS, n) for n in range(20)]
    rules = [rule(n * 50 + m, *begin[:n], at_least(HOURS, m * 100)) for n in range(20) for m in range(50)]
    with Engine("deep", rules) as engine:
        for years, hours in ((40, (5000, 90, None)), (7, (2500, 0, 1)), (None, (100, 99, LARGEST_NUMBER))):
            assert engine.fire(sheet(years, hours)) == plain.fire(rules, sheet(years, hours))


def test_more_branches_than_the_engine_takes_are_refused():
    with pytest.raises(EngineError, match="Split the stage"):
        Engine("too many", [rule(n, at_least(YEARS, 3)) for n in range(4_001)])


def test_a_fact_of_more_members_than_the_engine_takes_is_refused():
    fields = [number(Group.LEARNER, f"n{n}", "A number.", "pieces") for n in range(MOST_FIELDS + 1)]
    with pytest.raises(EngineError, match="251 fields"):
        Engine("too wide", [rule(n, at_least(field, 1)) for n, field in enumerate(fields)])
    rules = [rule(n, at_least(field, 1)) for n, field in enumerate(fields[:-1])]
    with Engine("just fits", rules) as engine:
        facts = FactSheet(shared={field.full_name: n % 2 for n, field in enumerate(fields)})
        assert engine.fire(facts) == plain.fire(rules, facts)


def test_a_rule_of_more_tests_than_can_be_laid_out_is_refused():
    fields = [number(Group.LEARNER, f"n{n}", "A number.", "pieces") for n in range(101)]
    with pytest.raises(EngineError, match="202 tests"):
        Engine("too long", [rule(0, *(at_least(field, 1) for field in fields))])
    rules = [rule(n, *(at_least(field, 1 + (field is fields[98 + n])) for field in fields[:100])) for n in range(2)]
    facts = FactSheet(shared={field.full_name: 1 + (field is fields[99]) for field in fields})
    with Engine("just fits", rules) as engine:
        assert engine.fire(facts) == plain.fire(rules, facts) == (Firing(rule="many/rule-0001"),)


def test_a_first_session_in_which_nothing_fires_is_deleted_safely():
    for _ in range(200):
        with Engine("silent", [rule(0, at_least(HOURS, 9_000))]) as engine:
            assert engine.fire(sheet()) == ()
            assert engine.fire(FactSheet(shared={})) == ()


@pytest.mark.parametrize("wrong", [LARGEST_NUMBER + 1, -LARGEST_NUMBER - 1, 1e-05, 1.0, True, "4", float("nan"), [4]])
def test_a_number_outside_the_vocabulary_never_reaches_the_engine(wrong):
    rules = [rule(0, at_least(YEARS, 3))]
    with Engine("wrong", rules) as engine:
        with pytest.raises(EngineError, match=r"learner\.years must be a whole number"):
            engine.fire(sheet(years=wrong))
        assert engine.fire(sheet()) == (Firing(rule="many/rule-0000"),)


@pytest.mark.parametrize("wrong", ["fly", None, 1, ["explore"], 'explore","o":{"id":"9"'])
def test_a_word_outside_the_vocabulary_never_reaches_the_engine(wrong):
    rules = [rule(0, Condition(field=GOAL, comparison=Comparison.EQUALS, literal="explore"))]
    with Engine("wrong", rules) as engine, pytest.raises(EngineError, match=r"learner\.goal must be one of"):
        engine.fire(FactSheet(shared={"learner.goal": wrong}))


def test_a_name_of_a_candidate_may_be_anything():
    names = ['"', "\\", "}", 'x","o":{"id":"2"', "ü\u2028", "", "\ud800", "\0", "1e-05"]
    facts = FactSheet(shared={}, subjects={name: {"fit.hours": 5} for name in names})
    with Engine("names", [rule(0, at_least(HOURS, 4))]) as engine:
        assert [firing.subject for firing in engine.fire(facts)] == sorted(names)


def test_a_closed_engine_refuses_and_may_be_closed_again():
    engine = Engine("closed", [rule(0, at_least(YEARS, 3))])
    engine.close()
    engine.close()
    with pytest.raises(EngineError, match="closed"):
        engine.fire(sheet())


# The signal may land in a destructor that the garbage collector happens to run; Python reports that and goes on.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_evaluation_that_is_cut_short_spoils_no_later_one():
    """A time limit raises wherever the thread happens to be; here while the engine's messages are being fetched."""

    class TimeIsUp(Exception):
        pass

    def up(*_):
        raise TimeIsUp

    rules = [rule(n, at_least(YEARS, 3), at_least(HOURS, n)) for n in range(100)]
    many = sheet(hours=tuple(range(0, 120, 2)))
    expected = plain.fire(rules, many)
    before = signal.signal(signal.SIGALRM, up)
    cut_short = 0
    try:
        with Engine("cut short", rules) as engine:
            for step in range(1, 101):
                try:
                    try:
                        signal.setitimer(signal.ITIMER_REAL, step * 0.00005)
                        engine.fire(many)
                    finally:
                        signal.setitimer(signal.ITIMER_REAL, 0)
                except TimeIsUp:
                    cut_short += 1
                assert engine.fire(many) == expected
    finally:
        signal.signal(signal.SIGALRM, before)
    assert cut_short
