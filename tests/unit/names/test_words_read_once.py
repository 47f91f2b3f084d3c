"""What words alone decide is worked out once, however many questions a decision weighs."""

from services.recommender.knowledge.occupations.languages.guessing import LANGUAGES, LanguageGuess
from services.recommender.names.geography.places import names_registration
from services.recommender.situation.credentials.credential_names import names

#: As long as words may be, and nothing that anybody knows.
WORDS = " ".join(f"wort{number}" for number in range(25))


def test_what_a_credential_may_be_called_is_worked_out_once():
    names.cache_clear()
    assert {names(f"{WORDS} (CISSP) certification") for _ in range(50)}.pop()[0].endswith("certification")
    assert names.cache_info().misses == 1


def test_whether_words_name_a_registration_is_worked_out_once():
    names_registration.cache_clear()
    assert [names_registration(f"{WORDS} NMC registration") for _ in range(50)] == [True] * 50
    assert names_registration.cache_info().misses == 1


def test_the_languages_that_words_may_be_in_are_of_the_runs_of_these_words_alone():
    of_german = tuple(100 * (language == "de") for language in LANGUAGES)
    guess = LanguageGuess({"^wo": of_german, "wor": of_german, "ort": of_german})
    assert guess.likeliest(WORDS)[0] == "de"
    assert guess.likeliest(WORDS, ["fr", "de"]) == guess.likeliest(WORDS, ["de", "fr"]) == ("de", "fr")
    assert guess.likeliest("xyz") == LANGUAGES
