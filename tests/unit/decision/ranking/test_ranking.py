"""Who is shown, in which order, and why the others are not."""

from dataclasses import replace
from datetime import date

import pytest
from exchanges import EXCHANGE
from facts import blank
from hypothesis import given
from hypothesis import strategies as st

from services.recommender.decision.facts.candidate.credential import credential_facts
from services.recommender.decision.facts.candidate.fit import FitFacts
from services.recommender.decision.judged import Weighed
from services.recommender.decision.ranking.ranked import HEAD_START, Aim
from services.recommender.decision.ranking.ranking import (
    MOST_ALTERNATIVES,
    MOST_IN_ALL,
    MOST_ON_ROUTE,
    rank_candidates,
)
from services.recommender.decision.ranking.worth_a_place import MOST_ALIKE, sift
from services.recommender.knowledge.credentials.credential import (
    Cost,
    Credential,
    CredentialKind,
    Issuer,
    Source,
    TaughtSkill,
)
from services.recommender.paths import PathKind
from services.recommender.recommendation.codes import LeftOut, Role
from services.recommender.scales import HeldStatus

SOURCE = Source(title="a page", address="https://example.org", licence="facts", read_on=date(2026, 11, 22))


def weighed(identity, points, *, out=False, issuer=None, kind=CredentialKind.MICRO_CREDENTIAL, facts=None, **known):
    credential = Credential(
        id=identity,
        title=identity.upper(),
        kind=kind,
        issuer=Issuer(name=issuer or identity),
        address="https://example.org",
        source=SOURCE,
        **known,
    )
    return Weighed(
        credential=credential,
        about=credential_facts(credential, SOURCE.read_on),
        fit=blank(FitFacts, **facts or {}),
        score=points,
        ruled_out=out,
    )


def ranked(*candidates, path=PathKind.MICRO_CREDENTIAL, missing=frozenset(), interchangeable=frozenset(), **aim):
    return rank_candidates(sift(candidates, missing, interchangeable), Aim(path=path, **aim))


def closing(required, preferred=0, share=10):
    """Return the facts of a credential that closes so many skills, and the share of the gap that is."""
    return {"missing_skills_taught": required, "closes_preferred": preferred, "gap_share": share}


def teaching(count):
    return tuple(TaughtSkill(skill=f"s{n}") for n in range(count))


def ids(ranking, role=None):
    return [one.credential.id for one, its in ranking.shown if role in {None, its}]


def reasons(ranking):
    return {one.credential.id: why for one, why in ranking.left_out}


def test_ties_go_to_what_costs_less_then_takes_less_time_and_the_unknown_comes_last():
    free, dear = Cost(amount=0, currency="USD"), Cost(amount=90, currency="USD")
    candidates = [
        weighed("a", 10, hours=5),
        weighed("b", 10, cost=dear, hours=1),
        weighed("c", 10, cost=free),
        weighed("d", 10, cost=free, hours=9),
        weighed("e", 11),
    ]
    assert [one.credential.id for one, _ in ranked(*candidates).shown] == ["e", "d", "c", "b", "a"]


def test_before_the_cost_a_tie_goes_to_what_closes_more():
    free = Cost(amount=0, currency="USD")
    assert ids(ranked(weighed("a", 10, cost=free, facts=closing(1)), weighed("b", 10, facts=closing(2)))) == ["b", "a"]


@pytest.mark.parametrize(("lead", "second"), [(HEAD_START - 1, "b"), (HEAD_START, "b"), (HEAD_START + 1, "z")])
def test_behind_the_first_a_stronger_one_of_another_kind_leads_where_it_is_more_than_a_nuance_stronger(lead, second):
    first = weighed("a", 50)
    assert ids(ranked(first, weighed("z", 20 + lead, kind=CredentialKind.DEGREE), weighed("b", 20)))[1] == second


def test_what_the_advice_says_to_start_with_is_read_first_and_the_others_have_their_places():
    others = [weighed(f"z{n}", 50 - n, kind=CredentialKind.DEGREE) for n in range(MOST_ALTERNATIVES + 1)]
    ranking = ranked(*others, weighed("a", 1))
    assert ranking.shown[0][1] is Role.ROUTE
    assert ids(ranking) == ["a", "z0", "z1", "z2"]
    assert reasons(ranking) == {"z3": LeftOut.OUTRANKED}


