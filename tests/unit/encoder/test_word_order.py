"""Without an encoder words and letters order what is offered, and vacancies' titles vote; what is taken stays."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from services.cli.words.title_lines import CANDIDATES, title_lines
from services.encoder.occupation_runs import OccupationRuns
from services.encoder.offering import spread
from services.encoder.vacancies import read_vacancies
from services.encoder.word_order import WordOrder
from services.recommender.knowledge.occupations.occupations import load_occupations

DATA = Path(__file__).parents[3] / "data"


@pytest.fixture(scope="module")
def occupations():
    return load_occupations(DATA)


@pytest.fixture(scope="module")
def order(occupations):
    return WordOrder(occupations, read_vacancies(DATA))


def read(occupations, title, order, language="en"):
    (line,) = title_lines([title], occupations, language=language, country=None, order=order)
    return json.loads(line)


def test_an_occupation_is_like_a_title_by_the_letters_of_all_its_titles():
    runs = OccupationRuns([("welder", ["a"]), ("pipe welder", ["a"]), ("pipe organ builder", ["b"]), ("nurse", ["c"])])
    alike = runs.alike("Pipe Welding")
    assert "c" not in alike
    assert alike["a"] > alike["b"] > 0
    assert runs.alike("Pipe Welder") == runs.alike("pipe welders")
    assert runs.alike("") == {}


def test_what_is_taken_stays_and_comes_first(occupations, order):
    plain, ordered = read(occupations, "Registered Nurse", None), read(occupations, "Registered Nurse", order)
    assert [ordered[each] for each in ("code", "confidence", "how")] == [
        plain[each] for each in ("code", "confidence", "how")
    ]
    assert ordered["doubtful"] is False
    assert ordered["candidates"][0]["code"] == ordered["code"]


def test_what_vacancies_with_such_words_were_given_comes_first(occupations):
    title = "Zumba Happiness Lead"
    nobody = read(occupations, title, WordOrder(occupations, ()))
    address = occupations.candidate("51-4121.00", 0).esco
    assert address not in [each["esco"] for each in nobody["candidates"]]
    given = WordOrder(occupations, [("Happiness Lead of Zumba", (address,)), ("Nurse", (address,))])
    assert read(occupations, title, given)["candidates"][0]["esco"] == address


def test_vacancies_count_little_where_a_listed_title_is_nearer(occupations):
    title, address = "Welder of Pipes", occupations.candidate("29-1141.00", 0).esco
    order = WordOrder(occupations, [("Seller of Pipes and Fittings and Valves", (address,))])
    assert "weld" in read(occupations, title, order)["candidates"][0]["title"].casefold()


def test_each_address_is_offered_once(occupations, order):
    for title in ("Customer Happiness Lead", "Driver", "Zzyzx"):
        candidates = read(occupations, title, order)["candidates"]
        assert len(candidates) <= CANDIDATES
        addresses = [each["esco"] for each in candidates if each["esco"]]
        assert len(set(addresses)) == len(addresses)


def test_titles_of_other_languages_keep_their_order(occupations, order):
    assert read(occupations, "Buchhalter", order, "de") == read(occupations, "Buchhalter", None, "de")


def test_of_one_code_no_more_than_two_are_offered_before_others(occupations):
    welder, nurse = (occupations.candidate(code, 0) for code in ("51-4121.00", "29-1141.00"))
    nobody = replace(welder, occupation=None)
    ordered = [replace(welder, esco=str(number)) for number in range(3)]
    assert spread([*ordered, nurse, nobody, nobody, nobody]) == (
        *ordered[:2],
        nurse,
        nobody,
        nobody,
        nobody,
        ordered[2],
    )
