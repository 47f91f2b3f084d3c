"""Files of rules or catalogue change under a running advisor: the next recommendation names what is new."""

import gc
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from services.intake.profile_schema import read_profile
from services.intake.strict_json import read_json
from services.recommender.decision.facts.vocabulary import VOCABULARY
from services.recommender.knowledge.credentials.additions import write_additions
from services.recommender.knowledge.rates import RATES_FILE
from services.recommender.knowledge.reloading import WatchedKnowledge
from services.recommender.rulebook.files.rulebook import read_rulebook
from services.recommender.rulebook.reloading import LOOK_EVERY, WatchedRulebook
from services.settings import read_settings
from services.wiring import OBJECTS_BETWEEN_COLLECTIONS, ReloadingAdvisor, open_reloading_advisor

ROOT = Path(__file__).parents[2]
ON = date(2026, 11, 22)
PROFILE = read_profile(read_json((ROOT / "data/samples/backend-developer-to-cloud.json").read_bytes()))


@pytest.fixture
def rules_dir(tmp_path):
    return Path(shutil.copytree(ROOT / "rules", tmp_path / "rules"))


def rulebook_of(recommendation):
    return recommendation.as_document()["provenance"]["rulebook"]


def rules_of(advisor):
    state = advisor.files_state()
    return state["rulebook"], state["rules"]


def test_the_next_recommendation_names_the_new_rulebook(rules_dir):
    seconds, told = [0.0], []
    advisor = ReloadingAdvisor(
        known=WatchedKnowledge(ROOT / "data", clock=lambda: seconds[0], tell=told.append),
        watched=WatchedRulebook(rules_dir, VOCABULARY, clock=lambda: seconds[0], today=lambda: ON, tell=told.append),
    )
    before = advisor.recommend(PROFILE, ON)
    assert rules_of(advisor) == (rulebook_of(before), "ok")

    rule = rules_dir / "currency/renewal_burden.yaml"
    good = rule.read_text(encoding="utf-8")
    rule.write_text(good.replace("points:", "pionts:"), encoding="utf-8")
    for _ in range(3):
        seconds[0] += LOOK_EVERY
        assert advisor.recommend(PROFILE, ON).to_json() == before.to_json()
    assert rules_of(advisor) == (rulebook_of(before), "using_last_good")
    assert "rules/currency/renewal_burden.yaml" in advisor.files_state()["rules_problems"]
    assert len(told) == 1

    rule.write_text(good.replace("title: ", "title: Truly, "), encoding="utf-8")
    seconds[0] += LOOK_EVERY
    advisor.recommend(PROFILE, ON)
    seconds[0] += LOOK_EVERY
    after = advisor.recommend(PROFILE, ON)
    assert rulebook_of(after) != rulebook_of(before)
    assert rules_of(advisor) == (rulebook_of(after), "ok")
    assert "rules_problems" not in advisor.files_state()


def test_a_process_starts_with_the_rules_that_are_there(rules_dir):
    advisor = open_reloading_advisor(replace(read_settings({}), rules_dir=rules_dir), lambda: ON)
    assert rules_of(advisor) == (read_rulebook(rules_dir, VOCABULARY).content_hash, "ok")


@pytest.fixture
def data_dir(tmp_path):
    """A data folder of its own catalogue, with everything else as it is."""
    folder = tmp_path / "data"
    folder.mkdir()
    for path in (ROOT / "data").iterdir():
        if path.name in {"catalogue", "rates"}:
            shutil.copytree(path, folder / path.name)
        else:
            (folder / path.name).symlink_to(path)
    return folder


def test_the_next_recommendation_names_the_new_catalogue_and_a_broken_one_keeps_the_old(data_dir):
    seconds, told = [0.0], []
    advisor = ReloadingAdvisor(
        known=WatchedKnowledge(data_dir, clock=lambda: seconds[0], tell=told.append),
        watched=WatchedRulebook(
            ROOT / "rules", VOCABULARY, clock=lambda: seconds[0], today=lambda: ON, tell=told.append
        ),
    )
    before = advisor.knowledge
    addition = data_dir / "catalogue/additions/acme.jsonl"
    addition.parent.mkdir(exist_ok=True)

    def look(times):
        for _ in range(times):
            seconds[0] += LOOK_EVERY
            advisor.resolve_occupation(PROFILE)

    addition.write_text("{", encoding="utf-8")
    look(3)
    assert advisor.knowledge is before
    assert advisor.files_state()["catalogue_files"] == "using_last_good"
    [sentence] = told
    assert before.catalogue.content_hash in sentence
    assert "acme.jsonl" in sentence

    one = next(iter(before.catalogue.credentials.values()))
    addition.write_text("".join(write_additions([replace(one, id="acme:new")], [])), encoding="utf-8")
    look(1)
    assert advisor.knowledge is before
    look(1)
    after = advisor.recommend(PROFILE, ON).as_document()["provenance"]["catalogue"]
    assert after != before.catalogue.content_hash
    state = advisor.files_state()
    assert (state["catalogue"], state["catalogue_files"]) == (after, "ok")

    addition.unlink()
    look(2)
    assert advisor.files_state()["catalogue"] == before.catalogue.content_hash
    assert len(told) == 3


def test_newer_exchange_rates_are_taken_up_and_damaged_ones_keep_the_old(data_dir):
    seconds, told = [0.0], []
    known = WatchedKnowledge(data_dir, clock=lambda: seconds[0], tell=told.append)
    before, file = known.current(), data_dir / RATES_FILE

    def look():
        for _ in range(2):
            seconds[0] += LOOK_EVERY
            known.current()

    file.write_text("day,currency,per_euro\n2026-11-20,USD,much\n", encoding="utf-8")
    look()
    assert known.current() is before
    assert "'much' must be a number" in known.problem

    file.write_text("day,currency,per_euro\n2026-11-20,USD,1.1\n", encoding="utf-8")
    look()
    assert (known.current().rates.day, known.problem) == (date(2026, 11, 20), "")
    assert known.current().catalogue is before.catalogue
    assert told[-1] == f"the exchange rates of 2026-11-20 are in force, after those of {before.rates.day}"


def test_what_a_process_loaded_is_left_out_of_searches_for_garbage(rules_dir):
    gc.unfreeze()
    before = gc.get_threshold()
    try:
        advisor = open_reloading_advisor(replace(read_settings({}), rules_dir=rules_dir), lambda: ON)
        searched = {id(one) for one in gc.get_objects()}
        credentials = advisor.knowledge.catalogue.credentials.values()
        assert not [one.id for one in credentials if id(one) in searched]
        assert gc.get_threshold()[0] == OBJECTS_BETWEEN_COLLECTIONS
    finally:
        gc.set_threshold(*before)
