"""The summary is what a learner needs first: little enough for a page, and true to the document behind it."""

from datetime import date
from pathlib import Path

import pytest
import yaml
from documents.report_documents import NAMES, document
from msgspec import structs

from services.presenting.summary import (
    ABOUT_ENTRY,
    ABOUT_FACTS,
    ABOUT_OUR_DATA,
    MOST_CHANGES,
    MOST_ITEMS,
    MOST_NOTES,
    MOST_QUESTIONS,
    MOST_SKILLS,
    Summary,
    summary_of,
)
from services.presenting.summary_facts import MOST_REQUIRED, Limits, facts_of
from services.recommender.paths import PathKind
from services.recommender.recommendation.codes import Role
from services.recommender.recommendation.document import document_of, read_recommendation
from services.recommender.recommendation.judgement import NextStep, Recognition
from services.recommender.recommendation.parts import Money
from services.recommender.recommendation.reading import Choice
from services.recommender.scales import EmployerKind

#: The facts that every credential of a summary shows, known or not.
ALWAYS = {"time", "cost", "recognised_by"}


@pytest.fixture
def stacking():
    return read_recommendation(document("stacking"))


def changed(item, **members):
    """Return an item with other members; those of its credential are named as they are there."""
    of_credential = {name: members.pop(name) for name in ("hours", "cost") if name in members}
    return structs.replace(item, credential=structs.replace(item.credential, **of_credential), **members)


def texts(item, **limits):
    return {fact.name: (fact.text, fact.known) for fact in facts_of(item, Limits(**limits))}


@pytest.mark.parametrize("name", NAMES)
def test_a_summary_is_short_and_of_the_first_credentials_of_the_answer(name):
    whole = read_recommendation(document(name))
    summary = summary_of(whole)
    assert summary.verdict == whole.verdict.sentence
    assert len(summary.items) <= MOST_ITEMS
    assert len(summary.items) + summary.more_items == len(whole.items)
    assert len(summary.changes) <= MOST_CHANGES
    assert len(summary.notes) <= MOST_NOTES
    assert len(summary.questions) <= MOST_QUESTIONS
    assert summary.next_step.endswith(".")
    for item in summary.items:
        names = [fact.name for fact in item.facts]
        assert names == [name for name in ("time", "cost", "requires", "recognised_by") if name in {*names, *ALWAYS}]


@pytest.mark.parametrize("name", NAMES)
def test_a_summary_is_a_document_of_its_own(name):
    written = document_of(summary_of(read_recommendation(document(name))))
    assert set(written) == set(Summary.__struct_fields__)
    assert all(isinstance(member, str) for member in written["notes"])


def test_what_the_verdict_tells_to_start_with_is_shown_first(stacking):
    one, two = stacking.items[0], structs.replace(stacking.items[1], role=Role.ALTERNATIVE)
    mixed = summary_of(structs.replace(stacking, items=[two, one]))
    assert mixed.are_on_route
    assert [item.title for item in mixed.items] == [one.credential.title, two.credential.title]
    beside = summary_of(structs.replace(stacking, items=[two]))
    assert (beside.are_on_route, len(beside.items)) == (False, 1)


def test_the_reason_is_what_speaks_most_for_the_path_advised(stacking):
    path = stacking.paths[0]
    reasons = [structs.replace(path.contributions[0], points=points, because=f"{points}") for points in (5, 30, -40)]
    paths = [structs.replace(path, contributions=reasons), *stacking.paths[1:]]
    assert summary_of(structs.replace(stacking, paths=paths)).why == "30"
    silent = [structs.replace(path, contributions=reasons[2:]), *stacking.paths[1:]]
    assert summary_of(structs.replace(stacking, paths=silent)).why is None


def test_each_credential_asks_something_else_where_it_can(stacking):
    question = stacking.items[0].questions[0]
    asking = [structs.replace(question, text=text) for text in ("A?", "B?")]
    items = [structs.replace(item, questions=asking) for item in stacking.items[:3]]
    items[2] = structs.replace(items[2], questions=[])
    assert [item.ask for item in summary_of(structs.replace(stacking, items=items)).items] == ["A?", "B?", None]
    same = [structs.replace(item, questions=asking[:1]) for item in items]
    assert [item.ask for item in summary_of(structs.replace(stacking, items=same)).items] == ["A?"] * 3


def test_what_the_learner_has_to_heed_comes_before_how_well_the_field_is_known(stacking):
    caution = stacking.cautions[0]
    said = ["survey_is_old", "culture_is_imputed", "licence_has_lapsed", "quiz_proves_little"]
    cautions = [structs.replace(caution, code=code, text=code) for code in said]
    assert summary_of(structs.replace(stacking, cautions=cautions)).notes == [
        "licence_has_lapsed",
        "quiz_proves_little",
        "survey_is_old",
    ]


