"""Planning problems of 2,000 steps in the shapes that pathways and catalogues have."""

from random import Random

from services.recommender.planning.problem import Done, Problem, Step, Threshold

SIZE = 2000


def step(random, place, needs=None):
    return Step(
        name=f"s{place}",
        needs=needs,
        days=7 * random.randint(1, 12),
        wait=7 * random.choice([0, 0, 2]),
        amounts=(random.randint(0, 500),),
    )


def some_of(least, places):
    return Threshold(least=least, parts=tuple((1, Done(step=place)) for place in places))


def chain(random):
    steps = [step(random, place, Done(step=place - 1) if place else None) for place in range(SIZE)]
    return Problem(steps=tuple(steps), goal=Done(step=SIZE - 1), currencies=("USD",))


def all_of_them(random):
    steps = tuple(step(random, place) for place in range(SIZE))
    return Problem(steps=steps, goal=some_of(SIZE, range(SIZE)), currencies=("USD",))


def six_of_them(random):
    steps = tuple(step(random, place) for place in range(SIZE))
    return Problem(steps=steps, goal=some_of(6, range(SIZE)), currencies=("USD",))


def tiers(random, count):
    """Each step asks for one of three of the tier below; the goal for two of five of the highest."""
    width = SIZE // count
    steps = []
    for place in range(SIZE):
        below = range((place // width - 1) * width, place // width * width)
        needs = some_of(1, random.sample(below, 3)) if place >= width else None
        steps.append(step(random, place, needs))
    goal = some_of(2, random.sample(range(SIZE - width, SIZE), 5))
    return Problem(steps=tuple(steps), goal=goal, currencies=("USD",))


def catalogue_like(random):
    """Most steps ask for some of a few earlier ones; the goal for three of eight late ones."""
    steps = []
    for place in range(SIZE):
        needs = None
        if place > SIZE // 10 and random.random() < 0.7:
            before = random.sample(range(max(0, place - 600), place), random.randint(1, 4))
            needs = some_of(random.choice([1, len(before), max(1, len(before) // 2)]), before)
        steps.append(step(random, place, needs))
    goal = some_of(3, random.sample(range(SIZE - 100, SIZE), 8))
    return Problem(steps=tuple(steps), goal=goal, currencies=("USD",))


ALL = {
    "a chain": chain,
    "all of 2,000": all_of_them,
    "6 of 2,000": six_of_them,
    "five tiers": lambda random: tiers(random, 5),
    "a hundred tiers": lambda random: tiers(random, 100),
    "a catalogue's graph": catalogue_like,
}


def drawn(name, seed):
    """The problem called `name`, the same for the same seed."""
    return ALL[name](Random(seed))  # noqa: S311 - a repeatable draw, no secret
