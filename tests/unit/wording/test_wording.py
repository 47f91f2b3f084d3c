"""Every text for a person stands once, under an id that is used, and is given what it shows."""

import ast
import copy
import pickle
import re
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from string import Formatter
from typing import get_args, get_type_hints

import pytest
from documents.report_documents import NAMES, document
from jinja2 import nodes
from msgspec import Struct

from services.presenting.page.report import _PAGES
from services.recommender.knowledge.credentials.degrees import LADDER
from services.recommender.knowledge.credentials.remembered import Fact
from services.recommender.knowledge.occupations.entry.ways_in import UsualDegree
from services.recommender.recommendation.document import Recommendation
from services.recommender.recommendation.parts import Money
from services.recommender.scales import EducationLevel
from services.recommender.wording import formats, phrases
from services.recommender.wording.messages import FOLDER, MissingSentence, as_stored, say, say_again, texts, word_of

SERVICES = Path(__file__).parents[3] / "services"

#: Groups of words for codes that are plain text in the document, each with the codes that there are.
PLAIN_CODES = {
    "advised": {
        name
        for group, _, name in (message_id.partition(".") for message_id in texts())
        if group == "advice" and name not in {"none_to_suggest", "required_and_unknown", "that_teaches"}
    },
    "asked_for": {"valid", "no", "in_progress", "expired", "revoked"},
    "education_level": set(EducationLevel),
    "culture_basis": {"declared", "measured", "imputed", "unknown"},
    "degree_named": set(LADDER),
    "plan_role": {"best", "alternative", "cheapest", "fastest", "between"},
    "provenance": {"rulebook", "overlay", "catalogue", "occupations", "skills", "wording"},
    "remembered_fact": set(Fact) - {Fact.LANGUAGES, Fact.MODE, Fact.RENEWAL},
    "resolved_by": {
        *("code", "former_code", "title", "reported_title", "alternate_title", "common_title", "fuzzy", "unlisted")
    },
    "skills_from": {"named", "imputed", "none"},
    "usual_degree": set(UsualDegree),
}


def shown_by(text):
    """Return the parameters that a text or its plural forms show."""
    forms = [text] if isinstance(text, str) else text.values()
    return {name for form in forms for _, name, _, _ in Formatter().parse(form) if name}


def calls_in_python():
    """Yield each place that says something in Python: where, the ids it may be, and the parameters given."""
    for path in SERVICES.rglob("*.py"):
        if path == FOLDER.parent / "messages.py":
            continue
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "id", getattr(call.func, "attr", "")) == "say":
                first = call.args[0]
                ids = [first.body, first.orelse] if isinstance(first, ast.IfExp) else [first]
                yield f"{path.name}:{call.lineno}", ids, {each.arg for each in call.keywords}


def calls_in_templates():
    """Yield each place that says something in a template of the page."""
    for name in _PAGES.list_templates(extensions=["html"]):
        tree = _PAGES.parse(_PAGES.loader.get_source(_PAGES, name)[0])
        for call in tree.find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name == "say":
                yield f"{name}:{call.lineno}", [call.args[0]], {each.key for each in call.kwargs}


@cache
def calls():
    """Return both."""
    return (*calls_in_python(), *calls_in_templates())


def codes_of(kind, seen=None):
    """Return the scales that members of a type speak on, through all its parts."""
    seen = {} if seen is None else seen
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        seen[re.sub("(?<!^)(?=[A-Z])", "_", kind.__name__).lower()] = {member.value for member in kind}
    elif isinstance(kind, type) and issubclass(kind, Struct):
        if kind not in seen:
            seen[kind] = None
            for part in get_type_hints(kind).values():
                codes_of(part, seen)
    else:
        for part in get_args(kind):
            codes_of(part, seen)
    return seen


SCALES = {name: codes for name, codes in codes_of(Recommendation).items() if isinstance(name, str)}


def test_every_id_that_is_said_exists_and_is_given_just_what_it_shows():
    wrong = []
    for place, ids, given in calls():
        for each in ids:
            message_id = getattr(each, "value", None)
            if not isinstance(message_id, str) or message_id not in texts():
                wrong.append(f"{place}: {message_id!r} is no id")
            elif given != shown_by(texts()[message_id]) | ({"count"} if "count" in given else set()):
                wrong.append(f"{place}: {message_id} shows {shown_by(texts()[message_id])} and is given {given}")
            elif not isinstance(texts()[message_id], str) and "count" not in given:
                wrong.append(f"{place}: {message_id} has plural forms and is given no count")
    assert wrong == []


def test_every_text_is_used():
    said = {each.value for _, ids, _ in calls() for each in ids}
    codes = {f"{group}.{code}" for group, known in (SCALES | PLAIN_CODES).items() for code in known}
    assert sorted(texts().keys() - said - codes) == []


