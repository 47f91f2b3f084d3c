"""Does deciding take as much work as it did? Counted in decisions and steps of the interpreter, alike on every machine.

A count and no time: a slower machine takes longer for the same steps. What the C parts do (the rules engine, JSON) is
not counted; `bench/decision.py` measures the whole. Why not instructions: docs/decisions/0052. Where a number changes
on purpose, change it here.
"""

import json
import sys
from datetime import date

import pytest

from services.intake.profile_schema import read_profile
from services.intake.strict_json import read_json
from services.recommender.recommend import reach_decision
from services.settings import ROOT, read_settings
from services.wiring import open_advisor

DAY = date(2026, 11, 29)

#: Thousands of steps that a recommendation takes once what is remembered across calls is warm, by sample.
THOUSANDS = {"nurse-adding-telehealth": 488}

#: The most decisions that a recommendation takes, those that are only tried among them, by sample.
DECISIONS = {"nurse-adding-telehealth": 6}

#: By how much a count may be off: Python 3.11 and 3.12 part the same code into steps a little differently.
MAY_BE_OFF = 0.15


def steps(call):
    """Count the steps of the interpreter that a call takes."""
    counted = 0

    def trace(frame, event, _argument):
        nonlocal counted
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        counted += event == "opcode"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        call()
    finally:
        sys.settrace(before)
    return counted


def calls(code, call):
    """Count how often a function is called meanwhile, by its code."""
    counted = 0

    def look(frame, event, _argument):
        nonlocal counted
        counted += event == "call" and frame.f_code is code

    before = sys.getprofile()
    sys.setprofile(look)
    try:
        call()
    finally:
        sys.setprofile(before)
    return counted


@pytest.fixture(scope="module")
def advisor():
    return open_advisor(read_settings({}))


@pytest.mark.parametrize("sample", THOUSANDS)
def test_a_recommendation_takes_as_many_steps_as_it_did(advisor, sample):
    text = (ROOT / "data" / "samples" / f"{sample}.json").read_bytes()
    profile = read_profile(read_json(text))
    advisor.recommend(profile, DAY)
    counted = steps(lambda: json.loads(advisor.recommend(profile, DAY).to_json())) / 1000
    assert counted == pytest.approx(THOUSANDS[sample], rel=MAY_BE_OFF), (
        f"{sample}: {counted:.0f} thousand steps instead of {THOUSANDS[sample]}"
    )


@pytest.mark.parametrize("sample", DECISIONS)
def test_a_recommendation_takes_no_more_decisions_than_it_did(advisor, sample):
    profile = read_profile(read_json((ROOT / "data" / "samples" / f"{sample}.json").read_bytes()))
    assert calls(reach_decision.__code__, lambda: advisor.recommend(profile, DAY)) <= DECISIONS[sample]
