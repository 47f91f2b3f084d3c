"""An encoder orders what is offered and adds to it; what is taken it does not touch, and all works without it."""

import gzip
import json
from pathlib import Path

import pytest

from services.cli.words.title_lines import CANDIDATES, title_lines
from services.encoder.offering import ADDED_CONFIDENCE, is_doubtful
from services.encoder.sentence_encoder import EncoderUnfit, SentenceEncoder, is_installed
from services.encoder.title_order import TitleOrder
from services.encoder.title_vectors import title_vectors
from services.encoder.title_votes import TitleVotes
from services.encoder.vacancies import read_vacancies
from services.encoder.wordpiece import Wordpieces
from services.recommender.knowledge.occupations.occupations import load_occupations

numpy = pytest.importorskip("numpy", reason="the extra .[encoder] is not installed")

#: The titles that tests ask for.
ASKED = frozenset({"Registered Nurse", "Customer Happiness Lead"})

#: More titles than are compared with all known ones at once.
MANY = [f"Welder of {number} pipes" for number in range(70)]

DATA = Path(__file__).parents[3] / "data"

installed = pytest.mark.skipif(not is_installed(), reason="the extra .[encoder] is not installed")


@pytest.fixture(scope="module")
def occupations():
    return load_occupations(DATA)


class Preferring:
    """Finds titles that have a word most like any title, and all others a little."""

    def __init__(self, word):
        self.word = word
        self.asked = 0

    def vectors(self, texts):
        self.asked += len(texts)
        like, unlike = numpy.array([1.0, 0.0]), numpy.array([0.1, 0.995])
        rows = [like if self.word in text.casefold() or text in ASKED else unlike for text in texts]
        return numpy.array(rows, dtype="float32")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("vectors")


@pytest.fixture(scope="module")
def order(occupations, folder):
    return TitleOrder(Preferring("welder"), occupations, (), folder)


def read(occupations, title, order=None, language=None):
    (line,) = title_lines([title], occupations, language=language, country=None, order=order)
    return json.loads(line)


def test_what_is_taken_stays_whatever_the_encoder_says(occupations, order):
    plain, ordered = read(occupations, "Registered Nurse"), read(occupations, "Registered Nurse", order)
    assert [ordered[each] for each in ("code", "confidence", "how")] == [
        plain[each] for each in ("code", "confidence", "how")
    ]
    assert "doubtful" in ordered
    assert ordered["candidates"][0]["code"] == ordered["code"]


def test_what_is_most_like_a_title_comes_first_though_no_list_has_it(occupations, order):
    title = "Customer Happiness Lead"
    assert not any("weld" in each.title for each in occupations.candidates(title, 40))
    ordered = read(occupations, title, order)
    assert ordered["code"] is None
    assert len(ordered["candidates"]) == CANDIDATES
    assert all(each["code"].startswith("51-412") for each in ordered["candidates"][:2])
    assert ordered["candidates"][0]["title"] == "welder"
    assert ordered["candidates"][0]["confidence"] == ADDED_CONFIDENCE
    addresses = [each["esco"] for each in ordered["candidates"] if each["esco"]]
    assert len(set(addresses)) == len(addresses)


def test_an_occupation_is_likely_by_its_nearest_title_and_by_all_of_them():
    titles = numpy.array([[1.0, 0.0], [0.0, 1.0], [0.8, 0.6], [0.0, 1.0]], dtype="float32")
    votes = TitleVotes(titles, [["far"], ["far"], ["near", "both"], ["both"]])
    (scores,) = votes.compared(numpy.array([[0.8, 0.6]], dtype="float32")).scores
    assert sorted(votes.occupations, key=lambda each: -scores[votes.column(each)]) == ["near", "both", "far"]
    assert votes.column("no title stands for it") == -1


