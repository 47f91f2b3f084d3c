"""The planner finds what trying everything finds, for hundreds to thousands of random problems."""

from hypothesis import HealthCheck, given, settings
from made_up.random_problems import cost_of, every_plan, every_valid_plan, problems, spent_at_least, time_of
from thoroughness import examples

from services.recommender.planning.search.graph import bits
from services.recommender.planning.search.trade_off import PlanStanding, plan

quick = settings(max_examples=examples(120, 600, 4000), deadline=None, suppress_health_check=list(HealthCheck))
slow = settings(max_examples=examples(40, 120, 1000), deadline=None, suppress_health_check=list(HealthCheck))


def front_of(problem, finishes):
    """Every pair of cost and time that no other plan beats, the cheapest first."""
    pairs = sorted({(cost_of(problem, done), time_of(problem, done, finish)) for done, finish in finishes.items()})
    front = []
    for cost, time in pairs:
        if not front or time < front[-1][1]:
            front.append((cost, time))
    return front


def check(problem, finishes):
    plans = plan(problem, work=10**9)
    if not finishes:
        assert plans.standing is PlanStanding.IMPOSSIBLE
        return
    front = front_of(problem, finishes)
    assert all(found.proved for found in (*plans.front, *plans.chosen))
    found = []
    for one in plans.front:
        chosen = frozenset(bits(one.chosen))
        found.append((cost_of(problem, chosen), time_of(problem, chosen, one.schedule.finish)))
        assert finishes[chosen] == one.schedule.finish
    assert set(found) <= set(front)
    assert (found[0], found[-1]) == (front[0], front[-1])
    check_limits(problem, finishes, plans)


def check_limits(problem, finishes, plans):
    def late(finish):
        return max(0, finish - problem.deadline) if problem.deadline is not None else 0

    def over(done):
        if problem.budget is None:
            return 0
        return max(0, spent_at_least(problem, done) - problem.to_spend)

    broken = {(late(finish), over(done)) for done, finish in finishes.items()}
    assert (plans.standing is PlanStanding.FITS) == ((0, 0) in broken)
    chosen = [(late(one.schedule.finish), over(frozenset(bits(one.chosen)))) for one in plans.chosen]
    if plans.standing is PlanStanding.FITS:
        assert chosen == [(0, 0)]
        fitting = [cost_of(problem, d) for d, f in finishes.items() if not late(f) and not over(d)]
        assert cost_of(problem, frozenset(bits(plans.chosen[0].chosen))) == min(fitting)
    elif plans.standing is not PlanStanding.LATE_AND_OVER_BUDGET:
        assert set(chosen) <= broken
        assert all(0 in one for one in chosen)
        only_over = [o for days, o in broken if days == 0]
        assert not only_over or (0, min(only_over)) in chosen


@quick
@given(problems(most=12))
def test_cheapest_and_fastest_plans_are_those_of_brute_force(problem):
    check(problem, every_plan(problem))


@slow
@given(problems(most=5, windows=True))
def test_plans_whose_credentials_expire_are_those_of_brute_force(problem):
    check(problem, every_valid_plan(problem))
