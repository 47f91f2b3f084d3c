"""Large problems: what the planner looks at is counted, so that its speed is tested without a clock."""

import pytest
from made_up.large_problems import ALL, drawn

from services.recommender.planning.problem import Done, Problem, Step, Threshold
from services.recommender.planning.search.graph import Graph, bits
from services.recommender.planning.search.trade_off import ALL_WORK, PlanStanding, plan

#: One query may end its last look, and order one more set, after the limit.
SLACK = 60_000


@pytest.mark.parametrize("name", sorted(ALL))
def test_2000_nodes_are_planned_within_the_work_limit(name):
    problem = drawn(name, seed=7)
    assert len(problem.steps) == 2000
    plans = plan(problem)
    assert plans.work <= ALL_WORK + SLACK
    graph = Graph.of(problem)
    for found in plans.front:
        assert graph.met(graph.goal, found.chosen)
        assert graph.orderable(found.chosen) == found.chosen
        assert sorted(bits(found.chosen)) == sorted(timed.step for timed in found.schedule.steps)


@pytest.mark.parametrize("name", ["a chain", "all of 2,000", "6 of 2,000", "five tiers", "a catalogue's graph"])
def test_the_usual_shapes_are_solved_to_the_end_at_2000_nodes(name):
    for seed in range(3):
        plans = plan(drawn(name, seed))
        assert all(found.proved for found in (plans.front[0], plans.front[-1]))


def test_a_search_that_is_ended_early_says_so_and_still_returns_a_plan():
    plans = plan(drawn("a hundred tiers", seed=1), work=5_000)
    assert plans.front
    assert not all(found.proved for found in plans.front)


@pytest.mark.parametrize("courses", [25, 200, 1500])
def test_what_ends_soonest_is_learned_last_however_many_courses_there_are(courses):
    steps = [Step(name=f"c{n}", days=28, window=None if n else 200) for n in range(courses)]
    every = Threshold(least=courses, parts=tuple((1, Done(step=n)) for n in range(courses)))
    capstone = Step(name="capstone", days=28, needs=every)
    plans = plan(Problem(steps=(*steps, capstone), goal=Done(step=courses)))
    assert plans.standing is PlanStanding.FITS
    (found,) = plans.chosen
    assert found.proved
    assert [timed.step for timed in found.schedule.steps[-2:]] == [0, courses]
    assert found.schedule.finish == 28 * (courses + 1)