def test_what_the_posting_requires_by_name_stands_before_the_kind_advised():
    required = weighed("z", 1, kind=CredentialKind.DEGREE, facts={"asked_for_by_name": "required"})
    assert ids(ranked(weighed("a", 50), required)) == ["z", "a"]


def test_what_lapsed_leads_where_it_is_restored_before_anything_new():
    lapsed, new = weighed("a", 30, facts={"held": HeldStatus.EXPIRED}), weighed("b", 50)
    assert ids(ranked(lapsed, new)) == ["b", "a"]
    assert ids(ranked(lapsed, new, restoring_first=True)) == ["a", "b"]


@pytest.mark.parametrize(("points", "place"), [(39, False), (40, True)])
def test_what_closes_little_stays_for_two_fifths_of_the_best_score(points, place):
    best = weighed("a", 100, facts=closing(4, share=80), skills=teaching(4))
    assert ("b" in ids(ranked(best, weighed("b", points, facts=closing(1), skills=teaching(2))))) is place


def test_what_closes_a_wish_alone_is_not_kept_by_its_score_beside_what_closes_requirements():
    best = weighed("a", 100, facts=closing(4, share=80), skills=teaching(4))
    wish = weighed("b", 90, facts=closing(0, 1), skills=teaching(1))
    assert reasons(ranked(best, wish)) == {"b": LeftOut.TOO_LITTLE}
    best = weighed("a", 100, facts=closing(0, 4), skills=teaching(4))
    assert ids(ranked(best, wish)) == ["a", "b"]


@pytest.mark.parametrize(("closes", "place"), [((2, 0), True), ((1, 2), True), ((1, 1), False)])
def test_what_closes_half_of_what_the_best_closes_stays_whatever_its_score(closes, place):
    best = weighed("a", 100, facts=closing(4, share=80), skills=teaching(4))
    assert ("b" in ids(ranked(best, weighed("b", 1, facts=closing(*closes), skills=teaching(2))))) is place


@pytest.mark.parametrize(
    ("facts", "taught", "place"),
    [
        (closing(1, share=50), 4, False),
        (closing(1, share=50), 3, True),
        (closing(1, share=51), 4, True),
        (closing(2, share=50), 6, True),
        (closing(0, 2), 7, False),
        (closing(0, 2), 6, True),
    ],
)
def test_a_skill_in_passing_earns_no_place_however_high_the_score(facts, taught, place):
    best = weighed("a", 100, facts=closing(2, share=66), skills=teaching(4))
    ranking = ranked(best, weighed("b", 90, facts=facts, skills=teaching(taught)))
    assert ("b" in ids(ranking)) is place
    assert reasons(ranking) == ({} if place else {"b": LeftOut.TOO_LITTLE})


def test_where_the_best_teaches_in_passing_too_the_others_may():
    best, other = (weighed(identity, 20, facts=closing(0), skills=teaching(3)) for identity in "ab")
    assert ids(ranked(best, other)) == ["a", "b"]


def test_what_is_due_keeps_its_place_and_one_of_several_steps_does_not():
    best = weighed("a", 100, facts=closing(4, share=80), skills=teaching(4))
    step = weighed("b", 9, facts={**closing(0), "stack_step": "next"}, skills=teaching(3))
    begun = weighed("c", 8, facts={**closing(0), "held": HeldStatus.IN_PROGRESS}, skills=teaching(3))
    assert ids(ranked(best, step, begun)) == ["a", "b", "c"]
    assert reasons(ranked(best, step, begun, interchangeable=frozenset({"b", "c"}))) == {"b": LeftOut.TOO_LITTLE}


def test_the_places_of_what_does_too_little_go_to_stronger_ones_of_other_kinds():
    best = weighed("a", 100, facts=closing(2, share=66), skills=teaching(4))
    thin = [weighed(f"t{n}", 45, facts=closing(1), skills=teaching(6)) for n in range(3)]
    beside = [
        weighed(f"z{n}", points, kind=CredentialKind.DEGREE, facts=closing(1), skills=teaching(1))
        for n, points in enumerate([60, 59, 58, 57, 46, 45, 44])
    ]
    ranking = ranked(best, *thin, *beside, weighed("b", 40, facts=closing(2), skills=teaching(4)))
    assert ids(ranking) == ["a", "z0", "z1", "z2", "z3", "z4", "b"]
    assert reasons(ranking)["z5"] is LeftOut.OUTRANKED


