"""A fee shared by several credentials is written, read back, and reported where it is wrong."""

from stacks import credential

from services.recommender.knowledge.credentials.files.catalogue_file import read_credential, write_credential
from services.recommender.knowledge.files.entries import Entry, Problems


def read(written):
    problems = Problems()
    return read_credential(Entry(written, where="here", problems=problems), {}), problems.found


def test_a_shared_fee_reads_back_as_it_was_written():
    known = credential("a", fees=(("membership", 90), ("registration", 0)))
    written = write_credential(known)
    assert written["shared_fees"][0] == {"name": "membership", "cost": {"amount": 90, "currency": "USD"}}
    assert read(written) == (known, [])


def test_a_shared_fee_without_a_cost_is_reported_with_its_place():
    written = {**write_credential(credential("a")), "shared_fees": [{"name": "membership"}]}
    known, problems = read(written)
    assert known.shared_fees == ()
    assert problems == ['here, shared_fees[0]: needs "cost", an object with amount and currency']
