"""Random planning problems, and the best plans found by trying everything, for the planner to be held against.

The brute force shares no code with the planner beyond the problem's values: it walks every order of every set of steps.
"""

from itertools import combinations, permutations, product

from hypothesis import strategies as st

from services.recommender.planning.problem import PARTS, Act, Done, Fee, Problem, Step, Threshold, WaitUntil, Worth


def needs(of, most_parts=3):
    """Needs over the steps `of`: nested thresholds, now and then a gate."""
    leaves = st.one_of(*([st.sampled_from(of).map(lambda s: Done(step=s))] * 6 if of else []), gates())

    def nested(inner):
        parts = st.lists(st.tuples(st.sampled_from([1, 1, 1, 2]), inner), min_size=1, max_size=most_parts)
        return parts.flatmap(
            lambda chosen: st.integers(1, sum(weight for weight, _ in chosen)).map(
                lambda least: Threshold(least=least, parts=tuple(chosen))
            )
        )

    return st.recursive(leaves, nested, max_leaves=5)


def gates():
    return st.sampled_from([0, 5, 20]).map(lambda day: WaitUntil(day=day))


#: What a euro is worth in dollars, with a margin or without one.
RATES = st.builds(
    lambda about, margin: (Worth(least=about - margin, about=about, most=about + margin),),
    st.integers(PARTS // 2, 2 * PARTS),
    st.integers(0, PARTS // 4),
)


@st.composite
def problems(draw, most=12, windows=False, circles=True):
    """Problems of up to `most` steps; with `windows` some results do not stay valid."""
    count = draw(st.integers(1, most))
    renewing = draw(st.integers(0, min(2, count - 1))) if windows else 0
    earned = count - renewing
    currencies = draw(st.sampled_from([("USD",), ("USD", "EUR")]))
    amounts = st.tuples(*(st.integers(0, 4) for _ in currencies))
    fees = tuple(Fee(name=f"fee {n}", amounts=draw(amounts)) for n in range(draw(st.integers(0, 2))))
    steps = []
    for place in range(earned):
        below = [other for other in range(earned) if other != place] if circles else list(range(place))
        steps.append(
            Step(
                name=f"s{place}",
                needs=draw(st.none() | needs(below, 2)) if below else None,
                days=draw(st.integers(0, 4)),
                wait=draw(st.sampled_from([0, 0, 1, 5])),
                amounts=draw(amounts),
                fees=tuple(draw(st.sets(st.integers(0, len(fees) - 1)))) if fees else (),
                cost_unknown=draw(st.integers(0, 7)) == 0,
                days_unknown=draw(st.integers(0, 7)) == 0,
                window=draw(st.none() | st.integers(1, 12)) if windows else None,
                until=draw(st.sampled_from([None, None, None, 6])) if windows else None,
            )
        )
    for place, renewed in enumerate(draw(st.permutations(range(earned)))[:renewing]):
        old = steps[renewed]
        steps.append(
            Step(
                name=f"r{place}",
                act=Act.RENEW,
                needs=Done(step=renewed),
                days=old.days,
                wait=old.wait,
                amounts=old.amounts,
                window=old.window,
                renews=renewed,
            )
        )
    return Problem(
        steps=tuple(steps),
        goal=draw(needs(list(range(earned)), 4)),
        currencies=currencies,
        fees=fees,
        deadline=draw(st.none() | st.integers(0, 30)),
        budget=draw(st.none() | st.integers(0, 15)),
        rates=draw(st.just(()) | RATES) if len(currencies) > 1 else (),
    )


def paid_for(problem, chosen):
    """What is paid in each currency."""
    fees = {fee for step in chosen for fee in problem.steps[step].fees}
    paid = [problem.steps[step].amounts for step in chosen] + [problem.fees[fee].amounts for fee in fees]
    return tuple(sum(amounts[place] for amounts in paid) for place in range(len(problem.currencies)))


def cost_of(problem, chosen):
    """Unknown costs, then what is known in the first currency by the rates, then each currency."""
    known = paid_for(problem, chosen)
    in_first = sum(amount * worth.about for amount, worth in zip(known, problem.worth, strict=True) if worth)
    return (sum(problem.steps[step].cost_unknown for step in chosen), in_first, *known)


def spent_at_least(problem, chosen):
    """What counts against the budget, in parts of a unit; with nothing to spend, every amount does."""
    unknown = PARTS if problem.budget == 0 else 0
    known = zip(paid_for(problem, chosen), problem.worth, strict=True)
    return sum(amount * (worth.least if worth else unknown) for amount, worth in known)


def time_of(problem, chosen, finish):
    return (sum(problem.steps[step].days_unknown for step in chosen), finish)


def met_on(need, in_hand):
    """The first day on which `need` is met, given the days on which steps are in hand; None for never."""
    match need:
        case None:
            return 0
        case Done(step=step):
            return in_hand.get(step)
        case WaitUntil(day=day):
            return day
        case Threshold(least=least, parts=parts):
            days = [(met_on(part, in_hand), weight) for weight, part in parts]
            candidates = sorted({day for day, _ in days if day is not None})
            return next(
                (d for d in candidates if sum(w for day, w in days if day is not None and day <= d) >= least), None
            )


def every_plan(problem):
    """Yield (set of steps, finish) for every set that reaches the goal, in its soonest order; windows are ignored.

    Goes through all states "these steps are done, the learner is free from this day, those are in hand on these days".
    """
    layers = {frozenset(): {(0, ())}}
    finishes = {}
    while layers:
        following = {}
        for done, states in layers.items():
            for now, in_hand_items in states:
                in_hand = dict(in_hand_items)
                goal = met_on(problem.goal, in_hand)
                if goal is not None:
                    finish = max([goal, now, *in_hand.values()])
                    finishes[done] = min(finishes.get(done, finish), finish)
                for place, step in enumerate(problem.steps):
                    ready = None if place in done else met_on(step.needs, in_hand)
                    if ready is None:
                        continue
                    learned = max(now, ready) + step.days
                    after = tuple(sorted({**in_hand, place: learned + step.wait}.items()))
                    following.setdefault(done | {place}, set()).add((learned, after))
        layers = {done: undominated(states) for done, states in following.items()}
    return finishes


def undominated(states):
    kept = []
    for now, items in sorted(states, key=lambda s: (s[0], sum(day for _, day in s[1]), s)):
        days = [max(now, day) for _, day in items]
        if not any(n <= now and all(a <= b for a, b in zip(d, days, strict=True)) for n, d, _ in kept):
            kept.append((now, [day for _, day in items], items))
    return {(now, items) for now, _, items in kept}


def every_valid_plan(problem):
    """Yield (set, finish) as `every_plan`, counting only schedules in which everything is valid at the finish.

    For every order of every set and every choice of which done steps each need rests on, the earliest days are found
    by relaxing the differences between them until nothing moves.
    """
    finishes = {}
    for size in range(len(problem.steps) + 1):
        for chosen in combinations(range(len(problem.steps)), size):
            for order in permutations(chosen):
                for rests in product(*(supports(problem.steps[s].needs, order[:at]) for at, s in enumerate(order))):
                    finish = soonest(problem, order, rests)
                    if finish is not None:
                        done = frozenset(chosen)
                        finishes[done] = min(finishes.get(done, finish), finish)
    return finishes


def supports(need, earlier):
    """Every set of `earlier` steps with which `need` is met once its gates have opened, and no part of it as soon."""
    sets = [frozenset(s) for n in range(len(earlier) + 1) for s in combinations(earlier, n)]
    opens = {s: met_on(need, dict.fromkeys(s, 0)) for s in sets}
    enough = [s for s in sets if opens[s] is not None]
    return [s for s in enough if not any(other < s and opens[other] <= opens[s] for other in enough)]


def soonest(problem, order, rests):
    """The least finish that satisfies every difference constraint; None where they contradict one another."""
    steps = problem.steps
    renewed = {steps[s].renews for s in order}
    if met_on(problem.goal, dict.fromkeys(order, 0)) is None:
        return None
    begin = dict.fromkeys(order, 0)
    finish = 0
    horizon = sum(steps[s].days + steps[s].wait for s in order) + 40
    while True:
        in_hand = {s: begin[s] + steps[s].days + steps[s].wait for s in order}
        new = {}
        for at, s in enumerate(order):
            lower = [begin[s], *(begin[p] + steps[p].days for p in order[:at][-1:]), *(in_hand[r] for r in rests[at])]
            lower.append(met_on(steps[s].needs, dict.fromkeys(rests[at], 0)))
            if steps[s].window is not None and s not in renewed:
                lower.append(finish - steps[s].window - steps[s].days - steps[s].wait)
            new[s] = max(lower)
        new_finish = max([finish, met_on(problem.goal, in_hand), *in_hand.values()])
        if new == begin and new_finish == finish:
            untils = [steps[s].until for s in order if steps[s].until is not None]
            return finish if all(finish <= until for until in untils) else None
        if new_finish > horizon:
            return None
        begin, finish = new, new_finish
