"""Whether a field of study prepares for an occupation: yes, no, or not known."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.recommender.answer import Answer
from services.recommender.knowledge.education import FieldsOfStudy, load_fields_of_study
from services.recommender.knowledge.files.data_files import DataFileError
from services.recommender.knowledge.occupations.occupations import load_occupations

DATA = Path(__file__).parents[3] / "data"
SOFTWARE_DEVELOPERS = "15-1252.00"


@pytest.fixture(scope="module")
def fields():
    return load_fields_of_study(DATA)


@pytest.mark.parametrize(
    "text",
    [
        "computer science",
        "Computer Science",
        " computer-science ",
        "Computer Sciences",
        "BSc in computer science",
        "B.Sc. Computer Science (Honours), first class",
        "Mathematics and Computer Science",
        "software engineering",
        "IT",
    ],
)
def test_a_field_is_found_by_its_words_wherever_they_stand(fields, text):
    assert fields.relates(text, SOFTWARE_DEVELOPERS) is Answer.YES


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Grado en Estadística", "15-2041.00"),
        ("grado en estadistica", "15-2041.00"),
        ("Licenciatura em Contabilidade", "13-2011.00"),
        ("Laurea triennale in Economia aziendale", "13-2011.00"),
        ("Licence en droit", "23-1011.00"),
        ("Betriebswirtschaftslehre", "13-2011.00"),
        ("Sjuksköterskeprogrammet", "29-1141.00"),
        ("Pielęgniarstwo", "29-1141.00"),
        ("HBO-V Verpleegkunde", "29-1141.00"),
    ],
)
def test_a_field_is_known_by_its_name_in_another_language(fields, text, code):
    assert fields.relates(text, code) is Answer.YES


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("alchemy\tde\tAlchemie", "'alchemy' is no field of"),
        ("law\tde\tJura;", "'' is empty"),
        ("law\tde\tJura\nhistory\tfr\tjura", "is the name of another field"),
        ("law\tde\thistory", "'history' is empty or is the name of another field"),
    ],
)
def test_a_wrong_line_of_names_in_other_languages_is_named(tmp_path, line, says):
    (tmp_path / "education").mkdir()
    for name, text in {
        "fields_of_study.csv": "field,aliases,soc_prefixes\nlaw,,23-10\nhistory,,19-3093\n",
        "fields_in_languages.tsv": f"field\tlanguage\tnames\n{line}\n",
    }.items():
        (tmp_path / "education" / name).write_text(text, encoding="utf-8")

    with pytest.raises(DataFileError, match=says):
        load_fields_of_study(tmp_path)


@pytest.mark.parametrize("text", ["law", "LLB Law", "nursing", "Bachelor of Arts in History"])
def test_a_known_field_that_prepares_for_other_work_is_a_no(fields, text):
    assert fields.relates(text, SOFTWARE_DEVELOPERS) is Answer.NO


@pytest.mark.parametrize("text", ["", "  ", "?", "underwater basket weaving", "Bachelor of Science", "lawn care"])
def test_a_field_that_is_not_listed_is_unknown_not_unrelated(fields, text):
    assert fields.relates(text, SOFTWARE_DEVELOPERS) is Answer.UNKNOWN


def test_the_longer_name_wins_over_the_shorter_one_in_it(fields):
    """All of engineering prepares for 17-; software engineering does not prepare for building bridges."""
    assert fields.relates("MSc Engineering", "17-2051.00") is Answer.YES
    assert fields.relates("MSc Software Engineering", "17-2051.00") is Answer.NO


def test_the_name_of_the_degree_is_no_field(fields):
    assert fields.relates("Bachelor of Arts in economics", "27-1013.00") is Answer.NO
    assert fields.relates("Doctor of Philosophy in chemistry", "25-1126.00") is Answer.NO
    assert fields.relates("Doctor of Philosophy in chemistry", "19-2031.00") is Answer.YES


def test_of_two_fields_one_that_prepares_is_enough(fields):
    assert fields.relates("Law and Nursing", "29-1141.00") is Answer.YES


def test_every_prefix_begins_the_code_of_an_occupation():
    codes = [occupation.code for occupation in load_occupations(DATA)]
    with (DATA / "education" / "fields_of_study.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) >= 100
    dangling = {
        (row["field"], prefix)
        for row in rows
        for prefix in row["soc_prefixes"].split()
        if not any(code.startswith(prefix) for code in codes)
    }
    assert dangling == set()


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("law,,", "line 2: 'law' names no SOC prefix"),
        ("law,legal studies;Laws,23-", "line 2: 'Laws' is empty or stands in the file already"),
        ("law,23-", "line 2: has 2 columns, must have 3"),
    ],
)
def test_a_wrong_line_is_named(tmp_path, row, problem):
    (tmp_path / "education").mkdir()
    (tmp_path / "education" / "fields_of_study.csv").write_text(f"field,aliases,soc_prefixes\n{row}\n")
    with pytest.raises(DataFileError, match=problem):
        load_fields_of_study(tmp_path)


@given(st.text(max_size=80))
def test_any_text_has_an_answer(text):
    fields = FieldsOfStudy({"law": ("23-",)}, "sha256:0")
    assert fields.relates(f"{text} law", "23-1011.00") is Answer.YES
    assert fields.relates(text, "15-1252.00") in {Answer.NO, Answer.UNKNOWN}
