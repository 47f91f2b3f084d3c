"""What is digested is written one way, whoever wrote it before (RFC 8785)."""

import json

import pytest

from services.merkle_log.canonical_json import NotWritable, rewritten, written


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ('{"b": 1, "a": [true, null, "é"]}', '{"a":[true,null,"é"],"b":1}'),
        # The numbers of RFC 8785, section 3.2.2, and some at the borders of ECMAScript's notations.
        (
            "[333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001]",
            "[333333333.3333333,1e+30,4.5,0.002,1e-27]",
        ),
        ("[2.0, -0.0, 1e20, 1e21, 0.00001, 0.000001, 1e-7]", "[2,0,100000000000000000000,1e+21,0.00001,0.000001,1e-7]"),
        ('["\\u0041\\u000a\\u20ac\\/"]', '["A\\n€/"]'),
        # Names are sorted as UTF-16 has them: a character of two units before U+FB33 (section 3.2.3).
        ('{"\\ufb33": 1, "\\ud83d\\ude00": 2}', '{"😀":2,"\ufb33":1}'),
    ],
)
def test_a_text_is_written_as_rfc_8785_says(given, expected):
    assert rewritten(given) == expected
    assert written(json.loads(given)).decode() == expected
    assert rewritten(expected) == expected


@pytest.mark.parametrize("given", ["no JSON", '"\\ud800"', "[NaN]", "[" * 100_000])
def test_what_has_no_such_form_stays_as_it_is(given):
    assert rewritten(given) == given


def test_half_a_character_and_no_number_cannot_be_written():
    for value in ("\ud800", float("inf")):
        with pytest.raises(NotWritable):
            written(value)
