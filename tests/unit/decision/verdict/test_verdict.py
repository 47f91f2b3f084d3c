"""Which path wins, by how much, and who takes a tie."""

import pytest
from facts import blank

from services.recommender.decision.facts.path import PathFacts
from services.recommender.decision.paths_together import empty_paths
from services.recommender.decision.scoring import Contribution, Exclusion, Tally
from services.recommender.decision.verdict import decide
from services.recommender.paths import PATHS, PathKind
from services.recommender.recommendation.codes import VerdictStanding
from services.recommender.rulebook.rule import Dimension


def points(number, *, out=False):
    given = Contribution(rule="r/r", dimension=Dimension.PURPOSE, points=number, because="")
    return Tally(contributions=(given,), exclusions=(Exclusion(rule="r/r", because=""),) if out else ())


def paths(**scores):
    return {kind: scores.get(kind.value, Tally()) for kind in PathKind}


@pytest.mark.parametrize(
    ("lead", "standing"),
    [
        (15, VerdictStanding.CLEAR),
        (14, VerdictStanding.CLOSE),
        (5, VerdictStanding.CLOSE),
        (4, VerdictStanding.UNDECIDED),
        (0, VerdictStanding.UNDECIDED),
    ],
)
def test_the_standing_follows_from_the_margin(lead, standing):
    verdict = decide(paths(degree=points(20 + lead), portfolio=points(20)))
    assert (verdict.margin, verdict.standing) == (lead, standing)


@pytest.mark.parametrize(
    ("lead", "standing"), [(50, VerdictStanding.CLOSE), (5, VerdictStanding.CLOSE), (4, VerdictStanding.UNDECIDED)]
)
def test_a_path_with_nothing_to_name_is_close_at_most_and_its_margin_stays(lead, standing):
    scores = paths(micro_credential=points(20 + lead), portfolio=points(20))
    verdict = decide(scores, {PathKind.MICRO_CREDENTIAL})
    assert (verdict.path, verdict.margin, verdict.standing) == (PathKind.MICRO_CREDENTIAL, lead, standing)
    assert verdict.nothing_to_name


def test_an_empty_path_that_does_not_win_changes_nothing():
    verdict = decide(paths(degree=points(50)), {PathKind.MICRO_CREDENTIAL})
    assert (verdict.standing, verdict.nothing_to_name) == (VerdictStanding.CLEAR, False)


@pytest.mark.parametrize(("serving", "empty"), [(0, True), (1, False)])
def test_a_kind_of_credential_is_empty_without_an_open_one_that_serves(serving, empty):
    facts = {kind: blank(PathFacts, serving=serving) for kind in PathKind}
    assert empty_paths(facts) == ({kind for kind in PathKind if PATHS[kind].is_a_credential} if empty else frozenset())


def test_a_tie_goes_to_the_lighter_path():
    assert decide(paths(degree=points(20), micro_credential=points(20))).path is PathKind.MICRO_CREDENTIAL


def test_a_path_that_was_taken_out_cannot_win():
    assert decide(paths(degree=points(40, out=True), licence=points(5))).path is PathKind.LICENCE


def test_showing_work_is_left_when_everything_else_is_taken_out():
    assert decide({kind: points(5, out=True) for kind in PathKind}).path is PathKind.PORTFOLIO


def test_of_two_kinds_of_credential_with_the_same_points_the_better_best_one_leads():
    kinds = (PathKind.PROFESSIONAL_CERTIFICATE, PathKind.CERTIFICATION)
    tied = paths(**{kind.value: points(20) for kind in kinds})
    for best in kinds:
        assert decide(tied, best_points={kind: 40 + (kind is best) for kind in kinds}).path is best
    assert decide(tied, best_points=dict.fromkeys(kinds, 40)).path is PathKind.PROFESSIONAL_CERTIFICATE
    assert decide(paths(portfolio=points(20), certification=points(20)), best_points={kinds[1]: 90}).path.value == (
        "portfolio"
    )
