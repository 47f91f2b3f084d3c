"""What is known of how people get into the field of a decision, and how a step says where it comes from."""

from collections.abc import Iterator, Sequence

from services.recommender.decision.decision import Decision
from services.recommender.knowledge.known import Knowledge
from services.recommender.knowledge.occupations.entry.ways_in import WayIn, WaysIn
from services.recommender.knowledge.occupations.occupation import Licence
from services.recommender.names.folding import fold
from services.recommender.paths import PathKind
from services.recommender.recommendation.judgement import NextStep
from services.recommender.rulebook.rule_source import SourceBasis
from services.recommender.scales import SkillLevel
from services.recommender.situation.credentials.credential_names import credential_titled
from services.recommender.situation.role.served import served
from services.recommender.wording.messages import Message, say

#: Who has worked so many years in the field is past what is for beginners.
YEARS_PAST_ENTRY = 2

#: So many skills, titles or names are said in one step.
MOST_SAID = 3


def ways(decision: Decision) -> WaysIn:
    """Return the ways into the occupation; nothing is known of one that is not listed."""
    occupation = decision.situation.occupation
    return occupation.ways_in if occupation else WaysIn()


def named_first(decision: Decision) -> tuple[WayIn, ...]:
    """Return what advisers of the field name first, in their order: in the country aimed at, else anywhere."""
    return ways(decision).named_in(decision.situation.place)


def degrees_named(decision: Decision) -> tuple[WayIn, ...]:
    """Return the degrees that advisers name first in the country aimed at, which have a name of their own there."""
    place = decision.situation.place
    return tuple(way for way in named_first(decision) if way.kind is PathKind.DEGREE and way.country == place)


def named_ahead(decision: Decision, knowledge: Knowledge) -> tuple[WayIn, ...]:
    """Return what of it lies ahead of the learner: not held, not too easy, and about what the posting asks for."""
    return tuple(way for way in named_first(decision) if _is_ahead(way, decision, knowledge))


def _is_ahead(way: WayIn, decision: Decision, knowledge: Knowledge) -> bool:
    situation = decision.situation
    if any(fold(one.title) == fold(way.name) for one in situation.profile.credentials_held):
        return False
    found = credential_titled(way.name, knowledge.catalogue)
    if found is None:
        return not (way.kind is PathKind.MICRO_CREDENTIAL and _is_past_entry(decision))
    known = knowledge.catalogue.credentials[found]
    if found in situation.held or (known.level is SkillLevel.BEGINNER and _is_past_entry(decision)):
        return False
    asked = {one.credential for one in situation.asked_credentials}
    gap = [one for one in (*situation.gap, *situation.preferred_gap) if one.matched]
    if found in asked or situation.skills_from != "named" or not (gap and known.skills):
        # Whether it is about what is missing can be told only where both are known by their skills.
        return True
    return bool(served(gap, known, situation.held_skills).all)


def _is_past_entry(decision: Decision) -> bool:
    return (decision.situation.profile.experience.years_in_field or 0) >= YEARS_PAST_ENTRY


def apprenticeship(decision: Decision) -> WayIn | None:
    """Return the apprenticeship into the occupation, where the learner is."""
    return ways(decision).apprenticeship_in(decision.situation.place)


def licence_there(decision: Decision) -> Licence | None:
    """Return the licence that the field has in the country aimed at."""
    occupation = decision.situation.occupation
    return occupation.licence if occupation else None


def said_by(way: WayIn, text: Message) -> NextStep:
    """Return a step that rests on what is known of `way`."""
    read = SourceBasis(way.basis) is SourceBasis.READ
    return NextStep(
        text=text, address=way.address, basis=SourceBasis(way.basis), checked_on=way.checked_on if read else None
    )


def name_them(named: Sequence[WayIn]) -> Iterator[NextStep]:
    """Yield the step that names what advisers name; nothing where they name nothing."""
    if named:
        names = [way.name for way in named[:MOST_SAID]]
        yield said_by(named[0], say("next_step.named_first", names=names))
