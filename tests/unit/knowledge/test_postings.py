"""Counting by rows of bits gives what counting one by one gives."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from services.recommender.knowledge.credentials.posting_lists import Postings, leaders, positions

entries = st.lists(st.sets(st.sampled_from("abcdefg")), max_size=60)


def postings(held):
    return Postings((f"{number:03}", terms) for number, terms in enumerate(held))


@given(entries, st.lists(st.sampled_from("abcdefgz"), unique=True))
def test_digits_say_how_many_terms_each_entry_holds(held, terms):
    digits = postings(held).counted(terms)
    for number, own in enumerate(held):
        value = 0
        for digit in digits:
            value = value * 2 + (digit >> number & 1)
        assert value == len(own & set(terms))


@given(entries, st.integers(1, 20))
def test_leaders_are_those_that_sorting_puts_first(held, few):
    index = postings(held)
    first, second = index.counted("abc"), index.counted("defg")
    everything = (1 << len(held)) - 1
    found = set(leaders(everything, [*first, *second], few))
    order = sorted(range(len(held)), key=lambda at: (-len(held[at] & set("abc")), -len(held[at] & set("defg")), at))
    assert found == set(order[:few])


@given(entries)
def test_holding_names_the_entries_in_order(held):
    index = postings(held)
    for term in "abcdefgz":
        expected = [f"{number:03}" for number, own in enumerate(held) if term in own]
        assert list(index.holding(term)) == expected
        assert list(positions(index.row(term), len(held))) == [int(name) for name in expected]


def test_a_rare_term_among_many_entries_is_found_as_well():
    index = Postings((str(number), ["common"] + ["rare"] * (number == 777)) for number in range(1_000))
    assert index.holding("rare") == ("777",)
    assert list(positions(index.row("rare"), 9)) == [777]
    assert Counter(index.holding("common")).total() == 1_000
