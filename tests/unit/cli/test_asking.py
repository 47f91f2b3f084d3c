"""`credwise recommend --ask` puts the questions, reads answers as the API does, and says what they changed."""

import json
from pathlib import Path

import pytest
from commands import invoke

from services.intake.typed_answers import typed_answer
from services.recommender.recommendation.asking import AnswerChoice, WorthAsking
from services.recommender.recommendation.codes import AnswerKind
from services.recommender.scales import QuestionCode

SAMPLES = Path(__file__).parents[3] / "data" / "samples"
LAWYER = str(SAMPLES / "would-be-lawyer.json")


def asked(profile, typed, *options):
    return invoke("recommend", profile, "--ask", "--on", "2026-11-29", *options, typed=typed)


def question(kind, unit=None, choices=()):
    listed = [AnswerChoice(code=code, text=text) for code, text in choices]
    return WorthAsking(
        code=QuestionCode.EDUCATION,
        text="?",
        why=".",
        member="/x",
        kind=kind,
        unit=unit,
        choices=listed,
        likelihood=1,
        may_change=[],
    )


LEVELS = [("bachelor", "a bachelor's degree"), ("master", "a master's degree")]


@pytest.mark.parametrize(
    ("put", "typed", "answer"),
    [
        (question(AnswerKind.NUMBER, "years"), " 6 ", 6),
        (question(AnswerKind.NUMBER, "years"), "6 years", 6),
        (question(AnswerKind.NUMBER, "years"), "six", "six"),
        (question(AnswerKind.MONEY, "EUR"), "1,500 EUR", 1500),
        (question(AnswerKind.DAY), "2027-06-30", "2027-06-30"),
        (question(AnswerKind.DAY), "none", None),
        (question(AnswerKind.TEXTS), "SQL, Tableau;; Python ", ["SQL", "Tableau", "Python"]),
        (question(AnswerKind.TEXTS), "none", []),
        (question(AnswerKind.CHOICE, choices=LEVELS), "2", "master"),
        (question(AnswerKind.CHOICE, choices=LEVELS), "3", "3"),
        (question(AnswerKind.CHOICE, choices=LEVELS), "Bachelor", "bachelor"),
        (question(AnswerKind.CHOICE, choices=LEVELS), "a bachelors degree", "bachelor"),
    ],
)
def test_what_is_typed_is_read(put, typed, answer):
    assert typed_answer(put, typed) == answer


def test_an_answer_changes_the_advice_and_the_change_is_told():
    shown = asked(LAWYER, "US\nyes\n", "--json")
    assert shown.exit_code == 0, shown.stderr
    made = json.loads(shown.stdout)
    assert made["profile"]["credentials_held"] == [{"title": "Admission to the bar"}]
    assert made["profile"]["country"] == "US"
    assert "What your answers changed" in shown.stderr
    assert made["verdict"]["sentence"] in shown.stderr
    assert {question["code"] for question in made["worth_asking"]}.isdisjoint({"which_country", "licence"})


def test_an_answer_that_cannot_be_used_is_asked_again():
    shown = asked(LAWYER, "perhaps\nno\n\n")
    assert shown.exit_code == 0
    assert "must be one of: " in shown.stderr


@pytest.mark.parametrize("typed", ["\n\n", ""])
def test_passing_every_question_leaves_the_advice(typed):
    shown = asked(LAWYER, typed, "--json")
    plain = invoke("recommend", LAWYER, "--json", "--on", "2026-11-29")
    assert shown.exit_code == 0
    assert shown.stdout == plain.stdout
    assert "What your answers changed" not in shown.stderr


def test_where_nothing_would_matter_nothing_is_asked(tmp_path):
    nurse = json.loads((SAMPLES / "nurse-adding-telehealth.json").read_text(encoding="utf-8"))
    path = tmp_path / "nurse.json"
    path.write_text(json.dumps({**nurse, "country": "US"}), encoding="utf-8")
    shown = asked(str(path), "")
    assert shown.exit_code == 0
    assert "There is nothing to ask" in shown.stderr


def test_the_terminal_lists_what_is_worth_telling():
    shown = invoke("recommend", LAWYER, "--on", "2026-11-29")
    assert "Tell us more, and the advice may change" in shown.stdout
    assert "Do you hold a valid licence for this work: Admission to the bar?" in " ".join(shown.stdout.split())


def test_a_profile_on_standard_input_leaves_none_for_answers():
    assert asked("-", "{}").exit_code == 2


def test_why_not_is_said_behind_the_recommendation():
    shown = invoke("recommend", LAWYER, "--on", "2026-11-29", "--why-not", "degree", "--why-not", "PMP")
    assert shown.exit_code == 0
    assert "Why not degree?" in shown.stdout
    assert "Why not PMP?" in shown.stdout


def test_why_not_is_in_the_json_under_its_name_and_leaves_the_rest():
    plain = json.loads(invoke("recommend", LAWYER, "--json", "--on", "2026-11-29").stdout)
    shown = invoke("recommend", LAWYER, "--json", "--on", "2026-11-29", "--why-not", "portfolio")
    explained = json.loads(shown.stdout)
    (answer,) = explained.pop("why_not")
    assert answer["path"] == "portfolio"
    assert explained == plain
