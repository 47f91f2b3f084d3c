"""What do rules that count together add up to on a candidate? Remembered, since the same ones do on very many."""

from collections.abc import MutableMapping

from services.recommender.decision.facts.together import Facts
from services.recommender.decision.scoring import Tally, tally
from services.recommender.rulebook.files.rulebook import Rulebook
from services.recommender.rulebook.rule import Firing, GradedPoints
from services.recommender.rulebook.vocabulary import Subject

#: How points are graded, by which fact, and whether that is one of the decision.
Grade = tuple[GradedPoints, str, bool]

#: By rules: how they are graded, and what they add up to by the points of these grades.
SumsByRules = MutableMapping[tuple[str, ...], tuple[tuple[Grade, ...], dict[tuple[int, ...], Tally]]]

#: What a candidate is called while its rules are added up, whichever it is.
_IT = "it"


def summed(rules: tuple[str, ...], rulebook: Rulebook, own: Facts, shared: Facts, remembered: SumsByRules) -> Tally:
    """Add up what `rules` say of a candidate, without words; `own` are its facts, `shared` those of the decision."""
    known = remembered.get(rules)
    if known is None:
        known = remembered[rules] = _grades(rules, rulebook), {}
    grades, by_points = known
    points = tuple([grade.at((shared if of_all else own).get(name)) for grade, name, of_all in grades])
    said = by_points.get(points)
    if said is None:
        facts = Facts(*own.parts, *shared.parts)
        fired = [Firing(rule, _IT) for rule in rules]
        said = by_points[points] = tally(fired, rulebook, lambda _: facts, in_words=False).get(_IT, Tally())
    return said


def _grades(rules: tuple[str, ...], rulebook: Rulebook) -> tuple[Grade, ...]:
    points = (weigh.points for rule in rules for weigh in rulebook.rules[rule].weighs())
    graded = [one for one in points if isinstance(one, GradedPoints)]
    return tuple((one, one.by.full_name, one.by.subject is Subject.DECISION) for one in graded)
