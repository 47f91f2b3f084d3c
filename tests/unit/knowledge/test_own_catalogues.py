"""Clients' own catalogues over the shared one: put together once, kept a while, and never too many."""

import gc
import weakref
from dataclasses import replace
from datetime import date

import pytest

from services.recommender.knowledge.credentials.additions import write_additions
from services.recommender.knowledge.credentials.catalogue import CatalogueRejected
from services.recommender.knowledge.own_catalogues import OwnCatalogue, OwnCatalogues
from services.recommender.learner import Field, HeldCredential, Profile, StackGoal, TargetRole
from services.recommender.recommend import recommend, why_not
from services.recommender.scales import Goal, StackGoalKind
from tests.builders import shipped


@pytest.fixture(scope="module")
def shared():
    return shipped.knowledge()


@pytest.fixture
def own(shared):
    """A catalogue of `count` credentials that counts how often it is read."""

    def own(name, count=1):
        one = next(iter(shared.catalogue.credentials.values()))
        named = [replace(one, id=f"{name}:{n}", prerequisites=None, superseded_by=None) for n in range(count)]
        text = "".join(write_additions(named, []))
        reads = []
        return OwnCatalogue(content_hash=f"sha256:{name}", read=lambda: reads.append(1) or text), reads

    return own


def test_without_one_the_shared_knowledge_is_what_there_is(shared):
    assert OwnCatalogues().knowledge(shared, None) is shared


def test_it_is_read_once_for_many_decisions(shared, own):
    catalogues, (mine, reads) = OwnCatalogues(), own("a")
    for _ in range(3):
        known = catalogues.knowledge(shared, mine)
        assert ("a:0" in known.catalogue.credentials, known.additions) == (True, "sha256:a")
    assert len(reads) == 1
    assert "a:0" not in shared.catalogue.credentials


def test_another_shared_catalogue_is_another_one(shared, own):
    catalogues, (mine, reads) = OwnCatalogues(), own("a")
    changed = catalogues.knowledge(shared, own("operators")[0])
    assert catalogues.knowledge(shared, mine).catalogue is not catalogues.knowledge(changed, mine).catalogue
    assert len(reads) == 2


def test_those_used_last_are_kept_within_both_bounds(shared, own):
    few = OwnCatalogues(most=2)
    for name in "abc":
        few.knowledge(shared, own(name)[0])
    assert len(few) == 2
    small = OwnCatalogues(most_credentials=5)
    for name in "ab":
        small.knowledge(shared, own(name, count=4)[0])
    assert len(small) == 1


def test_one_that_does_not_fit_is_refused_and_not_kept(shared):
    catalogues = OwnCatalogues()
    with pytest.raises(CatalogueRejected, match="The client's catalogue cannot be read"):
        catalogues.knowledge(shared, OwnCatalogue(content_hash="sha256:x", read=lambda: "{\n"))
    assert len(catalogues) == 0


def test_one_that_is_dropped_takes_up_no_memory_whatever_was_decided_with_it(shared, own):
    few = OwnCatalogues(most=1)
    known = few.knowledge(shared, own("a")[0])
    learner = Profile(
        learner_id="learner-1",
        field=Field(occupation="Network administrator"),
        goal=Goal.FILL_SKILL_GAP,
        credentials_held=(HeldCredential(title="CompTIA Network+"),),
        stack_goal=StackGoal(
            kind=StackGoalKind.LARGER_CERTIFICATE, credential="CompTIA Secure Infrastructure Specialist"
        ),
    )
    asked = TargetRole(required_skills=("Linux and Excel", "Netzwerktechnik", "CompTIA Security+"))
    with_all = {"knowledge": known, "rulebook": shipped.rulebook(), "on": date(2026, 11, 29)}
    for profile in (learner, replace(learner, target_role=asked)):
        recommend(profile, **with_all)
        why_not(profile, ["CompTIA Security+"], **with_all)
    catalogue = weakref.ref(known.catalogue)
    del known, with_all
    few.knowledge(shared, own("b")[0])
    gc.collect()
    assert catalogue() is None
