"""The many that were left out for one reason take one line, the few with their own come first."""

from services.presenting.left_out import MANY, by_reason, by_sentence, told_briefly
from services.recommender.recommendation.codes import LeftOut
from services.recommender.recommendation.judgement import LeftOutCredential
from services.recommender.recommendation.parts import CredentialName


def entry(title, sentence="", reason=LeftOut.OUTRANKED):
    name = CredentialName(id=title, title=title, issuer="I")
    return LeftOutCredential(credential=name, reason=reason, sentence=sentence or f"why {title}", rules=[], score=0)


def test_reasons_stand_in_the_order_of_the_document():
    reasons = (LeftOut.TOO_LITTLE, LeftOut.ALIKE, LeftOut.TOO_LITTLE)
    entries = [entry(title, reason=reason) for title, reason in zip("abc", reasons, strict=True)]
    assert [(reason, len(group)) for reason, group in by_reason(entries)] == [("too_little", 2), ("alike", 1)]


def test_many_with_one_sentence_stand_together_and_fewer_each_alone_in_their_order():
    few = [entry(f"f{n}", "few") for n in range(MANY - 1)]
    many = [entry(f"m{n}", "many") for n in range(MANY)]
    told = by_sentence([few[0], *many, *few[1:]])
    assert [(sentence, len(group)) for sentence, group in told] == [("few", 1), ("many", MANY), *[("few", 1)] * 3]


def test_briefly_told_the_single_ones_are_counted_out_and_no_group_is_dropped():
    many = [entry(f"m{n}", "The same.") for n in range(MANY)]
    assert told_briefly([*many, entry("a"), entry("b"), entry("c")], 2) == [
        "a: why a",
        "b: why b",
        "and 1 more (--all shows them)",
        f"{MANY} others, each for the same reason: The same.",
    ]


def test_nothing_left_out_is_nothing_told():
    assert told_briefly([], 5) == []
