"""Who is worth a place, and in which order? Worked out once for candidates that are weighed alike."""

from services.recommender.decision.judged import Weighed
from services.recommender.decision.kept.ground import Ground
from services.recommender.decision.kept.remembered import kept_in
from services.recommender.decision.ranking.ranked import Aim, Ranked
from services.recommender.decision.ranking.ranking import rank_candidates
from services.recommender.decision.ranking.worth_a_place import Worth, sift, with_way_in
from services.recommender.paths import PathKind


def worth_of(weighed: tuple[Weighed, ...], ground: Ground) -> Worth:
    """Return who of the candidates of `ground`, which keeps each as it was weighed, is worth a place."""
    alike = tuple(map(id, weighed))
    return kept_in(
        ground.worked_out.worth,
        alike,
        lambda: sift(weighed, ground.missing, ground.interchangeable, ground.other_trades),
    )


def ranked(worth: Worth, aim: Aim, advised: PathKind) -> Ranked:
    """Return the ranking for `aim`, which follows from the path `advised`."""
    to_licence = advised is PathKind.LICENCE
    return kept_in(
        worth.ranked, (aim, to_licence), lambda: rank_candidates(with_way_in(worth) if to_licence else worth, aim)
    )