@pytest.mark.parametrize(
    ("file", "codes"), [("cautions", ABOUT_OUR_DATA), ("questions", ABOUT_ENTRY), ("questions", ABOUT_FACTS.keys())]
)
def test_the_codes_that_are_told_apart_are_those_of_the_rules(file, codes):
    rules = Path(__file__).parents[3] / "rules" / f"{file}.yaml"
    assert yaml.safe_load(rules.read_text(encoding="utf-8")).keys() >= codes


def test_what_may_close_the_door_is_asked_first_then_what_is_not_known(stacking):
    codes = ["what_does_renewal_cost", "what_does_it_cost_in_all", "who_recognises_it", "do_you_meet_its_requirements"]
    questions = [structs.replace(stacking.items[0].questions[0], code=code, text=code) for code in codes]
    known = changed(stacking.items[0], cost=Money(amount=5, currency="USD"), recognised_by=[], facts=SURE)
    items = [structs.replace(known, questions=questions) for _ in range(3)]
    asked = [item.ask for item in summary_of(structs.replace(stacking, items=items)).items]
    assert asked == ["do_you_meet_its_requirements", "who_recognises_it", "what_does_renewal_cost"]


def test_many_skills_are_counted(stacking):
    closes = [f"skill {number}" for number in range(MOST_SKILLS + 2)]
    items = [structs.replace(stacking.items[0], closes=closes)]
    assert summary_of(structs.replace(stacking, items=items)).items[0].closes == (
        "skill 0, skill 1, skill 2 and skill 3 (and 2 more)"
    )
    few = [structs.replace(stacking.items[0], closes=closes[:2])]
    assert summary_of(structs.replace(stacking, items=few)).items[0].closes == "skill 0 and skill 1"


SURE = {"fit.price_is_sure": "yes", "fit.duration_is_sure": "yes"}
UNSURE = {"fit.price_is_sure": "no", "fit.duration_is_sure": "no"}


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ({"done_by": date(2027, 3, 1), "facts": SURE}, ("done by 1 March 2027 if you start now", True)),
        ({"weeks_needed": 4, "facts": SURE}, ("about 4 weeks at your pace", True)),
        ({"weeks_needed": 1, "facts": UNSURE}, ("up to 1 week at your pace; check with the issuer", True)),
        ({"hours": 20, "facts": SURE}, ("20 hours", True)),
        ({"hours": 20, "facts": UNSURE}, ("up to 20 hours; check with the issuer", True)),
        ({"facts": SURE}, ("not known to us: ask the issuer", False)),
    ],
)
def test_when_is_said_as_well_as_it_is_known(stacking, members, said):
    item = changed(stacking.items[0], **({"done_by": None, "weeks_needed": None, "hours": None} | members))
    assert texts(item)["time"] == said


@pytest.mark.parametrize(
    ("days", "left", "said"),
    [
        (21, 28, "up to 3 weeks at your pace, in time for your deadline; check with the issuer"),
        (21, 20, "up to 3 weeks at your pace; you have 20 days; check with the issuer"),
        (90, 62, "up to 3 weeks at your pace; you have 8 weeks; check with the issuer"),
        (None, 28, "up to 3 weeks at your pace; check with the issuer"),
    ],
)
def test_a_duration_to_be_checked_is_held_against_the_deadline(stacking, days, left, said):
    item = changed(stacking.items[0], done_by=None, weeks_needed=3, facts=UNSURE | {"fit.days_needed": days})
    assert texts(item, days=left)["time"] == (said, True)


@pytest.mark.parametrize(
    ("cost", "budget", "facts", "said"),
    [
        (445, 400, UNSURE, "up to USD 445; you named USD 400; check with the issuer"),
        (445, 400, SURE, "USD 445; you named USD 400"),
        (445, 0, SURE, "USD 445; you have nothing to spend"),
        (400, 400, UNSURE, "up to USD 400; check with the issuer"),
    ],
)
def test_a_price_beyond_the_budget_says_so(stacking, cost, budget, facts, said):
    item = changed(stacking.items[0], cost=Money(amount=cost, currency="USD"), facts=facts)
    assert texts(item, budget=Money(amount=budget, currency="USD"))["cost"] == (said, True)
    assert "named" not in texts(item, budget=Money(amount=1, currency="JPY"))["cost"][0]


def test_what_it_takes_to_be_admitted_stands_beside_time_and_price(stacking):
    item = changed(stacking.items[0], facts={"credential.entry_terms": "graduates of an approved programme"})
    assert list(texts(item)) == ["time", "cost", "requires", "recognised_by"]
    assert texts(item)["requires"] == ("Graduates of an approved programme", True)
    long = changed(stacking.items[0], facts={"credential.entry_terms": "years of work " * 50})
    assert len(texts(long)["requires"][0]) <= MOST_REQUIRED


