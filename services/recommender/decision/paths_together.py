"""What do the facts of all paths say together: which are empty, which unsettled, and what is the best of each worth?"""

from collections.abc import Mapping

from services.recommender.answer import Answer
from services.recommender.decision.facts.field import FieldFacts
from services.recommender.decision.facts.holdings.held import HeldFacts
from services.recommender.decision.facts.learner import LearnerFacts
from services.recommender.decision.facts.path import PathFacts
from services.recommender.knowledge.occupations.occupation import LicenceScope
from services.recommender.paths import PATHS, PathKind
from services.recommender.scales import HeldStatus


def empty_paths(facts: Mapping[PathKind, PathFacts]) -> frozenset[PathKind]:
    """Return the paths that consist in taking a credential while no open one of their kind serves."""
    return frozenset(kind for kind in facts if PATHS[kind].is_a_credential and not facts[kind].serving)


def is_only_a_maybe(learner: LearnerFacts, field: FieldFacts, licence: PathFacts) -> bool:
    """Say whether the licence is only one that some places ask for: nobody names it, and nobody builds toward it.

    `licence` are the facts of its path.
    """
    named = learner.licence != "not_named" or licence.asked_for_by_name != "no"
    return field.licensed is LicenceScope.SOME_STATES and not named and licence.leads_to_goal is not Answer.YES


def best_scores(facts: Mapping[PathKind, PathFacts]) -> Mapping[PathKind, int]:
    """Return the points of the best credential, of each kind of which one serves."""
    kinds = (kind for kind in facts if PATHS[kind].is_a_credential and facts[kind].serving)
    return {kind: score for kind in kinds if (score := facts[kind].best_score) is not None}


def unsettled_paths(
    learner: LearnerFacts, held: HeldFacts, field: FieldFacts, facts: Mapping[PathKind, PathFacts]
) -> frozenset[PathKind]:
    """Return the paths against which something speaks that their points need not show.

    Against needing nothing speaks what has lapsed or ends soon and is about the role, and a licence that the work needs
    and that does not count today, or of which neither the record nor years in the field tell. Against the licence, that
    only some places are known to ask for it; against a kind of credential, that the posting requires one of it by a
    name that the catalogue does not know.
    """
    maybe = is_only_a_maybe(learner, field, facts[PathKind.LICENCE])
    unsettled = _nothing_is_unsettled(learner, held, field) | frozenset(
        kind for kind in facts if facts[kind].required_unlisted
    )
    return unsettled | (frozenset({PathKind.LICENCE}) if maybe else frozenset())


def _nothing_is_unsettled(learner: LearnerFacts, held: HeldFacts, field: FieldFacts) -> frozenset[PathKind]:
    if learner.licence == "not_named":
        open_licence = field.licensed is LicenceScope.EVERYWHERE and learner.years_in_field is None
    else:
        needed = field.licensed in {LicenceScope.EVERYWHERE, LicenceScope.SOME_STATES}
        open_licence = needed and learner.licence is not HeldStatus.VALID
    unsettled = open_licence or held.credentials_expired_for_role or held.credentials_expiring
    return frozenset({PathKind.NOTHING_NEEDED}) if unsettled else frozenset()
