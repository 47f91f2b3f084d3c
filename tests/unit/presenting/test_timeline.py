"""The timeline is well-formed SVG that says in words and shapes what the plan says."""

from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest
from msgspec import convert
from stacks import TODAY, all_of, any_of, catalogue, credential, holding, situation

from services.presenting.plan.timeline import timeline_svg
from services.recommender.explaining.plan.plan_report import report_plan
from services.recommender.planning.planning import plan_stack
from services.recommender.recommendation.document import document_of
from services.recommender.recommendation.plan import StackPlan
from services.recommender.scales import HeldStatus

SVG = "{http://www.w3.org/2000/svg}"


def drawn(known, asked, number=0):
    return ET.fromstring(timeline_svg(report_plan(plan_stack(asked, known.credentials), known), number))  # noqa: S314 - our own drawing


def words(svg):
    return [text.text for text in svg.iter(f"{SVG}text")]


def tips(svg):
    return [title.text for title in svg.iter(f"{SVG}title")]


def fills(svg):
    return [bar.get("fill") for bar in svg.iter(f"{SVG}rect")]


def test_every_step_has_its_title_dates_hours_and_price():
    known = catalogue(credential("a", exam_wait_weeks=2), credential("b", prerequisites=holding("a")))
    svg = drawn(known, situation(all_of("b")))
    assert "1. Credential a" in words(svg)
    assert "22 Nov 2026 to 3 Jan 2027 · 40 h · USD 100" in words(svg)
    assert "Credential b: 3 January 2027 to 31 January 2027" in tips(svg)
    assert "goal reached 31 January 2027" in words(svg)


def test_titles_are_escaped_and_cut_with_the_whole_title_in_a_tooltip():
    title = '<script>alert("1")</script> & ' + "a very long title " * 8
    svg = drawn(catalogue(credential("a", title=title.strip())), situation(all_of("a")))
    assert f"1. {title.strip()}" in tips(svg)
    assert any(text.startswith("1. <script>") and text.endswith("…") for text in words(svg))
    assert not list(svg.iter(f"{SVG}script"))


def test_waits_and_renewals_are_hatched_so_that_they_read_without_colour():
    known = catalogue(credential("a", exam_wait_weeks=2), credential("b"))
    svg = drawn(known, situation(all_of("a", "b"), held={"b": HeldStatus.EXPIRED}))
    assert {"url(#wait)", "url(#again)"} <= set(fills(svg))
    assert {"exam wait", "renewing"} <= set(words(svg))


def test_the_deadline_is_a_dashed_line_with_its_date():
    svg = drawn(catalogue(credential("a")), situation(all_of("a"), deadline=date(2027, 1, 15)))
    assert "deadline 15 January 2027" in words(svg)
    assert [line for line in svg.iter(f"{SVG}line") if line.get("stroke-dasharray")]


def test_off_ramps_are_marked_with_what_is_in_hand():
    known = catalogue(credential("a"), credential("b", prerequisites=holding("a")))
    svg = drawn(known, situation(all_of("b")))
    assert "Possible stop (on 20 December 2026): Credential a in hand" in tips(svg)


def test_a_step_of_unknown_length_is_drawn_open_and_later_ones_have_no_date():
    known = catalogue(credential("a", hours=None), credential("b", prerequisites=holding("a")))
    svg = drawn(known, situation(all_of("b")))
    assert "?" in words(svg)
    assert "date unknown · 40 h · USD 100" in words(svg)
    assert "length unknown: no dates from here on" in words(svg)
    assert "Possible stop (date unknown): Credential a in hand" in tips(svg)


def test_a_step_behind_one_of_unknown_length_has_the_earliest_day_that_is_known():
    later = credential("c", prerequisites=holding("b"))
    known = catalogue(credential("a"), credential("b", hours=None, prerequisites=holding("a")), later)
    assert "not before 20 Dec 2026 · 40 h · USD 100" in words(drawn(known, situation(all_of("c"))))


def test_where_nothing_is_known_of_the_time_no_day_is_marked_as_the_end():
    svg = drawn(catalogue(credential("a", hours=None)), situation(all_of("a")))
    assert not [word for word in words(svg) if word.startswith("goal ")]
    assert "from 22 Nov 2026 · hours unknown · USD 100" in words(svg)


def test_a_document_that_still_carries_days_nobody_knows_is_drawn_without_them():
    known = catalogue(credential("a", hours=None), credential("b", prerequisites=holding("a")))
    part = document_of(report_plan(plan_stack(situation(all_of("b")), known.credentials), known))
    plan, today = part["plans"][0], TODAY.isoformat()
    for step in plan["steps"]:
        step.update(starts=today, learned=today, in_hand=today)
        del step["starts_not_before"], step["in_hand_not_before"]
    for ramp in plan["off_ramps"]:
        ramp["on"] = today
        del ramp["on_not_before"]
    plan["finish"] = today
    del plan["finish_not_before"], plan["hours_at_least"]
    svg = ET.fromstring(timeline_svg(convert(part, StackPlan)))  # noqa: S314 - our own drawing
    assert "date unknown · 40 h · USD 100" in words(svg)
    assert not any(word.startswith("goal not before") for word in words(svg))


def test_another_plan_than_the_best_can_be_drawn():
    known = catalogue(credential("slow", cost=0, hours=300), credential("fast"))
    asked = situation(any_of("slow", "fast"))
    assert "1. Credential slow" in words(drawn(known, asked))
    assert "1. Credential fast" in words(drawn(known, asked, 1))


@pytest.mark.parametrize("goal", ["a", "missing"])
def test_no_steps_and_no_plan_are_drawn_as_words(goal):
    svg = drawn(catalogue(credential("a")), situation(all_of(goal), held={"a": HeldStatus.VALID}))
    said = words(svg)
    assert "Nothing is left to do." in said if goal == "a" else "- missing is not in the catalogue." in said


@pytest.mark.parametrize("years", [1, 4, 40, 400])
def test_the_calendar_has_a_readable_number_of_marks_however_long_it_is(years):
    svg = drawn(catalogue(credential("a")), situation(all_of("a"), deadline=TODAY + timedelta(days=365 * years)))
    names = [word for word in words(svg) if word[:3] in {"Jan", "Apr", "Jul"} or word.isdigit()]
    assert 1 <= len(names) <= 26


def test_everything_lies_within_the_drawing():
    known = catalogue(*(credential(name, hours=30, exam_wait_weeks=9) for name in "abcdefgh"))
    svg = drawn(known, situation(all_of(*"abcdefgh"), deadline=TODAY))
    width, height = int(svg.get("width")), int(svg.get("height"))
    for bar in svg.iter(f"{SVG}rect"):
        assert 0 <= float(bar.get("x", 0)) <= float(bar.get("x", 0)) + float(bar.get("width")) <= width
        assert float(bar.get("y", 0)) + float(bar.get("height")) <= height
