"""What is missing of a requirement, and which steps are open."""

from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.recommender.knowledge.credentials.credential import (
    Choice,
    Credits,
    DegreeHeld,
    ExperienceYears,
    Holding,
)
from services.recommender.knowledge.credentials.degrees import LADDER, degree_id
from services.recommender.learner import Education, Field, Profile
from services.recommender.scales import EducationLevel, Goal, HeldStatus
from services.recommender.situation.possessions import possessions
from services.recommender.situation.requirements import Possessions, interchangeable_steps, open_steps, shortfall


def own(*held, years=None, **others):
    statuses = dict.fromkeys(held, HeldStatus.VALID)
    return Possessions(held={**statuses, **others}, years_in_field=years)


def educated(*education):
    """Return what counts of somebody who names just this education: levels, or levels with years."""
    named = tuple(
        Education(level=one[0], year=one[1]) if isinstance(one, tuple) else Education(level=one) for one in education
    )
    profile = Profile(learner_id="L", field=Field(occupation="x"), goal=Goal.COMPLEMENT, education=named)
    return possessions(SimpleNamespace(profile=profile, on=date(2026, 11, 29), held={}))


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


@pytest.mark.parametrize(
    ("education", "missing", "unjudged"),
    [
        ([EducationLevel.BACHELOR], 0, False),
        ([EducationLevel.DOCTORATE], 0, False),
        ([EducationLevel.SECONDARY, (EducationLevel.MASTER, 2020)], 0, False),
        ([EducationLevel.ASSOCIATE], 1, False),
        ([EducationLevel.SECONDARY], 1, False),
        ([(EducationLevel.BACHELOR, 2028)], 1, False),
        ([], 0, True),
        ([EducationLevel.UNKNOWN], 0, True),
        ([EducationLevel.SECONDARY, EducationLevel.UNKNOWN], 0, True),
    ],
)
def test_a_degree_is_held_lacked_or_not_known_and_one_to_come_is_lacked(education, missing, unjudged):
    gap = shortfall(DegreeHeld(level=EducationLevel.BACHELOR), educated(*education))
    assert (gap.missing, gap.unjudged) == (missing, unjudged)


@given(st.lists(st.sampled_from(EducationLevel), max_size=4), st.sampled_from(LADDER), st.sampled_from(LADDER))
def test_a_higher_degree_never_meets_less(levels, asked, higher):
    before, after = educated(*levels), educated(*levels, higher)
    requirement = DegreeHeld(level=asked)
    assert shortfall(requirement, after).met or not shortfall(requirement, before).met
    assert shortfall(requirement, after).met or LADDER.index(higher) < LADDER.index(asked)


def test_a_degree_that_is_lacked_is_an_open_step():
    both = all_of(A, DegreeHeld(level=EducationLevel.BACHELOR))
    assert open_steps(both, {}, educated(EducationLevel.SECONDARY)) == {"a", degree_id(EducationLevel.BACHELOR)}
    assert open_steps(both, {}, educated(EducationLevel.MASTER)) == {"a"}


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
