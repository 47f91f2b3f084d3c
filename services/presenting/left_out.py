"""Which of the many that were left out does a reader ask about? Those are told with their reason, the rest counted."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from services.recommender.recommendation.codes import AskedAbout, LeftOut
from services.recommender.recommendation.judgement import LeftOutCredential
from services.recommender.wording.messages import Message, say, word

#: Of those that the reader named, are made for the role, or nearly made it, so many are told.
MOST_NAMED, MOST_USUAL, MOST_NEARLY = 5, 3, 3

#: What was left out for these reasons came nowhere near.
_FAR = frozenset({LeftOut.WEIGHED_AGAINST, LeftOut.BEYOND_SHORTLIST})


@dataclass(frozen=True, kw_only=True)
class LeftOutTold:
    """What is told of those left out: `told` each with why a reader may ask about it, and how many more by reason."""

    told: Sequence[tuple[Message, LeftOutCredential]]
    counts: Sequence[tuple[LeftOut, int]]

    @property
    def more(self) -> int:
        """How many are counted only."""
        return sum(count for _, count in self.counts)


def worth_telling(left_out: Sequence[LeftOutCredential]) -> LeftOutTold:
    """Return those that a reader may ask about: what they named, what is made for the role, what nearly made it."""
    named = [entry for entry in left_out if entry.asked_about is AskedAbout.NAMED][:MOST_NAMED]
    usual = _best((entry for entry in left_out if entry.asked_about is AskedAbout.USUAL), MOST_USUAL)
    told = [*named, *usual]
    near = [entry for entry in left_out if entry not in told and entry.reason not in _FAR]
    nearly = _best((entry for entry in near if entry.score is not None and entry.score > 0), MOST_NEARLY)
    told += nearly
    rest = Counter(entry.reason for entry in left_out if entry not in told)
    return LeftOutTold(
        told=[(_why_told(entry), entry) for entry in told],
        counts=[(reason, rest[reason]) for reason in LeftOut if rest[reason]],
    )


def counted(counts: Iterable[tuple[LeftOut, int]]) -> str:
    """Return how many more were left out for each reason."""
    return "; ".join(say("listing.group", reason=word(reason), count=count) for reason, count in counts)


def told(entry: LeftOutCredential) -> Message:
    """Return one credential with the reason for which it was left out."""
    return say("listing.one", title=entry.credential.title, sentence=entry.sentence)


def _why_told(entry: LeftOutCredential) -> Message:
    match entry.asked_about:
        case AskedAbout.NAMED:
            return say("asked_about.named")
        case AskedAbout.USUAL:
            return say("asked_about.usual")
        case None:
            return say("listing.nearly")


def _best(entries: Iterable[LeftOutCredential], most: int) -> list[LeftOutCredential]:
    """Return the entries with most points, those that no rule judged last."""
    return sorted(entries, key=lambda entry: (entry.score is None, -(entry.score or 0)))[:most]