def test_every_code_of_a_scale_that_is_told_has_a_word():
    told = {message_id.partition(".")[0] for message_id in texts()}
    scales = {group: codes for group, codes in (SCALES | PLAIN_CODES).items() if group in told}
    assert [
        f"{group}.{code}" for group, codes in scales.items() for code in codes if f"{group}.{code}" not in texts()
    ] == []
    assert set(PLAIN_CODES) <= told
    assert {"path_kind", "credential_kind", "culture", "dimension", "left_out", "standing"} <= scales.keys()


def test_plural_forms_are_those_of_the_language_and_show_the_same():
    for message_id, text in texts().items():
        if not isinstance(text, str):
            assert set(text) == {"one", "other"}, message_id
            for form in text.values():
                assert shown_by(form) == shown_by(text), message_id


def test_no_text_stands_twice():
    sentences = [text for text in texts().values() if isinstance(text, str) and text.endswith(".") and " " in text]
    assert len(sentences) == len(set(sentences))


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (formats.listed(["SQL", "Tableau or Power BI"]), "SQL; Tableau or Power BI"),
        (formats.listed(["Tableau or Power BI"]), "Tableau or Power BI"),
        (say("count.weeks", count=1), "1 week"),
        (say("count.weeks", count=2), "2 weeks"),
        (say("count.hours", count=1500), "1,500 hours"),
        (phrases.cost(Money(amount=1500, currency="USD")), "USD 1,500"),
        (phrases.cost(Money(amount=0, currency="INR")), "free"),
        (phrases.cost(None), "cost unknown"),
        (
            phrases.total([Money(amount=5, currency="USD"), Money(amount=6, currency="EUR")], least=True),
            "at least USD 5 and EUR 6",
        ),
        (phrases.total([], least=False), "free"),
        (phrases.hours(None), "hours unknown"),
        (phrases.done_by(date(2026, 11, 22)), "done by 22 November 2026"),
        (phrases.done_by(None), "date unknown"),
        (formats.short_day(date(2026, 11, 2)), "2 Nov 2026"),
        (formats.number(325, 2), "3.25"),
        (formats.percent(44), "44 %"),
        (formats.listed(["SQL", "Python", "Docker"]), "SQL, Python and Docker"),
        (word_of("resolved_by", "a_new_way"), "a new way"),
    ],
)
def test_numbers_days_money_and_plurals_are_written_as_people_write_them(said, words):
    assert said == words


def test_a_title_with_braces_is_shown_as_it_is():
    assert say("label.title_and_issuer", title="{issuer}", issuer="{0}") == "{issuer} from {0}"


@pytest.mark.parametrize(
    ("message_id", "given", "told"),
    [
        ("advice.volunteering", {}, 'No sentence is called "advice.volunteering": write it as "volunteering" under'),
        ("label.title_and_issuer", {"title": "A"}, "\"label.title_and_issuer\" shows 'issuer', which it is not given"),
    ],
)
def test_a_sentence_that_cannot_be_said_says_what_is_missing(message_id, given, told):
    with pytest.raises(MissingSentence, match=re.escape(told)):
        say(message_id, **given)


def test_a_sentence_is_said_again_from_what_was_stored():
    inner = say("when.by", day=date(2027, 1, 3))
    told = say(
        "plan.best",
        title="A",
        steps=say("count.steps", count=2),
        when=inner,
        cost=phrases.total([Money(amount=7, currency="USD")], least=False),
    )
    stored = {name: as_stored(value) for name, value in told.parameters.items()}
    assert stored["when"] == {"id": "when.by", "parameters": {"day": {"date": "2027-01-03"}}}
    assert stored["cost"]["parameters"] == {"prices": [{"amount": 7, "currency": "USD"}]}
    assert say_again(told.id, stored) == told == "A: 2 steps, done by 3 January 2027, USD 7."


@pytest.mark.parametrize("again", [copy.deepcopy, lambda message: pickle.loads(pickle.dumps(message))])  # noqa: S301 - our own
def test_a_sentence_is_the_same_in_a_copy_and_in_another_process(again):
    told = say("label.title_and_issuer", title="A", issuer="B")
    other = again(told)
    assert (other, other.id, other.parameters) == (told, told.id, told.parameters)


def at(written, pointer):
    for part in pointer.split("/")[1:]:
        written = written[int(part)] if isinstance(written, list) else written[part]
    return written


@pytest.mark.parametrize("name", NAMES)
def test_every_sentence_of_a_recommendation_can_be_said_again_from_its_id_and_parameters(name):
    written = document(name)
    for sentence in written["wording"]:
        assert say_again(sentence["id"], sentence["parameters"]) == at(written, sentence["pointer"])
    pointers = {sentence["pointer"] for sentence in written["wording"]}
    assert "/verdict/sentence" in pointers
    assert written["stack_plan"] is None or "/stack_plan/sentence" in pointers
    assert written["provenance"]["wording"].startswith("sha256:")
