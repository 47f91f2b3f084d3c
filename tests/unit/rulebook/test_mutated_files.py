"""However a rules folder is broken, its author reads a list of problems and never a traceback."""

import random
from copy import deepcopy
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rule_folders import sound_rules
from thoroughness import examples

from services.recommender.decision.facts.vocabulary import VOCABULARY
from services.recommender.rulebook.files.rulebook import read_rulebook
from services.recommender.rulebook.gate.inspection import inspect
from services.recommender.rulebook.gate.test_file import read_cases
from services.recommender.rulebook.gate.testing import run_cases
from services.recommender.rulebook.problems import RulebookError

RULE = """\
id: chapter/sound
title: A rule with something of everything
rationale: It is here to be broken.
sources:
  - {title: Nobody, address: "https://example.org/", basis: read, checked_on: 2026-11-22}
when:
  fit.weeks_slack: {at_least: 0, less_than: 9}
  finding.tired: {equals: no}
  credential.assessment: {known: true}
  any:
    - learner.goal: {any_of: [explore, complement]}
    - learner.years_in_field: {more_than: 3}
instead_of: [chapter/silent]
adds_to: [chapter/first]
then:
  - weigh: {dimension: recognition, points: {by: fit.weeks_slack, steps: [{from: 0, points: 5}, {from: 4, points: 8}]}}
  - caution: mind
  - ask: {code: who}
  - rule_out: true
because: You have time for {field.title}.
"""

#: Two rules that the one above stands in for and adds to.
OTHERS = {
    name: f"""\
id: chapter/{name}
title: Another rule
rationale: It is named by the one that is broken.
sources: [{{title: Nobody, checked_on: 2026-11-22}}]
when: {{fit.weeks_slack: {{{compared}}}}}
then: [{{weigh: {{dimension: {dimension}, points: 3}}}}]
because: There is time.
"""
    for name, compared, dimension in (("silent", "at_least: -1", "recognition"), ("first", "less_than: 20", "purpose"))
}

OTHER_TEST = """\
facts: {fit.weeks_slack: 5}
fires: [{name: some weeks}]
stays_silent: [{name: nobody knows, facts: {fit.weeks_slack: unknown}}]
"""

FINDING = """\
id: chapter/tired
title: Tired
rationale: Something to build on.
sources: [{title: Nobody, basis: read, checked_on: 2026-11-22}]
when: {learner.deadline: {none_of: [none]}}
then: [{conclude: tired}]
because: You are tired.
"""

FILES = {
    "chapter/sound.yaml": RULE,
    "chapter/sound_test.yaml": """\
given: [somebody]
facts: {fit.weeks_slack: 3, credential.assessment: quiz, finding.tired: no}
fires:
  - name: exploring
    facts: {learner.goal: explore}
    points: 5
stays_silent:
  - name: nothing is known
    facts: {fit.weeks_slack: unknown, credential.assessment: unknown}
""",
    **{f"chapter/{name}.yaml": text for name, text in OTHERS.items()},
    **{f"chapter/{name}_test.yaml": OTHER_TEST for name in OTHERS},
    "chapter/tired.yaml": FINDING,
    "chapter/tired_test.yaml": """\
facts: {learner.deadline: ahead}
fires: [{name: ahead}]
stays_silent: [{name: none, facts: {learner.deadline: none}}]
""",
    "cautions.yaml": "mind: Mind this.\n",
    "questions.yaml": "who: Who says so?\n",
    "testdata/people.yaml": "somebody: {learner.years_in_field: 1}\n",
}

#: What a member may turn into: what people mistype, and what YAML makes of it.
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=8),
    st.dates(),
    st.sampled_from(
        ["unknown", "yes", "chapter/sound", "field.culture", "field.title", "equals", "any", 10**400, -1, ""]
    ),
    st.lists(st.integers(0, 3) | st.text(max_size=3), max_size=3),
    st.dictionaries(st.text(max_size=3) | st.integers() | st.none(), st.text(max_size=3) | st.integers(), max_size=2),
    st.just({"equals": {"equals": []}}),
    st.just([[{}]]),
)

NAMES = st.sampled_from(
    ["id", "when", "then", "any", "facts", "fires", "path", "points", "code", "x", "fit.missing_skills_taught"]
) | (st.text(max_size=4) | st.integers() | st.booleans() | st.none() | st.just(date(2026, 11, 22)))

EXAMPLES = examples(100, 250, 2_000)

often = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))


def places(node, place=()):
    """Yield the place of every mapping and list of a document, and of what they hold."""
    yield place
    members = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for name, value in members:
        yield from places(value, (*place, name))


def mutated(content, place, action, value, name):
    """Return the document with the member at `place` replaced, removed, doubled or called otherwise."""
    if not place:
        return value if action == "replace" else content
    parent = content
    for step in place[:-1]:
        parent = parent[step]
    last = place[-1]
    if action == "replace":
        parent[last] = value
    elif action == "remove":
        del parent[last]
    elif isinstance(parent, list):
        parent.insert(last, parent[last] if action == "double" else value)
    else:
        parent[name] = parent[last] if action == "double" else parent.pop(last)
    return content


def read_everything(files: dict[str, bytes]) -> None:
    """Read the folder in every way there is; nothing but RulebookError may come out."""
    with TemporaryDirectory() as folder:
        rules = sound_rules(Path(folder))
        (rules / "testdata").mkdir()
        for name, content in files.items():
            (rules / name).write_bytes(content)
        inspection = inspect(rules, VOCABULARY, today=date(2026, 11, 22))
        assert all(problem.file and problem.sentence for problem in inspection.problems)
        try:
            for outcome in run_cases(read_cases(read_rulebook(rules, VOCABULARY), rules)):
                assert outcome.engine_fired == outcome.plain_fired
        except RulebookError:
            assert inspection.problems
        else:
            # What reads and runs may still be unfinished: a text that ends in the middle of a sentence.
            assert all(problem.sentence.startswith("does not end as a sentence") for problem in inspection.problems)


def in_bytes(**changed):
    return {name: (changed.get(name) or text).encode() for name, text in FILES.items()}


def test_the_folder_to_be_broken_is_sound():
    read_everything(in_bytes())
    with TemporaryDirectory() as folder:
        rules = sound_rules(Path(folder))
        (rules / "testdata").mkdir()
        for name, content in in_bytes().items():
            (rules / name).write_bytes(content)
        assert inspect(rules, VOCABULARY, today=date(2026, 11, 22)).problems == ()


@often
@given(st.sampled_from(list(FILES)), st.data())
def test_a_changed_structure_gives_problems(name, data):
    content = yaml.safe_load(FILES[name])
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.sampled_from(list(places(content))))
        action = data.draw(st.sampled_from(["replace", "remove", "double", "rename"]))
        content = mutated(content, place, action, deepcopy(data.draw(VALUES)), data.draw(NAMES))
    read_everything({**in_bytes(), name: yaml.safe_dump(content, allow_unicode=True).encode("utf-8", "surrogatepass")})


@often
@given(st.sampled_from(list(FILES)), st.randoms(use_true_random=False), st.binary(max_size=4))
def test_changed_characters_give_problems(name, chance: random.Random, noise):
    text = FILES[name].encode()
    begin = chance.randrange(len(text))
    end = min(len(text), begin + chance.choice((0, 1, 1, 5, 40)))
    read_everything({**in_bytes(), name: text[:begin] + noise + text[end:]})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "---\n---\n",
        "&a [*a]",
        "a: &x [1]\nb: *x",
        "? [a]\n: b",
        "? {a: b}\n: c",
        "!!bool perhaps",
        "!!int ''",
        "!!timestamp soon",
        "!!python/object/apply:os.getcwd []",
        "<<: 5",
        "<<: {id: chapter/sound}",
        "checked_on: 2026-13-45",
        "[" * 1500,
        "{" * 200 + "}" * 200,
        "a: " + "9" * 5000,
        "\t- a",
        "\x00",
        "a: \ud800",
        "%YAML 9.9\n---\na: b",
        "id: chapter/sound\nid: chapter/sound",
        "null",
        "5",
    ],
)
@pytest.mark.parametrize("name", FILES)
def test_what_yaml_has_in_store_gives_problems(name, text):
    read_everything({**in_bytes(), name: text.encode("utf-8", "surrogatepass")})


def test_a_folder_called_like_a_file_gives_a_problem(tmp_path):
    rules = sound_rules(tmp_path)
    for name in ("chapter/folder.yaml", "testdata/folder.yaml"):
        (rules / name).mkdir(parents=True)
    sentences = [str(problem) for problem in inspect(rules, VOCABULARY, today=date(2026, 11, 22)).problems]
    assert sum("the file cannot be read: it is a folder" in sentence for sentence in sentences) == 2
