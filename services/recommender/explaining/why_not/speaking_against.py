"""Which rules spoke against something, and which would have spoken for it but for one condition?"""

from collections.abc import Iterator, Mapping

from services.recommender.decision.scoring import Tally
from services.recommender.explaining.what_if.near_misses import NearMiss, near_misses
from services.recommender.paths import PathKind
from services.recommender.recommendation.why_not import MissedByOne, SpokeAgainst
from services.recommender.rulebook.engine.plain import FactSheet
from services.recommender.rulebook.files.rulebook import Rulebook
from services.recommender.rulebook.rule import IN_WORDS, SUBJECT_AT, Comparison, Condition, Rule, Stage, Weigh
from services.recommender.rulebook.stages import at_stage
from services.recommender.rulebook.vocabulary import Group, Value
from services.recommender.wording import formats
from services.recommender.wording.messages import say

#: Near misses that are told: those that would have given most.
MOST_MISSED = 5


def spoke_against(said: Tally) -> list[SpokeAgainst]:
    """Return the rules that ruled it out, then those that took points, the most first."""
    lost = sorted((each for each in said.contributions if each.points < 0), key=lambda each: (each.points, each.rule))
    return [
        *(SpokeAgainst(rule=each.rule, points=None, because=each.because) for each in said.exclusions),
        *(SpokeAgainst(rule=each.rule, points=each.points, because=each.because) for each in lost),
    ]


def missed_by_one(
    subject: str, facts: Mapping[str, Value], shared: Mapping[str, Value], stage: Stage, rulebook: Rulebook
) -> list[MissedByOne]:
    """Return the rules of a stage that would have given `subject` points had one condition held, once each.

    Those of which other conditions held come first.
    """
    rules = at_stage(tuple(rulebook.rules.values()), stage)
    sheet = FactSheet(shared=shared, subjects={subject: facts})
    path = PathKind(subject) if stage is Stage.PATHS else None
    found: dict[str, tuple[bool, MissedByOne]] = {}
    for miss in near_misses(rules, sheet):
        points = _points_for(miss.rule, path, {**shared, **facts})
        # What a finding stands for has no words of its own.
        if points > 0 and miss.condition.field.group is not Group.FINDING:
            found.setdefault(miss.rule.id, (_was_near(miss), _told(miss, points)))
    ranked = sorted(found.values(), key=lambda each: (not each[0], -each[1].points, each[1].rule))
    return [missed for _, missed in ranked[:MOST_MISSED]]


def _was_near(miss: NearMiss) -> bool:
    """Say whether anything else was asked and so, and it was no rule with this one condition alone."""
    return any(len(branch) > 1 and miss.condition in branch for branch in miss.rule.branches)


def _points_for(rule: Rule, path: PathKind | None, facts: Mapping[str, Value]) -> int:
    """Return what the rule gives to the subject itself; what it gives to another path helps nobody here."""
    return sum(weigh.points_at(facts) for weigh in _own_weighs(rule, path))


def _own_weighs(rule: Rule, path: PathKind | None) -> Iterator[Weigh]:
    speaks_of_each = any(condition.field.subject is SUBJECT_AT[rule.stage] for condition in rule.conditions())
    return (weigh for weigh in rule.weighs() if weigh.path is path or (weigh.path is None and speaks_of_each))


def _told(miss: NearMiss, points: int) -> MissedByOne:
    condition = miss.condition
    needed, now = _needed(condition), condition.field.show(miss.value)
    return MissedByOne(
        rule=miss.rule.id,
        points=points,
        fact=condition.field.full_name,
        needed=needed,
        now=now,
        sentence=say(
            "why_not.missed", title=miss.rule.title, count=points, fact=condition.field.doc, needed=needed, now=now
        ),
    )


def _needed(condition: Condition) -> str:
    """Return what the condition asks for, in words."""
    literal = condition.literal
    if condition.comparison is Comparison.KNOWN:
        return say("why_not.known") if literal else say("why_not.unknown")
    shown = [condition.field.show(each) for each in (literal if isinstance(literal, tuple) else (literal,))]
    return f"{IN_WORDS[condition.comparison].removeprefix('is')} {formats.listed(shown)}".strip()
