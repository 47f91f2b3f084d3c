"""Can the rules that a rule stands in for, or adds to, be told from it, and does neither stand in for itself?"""

from collections.abc import Iterator, Mapping, Sequence

from services.recommender.rulebook.engine.plain import subject_part
from services.recommender.rulebook.problems import Problem
from services.recommender.rulebook.rule import Rule, Stage
from services.recommender.rulebook.vocabulary import suggestion


def check_relations(rules: Sequence[Rule]) -> Iterator[Problem]:
    """Yield a problem per rule that is named and is not there, cannot be met on one subject, or closes a circle."""
    by_id = {rule.id: rule for rule in rules}
    for rule in rules:
        for member in ("instead_of", "adds_to"):
            for index, name in enumerate(getattr(rule, member)):
                if sentence := _fault(rule, name, by_id, member):
                    yield _problem(rule, f"{member}.{index}", sentence)
        for index, name in enumerate(rule.instead_of):
            way_back = _way(name, rule.id, by_id, ()) if name in by_id else None
            if way_back is not None:
                circle = " instead of ".join((rule.id, *way_back))
                yield _problem(rule, f"instead_of.{index}", f"goes round in a circle: {circle}; remove one of them")


def _fault(rule: Rule, name: str, by_id: Mapping[str, Rule], member: str) -> str | None:
    other = by_id.get(name)
    if other is None:
        return f'there is no rule "{name}"{suggestion(name, by_id)}'
    if Stage.FINDINGS in {rule.stage, other.stage}:
        return f"a finding is concluded or is not; write a condition on it instead of naming {name}"
    if rule.stage is not other.stage:
        return f"{name} speaks of {other.stage} and this rule of {rule.stage}; they never meet on one subject"
    if member == "instead_of" and _by_subject(rule) and not _by_subject(other):
        return f"{name} looks at no path, so it fires on the decision as a whole and not on a path"
    return None


def _by_subject(rule: Rule) -> bool:
    return any(subject_part(branch) for branch in rule.branches)


def _way(start: str, end: str, by_id: Mapping[str, Rule], passed: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return the rules by which `start` stands in for `end`, both included."""
    if start == end:
        return (*passed, start)
    ways = (
        _way(name, end, by_id, (*passed, start))
        for name in by_id[start].instead_of
        if name in by_id and name not in passed
    )
    return next((way for way in ways if way is not None), None)


def _problem(rule: Rule, member: str, sentence: str) -> Problem:
    return Problem(file=rule.file, line=0, rule=rule.id, member=member, sentence=sentence)
