"""Who is shown, in which order, and why the others are not."""

from datetime import date

from services.recommender.decision.ranking import MOST_ALIKE, MOST_BESIDE, Judged, LeftOut, Role, rank_candidates
from services.recommender.decision.scoring import Contribution, Exclusion, Tally
from services.recommender.knowledge.credential import Cost, Credential, CredentialKind, Issuer, Source, TaughtSkill
from services.recommender.rulebook.rule import Dimension, PathKind

SOURCE = Source(title="a page", address="https://example.org", licence="facts", read_on=date(2026, 11, 22))


def judged(identity, points, *, out=False, issuer=None, kind=CredentialKind.MICRO_CREDENTIAL, **known):
    credential = Credential(
        id=identity,
        title=identity.upper(),
        kind=kind,
        issuer=Issuer(name=issuer or identity),
        address="https://example.org",
        source=SOURCE,
        **known,
    )
    given = Contribution(rule="r/r", dimension=Dimension.RELEVANCE, points=points, because="")
    exclusions = (Exclusion(rule="r/r", because=""),) if out else ()
    return Judged(credential=credential, facts={}, said=Tally(contributions=(given,), exclusions=exclusions))


def ranked(*candidates, missing=frozenset()):
    return rank_candidates(candidates, PathKind.MICRO_CREDENTIAL, missing)


def test_ties_go_to_what_costs_less_then_takes_less_time_and_the_unknown_comes_last():
    free, dear = Cost(amount=0, currency="USD"), Cost(amount=90, currency="USD")
    candidates = [
        judged("a", 10, hours=5),
        judged("b", 10, cost=dear, hours=1),
        judged("c", 10, cost=free),
        judged("d", 10, cost=free, hours=9),
        judged("e", 11),
    ]
    assert [one.credential.id for one, _ in ranked(*candidates).shown] == ["e", "d", "c", "b", "a"]


def test_the_kind_of_the_verdict_comes_first_whatever_the_score_of_the_others():
    others = [judged(f"z{n}", 50 - n, kind=CredentialKind.DEGREE) for n in range(MOST_BESIDE + 1)]
    shown = ranked(*others, judged("a", 1)).shown
    assert [(one.credential.id, role) for one, role in shown[:2]] == [("a", Role.ROUTE), ("z0", Role.BESIDE)]
    assert len(shown) == 1 + MOST_BESIDE


def test_whoever_is_not_shown_is_left_out_with_the_reason():
    skills = (TaughtSkill(skill="s"),)
    alike = [judged(f"a{n}", 20 - n, issuer="one", skills=skills) for n in range(MOST_ALIKE + 1)]
    ranking = ranked(*alike, judged("b", 30, out=True), judged("c", 0), judged("d", -5), missing=frozenset({"s"}))
    assert {one.credential.id: why for one, why in ranking.left_out} == {
        f"a{MOST_ALIKE}": LeftOut.ALIKE,
        "b": LeftOut.RULED_OUT,
        "c": LeftOut.WEIGHED_AGAINST,
        "d": LeftOut.WEIGHED_AGAINST,
    }
