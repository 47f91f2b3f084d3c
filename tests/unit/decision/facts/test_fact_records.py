"""A fact is a field of a record: declared and computed in one module, and found by whoever forgets one of the two."""

import re
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Literal

import pytest
from mypy import api as mypy
from rule_folders import SOUND, SOUND_TEST, sound_rules, write_rule

from services.recommender.decision import facts
from services.recommender.decision.facts.record import FactRecord, by_name, fact, fields_of
from services.recommender.decision.facts.vocabulary import RECORDS, VOCABULARY
from services.recommender.rulebook.engine.plain import FactSheet
from services.recommender.rulebook.files.code_words import fill_in
from services.recommender.rulebook.files.rule_folder import read_rule_folder
from services.recommender.rulebook.files.rulebook import PlainRuleset, read_rulebook
from services.recommender.rulebook.vocabulary import FactField, Group, Kind, Vocabulary
from services.recommender.scales import HeldStatus

ROOT = Path(__file__).parents[4]

#: A record of a newcomer's, and three ways to get it wrong.
FORGOTTEN = """\
from services.recommender.decision.facts.record import FactRecord, fact
from services.recommender.rulebook.vocabulary import Group

class Sleep(FactRecord, group=Group.LEARNER):
    hours_slept: int = fact("Hours slept last night.", unit="hours")
    dreams: int | None = fact("Dreams remembered.", unit="dreams")

Sleep(hours_slept=7)
Sleep(hours_slept=None, dreams=1)
Sleep(hours_slept=7, dreams=1).hours_sleept
Sleep(hours_slept=7, dreams=1)
"""


class Sleep(FactRecord, group=Group.LEARNER):
    """One more part of what is asked about a learner."""

    hours_slept: int = fact("Hours slept last night.", unit="hours", formerly=("rest",))
    dreams: int | None = fact("Dreams remembered, in tenths.", unit="dreams", decimals=1)
    bed: Literal["no", "shared"] | HeldStatus = fact("Whether there is a bed.")
    dream: str = fact("What was dreamt.")


ABOUT_SLEEP = SOUND.replace("field.culture: {equals: mixed}", "learner.hours_slept: {less_than: 6}")
TEST_OF_SLEEP = """\
fires:
  - name: a short night
    facts: {learner.hours_slept: 5}
stays_silent:
  - name: a long one
    facts: {learner.hours_slept: 6}
  - name: nobody knows
    facts: {learner.hours_slept: unknown}
"""


def test_what_rules_may_do_with_a_fact_follows_from_its_type():
    hours, dreams, bed, dream = fields_of(Sleep)
    assert hours == FactField(
        group=Group.LEARNER,
        name="hours_slept",
        kind=Kind.NUMBER,
        doc="Hours slept last night.",
        unit="hours",
        former_names=("learner.rest",),
    )
    assert (dreams.kind, dreams.may_be_unknown, dreams.decimals) == (Kind.NUMBER, True, 1)
    assert (bed.kind, bed.allowed) == (Kind.CHOICE, ("no", "shared", "valid", "in_progress", "expired", "revoked"))
    assert (dream.kind, dream.allowed) == (Kind.TEXT, ())


def test_a_record_gives_its_facts_as_plain_words_and_numbers_by_their_full_names():
    said = Sleep(hours_slept=7, dreams=None, bed=HeldStatus.EXPIRED, dream="").by_name()
    assert said == {
        "learner.hours_slept": 7,
        "learner.dreams": None,
        "learner.bed": "expired",
        "learner.dream": "",
    }
    assert type(said["learner.bed"]) is str


def test_of_a_type_that_no_rule_can_compare_it_is_said_what_a_fact_may_be():
    class Unwise(FactRecord, group=Group.LEARNER):
        ratio: float = fact("A ratio.")

    with pytest.raises(TypeError, match=r"a fact is int, int \| None, str, or a choice"):
        list(fields_of(Unwise))


def test_a_field_of_a_record_is_a_fact_that_rules_may_speak_of_and_fire_on(tmp_path):
    rules = sound_rules(tmp_path)
    write_rule(rules, "asleep", rule=ABOUT_SLEEP, test=TEST_OF_SLEEP)
    (problem,) = read_rule_folder(rules, VOCABULARY).problems
    assert str(problem).startswith(
        "rules/chapter/asleep.yaml:8, rule chapter/asleep, when.learner.hours_slept: "
        'no fact is called "learner.hours_slept"'
    )
    vocabulary = Vocabulary((*VOCABULARY, *fields_of(Sleep)))
    book = read_rulebook(rules, vocabulary, compile_with=PlainRuleset)
    tired = Sleep(hours_slept=5, dreams=0, bed="no", dream="")
    (firing,) = book.paths.fire(FactSheet(shared=by_name(tired)))
    assert firing.rule == "chapter/asleep"


def test_the_type_checker_finds_what_is_declared_and_not_computed_and_what_is_called_wrongly(tmp_path):
    (tmp_path / "sleep.py").write_text(FORGOTTEN, encoding="utf-8")
    config, cache = str(ROOT / "pyproject.toml"), str(tmp_path / "cache")
    told, _, failed = mypy.run(
        ["--config-file", config, "--cache-dir", cache, "--follow-imports", "silent", str(tmp_path / "sleep.py")]
    )
    assert failed
    assert re.findall(r"sleep\.py:(\d+): error: (.*)  \[", told) == [
        ("8", 'Missing named argument "dreams" for "Sleep"'),
        ("9", 'Argument "hours_slept" to "Sleep" has incompatible type "None"; expected "int"'),
        ("10", '"Sleep" has no attribute "hours_sleept"; maybe "hours_slept"?'),
    ]


def test_every_fact_has_one_name_and_nothing_is_called_as_another_was_before():
    declared = [field.full_name for record in RECORDS for field in fields_of(record)]
    former = [name for field in VOCABULARY for name in field.former_names]
    assert len({*declared, *former}) == len(declared) + len(former)


def test_no_record_is_left_out_of_the_vocabulary():
    for module in walk_packages(facts.__path__, f"{facts.__name__}."):
        import_module(module.name)
    ours = {record for record in FactRecord.__subclasses__() if record.__module__.startswith(facts.__name__)}
    assert ours == set(RECORDS)


OLD = SOUND.replace("field.culture: {equals: mixed}", "fit.closes: {at_least: 2}").replace(
    "{path: degree, dimension: recognition, points: 5}", "{dimension: recognition, points: 5}"
)
OLD = OLD.replace("Your field is {field.title}.", "It teaches {fit.closes} of them.")
TEST_OF_OLD = SOUND_TEST.replace("field.culture: mixed", "fit.closes: 2").replace(
    "field.culture: degree_focused", "fit.missing_skills_taught: 1"
)


def test_a_rule_with_a_former_name_reads_fires_and_shows_as_with_the_new_one(tmp_path):
    rules = sound_rules(tmp_path)
    write_rule(rules, "old", rule=OLD, test=TEST_OF_OLD.replace("field.culture", "fit.closes"))
    assert VOCABULARY["fit.closes"] is VOCABULARY["fit.missing_skills_taught"]
    book = read_rulebook(rules, VOCABULARY, compile_with=PlainRuleset)
    known = {"fit.missing_skills_taught": 2}
    sheet = FactSheet(shared={}, subjects={"c": known})
    assert [(one.rule, one.subject) for one in book.credentials.fire(sheet)] == [("chapter/old", "c")]
    assert fill_in(book.rules["chapter/old"].because, known, book.vocabulary) == "It teaches 2 of them."
