"""Read `points`: a whole number, or a table of them by the value of a fact.

    points:
      by: fit.gap_share
      steps:
        - {from: 1, points: 25}
        - {from: 50, points: 35}

A step reaches up to the next one and the last has no end, so that there are neither gaps nor overlaps between them.
"""

from collections.abc import Iterator
from itertools import pairwise

from services.recommender.rulebook.files.parts.conditions import Reporting
from services.recommender.rulebook.files.parts.marked_yaml import Place
from services.recommender.rulebook.rule import GradedPoints, PointStep
from services.recommender.rulebook.vocabulary import FactField, Kind, Vocabulary, suggestion

#: No single rule may outweigh the rest of the book: the most points it gives or takes.
MOST_POINTS = 50

RIGHT_POINTS = f"must be a whole number from -{MOST_POINTS} to {MOST_POINTS}, and not 0"

#: The members of a table, and those of each of its steps.
TABLE_MEMBERS, STEP_MEMBERS = ("by", "steps"), ("from", "points")

#: With one step a table says no more than a number.
FEWEST_STEPS = 2

_A_TABLE = "or a table like {by: fit.gap_share, steps: [{from: 1, points: 25}, {from: 50, points: 35}]}"


def read_points(given: object, place: Place, vocabulary: Vocabulary, report: Reporting) -> int | GradedPoints | None:
    """Read the points of a weigh; report what is wrong and return None then."""
    if isinstance(given, dict):
        return _read_table(given, place, vocabulary, report)
    if type(given) is int and is_points(given):
        return given
    report.add(place, f"{RIGHT_POINTS}, {_A_TABLE}")
    return None


def is_points(given: object) -> bool:
    return type(given) is int and 0 < abs(given) <= MOST_POINTS


def _read_table(
    given: dict[object, object], place: Place, vocabulary: Vocabulary, report: Reporting
) -> GradedPoints | None:
    for name in given:
        if name not in TABLE_MEMBERS:
            near = suggestion(str(name), TABLE_MEMBERS)
            report.add((*place, str(name)), f'a table of points has no "{name}"{near}; it has by and steps')
    field = _read_fact(given.get("by"), (*place, "by"), vocabulary, report)
    steps = _read_steps(given.get("steps"), (*place, "steps"), report)
    return GradedPoints(by=field, steps=steps) if field and steps else None


def _read_fact(given: object, place: Place, vocabulary: Vocabulary, report: Reporting) -> FactField | None:
    field = vocabulary.get(given) if isinstance(given, str) else None
    if field is None:
        report.add(place, vocabulary.not_found(str(given)))
    elif field.kind is not Kind.NUMBER:
        report.add(place, f"{given} is a {field.kind} and not a number; points go by a number, or by one rule per word")
    else:
        return field
    return None


def _read_steps(given: object, place: Place, report: Reporting) -> tuple[PointStep, ...]:
    if not isinstance(given, list) or len(given) < FEWEST_STEPS:
        report.add(place, "must be a list of two or more steps, each like {from: 1, points: 10}")
        return ()
    steps = []
    for index, entry in enumerate(given):
        start = entry.get("from") if isinstance(entry, dict) else None
        if not isinstance(entry, dict) or set(entry) != set(STEP_MEMBERS) or type(start) is not int:
            report.add((*place, index), "a step says from which value on, and how many points: {from: 1, points: 10}")
        elif not is_points(entry["points"]):
            report.add((*place, index, "points"), f"{RIGHT_POINTS}; a value without points is kept out by when")
        else:
            steps.append(PointStep(start=start, points=entry["points"]))
    if len(steps) < len(given):
        return ()
    faults = list(_faults_between(steps))
    for index, sentence in faults:
        report.add((*place, index), sentence)
    return () if faults else tuple(steps)


def _faults_between(steps: list[PointStep]) -> Iterator[tuple[int, str]]:
    """Yield what is wrong with a step after the one before it, with its place in the list."""
    rises = steps[1].points > steps[0].points
    for index, (one, other) in enumerate(pairwise(steps), start=1):
        if other.start <= one.start:
            yield index, f"begins at {other.start}, and the step before it at {one.start}; put them in rising order"
        elif other.points == one.points:
            yield index, f"gives {other.points} as the step before it does; make one step of the two"
        elif (other.points > one.points) is not rises:
            up, down = ("rise", "fall") if rises else ("fall", "rise")
            yield index, f"makes the points {down} after they {up}; points go one way, so write two rules"
        elif (other.points > 0) is not (one.points > 0):
            yield index, "gives where the step before it takes, or takes where it gives; write a rule for each"
