"""Skills are read in five languages by their labels, and in three more by everyday words, which is said."""

import argparse
import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from services.cli.words.skills import skills
from services.recommender.situation.terms import read_term
from tests.builders import shipped
from tools.build_data.skill_lists import skill_labels as builder

ROOT = Path(__file__).parents[3]
OFFICIAL = Path(os.environ.get("CREDWISE_OFFICIAL_DATA") or ROOT.parent / "shared" / "data")


@pytest.fixture(scope="module")
def knowledge():
    return shipped.knowledge()


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("Projektmanagement", "project management"),
        ("Gute Kenntnisse in Buchhaltung", "accounting"),
        ("gestion de projets", "project management"),
        ("comptabilité", "accounting"),
        ("análisis de datos", "perform data analysis"),
        ("Strafvollzugsverfahren beaufsichtigen", "supervise correctional procedures"),
        ("bokföring", "accounting"),
        ("boekhouden", "accounting"),
        ("Contabilità generale", "accounting"),
        ("buona conoscenza del disegno tecnico", "technical drawings"),
        ("Obsługa wózka widłowego", "operate forklift"),
        ("bardzo dobra znajomość obsługi komputera", "have computer literacy"),
        ("atendimento ao público", "customer service"),
        ("conhecimentos de contabilidade", "accounting"),
    ],
)
def test_a_skill_is_read_in_its_language_and_shown_in_english(knowledge, words, label):
    term = read_term(words, knowledge)
    assert (term.matched, term.label, term.matched_by) == (True, label, "language")
    assert term.confidence < 100


@pytest.mark.parametrize("words", ["Python", "Excel", "project management", "teamwork"])
def test_english_names_are_read_as_before(knowledge, words):
    assert read_term(words, knowledge).matched_by in {"label", "alias"}


@pytest.mark.parametrize("words", ["revisione delle caldaie a vapore", "wykrawanie skór licowych", "foobar thing"])
def test_what_no_list_has_is_kept_as_it_is(knowledge, words):
    assert not read_term(words, knowledge).matched


def test_phrases_of_a_file_are_read_a_line_each_with_the_reason_where_they_are_not_known():
    asked = "Projektmanagement\n\nrevisione delle caldaie a vapore\nfoobar thing\n"
    answer = CliRunner().invoke(skills, ["read", "-", "--json"], input=asked)
    assert answer.exit_code == 0
    german, italian, nothing = map(json.loads, answer.output.splitlines())
    assert (german["label"], german["how"], german["reason"]) == ("project management", "language", None)
    assert (italian["skill"], italian["language"]) == (None, "it")
    assert italian["reason"] == "not known: we have only everyday words for skills in Italian"
    assert nothing["reason"] == "no skill is called so in English"


@pytest.mark.skipif(
    not (OFFICIAL / "esco_languages").is_dir(),
    reason=f"ESCO's labels are not in {OFFICIAL}; CREDWISE_OFFICIAL_DATA can name another folder",
)
def test_the_committed_words_are_what_the_builder_makes(tmp_path):
    (tmp_path / "skills").symlink_to(tmp_path / "made", target_is_directory=True)
    (tmp_path / "made").mkdir()
    for name in ("index.tsv.gz", "near.tsv.gz", "words_abroad.csv"):
        (tmp_path / "made" / name).write_bytes((ROOT / "data" / "skills" / name).read_bytes())
    builder.build(argparse.Namespace(labels=OFFICIAL / "esco_languages", data=tmp_path))
    made = {path.name: path.read_bytes() for path in (tmp_path / "made").iterdir()}
    assert made == {name: (ROOT / "data" / "skills" / name).read_bytes() for name in made}
