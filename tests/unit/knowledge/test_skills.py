"""The skill index: everyday words find their skill, and words that look alike are never confused."""

import gzip
from pathlib import Path

import pytest

from services.recommender.knowledge.skills import SkillIndex, SkillsUnreadable, load_skills, read_index
from services.recommender.names.skills.skill_phrases import level_said
from services.recommender.names.skills.skill_words import fold, slug, spellings
from tools.build_data.sources.european.esco import EscoSkill
from tools.build_data.sources.skill_terms import Addition, merge

DATA = Path(__file__).parents[3] / "data"


@pytest.fixture(scope="module")
def index():
    return load_skills(DATA)


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("Python", "Python (computer programming)"),
        ("python 3.11", "Python (computer programming)"),
        ("Python programming", "Python (computer programming)"),
        ("SQL", "SQL"),
        ("MS Excel", "Microsoft Excel"),
        ("Microsoft Excel 2019", "Microsoft Excel"),
        ("Excel", "Microsoft Excel"),
        ("Kubernetes", "Kubernetes"),
        ("k8s", "Kubernetes"),
        ("AWS", "Amazon Web Services AWS software"),
        ("Google Analytics", "Google Analytics"),
        ("project management", "project management"),
        ("Machine Learning", "machine learning"),
        ("network security", "network security"),
        ("telehealth", "telehealth"),
        ("UX design", "user experience design"),
        ("statistics", "statistics"),
        ("Docker", "Docker"),
        ("Terraform", "IBM Terraform"),
        ("JavaScript", "JavaScript"),
        ("Java", "Java (computer programming)"),
        ("Java 17", "Java (computer programming)"),
        ("C", "C"),
        ("C++", "C++"),
        ("C#", "C#"),
        ("R", "R"),
        (".NET", "Microsoft .NET Framework"),
        ("Node.js", "Node.js"),
        ("nodejs", "Node.js"),
        ("Spark", "Apache Spark"),
        ("data visualisation", "data visualization"),
    ],
)
def test_everyday_words_find_their_skill(index, words, label):
    match = index.match(words)
    assert match is not None
    assert match.label == label
    assert index.label(match.skill) == label


@pytest.mark.parametrize("words", ["", "  ", "()", "Javascripted", "no skill is called so", "3.11", "+", "#"])
def test_words_that_name_no_skill_find_none(index, words):
    assert index.match(words) is None


def test_look_alikes_are_different_skills(index):
    found = [
        index.match(words) for words in ("Java", "JavaScript", "C", "C++", "C#", "R", "Go", "React", "React Native")
    ]
    assert len({match.skill for match in found}) == len(found)


def test_a_match_says_whether_the_words_were_the_label(index):
    assert index.match("Python").matched_by == "label"
    assert index.match("k8s").matched_by == "alias"


def test_ids_say_where_a_skill_comes_from(index):
    assert {skill.split(":")[0] for skill in index} == {"esco", "onet", "credwise"}
    assert index.match("machine learning").skill.startswith("esco:")
    assert index.match("Kubernetes").skill == "onet:kubernetes"


def test_the_index_shows_its_attribution_and_hash(index):
    assert "This service uses the ESCO classification of the European Commission" in index.attribution
    assert "O*NET" in index.attribution
    assert index.content_hash.startswith("sha256:")


def test_folding_evens_out_case_spacing_and_spelling_habits():
    assert fold("  Data\u00a0Visualisation & Modelling ") == "data visualization and modeling"
    assert fold("R&D") == fold("r and d")
    assert fold("TCP/IP") == "tcp ip"
    assert fold("ASP.NET.") == "asp.net"


def test_a_version_is_dropped_only_when_something_is_left():
    assert list(spellings("Windows 10")) == ["windows 10", "windows"]
    assert "" not in list(spellings("3.11"))


def test_a_technology_with_the_label_of_an_esco_skill_is_that_skill():
    terms = merge([_esco("u1", "Ruby (computer programming)")], ["Ruby", "Rails"], [], {})
    assert [skill for skill, _, _ in terms.concepts] == ["esco:u1", "onet:rails"]
    assert terms.merged_technologies == 1


def test_an_alias_that_two_skills_claim_names_neither():
    terms = merge([_esco("u1", "bake bread", "bake"), _esco("u2", "bake cakes", "bake")], [], [], {})
    index = read_index(terms.lines(), content_hash="sha256:x", name="test")
    assert index.match("bake") is None
    assert terms.contested_aliases == 1


def test_a_label_wins_over_an_alias_and_our_alias_over_a_label():
    esco = [_esco("u1", "vision software", "TensorFlow"), _esco("u2", "SPARK")]
    terms = merge(esco, ["TensorFlow", "Apache Spark"], [], {"Spark": "Apache Spark"})
    index = read_index(terms.lines(), content_hash="sha256:x", name="test")
    assert index.match("tensorflow").skill == "onet:tensorflow"
    assert index.match("Spark").skill == "onet:apache-spark"


