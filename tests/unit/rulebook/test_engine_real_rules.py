"""On the rules that ship, the engine fires what the plain evaluator fires, again and again, in flat memory."""

import os
import threading

import pytest
from made_up.random_sheets import RandomSheets
from servers.resident_memory import grown_by
from thoroughness import examples

from services.recommender.rulebook.engine import plain
from services.recommender.rulebook.engine.durable import Engine
from services.recommender.rulebook.rule import Stage
from services.recommender.rulebook.stages import at_stage
from tests.builders import shipped

RULES = tuple(shipped.rulebook().rules.values())
STAGES = {stage: at_stage(RULES, stage) for stage in Stage}

#: Enough to see a leak; a hundred thousand in the thorough run.
EVALUATIONS = examples(3_000, 20_000, 100_000)

#: What allocators may keep for themselves, in bytes; in the thorough run a leak of a hundred bytes an evaluation would
#: be more than twice this.
SLACK = 4_000_000


@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("seed", range(examples(1, 3, 10)))
def test_every_rule_file_fires_as_the_plain_evaluator_says(stage, seed):
    sheets = RandomSheets(STAGES[stage], seed)
    fired = set()
    with Engine("real rules", STAGES[stage]) as engine:
        for _ in range(150):
            sheet = sheets.sheet(subjects=5 if stage is not Stage.FINDINGS else 0)
            firings = engine.fire(sheet)
            assert firings == plain.fire(STAGES[stage], sheet)
            fired.update(firing.rule for firing in firings)
    assert len(fired) > len(STAGES[stage]) / 2, "these facts meet too few rules to say anything"


def test_no_evaluation_of_very_many_differs_and_memory_stays_flat():
    rules = STAGES[Stage.CREDENTIALS]
    sheets = RandomSheets(rules, seed=7)
    cases = [(sheet, plain.fire(rules, sheet)) for sheet in (sheets.sheet(subjects=3) for _ in range(200))]
    with Engine("endurance", rules) as engine:

        def evaluate(times):
            for number in range(times):
                sheet, expected = cases[number % len(cases)]
                assert engine.fire(sheet) == expected

        evaluate(1_000)
        assert grown_by(lambda: evaluate(EVALUATIONS)) < SLACK


def test_rulebooks_come_and_go_in_flat_memory():
    rules = STAGES[Stage.CREDENTIALS]
    sheet = RandomSheets(rules, seed=8).sheet(subjects=3)
    expected = plain.fire(rules, sheet)

    def compile_and_drop(times):
        for number in range(times):
            engine = Engine("come and go", rules)
            if number % 50 == 0:
                assert engine.fire(sheet) == expected
            # Every other engine is closed by nobody: it is given back when the name is bound anew.
            if number % 2:
                engine.close()

    compile_and_drop(100)
    assert grown_by(lambda: compile_and_drop(EVALUATIONS // 50)) < SLACK


def test_threads_share_one_engine():
    rules = STAGES[Stage.CREDENTIALS]
    sheets = RandomSheets(rules, seed=9)
    cases = [(sheet, plain.fire(rules, sheet)) for sheet in (sheets.sheet(subjects=4) for _ in range(20))]
    wrong = []
    with Engine("threads", rules) as engine:

        def evaluate(offset):
            for number in range(200):
                sheet, expected = cases[(number + offset) % len(cases)]
                if engine.fire(sheet) != expected:
                    wrong.append(number)

        threads = [threading.Thread(target=evaluate, args=(offset,)) for offset in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert not wrong


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_forked_child_uses_the_ruleset_of_its_parent():
    rules = STAGES[Stage.CREDENTIALS]
    sheets = RandomSheets(rules, seed=10)
    cases = [(sheet, plain.fire(rules, sheet)) for sheet in (sheets.sheet(subjects=4) for _ in range(50))]
    with Engine("before the fork", rules) as engine:
        child = os.fork()
        if child == 0:
            right = all(engine.fire(sheet) == expected for sheet, expected in cases)
            os._exit(0 if right else 1)
        assert all(engine.fire(sheet) == expected for sheet, expected in cases)
        _, status = os.waitpid(child, 0)
        assert os.waitstatus_to_exitcode(status) == 0
