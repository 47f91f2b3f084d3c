"""What is kept of a refused line is short, and is read back as it was said, also where it was kept before."""

from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from services.ledger.batches.lines import REFUSED_MARK, SentLine, read_entry, refusal_text
from services.ledger.batches.refusal_words import WORDS

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
REFUSALS = st.fixed_dictionaries(
    {"slug": TEXT},
    optional={"detail": TEXT, "problems": st.lists(st.fixed_dictionaries({"pointer": TEXT, "detail": TEXT}))},
)


@given(REFUSALS, st.none() | st.from_regex(r"[!-~]{1,40}", fullmatch=True))
def test_a_refusal_is_read_as_it_was_said(refusal, line_id):
    kept = refusal_text(SentLine(number=7, line_id=line_id, refusal=refusal))
    entry = read_entry(7, REFUSED_MARK + kept)
    assert (entry.number, entry.line_id, entry.job_id, entry.refusal) == (7, line_id, None, refusal)


def test_half_a_character_does_not_keep_a_refusal_from_being_kept():
    kept = refusal_text(SentLine(number=7, refusal={"slug": "x", "detail": "there is no member \ud800"}))
    assert read_entry(7, REFUSED_MARK + kept).refusal == {"slug": "x", "detail": "there is no member ?"}


def test_what_a_release_before_and_the_ledgers_script_kept_is_read():
    kept = REFUSED_MARK + '{"slug":"idempotency-key-reused","existing_id":"rec_1","line_id":"e-1"}'
    entry = read_entry(7, kept)
    assert (entry.line_id, entry.refusal) == ("e-1", {"slug": "idempotency-key-reused", "existing_id": "rec_1"})


def test_the_words_are_those_that_what_is_kept_was_compressed_by():
    assert sha256(WORDS).hexdigest() == "be961d25d34a33bd4e54f844f77eed2c4945bf77d72d7f7a4f902a4bbc138bb4"
