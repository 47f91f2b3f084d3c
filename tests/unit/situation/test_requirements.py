"""What is missing of a requirement, and which steps are open."""

import pytest

from services.recommender.knowledge.credentials.credential import Choice, Credits, ExperienceYears, Holding
from services.recommender.scales import HeldStatus
from services.recommender.situation.requirements import Possessions, interchangeable_steps, open_steps, shortfall


def own(*held, years=None, **others):
    statuses = dict.fromkeys(held, HeldStatus.VALID)
    return Possessions(held={**statuses, **others}, years_in_field=years)


def all_of(*parts):
    return Choice(needed=len(parts), of=parts)


A, B, C = (Holding(credential=name) for name in "abc")


@pytest.mark.parametrize(
    ("requirement", "possessions", "missing"),
    [
        (A, own("a"), 0),
        (A, own(), 1),
        (A, own(a=HeldStatus.EXPIRED), 1),
        (A, own(a=HeldStatus.IN_PROGRESS), 1),
        (A, own(a=HeldStatus.REVOKED), 1),
        (all_of(A, B, C), own("a"), 2),
        (Choice(needed=1, of=(A, B)), own("b"), 0),
        (Choice(needed=2, of=(A, B, C)), own("b"), 1),
        (Choice(needed=1, of=(all_of(A, B), C)), own("a"), 1),
        (ExperienceYears(years=5), own(years=5), 0),
        (ExperienceYears(years=5), own(years=4), 1),
    ],
)
def test_what_is_missing_is_the_least_that_would_do(requirement, possessions, missing):
    assert shortfall(requirement, possessions).missing == missing


@pytest.mark.parametrize("requirement", [ExperienceYears(years=5), Credits(credits=15, toward="a degree")])
def test_what_nobody_said_is_neither_met_nor_missing(requirement):
    gap = shortfall(requirement, own())
    assert (gap.missing, gap.unjudged, gap.met) == (0, True, False)


def test_steps_that_are_met_are_closed_and_so_is_what_they_would_lead_to():
    assert open_steps(all_of(A, Choice(needed=1, of=(B, C))), {}, own("b")) == {"a"}


def test_a_circle_of_requirements_ends():
    assert open_steps(all_of(A, all_of(A, B)), {}, own()) == {"a", "b"}


@pytest.mark.parametrize(
    ("requirement", "names"),
    [
        (A, ""),
        (all_of(A, B), ""),
        (Choice(needed=1, of=(A,)), ""),
        (Choice(needed=2, of=(A, B, C)), ""),
        (Choice(needed=1, of=(A, B, C)), "abc"),
        (all_of(A, Choice(needed=1, of=(B, C))), "bc"),
        (Choice(needed=1, of=(all_of(A, B), C)), "c"),
    ],
)
def test_another_would_do_where_one_of_several_is_asked_for(requirement, names):
    assert interchangeable_steps(requirement) == frozenset(names)
