"""Strict JSON: everything valid is read as the standard library reads it, everything else is refused with a place."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.strict_json import DEEPEST, JsonRejected, read_json

TEXT = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=20)
NUMBERS = st.integers(-(10**15) + 1, 10**15 - 1) | st.floats(-1e14, 1e14, allow_nan=False)
DOCUMENTS = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=20,
)


def read_or_refusal(raw):
    try:
        return read_json(raw), None
    except JsonRejected as refusal:
        return None, refusal.detail


@given(document=DOCUMENTS, ascii_only=st.booleans(), indent=st.sampled_from([None, 0, 2]))
def test_a_valid_document_reads_as_the_standard_library_reads_it(document, ascii_only, indent):
    text = json.dumps(document, ensure_ascii=ascii_only, indent=indent)
    assert read_json(text.encode()) == json.loads(text)


@given(raw=st.binary(max_size=200) | st.text(alphabet='{}[]",:\\u0019aeE+-.tfn \n', max_size=60).map(str.encode))
def test_bytes_are_either_read_as_the_standard_library_does_or_rejected(raw):
    document, refusal = read_or_refusal(raw)
    assert refusal or document == json.loads(raw)


@given(document=DOCUMENTS, data=st.data())
def test_a_document_cut_or_changed_anywhere_never_raises_anything_else(document, data):
    raw = bytearray(json.dumps(document, ensure_ascii=False).encode())
    place = data.draw(st.integers(0, len(raw) - 1))
    raw[place : place + data.draw(st.integers(0, 2))] = data.draw(st.binary(max_size=3))
    document, refusal = read_or_refusal(bytes(raw))
    assert refusal or document == json.loads(raw)


@pytest.mark.parametrize(
    ("raw", "pointer", "says"),
    [
        (b"", None, "line 1, column 1: the document is empty"),
        (b" \n\t", None, "the document is empty"),
        (b'\xef\xbb\xbf{"a":1}', None, "byte order mark"),
        ('{"a":1}'.encode("utf-16"), None, "not UTF-8"),
        (b'{\n"a": "\xff"}', None, "line 2: byte 8 of the document is not UTF-8"),
        (b'{"a": "\xed\xa0\x80"}', None, "not UTF-8"),
        (b'{"a":1} x', None, "line 1, column 9: something follows the end"),
        (b'{"a":1}{"b":2}', None, "something follows the end"),
        (b'{"a":1,\n "b":}', None, "line 2, column 6: this is not JSON (expecting value)"),
        (b"{'a':1}", None, "line 1, column 2: this is not JSON"),
        (b'{"a":1,}', None, "line 1, column 7: a comma stands before the closing"),
        (b'{"a":[1,2, ]}', None, 'column 10: a comma stands before the closing "]"; remove the comma'),
        (b'{"a":01}', None, "this is not JSON"),
        (b'{"a":\x00}', None, "line 1, column 6: there is a NUL character"),
        (b'{"a":"b\nc"}', None, "this is not JSON (invalid control character"),
        (b'{"a":{"b":1,"c":2,"b":3}}', "/a/b", "given twice"),
        (b'{"a":[0,NaN]}', "/a/1", "NaN is not a JSON number"),
        (b'{"a":-Infinity}', "/a", "-Infinity is not a JSON number"),
        (b'{"a":1e999}', "/a", "too large"),
        (b'{"a":-1e15}', "/a", "too large"),
        (b'{"a":1234567890123456}', "/a", "more than 15 digits"),
        (b'{"a":-' + b"9" * 5000 + b"}", "/a", "more than 15 digits"),
        (b'{"a":"\\ud800"}', "/a", "surrogate"),
        (b'{"\\udc00":1}', "/\\udc00", "surrogate"),
        (b'{"a~/b":"\\u0000"}', "/a~0~1b", "NUL"),
        (b"[" * 100_000, None, f"line 1, column {DEEPEST + 1}: arrays and objects nest more than {DEEPEST} deep"),
        (b'\n\n{"a":' * 100_000, None, f"line {2 * (DEEPEST + 1) + 1}, column 1: arrays and objects nest"),
    ],
)
def test_a_refusal_says_where_and_what(raw, pointer, says):
    with pytest.raises(JsonRejected) as refusal:
        read_json(raw)
    assert refusal.value.pointer == pointer
    assert says in refusal.value.detail


def test_the_deepest_nesting_allowed_is_read():
    assert read_json(b"[" * DEEPEST + b"]" * DEEPEST) == json.loads("[" * DEEPEST + "]" * DEEPEST)


def test_brackets_inside_text_are_no_nesting():
    document = ["[" * 200, '\\"[{' * 50, {"[" * 100: "]"}]
    assert read_json(json.dumps(document).encode()) == document


def test_both_halves_of_a_surrogate_pair_are_one_character():
    assert read_json(b'["\\ud83d\\ude00"]') == ["\U0001f600"]


def test_a_number_of_fifteen_digits_is_read_exactly():
    assert read_json(b"[999999999999999, -999999999999999]") == [999999999999999, -999999999999999]


@pytest.mark.parametrize(
    "raw",
    [b'"' + b'\\"' * 130_000, b'"' * 260_000, b"[" + b'"\\' * 130_000, b'{"a":"' + b"\\" * 260_000, b"[0," * 65_000],
    ids=["open string of escapes", "quotation marks", "broken escapes", "backslashes", "open arrays"],
)
def test_a_hostile_body_of_full_size_is_refused_quickly(raw):
    started = time.perf_counter()
    with pytest.raises(JsonRejected):
        read_json(raw)
    assert time.perf_counter() - started < 1