def test_no_more_are_shown_than_there_are_places_in_all():
    route = [weighed(f"a{n:02}", 50) for n in range(MOST_ON_ROUTE + 1)]
    beside = [weighed(f"z{n:02}", 90, kind=CredentialKind.DEGREE) for n in range(MOST_IN_ALL)]
    ranking = ranked(*route, *beside)
    assert (len(ids(ranking, Role.ROUTE)), len(ranking.shown)) == (MOST_ON_ROUTE, MOST_IN_ALL)
    assert reasons(ranking)[f"a{MOST_ON_ROUTE}"] is LeftOut.OUTRANKED


def test_with_nothing_to_spend_what_has_no_price_does_not_lead_a_free_one():
    free, dear = Cost(amount=0, currency="USD"), Cost(amount=90, currency="USD")
    route = [weighed("a", 30), weighed("b", 20, cost=dear), weighed("c", 15, cost=free)]
    assert ids(ranked(*route)) == ["a", "b", "c"]
    assert ids(ranked(*route, nothing_to_spend=True)) == ["c", "a", "b"]
    assert ids(ranked(*route[:2], nothing_to_spend=True)) == ["a", "b"]


def test_an_issuers_short_courses_that_close_nothing_are_alike_whatever_they_teach():
    courses = [
        weighed(f"a{n}", 20 - n, issuer="one", skills=(TaughtSkill(skill=f"s{n}"),)) for n in range(MOST_ALIKE + 1)
    ]
    assert reasons(ranked(*courses, missing=frozenset({"t"}))) == {f"a{MOST_ALIKE}": LeftOut.ALIKE}


def test_whatever_closes_more_than_one_that_is_shown_is_not_called_too_little():
    best = weighed("a", 100, facts=closing(8, share=80), skills=teaching(8))
    small = weighed("b", 60, facts=closing(1), skills=teaching(1))
    larger = weighed("c", 5, facts=closing(3), skills=teaching(3))
    assert ids(ranked(best, small, larger)) == ["a", "b", "c"]
    assert reasons(ranked(best, weighed("d", 5, facts=closing(1), skills=teaching(1)), larger)) == {
        "c": LeftOut.TOO_LITTLE,
        "d": LeftOut.TOO_LITTLE,
    }


def test_what_advisers_name_first_is_worth_a_place_whatever_it_closes():
    best = weighed("a", 100, facts=closing(4, share=80), skills=teaching(4))
    named = weighed("b", 9, facts={**closing(1), "named_first": "read"}, skills=teaching(9))
    assert ids(ranked(best, named)) == ["a", "b"]


def test_an_issuers_certificates_of_one_skill_are_alike_and_its_certifications_are_not():
    skills = (TaughtSkill(skill="s"),)
    kinds = {"p": CredentialKind.PROFESSIONAL_CERTIFICATE, "c": CredentialKind.CERTIFICATION}
    several = [
        weighed(f"{name}{n}", 20 - n, issuer=name, kind=kind, skills=skills)
        for name, kind in kinds.items()
        for n in range(MOST_ALIKE + 1)
    ]
    left_out = reasons(ranked(*several, missing=frozenset({"s"})))
    assert [identity for identity, why in left_out.items() if why is LeftOut.ALIKE] == [f"p{MOST_ALIKE}"]


def test_whoever_is_not_shown_is_left_out_with_the_reason():
    skills = (TaughtSkill(skill="s"),)
    alike = [weighed(f"a{n}", 20 - n, issuer="one", skills=skills) for n in range(MOST_ALIKE + 1)]
    ranking = ranked(*alike, weighed("b", 30, out=True), weighed("c", 0), weighed("d", -5), missing=frozenset({"s"}))
    assert [(one.credential.id, why) for one, why in ranking.left_out] == [
        ("b", LeftOut.RULED_OUT),
        (f"a{MOST_ALIKE}", LeftOut.ALIKE),
        ("c", LeftOut.WEIGHED_AGAINST),
        ("d", LeftOut.WEIGHED_AGAINST),
    ]


def test_of_what_is_ruled_out_that_which_is_held_comes_first():
    dear, held = weighed("a", 50, out=True), weighed("b", -5, out=True, facts={"held": HeldStatus.VALID})
    assert list(reasons(ranked(dear, held))) == ["b", "a"]


