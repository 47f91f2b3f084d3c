"""Of what was left out a reader is told what they may ask about; the rest is counted by reason."""

import pytest

from services.presenting.left_out import MOST_NAMED, MOST_NEARLY, counted, worth_telling
from services.recommender.recommendation.codes import AskedAbout, LeftOut
from services.recommender.recommendation.judgement import LeftOutCredential
from services.recommender.recommendation.parts import CredentialName


def entry(title, *, reason=LeftOut.OUTRANKED, score=0, asked_about=None):
    name = CredentialName(id=title, title=title, issuer="I")
    return LeftOutCredential(
        credential=name, reason=reason, sentence=f"why {title}", rules=[], score=score, asked_about=asked_about
    )


def titles(shown):
    return [one.credential.title for _, one in shown.told]


def test_what_was_named_comes_first_then_what_is_made_for_the_role_then_what_nearly_made_it():
    entries = [
        entry("near", score=40),
        entry("usual", score=-5, asked_about=AskedAbout.USUAL),
        entry("named", score=None, reason=LeftOut.RULED_OUT, asked_about=AskedAbout.NAMED),
    ]
    shown = worth_telling(entries)
    assert titles(shown) == ["named", "usual", "near"]
    assert [why for why, _ in shown.told] == ["you named it, or hold it", "made for this role", "nearly shown"]
    assert shown.more == 0


@pytest.mark.parametrize("reason", [LeftOut.WEIGHED_AGAINST, LeftOut.BEYOND_SHORTLIST])
def test_what_came_nowhere_near_is_counted(reason):
    shown = worth_telling([entry("far", reason=reason, score=50)])
    assert titles(shown) == []
    assert list(shown.counts) == [(reason, 1)]


def test_few_of_a_kind_are_told_the_best_first_and_all_others_are_counted():
    near = [entry(f"n{score}", score=score) for score in range(1, 10)]
    named = [entry(f"p{number}", asked_about=AskedAbout.NAMED) for number in range(MOST_NAMED + 2)]
    shown = worth_telling([*near, *named])
    assert titles(shown) == [f"p{number}" for number in range(MOST_NAMED)] + ["n9", "n8", "n7"][:MOST_NEARLY]
    assert len(shown.told) + shown.more == len(near) + len(named)


def test_the_rest_is_counted_in_the_order_of_reasons():
    entries = [entry("a", reason=LeftOut.BEYOND_SHORTLIST, score=None), entry("b", reason=LeftOut.RULED_OUT)]
    assert counted(worth_telling(entries).counts) == (
        "ruled out by a rule (1); not judged: others match more closely (1)"
    )


def test_nothing_left_out_is_nothing_told():
    shown = worth_telling([])
    assert (list(shown.told), list(shown.counts), shown.more) == ([], [], 0)