def test_what_the_verdict_does_not_advise_is_another_option(stacking):
    spared = structs.replace(stacking.verdict, path=PathKind.NOTHING_NEEDED)
    by_name = changed(stacking.items[0], facts={"fit.asked_for_by_name": "required"}, role=Role.ROUTE)
    merely = changed(stacking.items[0], facts={}, role=Role.ROUTE)
    assert not summary_of(structs.replace(stacking, verdict=spared, items=[merely])).are_on_route
    assert summary_of(structs.replace(stacking, verdict=spared, items=[by_name])).are_on_route


def test_skills_are_told_in_the_words_of_the_posting(stacking):
    many = ["Linux", "macOS", "Windows", "iOS"]
    skills = structs.replace(
        stacking.skills,
        choices=[Choice(label="an operating system", any_of=many), Choice(label="a query language", any_of=["SQL"])],
        in_own_words={"create prototypes": "prototyping", "an operating system": "Linux, macOS or the like"},
    )
    item = changed(
        stacking.items[0], teaches=["Linux"], closes=["create prototypes", "an operating system"], begins=["SQL"]
    )
    first = summary_of(structs.replace(stacking, skills=skills, items=[item])).items[0]
    assert (first.closes, first.begins) == ("prototyping and Linux", "SQL")
    assert skills.told("an operating system") == "Linux, macOS or the like"


@pytest.mark.parametrize(
    ("cost", "facts", "said"),
    [
        (Money(amount=445, currency="USD"), SURE, ("USD 445", True)),
        (Money(amount=445, currency="USD"), {}, ("USD 445", True)),
        (Money(amount=445, currency="USD"), UNSURE, ("up to USD 445; check with the issuer", True)),
        (Money(amount=0, currency="USD"), SURE, ("free", True)),
        (Money(amount=0, currency="USD"), UNSURE, ("free; check with the issuer", True)),
        (None, SURE, ("not known to us: ask the issuer", False)),
    ],
)
def test_a_price_that_is_not_certain_is_not_said_as_if_it_were(stacking, cost, facts, said):
    assert texts(changed(stacking.items[0], cost=cost, facts=facts))["cost"] == said


def test_nobody_is_called_unrecognised_because_we_do_not_know(stacking):
    def recognised(*names):
        return [Recognition(by=name, kind=EmployerKind.CORPORATE, asserted_by="x", form="recognises") for name in names]

    item = stacking.items[0]
    told = {
        len(names): texts(changed(item, recognised_by=recognised(*names)))["recognised_by"]
        for names in ("", "AB", "ABCD")
    }
    assert told == {
        0: ("not known to us: ask the employer", False),
        2: ("A, B", True),
        4: ("A, B and 2 more", True),
    }


@pytest.mark.parametrize("path", PathKind)
def test_every_path_has_a_next_step_where_the_catalogue_has_nothing(stacking, path):
    verdict = structs.replace(stacking.verdict, path=path)
    step = summary_of(structs.replace(stacking, verdict=verdict, items=[])).next_step
    assert step.endswith(".")
    assert "page of" not in step


def test_with_a_goal_the_plan_is_said(stacking):
    assert summary_of(stacking).plan == stacking.stack_plan.sentence
    assert summary_of(structs.replace(stacking, stack_plan=None)).plan is None


def test_what_the_next_step_says_is_not_said_again(stacking):
    first = stacking.items[0]
    assert first.role is Role.ROUTE
    enrol, then = NextStep(text="Start with it.", address=first.credential.address), NextStep(text="Then apply.")
    summary = summary_of(structs.replace(stacking, next_steps=[enrol, then]))
    assert first.credential.title in summary.next_step
    assert summary.usual_steps == [then]


def test_what_comes_before_the_credential_is_the_next_step(stacking):
    restore = NextStep(text="Restore what has lapsed first.")
    enrol = NextStep(text="Start with it.", address=stacking.items[0].credential.address)
    summary = summary_of(structs.replace(stacking, next_steps=[restore, enrol]))
    assert (summary.next_step, summary.usual_steps) == (restore.text, [enrol])


def test_what_is_asked_for_is_not_said_again_as_what_would_change_the_advice():
    designer = read_recommendation(document("designer-without-portfolio"))
    (change,) = designer.counterfactuals.verdict
    assert change.lever in {question.code for question in designer.worth_asking}
    assert change.sentence not in summary_of(designer).changes
    assert change.sentence in summary_of(structs.replace(designer, worth_asking=[])).changes
