"""Text of others in a log: one line, readable, and without power over whatever shows it."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.log_text import describe_error, in_one_line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a\r\nb\\n", r"a\r\nb\\n"),
        ("Zürich", "Zürich"),
        ("\x1b[2J\x9b", r"\x1b[2J\x9b"),
        ("a\u2028b\x85c\x0bd", r"a\u2028b\x85c\x0bd"),
        ("\u202eright to left", r"\u202eright to left"),
        ("\ud800", r"\ud800"),
    ],
)
def test_what_is_no_printable_character_is_escaped(text, line):
    assert in_one_line(text) == line


@given(st.text())
def test_whatever_the_text_it_is_one_printable_line(text):
    assert in_one_line(text).isprintable()


def test_an_error_is_told_without_its_message():
    try:
        {}["learner-4711"]
    except KeyError:
        told = describe_error(sys.exc_info()[1])
    assert told.startswith("error=KeyError at=test_an_error_is_told_without_its_message ")
    assert "4711" not in told
