"""A small sound rules folder on disk, to be broken or built upon by tests."""

from pathlib import Path

SOUND = """\
id: chapter/sound
title: A sound rule
rationale: It is here to be broken.
sources:
  - title: Nobody
    basis: judgement
when:
  field.culture: {equals: mixed}
then:
  - weigh: {path: degree, dimension: recognition, points: 5}
because: Your field is {field.title}.
"""

#: The same rule, resting on something that was read.
READ = SOUND.replace("basis: judgement", "basis: read\n    checked_on: 2026-11-22")

#: The same rule as it was written before sources had a basis.
BEFORE_BASIS = SOUND.replace("basis: judgement", "checked_on: 2026-11-22")

SOUND_TEST = """\
facts: {field.culture: mixed}
fires:
  - name: a mixed field
stays_silent:
  - name: another field
    facts: {field.culture: degree_focused}
  - name: nobody knows
    facts: {field.culture: unknown}
"""


def sound_rules(folder: Path) -> Path:
    """Write a rulebook of one sound rule with its test into folder/rules, and return that."""
    rules = folder / "rules"
    (rules / "chapter").mkdir(parents=True)
    (rules / "cautions.yaml").write_text("{}\n", encoding="utf-8")
    (rules / "questions.yaml").write_text("{}\n", encoding="utf-8")
    write_rule(rules, "sound")
    return rules


def write_rule(rules: Path, name: str, *, rule: str = SOUND, test: str = SOUND_TEST) -> None:
    """Write chapter/`name` and its test; the id is put right, everything else is the caller's."""
    text = rule.replace("chapter/sound", f"chapter/{name}")
    (rules / "chapter" / f"{name.replace('-', '_')}.yaml").write_text(text, encoding="utf-8")
    (rules / "chapter" / f"{name.replace('-', '_')}_test.yaml").write_text(test, encoding="utf-8")


#: A golden learner of that folder, for the shipped catalogue.
LEARNER = """\
about: Somebody who explores.
why: It is here to be broken.
decided_on: 2026-11-29
profile:
  learner_id: somebody
  field:
    occupation: 15-1252.00
  goal: explore
  deadline: 2027-06-30
expect:
  verdict: degree
"""


def write_learner(rules: Path, name: str, text: str = LEARNER) -> None:
    """Write learners/`name`."""
    (rules / "learners").mkdir(exist_ok=True)
    (rules / "learners" / f"{name}.yaml").write_text(text, encoding="utf-8")
