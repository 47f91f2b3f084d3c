"""Of credentials any one of which reaches the goal for the same money, which does the learner most good on the way?"""

from collections.abc import Mapping

from services.recommender.knowledge.credentials.credential import (
    Choice,
    Credential,
    CredentialStatus,
    Holding,
    Requirement,
)
from services.recommender.planning.notes import Note
from services.recommender.recommendation.codes import NoteCode
from services.recommender.situation.role.served import served
from services.recommender.situation.situation import Situation
from services.recommender.wording.messages import say


def preferred(
    situation: Situation, requirement: Requirement, catalogue: Mapping[str, Credential]
) -> tuple[Requirement, Note] | None:
    """Return `requirement` with those alternatives alone that teach most of what is missing, and a note that says so.

    None where there is nothing to prefer: the goal is no choice of one, something of it is held or begun, the
    alternatives differ in price or rest on others, or all teach as much. Only a goal that is one choice as a whole is
    looked at: within a larger one an alternative may serve two choices at once.
    """
    if not isinstance(requirement, Choice) or requirement.needed != 1:
        return None
    named = [part.credential for part in requirement.of if isinstance(part, Holding)]
    if len(named) < len(requirement.of) or any(one not in catalogue or one in situation.held for one in named):
        return None
    options = [catalogue[one] for one in named if catalogue[one].status is CredentialStatus.ACTIVE]
    alone = all(one.cost and one.prerequisites is None and not one.shared_fees for one in options)
    if not alone or len({one.cost for one in options}) != 1:
        return None
    teaches = {one.id: len(served(situation.gap, one, situation.held_skills).all) for one in options}
    most = max(teaches.values())
    best = [one for one in options if teaches[one.id] == most]
    if len(best) == len(options):
        return None
    narrowed = Choice(needed=1, of=tuple(Holding(credential=one.id) for one in best))
    text = say("plan_note.alternative_preferred", count=len(options))
    return narrowed, Note(code=NoteCode.ALTERNATIVE_PREFERRED, text=text)
