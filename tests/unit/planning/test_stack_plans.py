"""What the planner makes of held credentials, gates, credits, supersession, circles, fees, currencies and deadlines."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stacks import TODAY, all_of, any_of, catalogue, credential, holding, k_of, situation, stack

from services.recommender.decision.facts.stack_plan import stack_plan_facts
from services.recommender.explaining.plan.plan_report import report_plan
from services.recommender.knowledge.credentials.credential import (
    CredentialStatus,
    Credits,
    DegreeHeld,
    ExperienceYears,
    TaughtSkill,
)
from services.recommender.learner import Education
from services.recommender.planning.planning import plan_stack
from services.recommender.recommendation.document import document_of
from services.recommender.scales import EducationLevel, HeldStatus
from services.recommender.situation.role.role_skills import RoleSkill
from services.recommender.situation.terms import Term


def planned(known, asked):
    return document_of(report_plan(plan_stack(asked, known.credentials), known))


def names(plan):
    return [step["credential"]["id"] for step in plan["steps"]]


def codes(part):
    return [note["code"] for note in part["notes"]]


def test_learning_goes_one_after_another_and_waits_for_exams_meanwhile():
    known = catalogue(credential("a", exam_wait_weeks=3), credential("b", hours=20))
    best = planned(known, situation(all_of("a", "b")))["plans"][0]
    assert [(s["starts"], s["learned"], s["in_hand"]) for s in best["steps"]] == [
        ("2026-11-22", "2026-12-20", "2027-01-10"),
        ("2026-12-20", "2027-01-03", "2027-01-03"),
    ]
    assert (best["finish"], best["weeks"], best["hours"]) == ("2027-01-10", 7, 60)


def test_a_minimum_duration_is_kept_however_many_hours_there_are():
    known = catalogue(credential("a", hours=10, weeks_minimum=12))
    assert planned(known, situation(all_of("a"), hours_per_week=40))["plans"][0]["weeks"] == 12


def test_prerequisites_come_before_what_asks_for_them_however_deep():
    known = catalogue(
        credential("a"), credential("b", prerequisites=holding("a")), credential("c", prerequisites=all_of("b"))
    )
    assert names(planned(known, situation(all_of("c")))["plans"][0]) == ["a", "b", "c"]


def test_two_choices_that_share_a_step_are_met_by_it_though_each_has_something_cheaper():
    known = catalogue(credential("x", cost=60), credential("y", cost=60), credential("both", cost=90))
    part = planned(known, situation(all_of(any_of("x", "both"), any_of("y", "both"))))
    assert names(part["plans"][0]) == ["both"]


def test_a_shared_fee_is_paid_once_and_changes_what_is_cheapest():
    member = (("membership", 100),)
    known = catalogue(
        credential("a", cost=10, fees=member), credential("b", cost=10, fees=member), credential("c", cost=90)
    )
    best = planned(known, situation(k_of(2, "a", "b", "c")))["plans"][0]
    assert names(best) == ["a", "b"]
    assert best["cost"] == [{"amount": 120, "currency": "USD"}]
    assert best["shared_fees"] == [{"name": "membership", "cost": [{"amount": 100, "currency": "USD"}]}]


def test_what_is_held_and_lasts_needs_no_step():
    known = catalogue(credential("a"), credential("b"))
    part = planned(known, situation(all_of("a", "b"), held={"a": HeldStatus.VALID}))
    assert names(part["plans"][0]) == ["b"]
    assert [one["id"] for one in part["counted_as_held"]] == ["a"]


def test_a_goal_that_is_in_hand_is_said_to_be_reached():
    known = catalogue(credential("a"))
    part = planned(known, situation(all_of("a"), held={"a": HeldStatus.VALID}))
    assert part["standing"] == "reached"
    assert part["plans"][0]["steps"] == []


def test_an_expired_credential_is_renewed_without_its_prerequisites():
    known = catalogue(credential("a"), credential("b", prerequisites=holding("a")))
    best = planned(known, situation(all_of("b"), held={"b": HeldStatus.EXPIRED}))["plans"][0]
    assert [(step["act"], step["credential"]["id"]) for step in best["steps"]] == [("renew", "b")]


def test_a_revoked_credential_is_earned_again_with_its_prerequisites():
    known = catalogue(credential("a"), credential("b", prerequisites=holding("a")))
    best = planned(known, situation(all_of("b"), held={"b": HeldStatus.REVOKED}))["plans"][0]
    assert [(step["act"], step["credential"]["id"]) for step in best["steps"]] == [("earn", "a"), ("earn", "b")]


def test_what_is_in_progress_is_counted_whole_and_said():
    known = catalogue(credential("a"), credential("b", prerequisites=holding("a")))
    part = planned(known, situation(all_of("b"), held={"b": HeldStatus.IN_PROGRESS}))
    assert names(part["plans"][0]) == ["b"]
    assert codes(part) == ["in_progress_counted_whole"]


@pytest.mark.parametrize(("weeks_left", "acts"), [(4, ["earn"]), (3, ["renew", "earn"])])
def test_a_held_credential_is_kept_while_it_outlasts_the_plan_and_renewed_otherwise(weeks_left, acts):
    known = catalogue(credential("a"), credential("b", prerequisites=holding("a")))
    until = {"a": TODAY + timedelta(weeks=weeks_left)}
    part = planned(known, situation(all_of("a", "b"), held={"a": HeldStatus.VALID}, until=until))
    assert [step["act"] for step in part["plans"][0]["steps"]] == acts


def test_what_would_expire_before_the_end_is_taken_later():
    known = catalogue(credential("short", validity_months=1), credential("long", hours=200))
    assert names(planned(known, situation(all_of("short", "long")))["plans"][0]) == ["long", "short"]


def test_a_short_lived_credential_waits_for_experience_to_come():
    known = catalogue(credential("a", validity_months=12))
    best = planned(known, situation(all_of("a", ExperienceYears(years=5)), years=2))["plans"][0]
    assert (best["steps"][0]["in_hand"], best["finish"]) == ("2029-11-22", "2029-11-22")


def test_what_cannot_be_taken_later_is_renewed():
    known = catalogue(credential("a", validity_months=1), credential("b", hours=200, prerequisites=holding("a")))
    best = planned(known, situation(all_of("a", "b")))["plans"][0]
    assert [(step["act"], step["credential"]["id"]) for step in best["steps"]] == [
        ("earn", "a"),
        ("earn", "b"),
        ("renew", "a"),
    ]
    assert best["cost"] == [{"amount": 300, "currency": "USD"}]
    assert best["steps"][0]["renewed_later"]


def test_experience_comes_with_time_and_the_assumption_is_said():
    known = catalogue(credential("a", prerequisites=ExperienceYears(years=3)))
    part = planned(known, situation(all_of("a"), years=2))
    assert part["plans"][0]["steps"][0]["starts"] == "2027-11-22"
    assert codes(part) == ["experience_comes"]


def test_experience_nobody_named_is_unknown_and_a_certain_way_goes_before_it():
    known = catalogue(credential("a"), credential("b", cost=400))
    unsure = planned(known, situation(all_of("a", ExperienceYears(years=3))))
    assert unsure["plans"][0]["rests_on"] == [
        "The goal requires 3 years of experience in the field. You did not say how many you have."
    ]
    assert names(planned(known, situation(any_of("b", ExperienceYears(years=3))))["plans"][0]) == ["b"]


BACHELOR = DegreeHeld(level=EducationLevel.BACHELOR)


def educated(level, year=None):
    return {"education": (Education(level=level, year=year),)}


def test_a_degree_that_is_lacked_is_the_first_step_and_shorter_for_whoever_has_a_part_of_it():
    known = catalogue(credential("a", prerequisites=BACHELOR))
    for level, years in ((EducationLevel.SECONDARY, 4), (EducationLevel.ASSOCIATE, 2)):
        best = planned(known, situation(all_of("a"), **educated(level)))["plans"][0]
        assert names(best) == ["degree:bachelor", "a"]
        assert best["steps"][0]["in_hand_not_before"] == (TODAY + timedelta(weeks=52 * years)).isoformat()
        assert best["steps"][0]["credential"]["title"] == "A bachelor's degree"


def test_a_degree_in_hand_is_no_step_and_one_under_way_is_waited_for():
    known = catalogue(credential("a", prerequisites=BACHELOR))
    part = planned(known, situation(all_of("a"), **educated(EducationLevel.MASTER, 2020)))
    assert (names(part["plans"][0]), codes(part)) == (["a"], [])
    part = planned(known, situation(all_of("a"), **educated(EducationLevel.BACHELOR, 2028)))
    assert names(part["plans"][0]) == ["a"]
    assert (part["plans"][0]["steps"][0]["starts"], codes(part)) == ("2028-12-31", ["degree_comes"])


def test_a_degree_that_nobody_named_is_taken_for_granted_and_said():
    known = catalogue(credential("a", prerequisites=BACHELOR), credential("b", cost=400))
    part = planned(known, situation(all_of("a")))
    assert part["plans"][0]["rests_on"] == ["A bachelor's degree is required. You did not say what education you have."]
    assert names(planned(known, situation(any_of("a", "b")))["plans"][0]) == ["b"]


def test_credits_are_collected_from_what_is_known_to_give_them():
    known = catalogue(
        credential("a", cost=10, credits=6, credits_toward="degree"),
        credential("b", cost=30, credits=12, credits_toward="Degree"),
        credential("c", cost=35, credits=18, credits_toward="degree"),
    )
    best = planned(known, situation(Credits(credits=18, toward="degree")))["plans"][0]
    assert names(best) == ["c"]


def test_credits_that_nothing_known_gives_are_a_question_for_the_institution():
    known = catalogue(credential("a", credits=6, credits_toward="degree"))
    part = planned(known, situation(Credits(credits=30, toward="degree")))
    assert "6 of them" in part["plans"][0]["rests_on"][0]
    assert codes(part) == ["credits_unknown"]


def test_what_is_no_longer_offered_is_followed_to_what_took_its_place():
    old = credential("old", status=CredentialStatus.SUPERSEDED, superseded_by="new")
    part = planned(catalogue(old, credential("new")), situation(all_of("old")))
    assert names(part["plans"][0]) == ["new"]
    assert codes(part) == ["superseded"]


def test_an_offer_without_a_successor_is_a_dead_end_and_reported():
    old = credential("old", offer_ends=date(2020, 1, 1))
    part = planned(catalogue(old), situation(all_of("old")))
    assert (part["standing"], codes(part), part["plans"]) == ("impossible", ["dead_end"], [])


def test_a_credential_nobody_knows_is_a_dead_end_and_reported():
    part = planned(catalogue(credential("a")), situation(all_of("a", "missing")))
    assert (part["standing"], codes(part)) == ("impossible", ["unknown_credential"])


def test_a_dead_end_beside_a_way_is_no_obstacle():
    part = planned(catalogue(credential("a")), situation(any_of("missing", "a")))
    assert names(part["plans"][0]) == ["a"]


def test_a_circle_of_prerequisites_is_named():
    known = catalogue(
        credential("a", prerequisites=holding("b")),
        credential("b", prerequisites=holding("c")),
        credential("c", prerequisites=holding("b")),
    )
    part = planned(known, situation(all_of("a")))
    assert (part["standing"], codes(part)) == ("impossible", ["circle"])
    assert part["notes"][0]["text"] == (
        "None of these can come first, because they require one another: Credential b and Credential c."
    )


def test_a_circle_with_a_way_out_is_no_obstacle():
    known = catalogue(
        credential("a", prerequisites=any_of("b", "c")), credential("b", prerequisites=holding("a")), credential("c")
    )
    part = planned(known, situation(all_of("b")))
    assert (names(part["plans"][0]), codes(part)) == (["c", "a", "b"], [])


def test_the_trade_off_goes_from_cheapest_to_fastest():
    known = catalogue(
        credential("slow", cost=0, hours=300), credential("middle", cost=50, hours=100), credential("fast", cost=400)
    )
    part = planned(known, situation(any_of("slow", "middle", "fast")))
    assert [(names(plan)[0], plan["roles"]) for plan in part["plans"]] == [
        ("slow", ["best", "cheapest"]),
        ("middle", ["between"]),
        ("fast", ["fastest"]),
    ]


def test_the_best_plan_is_the_cheapest_that_keeps_deadline_and_budget():
    known = catalogue(
        credential("slow", cost=0, hours=300), credential("middle", cost=50, hours=100), credential("fast", cost=400)
    )
    asked = situation(any_of("slow", "middle", "fast"), deadline=TODAY + timedelta(weeks=12), budget=100)
    part = planned(known, asked)
    assert (part["standing"], names(part["plans"][0])) == ("fits", ["middle"])


def test_where_nothing_fits_the_least_late_and_the_least_dear_are_shown_with_what_they_break():
    known = catalogue(credential("slow", cost=0, hours=300), credential("fast", cost=400))
    asked = situation(any_of("slow", "fast"), deadline=TODAY + timedelta(weeks=10), budget=100)
    part = planned(known, asked)
    assert part["standing"] == "late"
    assert [
        (names(plan)[0], plan["breaks"]["weeks_late"], plan["breaks"]["over_budget"]) for plan in part["plans"]
    ] == [
        ("slow", 20, None),
        ("fast", 0, {"amount": 300, "currency": "USD"}),
    ]
    assert "20 weeks after the deadline" in part["sentence"]


def test_whether_a_price_in_another_currency_is_within_the_budget_is_not_known():
    known = catalogue(credential("a", cost=90), credential("b", cost=500, currency="EUR"))
    part = planned(known, situation(all_of("a", "b"), budget=100))
    assert (part["standing"], codes(part)) == ("may_fit", ["currencies_differ"])
    assert part["plans"][0]["cost"] == [{"amount": 90, "currency": "USD"}, {"amount": 500, "currency": "EUR"}]


def test_nothing_to_spend_is_nothing_in_any_currency():
    member = (("membership", 7),)
    known = catalogue(credential("a", cost=294, currency="EUR"), credential("b", cost=0, fees=member))
    part = planned(known, situation(all_of("a", "b"), budget=0))
    assert (part["standing"], part["plans"][0]["breaks"]["over_budget_by"]) == (
        "over_budget",
        [{"amount": 7, "currency": "USD"}, {"amount": 294, "currency": "EUR"}],
    )
    assert "USD 7 and EUR 294 over the budget" in part["sentence"]


@pytest.mark.parametrize(("cheaper", "standing"), [("EUR", "over_budget"), ("free", "fits")])
def test_with_nothing_to_spend_what_is_free_is_chosen_whatever_its_currency(cheaper, standing):
    free = credential("b", hours=300, cost=0 if cheaper == "free" else 5, currency="EUR")
    part = planned(catalogue(credential("a", cost=9), free), situation(any_of("a", "b"), budget=0))
    assert (part["standing"], names(part["plans"][0])) == (standing, ["b"])


def test_unknown_hours_and_costs_are_named_and_make_the_fit_uncertain():
    known = catalogue(credential("a", hours=None), credential("b", cost=None, prerequisites=holding("a")))
    part = planned(known, situation(all_of("b"), deadline=TODAY + timedelta(weeks=30), budget=1000))
    best = part["plans"][0]
    assert (part["standing"], best["hours_unknown"], best["cost_unknown"]) == (
        "may_fit",
        ["Credential a"],
        ["Credential b"],
    )
    assert [(step["start_known"], step["end_known"]) for step in best["steps"]] == [(True, False), (False, False)]
    assert best["cost"] == [{"amount": 100, "currency": "USD"}]


def test_what_is_known_goes_before_what_is_not():
    known = catalogue(credential("priced", cost=900), credential("unpriced", cost=None))
    assert names(planned(known, situation(any_of("priced", "unpriced")))["plans"][0]) == ["priced"]


def test_unknown_hours_a_week_are_said():
    part = planned(catalogue(credential("a", weeks_minimum=4)), situation(all_of("a"), hours_per_week=None))
    best = part["plans"][0]
    assert codes(part) == ["hours_per_week_unknown"]
    assert (best["finish"], best["weeks"], best["finish_not_before"]) == (None, None, "2026-12-20")


def test_what_rests_on_unknown_hours_has_no_date():
    known = catalogue(
        credential("a", hours=20),
        credential("b", hours=None, validity_months=12, prerequisites=holding("a")),
        credential("c", prerequisites=holding("b")),
    )
    part = planned(known, situation(all_of("c"), deadline=TODAY + timedelta(weeks=30)))
    best = part["plans"][0]
    dates = [[step[name] for name in ("starts", "learned", "in_hand", "valid_until")] for step in best["steps"]]
    assert dates == [
        ["2026-11-22", "2026-12-06", "2026-12-06", None],
        ["2026-12-06", None, None, None],
        [None, None, None, None],
    ]
    assert [step["weeks"] for step in best["steps"]] == [2, None, 4]
    assert [(ramp["on"], ramp["on_not_before"]) for ramp in best["off_ramps"]] == [
        ("2026-12-06", None),
        (None, "2026-12-06"),
    ]
    assert (best["finish"], best["weeks"], best["hours"], best["hours_at_least"]) == (None, None, None, 60)
    assert best["breaks"]["days_late"] is None


def test_a_step_that_waits_for_what_nobody_knows_has_no_date():
    known = catalogue(credential("a", prerequisites=ExperienceYears(years=5)), credential("b"))
    part = planned(known, situation(all_of("a", "b")))
    best = part["plans"][0]
    dates = {step["credential"]["id"]: (step["starts"], step["in_hand"]) for step in best["steps"]}
    assert dates["a"] == (None, None)
    assert (best["finish"], best["finish_not_before"]) == (None, "2027-01-17")
    assert "not before 17 January 2027, " in part["sentence"]


def test_where_no_hours_are_known_no_day_at_all_is_said():
    known = catalogue(credential("a", hours=None), credential("b", hours=None, prerequisites=holding("a")))
    part = planned(known, situation(all_of("b")))
    best = part["plans"][0]
    assert (best["finish"], best["finish_not_before"]) == (None, None)
    assert [(step["starts"], step["starts_not_before"]) for step in best["steps"]] == [
        ("2026-11-22", None),
        (None, None),
    ]
    assert "date unknown" in part["sentence"]


def test_steps_are_counted_in_days_and_rounded_once():
    known = catalogue(credential("a", hours=6), credential("b", hours=6, prerequisites=holding("a")))
    part = planned(known, situation(all_of("b"), hours_per_week=5, deadline=TODAY + timedelta(days=18)))
    best = part["plans"][0]
    assert [step["in_hand"] for step in best["steps"]] == ["2026-12-01", "2026-12-10"]
    assert (part["standing"], best["weeks"], [step["weeks"] for step in best["steps"]]) == ("fits", 3, [2, 2])


@pytest.mark.parametrize(("days", "said"), [(27, "1 day after"), (25, "3 days after"), (21, "1 week after")])
def test_what_is_late_by_days_is_said_in_days(days, said):
    part = planned(catalogue(credential("a")), situation(all_of("a"), deadline=TODAY + timedelta(days=days)))
    assert f"{said} the deadline" in part["sentence"]


def test_off_ramps_name_the_credential_in_hand_and_the_stack_reached_on_the_way():
    known = catalogue(
        credential("a"),
        credential("b", prerequisites=holding("a")),
        credential("c", prerequisites=holding("b")),
        stack("small", all_of("a", "b")),
    )
    ramps = planned(known, situation(all_of("c")))["plans"][0]["off_ramps"]
    assert [(ramp["credential"]["id"], [one["id"] for one in ramp["stacks"]]) for ramp in ramps] == [
        ("a", []),
        ("b", ["small"]),
    ]
    assert ramps[1]["cost"] == [{"amount": 200, "currency": "USD"}]


def test_without_a_goal_there_is_no_plan():
    aimless = replace(situation(all_of("a")), aim=None)
    assert plan_stack(aimless, {}) is None
    assert report_plan(None, catalogue()) is None
    assert stack_plan_facts(None).by_name() == {
        "learner.stack_plan": "none",
        "learner.stack_weeks": None,
        "learner.stack_goal_reached": "no",
        "learner.reached": "",
    }


@pytest.mark.parametrize(
    ("asked", "facts"),
    [
        ({}, ("fits", 4, "no", "")),
        ({"deadline": TODAY + timedelta(weeks=3)}, ("late", 4, "no", "")),
        ({"budget": 99}, ("over_budget", 4, "no", "")),
        ({"deadline": TODAY + timedelta(weeks=3), "budget": 99}, ("late_and_over_budget", 4, "no", "")),
        ({"held": {"a": HeldStatus.VALID}}, ("reached", 0, "yes", "The goal")),
        (
            {"held": {"a": HeldStatus.VALID}, "until": {"a": TODAY + timedelta(days=9)}},
            ("reached", 0, "yes", "The goal (valid until 1 December 2026)"),
        ),
        ({"held": {"a": HeldStatus.REVOKED}, "deadline": TODAY + timedelta(weeks=9)}, ("unknown", None, "no", "")),
        ({"hours_per_week": None, "deadline": TODAY}, ("unknown", None, "no", "")),
    ],
)
def test_rules_see_how_the_plan_stands(asked, facts):
    known = catalogue(credential("a"))
    plan = plan_stack(situation(all_of("a"), **asked), known.credentials)
    assert tuple(stack_plan_facts(plan).by_name().values()) == facts


def test_a_goal_that_is_held_is_called_reached_with_its_last_day():
    asked = situation(all_of("a"), held={"a": HeldStatus.VALID}, until={"a": TODAY + timedelta(days=9)})
    part = planned(catalogue(credential("a")), asked)
    assert part["sentence"] == (
        "You have reached this goal: you hold everything that The goal requires, valid until 1 December 2026. "
        "Choose the next one."
    )


def test_what_was_revoked_is_settled_with_its_issuer_before_the_plan_begins():
    known = catalogue(credential("a"), credential("b"))
    part = planned(known, situation(all_of("a", "b"), held={"a": HeldStatus.REVOKED}))
    settle = "Credential a was revoked: ask Issuer whether and when you may earn it again."
    assert part["sentence"].startswith(f"{settle} After that: The goal: 2 steps")
    assert part["plans"][0]["rests_on"] == [settle]
    assert {step["credential"]["id"]: step["revoked"] for step in part["plans"][0]["steps"]} == {"a": True, "b": False}


def test_the_order_in_which_the_catalogue_lists_its_entries_changes_nothing():
    ones = [credential(name, hours=20, cost=10, exam_wait_weeks=1) for name in "abcdef"]
    asked = situation(k_of(3, *"abcdef"))
    first = planned(catalogue(*ones), asked)
    assert json.dumps(first) == json.dumps(planned(catalogue(*reversed(ones)), asked))
    assert json.loads(json.dumps(first), parse_float=pytest.fail) == first


def missing(asked, *skills):
    """The same learner, who lacks `skills` of what the role requires."""
    terms = (Term(words=skill, skill=skill, label=skill, matched=True) for skill in skills)
    return replace(asked, required=tuple(RoleSkill(any_of=(term,)) for term in terms))


def teaching(name, *skills, **more):
    return credential(name, skills=tuple(TaughtSkill(skill=skill) for skill in skills), **more)


def test_of_alternatives_at_one_price_what_teaches_most_of_what_is_missing_is_planned_and_said():
    known = catalogue(teaching("a", hours=10), teaching("b", "s", "t", hours=80), teaching("c", "s", hours=20))
    part = planned(known, missing(situation(any_of("a", "b", "c")), "s", "t"))
    assert (names(part["plans"][0]), codes(part)) == (["b"], ["alternative_preferred"])


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (any_of("a", "b"), "nothing is missing"),
        (any_of("a", "dearer"), "the prices differ"),
        (any_of("a", "unpriced"), "a price is not known"),
        (any_of("a", "deep"), "it rests on another"),
        (any_of("a", "unknown"), "one is not known"),
        (all_of("a", any_of("a", "b")), "the goal is more than one choice"),
    ],
)
def test_otherwise_the_cheapest_then_the_shortest_is_planned(asked, why):
    known = catalogue(
        teaching("a", hours=10),
        teaching("b", "s"),
        teaching("dearer", "s", cost=101),
        teaching("unpriced", "s", cost=None),
        teaching("deep", "s", prerequisites=holding("a")),
    )
    part = planned(known, missing(situation(asked), *(["s"] if why != "nothing is missing" else [])))
    assert names(part["plans"][0]) == ["a"]
    assert "alternative_preferred" not in codes(part)


def test_where_the_better_alternative_is_too_late_the_one_in_time_is_planned():
    known = catalogue(teaching("a", hours=10), teaching("b", "s", hours=400))
    part = planned(known, missing(situation(any_of("a", "b"), deadline=TODAY + timedelta(weeks=4)), "s"))
    assert (part["standing"], names(part["plans"][0]), codes(part)) == ("fits", ["a"], [])


def test_what_is_begun_is_not_given_up_for_a_better_alternative():
    known = catalogue(teaching("a", hours=10), teaching("b", "s"))
    begun = situation(any_of("a", "b"), held={"a": HeldStatus.IN_PROGRESS})
    assert names(planned(known, missing(begun, "s"))["plans"][0]) == ["a"]


@given(st.lists(st.integers(1, 90), min_size=1, max_size=5), st.integers(1, 20))
def test_the_days_of_the_steps_add_up_to_those_of_the_plan_which_is_rounded_once(hours, pace):
    names_ = [f"c{n}" for n in range(len(hours))]
    known = catalogue(*(credential(name, hours=each) for name, each in zip(names_, hours, strict=True)))
    best = planned(known, situation(all_of(*names_), hours_per_week=pace))["plans"][0]
    assert sum(step["days"] for step in best["steps"]) == best["days"]
    assert best["weeks"] == -(-best["days"] // 7)
    assert best["finish"] == (TODAY + timedelta(days=best["days"])).isoformat()
    assert sum(step["weeks"] for step in best["steps"]) >= best["weeks"]


def test_a_deadline_that_has_passed_is_held_against_no_plan():
    part = planned(catalogue(credential("a")), situation(all_of("a"), deadline=TODAY - timedelta(days=1)))
    assert (part["standing"], part["plans"][0]["breaks"]["days_late"]) == ("fits", 0)
    today = planned(catalogue(credential("a")), situation(all_of("a"), deadline=TODAY))
    assert (today["standing"], today["plans"][0]["breaks"]["days_late"]) == ("late", 28)


def test_a_month_of_validity_from_the_last_of_january_ends_in_february():
    on = date(2026, 12, 26)
    monthly = credential("a", hours=36, validity_months=1)
    asked = replace(situation(all_of("a"), hours_per_week=7), on=on)
    best = planned(catalogue(monthly), asked)["plans"][0]
    assert (best["finish"], best["steps"][0]["valid_until"]) == ("2027-01-31", "2027-02-28")