def test_an_alias_for_a_concept_nobody_has_is_a_problem_that_names_it():
    terms = merge([], [], [Addition(slug="telehealth", label="telehealth", reason="")], {"tele": "telehelth"})
    assert terms.problems == ('aliases.csv, alias "tele": no concept has the label "telehelth".',)


def test_slugs_keep_programming_languages_apart():
    assert [slug(name) for name in ("C", "C++", "C#", "Node.js")] == ["c", "c-plus-plus", "c-sharp", "node-js"]


def test_a_missing_index_says_how_to_make_it(tmp_path):
    with pytest.raises(SkillsUnreadable, match="make data"):
        load_skills(tmp_path)


def test_a_damaged_index_names_its_line(tmp_path):
    (tmp_path / "skills").mkdir()
    (tmp_path / "skills" / "index.tsv.gz").write_bytes(gzip.compress(b"esco:1\tone\tone\nesco:2\n"))
    (tmp_path / "skills" / "near.tsv.gz").write_bytes(gzip.compress(b""))
    with pytest.raises(SkillsUnreadable, match="line 2"):
        load_skills(tmp_path)


def test_the_hash_follows_the_text_not_the_packing(tmp_path):
    hashes = set()
    for level in (1, 9):
        folder = tmp_path / str(level) / "skills"
        folder.mkdir(parents=True)
        (folder / "index.tsv.gz").write_bytes(gzip.compress(b"esco:1\tone\tone\n" * 1, compresslevel=level))
        (folder / "near.tsv.gz").write_bytes(gzip.compress(b"", compresslevel=level))
        hashes.add(load_skills(folder.parent).content_hash)
    assert len(hashes) == 1


def test_one_key_never_names_two_skills():
    with pytest.raises(SkillsUnreadable, match="already names esco:1"):
        read_index("esco:1\tone\tone\nesco:2\tuno\tone\n", content_hash="sha256:x", name="test")


def test_an_index_is_a_collection_of_ids():
    index = SkillIndex(labels={"esco:1": "one"}, ids_by_key={"one": "esco:1"}, content_hash="sha256:x")
    assert "esco:1" in index
    assert list(index) == ["esco:1"]
    assert len(index) == 1


@pytest.mark.parametrize(
    ("words", "label", "matched_by"),
    [
        ("Kuberentes", "Kubernetes", "fuzzy"),
        ("Pyhton", "Python (computer programming)", "fuzzy"),
        ("Tableu", "Tableau", "fuzzy"),
        ("PostgresSQL", "PostgreSQL", "fuzzy"),
        ("Project managment", "project management", "fuzzy"),
        ("expert in Python", "Python (computer programming)", "phrase"),
        ("5+ years of Java", "Java (computer programming)", "phrase"),
        ("3-5 years experience in Java", "Java (computer programming)", "phrase"),
        ("strong communication skills", "communication", "phrase"),
        ("Strong knowledge of Python", "Python (computer programming)", "phrase"),
        ("experience with Docker", "Docker", "label"),
        ("knowledge of machine learning", "machine learning", "label"),
        ("MS Excel 2019", "Microsoft Excel", "label"),
        ("k8s", "Kubernetes", "alias"),
    ],
)
def test_what_people_write_is_read(index, words, label, matched_by):
    match = index.read(words)
    assert (match.label, match.matched_by) == (label, matched_by)
    assert match.confidence == 100 if matched_by != "fuzzy" else 90 <= match.confidence < 100


@pytest.mark.parametrize(
    "words",
    ["Jave", "Javascripted", "Golan", "NextJS", "Preact", "Rusty", "C+", "underwater basket weaving", "experience", ""],
)
def test_what_is_near_a_skill_but_another_word_is_not_read_as_it(index, words):
    assert index.read(words) is None


def test_look_alikes_stay_apart_when_they_are_read(index):
    names = ("Java", "JavaScript", "C", "C++", "C#", "R", "Go", "React", "React Native", "SQL", "MySQL", "NoSQL")
    found = [index.read(f"experience with {name}") for name in names]
    assert all(found)
    assert [match.skill for match in found] == [index.match(name).skill for name in names]


def test_matching_for_the_catalogue_mends_nothing(index):
    assert index.match("Kuberentes") is None


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("advanced Excel", "advanced"),
        ("basic SQL", "beginner"),
        ("expert in Python", "expert"),
        ("Excel (advanced)", "advanced"),
        ("proficient in SQL", "advanced"),
        ("5+ years of Java", None),
        ("Python", None),
    ],
)
def test_a_level_that_is_said_is_heard_and_years_are_none(index, words, level):
    assert level_said(words, index.read(words).label) == level


def test_a_level_word_in_a_skills_own_name_is_no_level(index):
    assert level_said("basic life support", index.read("basic life support").label) is None


def _esco(uuid, label, *alternatives):
    return EscoSkill(uuid=uuid, label=label, alternatives=alternatives)
