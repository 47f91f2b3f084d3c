"""The shortlist is what sorting the whole catalogue would give, over one layer and over two."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from made_up.random_profiles import profiles

from services.recommender.decision.candidates import (
    GOALS_FOR_FIELD_TOOLS,
    NAMED_BEYOND,
    SHORTLIST,
    select_candidates,
)
from services.recommender.knowledge.credentials.additions import Additions
from services.recommender.knowledge.credentials.credential import Choice, CredentialKind, Holding
from services.recommender.learner import Field, Profile, TargetRole
from services.recommender.recommend import recommend
from services.recommender.scales import Goal, HeldStatus
from services.recommender.situation.named_first import named_first_to
from services.recommender.situation.reading import read_situation
from services.recommender.situation.requirements import steps
from services.recommender.situation.role.role_skills import skills_in
from tests.builders import shipped

ROOT = Path(__file__).resolve().parents[4]
KNOWLEDGE = shipped.knowledge()
TODAY = date(2026, 11, 22)
TITLES = sorted(KNOWLEDGE.catalogue.credentials)[:20] + sorted(KNOWLEDGE.catalogue.stacks)


def copies(number):
    """An addition that holds the whole catalogue again, some of it meant for an occupation."""
    known = KNOWLEDGE.catalogue.credentials.values()
    credentials = tuple(
        replace(
            one,
            id=f"copy{number}:{one.id}",
            prerequisites=None,
            superseded_by=None,
            occupations=("15-1252.00", "15-2051.00") if place % 7 == 0 else (),
            kind=CredentialKind.DEGREE if place % 11 == 0 else one.kind,
        )
        for place, one in enumerate(known)
    )
    return Additions(credentials=credentials, stacks=(), name="copies", content_hash=f"sha256:{number}")


LAYERED = KNOWLEDGE.catalogue.adding(copies(1)).adding(copies(2))


def by_sorting(situation, catalogue):
    gap, wished = skills_in(situation.gap), skills_in(situation.preferred_gap)
    asked = skills_in((*situation.required, *situation.preferred))
    tools = situation.hot_skills if situation.profile.goal in GOALS_FOR_FIELD_TOOLS else frozenset()
    alike = frozenset().union(*(one.near for one in (*situation.gap, *situation.preferred_gap)))
    toward = steps(situation.aim.requirement, catalogue.credentials) if situation.aim else frozenset()
    first = {one for one in toward if one in catalogue.credentials}
    first |= {held for held, status in situation.held.items() if status is not HeldStatus.VALID}
    named = {one.credential for one in situation.asked_credentials if one.missing and one.credential}
    first |= named | (named_first_to(situation).keys() & catalogue.credentials.keys())
    occupation = situation.occupation.code if situation.occupation else ""

    def looked_for(one):
        skills = {taught.skill for taught in one.skills}
        near = skills & (gap | wished | asked | tools | alike) or occupation in one.occupations
        return one.id in first or (near and one.counts_in(situation.place))

    def nearness(one):
        skills = {taught.skill for taught in one.skills}
        return (
            one.id not in named,
            one.id not in first,
            -len(skills & gap),
            -len(skills & wished),
            -len(skills & asked),
            -len(skills & tools),
            -len(skills & alike),
            occupation not in one.occupations,
            occupation[:5] not in {code[:5] for code in one.occupations},
            one.kind is CredentialKind.DEGREE,
            one.id,
        )

    return [one.id for one in sorted(filter(looked_for, catalogue.credentials.values()), key=nearness)]


@pytest.mark.parametrize("catalogue", [KNOWLEDGE.catalogue, LAYERED], ids=["one layer", "three layers"])
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(profile=profiles(TITLES))
def test_the_index_finds_what_sorting_everything_finds(catalogue, profile):
    situation = read_situation(profile, replace(KNOWLEDGE, catalogue=catalogue), TODAY)
    found, expected = select_candidates(situation, catalogue), by_sorting(situation, catalogue)
    assert list(found.shortlist) == expected[:SHORTLIST]
    assert list(found.beyond) == expected[SHORTLIST : SHORTLIST + NAMED_BEYOND]
    assert found.beyond_count == max(0, len(expected) - SHORTLIST)


def test_the_document_names_the_nearest_beyond_the_shortlist_and_counts_the_rest():
    knowledge = replace(KNOWLEDGE, catalogue=LAYERED)
    role = TargetRole(required_skills=("Python", "project management", "SQL", "Excel", "data analysis"))
    profile = Profile(learner_id="L-1", field=Field(occupation="15-2051"), goal=Goal.EXPLORE, target_role=role)
    document = recommend(profile, knowledge=knowledge, rulebook=shipped.rulebook(), on=TODAY).as_document()
    named = [entry for entry in document["left_out"] if entry["reason"] == "beyond_shortlist"]
    assert document["beyond_shortlist"]["named"] == len(named) == NAMED_BEYOND
    assert document["beyond_shortlist"]["count"] > NAMED_BEYOND
    assert str(document["beyond_shortlist"]["count"]) in document["beyond_shortlist"]["sentence"]


def test_steps_of_ways_that_cross_are_collected_quickly():
    one = next(iter(KNOWLEDGE.catalogue.credentials.values()))
    layers = {}
    for layer in range(60):
        below = tuple(Holding(credential=f"{layer + 1}-{side}") for side in "ab")
        for side in "ab":
            layers[f"{layer}-{side}"] = replace(one, id=f"{layer}-{side}", prerequisites=Choice(needed=2, of=below))
    assert len(steps(Holding(credential="0-a"), layers)) == 121
