"""Who is worth a place, and in which order are they shown? Worked out once of each ground and points (places.py)."""

from collections.abc import Sequence

from services.recommender.decision.ground import Ground
from services.recommender.decision.judged import Judged
from services.recommender.decision.places import Places, PlacesRanked
from services.recommender.decision.ranking import Aim, Ranking, rank_candidates
from services.recommender.decision.verdict import Verdict
from services.recommender.decision.worth.worth_a_place import Worth, sift, with_way_in
from services.recommender.paths import PathKind


def places_of(judged: Sequence[Judged], ground: Ground) -> Places:
    """Return who of the candidates on `ground` is worth a place."""
    points = tuple([(one.said.score, bool(one.said.exclusions)) for one in judged])
    places = ground.worked_out.places.get(points)
    if places is None:
        worth, number = sift(judged, ground.missing, ground.interchangeable), _numbers(judged)
        places = ground.worked_out.places[points] = Places(
            worthy=tuple(number[one.credential.id] for one in worth.worthy),
            left_out=tuple((number[one.credential.id], why) for one, why in worth.left_out),
        )
    return places


def ranking_of(judged: Sequence[Judged], places: Places, aim: Aim, verdict: Verdict) -> Ranking:
    """Return the ranking for `aim`, which follows from the verdict, of candidates that have these places."""
    to_licence = verdict.path is PathKind.LICENCE
    ranked = places.ranked.get((aim, to_licence))
    if ranked is None:
        worth, number = _worth(judged, places), _numbers(judged)
        ranking = rank_candidates(with_way_in(worth) if to_licence else worth, aim)
        ranked = places.ranked[aim, to_licence] = PlacesRanked(
            shown=tuple((number[one.credential.id], role) for one, role in ranking.shown),
            left_out=tuple((number[one.credential.id], why) for one, why in ranking.left_out),
        )
    return Ranking(
        shown=tuple([(judged[place], role) for place, role in ranked.shown]),
        left_out=tuple([(judged[place], why) for place, why in ranked.left_out]),
    )


def _worth(judged: Sequence[Judged], places: Places) -> Worth:
    return Worth(
        worthy=tuple(judged[place] for place in places.worthy),
        left_out=tuple((judged[place], why) for place, why in places.left_out),
    )


def _numbers(judged: Sequence[Judged]) -> dict[str, int]:
    return {one.credential.id: number for number, one in enumerate(judged)}
