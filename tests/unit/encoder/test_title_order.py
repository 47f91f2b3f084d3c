"""An encoder orders what is offered; what is offered and what is taken it does not touch, and all works without it."""

import gzip
import json
from pathlib import Path

import pytest

from services.cli.words.title_lines import CANDIDATES, title_lines
from services.encoder.sentence_encoder import EncoderUnfit, SentenceEncoder, is_installed
from services.encoder.title_order import TitleOrder, is_doubtful
from services.encoder.wordpiece import Wordpieces
from services.recommender.knowledge.occupations.occupations import load_occupations

DATA = Path(__file__).parents[3] / "data"

installed = pytest.mark.skipif(not is_installed(), reason="the extra .[encoder] is not installed")


@pytest.fixture(scope="module")
def occupations():
    return load_occupations(DATA)


class Preferring:
    """Finds titles that have a word most like any title."""

    def __init__(self, word):
        self.word = word

    def likeness(self, text, others):  # noqa: ARG002 - every text is answered alike
        return [1.0 if self.word in other.casefold() else 0.0 for other in others]


def read(occupations, title, order=None, language=None):
    (line,) = title_lines([title], occupations, language=language, country=None, order=order)
    return json.loads(line)


def test_what_is_taken_stays_whatever_the_encoder_says(occupations):
    order = TitleOrder(Preferring("welder"), occupations.titles_of)
    plain, ordered = read(occupations, "Registered Nurse"), read(occupations, "Registered Nurse", order)
    assert [ordered[each] for each in ("code", "confidence", "how")] == [
        plain[each] for each in ("code", "confidence", "how")
    ]


def test_candidates_are_those_offered_in_another_order(occupations):
    title = "Customer Happiness Lead"
    offered = {each.esco for each in occupations.candidates(title, 40)}
    ordered = read(occupations, title, TitleOrder(Preferring("manager"), occupations.titles_of))
    assert len(ordered["candidates"]) == CANDIDATES
    assert {each["esco"] for each in ordered["candidates"]} <= offered
    assert "manager" in ordered["candidates"][0]["title"].casefold()


def test_a_taken_title_that_others_are_more_like_is_doubtful(occupations):
    candidates = occupations.candidates("Registered Nurse", 20)
    assert not is_doubtful("29-1141.00", candidates)
    assert is_doubtful("11-1011.00", candidates)


def test_titles_of_other_languages_keep_their_order(occupations):
    order = TitleOrder(Preferring("manager"), occupations.titles_of)
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
    nurse, forklift = SentenceEncoder(DATA).likeness("staff nurse", ["registered nurse", "staff sergeant"])
    assert nurse > forklift