def test_what_vacancies_with_such_a_title_were_given_comes_before_what_is_as_like(occupations, folder):
    title = "Customer Happiness Lead"
    plain = read(occupations, title, TitleOrder(Preferring("welder"), occupations, (), folder))
    second = plain["candidates"][1]["esco"]
    vacancies = [(title, (second,)), ("nobody's", (plain["candidates"][2]["esco"],))]
    order = TitleOrder(Preferring("welder"), occupations, vacancies, folder)
    assert read(occupations, title, order)["candidates"][0]["esco"] == second


def test_the_titles_of_vacancies_are_of_occupations_that_are_known(occupations):
    known = {address for _, addresses in occupations.titles_of_esco() for address in addresses}
    vacancies = read_vacancies(DATA)
    assert len(vacancies) > 10_000
    assert known.issuperset(address for _, addresses in vacancies for address in addresses)


def test_a_title_among_many_is_answered_as_alone(occupations, order):
    titles = ["Registered Nurse", "Customer Happiness Lead", "Infirmier", "Pipe welder", *MANY]
    together = title_lines(titles, occupations, language=None, country=None, order=order)
    assert [json.loads(line) for line in together] == [read(occupations, title, order) for title in titles]


def test_without_an_encoder_each_title_is_answered_before_the_next_is_read(occupations):
    def titles():
        yield "Welder"
        raise AssertionError

    lines = title_lines(titles(), occupations, language="en", country=None)
    assert json.loads(next(lines))["title"] == "Welder"


def test_vectors_of_known_titles_are_made_once(tmp_path):
    told, encoder = [], Preferring("welder")
    first = title_vectors(encoder, ["welder", "nurse"], tmp_path, told.append)
    again = title_vectors(encoder, ["welder", "nurse"], tmp_path, told.append)
    assert numpy.allclose(first, again, atol=0.001)
    assert (told, encoder.asked) == ([2], 2)
    title_vectors(encoder, ["welder", "cook"], tmp_path, told.append)
    assert told == [2, 2]


def test_a_damaged_file_of_vectors_is_made_anew(tmp_path):
    encoder = Preferring("welder")
    title_vectors(encoder, ["welder"], tmp_path)
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(b"damaged")
    assert len(title_vectors(encoder, ["welder"], tmp_path)) == 1
    assert encoder.asked == 2


def test_vectors_are_made_where_no_folder_can_be(tmp_path):
    (tmp_path / "file").write_text("")
    assert len(title_vectors(Preferring("welder"), ["welder"], tmp_path / "file" / "folder")) == 1


def test_a_taken_title_that_others_are_more_like_is_doubtful(occupations):
    candidates = occupations.candidates("Registered Nurse", 20)
    assert not is_doubtful("29-1141.00", candidates)
    assert is_doubtful("11-1011.00", candidates)


def test_titles_of_other_languages_keep_their_order(occupations, order):
    assert read(occupations, "Buchhalter", order, "de") == read(occupations, "Buchhalter", None, "de")


def test_words_are_parted_into_the_longest_pieces_known():
    pieces = Wordpieces({"[CLS]": 1, "[SEP]": 2, "[UNK]": 3, "nurse": 4, "##s": 6, "-": 7})
    assert pieces.numbers("Nürse", 64) == [1, 4, 2]
    assert pieces.numbers("NURSE-nurses", 64) == [1, 4, 7, 4, 6, 2]
    assert pieces.numbers("xyz", 64) == [1, 3, 2]
    assert pieces.numbers("nurse nurse nurse", 4) == [1, 4, 4, 2]


@installed
def test_a_vocabulary_that_was_not_measured_is_refused(tmp_path):
    (tmp_path / "encoder").mkdir()
    (tmp_path / "encoder" / "vocab.txt.gz").write_bytes(gzip.compress(b"[CLS]\n[SEP]\n"))
    with pytest.raises(EncoderUnfit, match="not the file that was measured"):
        SentenceEncoder(tmp_path)


@installed
def test_what_means_the_same_is_more_alike_than_what_is_only_spelt_alike():
    asked, nurse, sergeant = SentenceEncoder(DATA).vectors(["staff nurse", "registered nurse", "staff sergeant"])
    assert asked @ nurse > asked @ sergeant