def asked(wish, **more):
    return {"asked_for_by_name": wish, **more}


def test_what_the_posting_requires_leads_whatever_its_kind_and_its_points():
    ranking = ranked(
        weighed("course", 60, facts=closing(2)),
        weighed("pmp", -10, kind=CredentialKind.CERTIFICATION, facts=asked("required")),
        weighed("cert", 90, kind=CredentialKind.CERTIFICATION, facts=closing(2)),
    )
    assert ids(ranking, Role.ROUTE) == ["pmp", "course"]
    assert ids(ranking, Role.ALTERNATIVE) == ["cert"]


def test_what_the_posting_prefers_is_shown_in_its_order_and_never_as_another_option():
    ranking = ranked(
        weighed("course", 60, facts=closing(4)),
        weighed("welcome", 5, kind=CredentialKind.CERTIFICATION, facts=asked("preferred")),
        *(weighed(f"other-{n:02}", 50, facts=closing(4)) for n in range(MOST_IN_ALL + 2)),
    )
    assert ids(ranking, Role.ROUTE)[-1] == "welcome"
    assert len(ids(ranking)) == MOST_ON_ROUTE


@pytest.mark.parametrize("requirements", ["one_missing", "missing"])
def test_what_the_posting_prefers_comes_later_where_its_requirements_are_not_met(requirements):
    later = weighed("later", 40, facts=asked("preferred", prerequisites=requirements))
    assert reasons(ranked(weighed("course", 30, facts=closing(2)), later)) == {"later": LeftOut.NOT_YET}


@pytest.mark.parametrize("requirements", ["one_missing", "missing", "unknown", "met"])
def test_what_the_posting_requires_is_shown_whatever_its_own_requirements(requirements):
    needed = weighed("needed", 10, facts=asked("required", prerequisites=requirements))
    assert ids(ranked(weighed("course", 30, facts=closing(2)), needed))[0] == "needed"


def test_what_the_posting_requires_leads_also_when_there_is_nothing_to_spend():
    free = weighed("free", 60, facts=closing(1), cost=Cost(amount=0, currency="USD"))
    ranking = ranked(free, weighed("named", 20, facts=asked("required")), nothing_to_spend=True)
    assert ids(ranking) == ["named", "free"]


def test_what_the_posting_requires_is_the_first_of_those_ruled_out():
    ranking = ranked(
        weighed("a", 90, out=True, facts={"held": HeldStatus.VALID}),
        weighed("named", 5, out=True, facts=asked("required")),
    )
    assert [one.credential.id for one, _ in ranking.left_out] == ["named", "a"]


def test_many_that_the_posting_names_do_not_shut_out_the_rest_of_the_route():
    named = [weighed(f"named-{n:02}", 5, facts=asked("required")) for n in range(MOST_IN_ALL + 1)]
    assert set(ids(ranked(weighed("course", 60, facts=closing(1)), *named))) >= {"course", "named-00", "named-13"}


@given(st.lists(st.dates(date(2010, 1, 1), SOURCE.read_on), min_size=2, max_size=6, unique=True))
def test_of_equals_the_one_revised_last_comes_first(days):
    equals = [weighed(f"c{n}", 40, issuer=f"i{n}", hours=20, revised_on=day) for n, day in enumerate(days)]
    silent = weighed("b", 40, hours=20)
    shown = [one.credential for one, _ in ranked(silent, *equals).shown]
    assert [one.revised_on for one in shown] == [*sorted(days, reverse=True), None]


def test_of_equals_the_cheaper_by_the_rates_comes_first_and_what_has_no_rate_after_them():
    prices = {
        "yen": Cost(amount=8_000, currency="JPY"),
        "euro": Cost(amount=60, currency="EUR"),
        "dear": Cost(amount=100, currency="USD"),
    }
    offers = [weighed(name, 40, cost=cost) for name, cost in prices.items()]
    odd, free, silent = (
        weighed("odd", 40, cost=Cost(amount=1, currency="XDR")),
        weighed("zz", 40, cost=Cost(amount=0, currency="XDR")),
        weighed("aa", 40),
    )
    together = [
        replace(one, about=credential_facts(one.credential, SOURCE.read_on, EXCHANGE))
        for one in (*offers, odd, free, silent)
    ]
    assert [one.credential.id for one, _ in ranked(*together).shown] == ["zz", "yen", "euro", "dear", "odd", "aa"]
