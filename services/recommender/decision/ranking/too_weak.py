"""Is a credential worth a place beside the best one, or does it do too little of what is missing?

A kind of path has many credentials, and most of them are for another work. One that teaches a single missing skill
among six, or far less than the best does, is no answer to the learner, however well its issuer is known.
"""

from dataclasses import dataclass

from services.recommender.decision.facts.candidate.fit import FitFacts
from services.recommender.decision.facts.candidate.skills import PREFERRED, REQUIRED
from services.recommender.decision.facts.credits import WHERE_ASKED

#: One that closes less than half of what the best closes needs this share of the best score, in percent, to stay; and a
#: required skill among what it closes, if the best closes one.
ENOUGH_SCORE = 40

#: A missing skill is taught in passing where fewer than one in so many of the skills taught are missing ...
ONE_IN = 3

#: ... and where that is at most this share of what the learner is missing, in percent.
SMALL_PART = 50


#: One that covers at most half of what another covers stands behind it, unless it has more than twice the points.
HALF = 2


#: A credential is about the role where the role asks for at least half of what it teaches, and about something else
#: where for a third or less, in percent.
ABOUT_IT, ABOUT_SOMETHING_ELSE = 50, 33


def is_about_something_else(fit: FitFacts) -> bool:
    """Return whether most of what it teaches is nothing that the role asks for."""
    return fit.focus is not None and fit.focus <= ABOUT_SOMETHING_ELSE


def is_beside_the_point(fit: FitFacts, score: int, other: FitFacts, other_score: int) -> bool:
    """Return whether it is mostly about something else, and the other one about what is missing, and covers as much.

    To list a word of the gap is not to be about it: nobody takes a course in breaking into networks to learn Python.
    """
    if not is_about_something_else(fit) or other.focus is None or other.focus < ABOUT_IT:
        return False
    counts_for_credit = fit.credit_at in WHERE_ASKED
    return not counts_for_credit and 0 < (fit.covered_share or 0) <= (other.covered_share or 0) and score <= other_score


def is_dwarfed(fit: FitFacts, score: int, other: FitFacts, other_score: int) -> bool:
    """Return whether the other one covers so much more of what is missing that this one should not stand before it.

    What is free, short or assessed by a project is so about the little that it covers.
    """
    mine, theirs = fit.covered_share or 0, other.covered_share or 0
    return HALF * mine <= theirs > 0 and score <= HALF * other_score


@dataclass(frozen=True, kw_only=True)
class Benchmark:
    """What the others are measured by: what the leading credential closes, whether in passing, and the best score."""

    closes: int
    closes_required: bool
    in_passing: bool
    score: int

    @classmethod
    def of(cls, fit: FitFacts, taught: int, score: int) -> "Benchmark":
        """Take how the leading credential fits, how many skills it teaches, and the best score of all shown."""
        return cls(
            closes=closes(fit),
            closes_required=fit.missing_skills_taught > 0,
            in_passing=_in_passing(fit, taught),
            score=score,
        )

    def leaves_a_place(self, fit: FitFacts, taught: int, score: int) -> bool:
        """Return whether a credential that fits so, with this score, is worth showing beside it."""
        if _in_passing(fit, taught) and not self.in_passing:
            return False
        if 2 * closes(fit) >= self.closes:
            return True
        serves = fit.missing_skills_taught > 0 or not self.closes_required
        return serves and 100 * score >= ENOUGH_SCORE * self.score


def closes(fit: FitFacts) -> int:
    """Return how much of what is missing it closes, a required skill counting twice a preferred one."""
    return REQUIRED * fit.missing_skills_taught + PREFERRED * fit.closes_preferred


def _in_passing(fit: FitFacts, taught: int) -> bool:
    """Whether it teaches at most one missing skill, as a side matter, and that is no large part of the gap.

    Preferred skills are looked at where it teaches no required one. What is usual in the field is no side matter.
    """
    if fit.usual_in_field == "yes":
        return False
    required = fit.missing_skills_taught
    covered = required or fit.closes_preferred
    return required <= 1 and ONE_IN * covered < taught and (fit.gap_share or 0) <= SMALL_PART
