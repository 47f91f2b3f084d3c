"""Whichever of the two parsers reads a file: the same values, the same lines, and the same words for what is wrong."""

from pathlib import Path
from random import Random

import pytest
import yaml

from services.recommender.rulebook.files.parts import marked_yaml
from services.recommender.yaml_faults import YamlFault, fault_in

TEXTS = [path.read_text(encoding="utf-8") for path in sorted((Path(__file__).parents[3] / "rules").rglob("*.yaml"))]
SIGNS = [
    *"\t :-&*!|>'\"#,[]{}%@`?\n\\<=~0né\u00a0\x07",
    "---\n",
    "...\n",
    "\n  - ",
    ": ",
    "<<<<<<< x\n",
    "null",
    "0x1f",
]


def read_plainly(text):
    try:
        return marked_yaml._read(marked_yaml._PlainLoader(text))
    except yaml.YAMLError as error:
        return told(fault_in(text, error))
    except YamlFault as fault:
        return told(fault)


def read(text):
    try:
        return marked_yaml.read_marked_text(text)
    except YamlFault as fault:
        return told(fault)


def told(fault):
    return fault.line, fault.sentence


def test_every_rule_file_reads_the_same():
    chosen = TEXTS[::5]
    assert [read(text) for text in chosen] == [read_plainly(text) for text in chosen]


@pytest.mark.parametrize("seed", range(5))
def test_what_is_wrong_with_a_file_is_told_the_same(seed):
    chance = Random(seed)  # noqa: S311 - no secret
    for _ in range(60):
        text = chance.choice(TEXTS)[:500]
        for _ in range(chance.randint(1, 3)):
            place = chance.randrange(len(text) + 1)
            text = text[:place] + chance.choice(SIGNS) + text[place + chance.choice([0, 0, 1, 5]) :]
        assert read(text) == read_plainly(text), text
