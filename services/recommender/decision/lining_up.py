"""Who is worth a place, and in which order? Worked out once for candidates that are weighed alike."""

from services.recommender.decision.judged import Weighed
from services.recommender.decision.kept.ground import Ground
from services.recommender.decision.ranking.ranked import Aim, Ranked
from services.recommender.decision.ranking.ranking import rank_candidates
from services.recommender.decision.ranking.worth_a_place import Worth, sift, with_way_in
from services.recommender.paths import PathKind


def worth_of(weighed: tuple[Weighed, ...], ground: Ground) -> Worth:
    """Return who of the candidates of `ground`, which keeps each as it was weighed, is worth a place."""
    alike = tuple(map(id, weighed))
    found = ground.worked_out.worth.get(alike)
    if found is None:
        found = ground.worked_out.worth[alike] = sift(weighed, ground.missing, ground.interchangeable)
    return found


def ranked(worth: Worth, aim: Aim, advised: PathKind) -> Ranked:
    """Return the ranking for `aim`, which follows from the path `advised`."""
    to_licence = advised is PathKind.LICENCE
    found = worth.ranked.get((aim, to_licence))
    if found is None:
        found = worth.ranked[aim, to_licence] = rank_candidates(with_way_in(worth) if to_licence else worth, aim)
    return found
