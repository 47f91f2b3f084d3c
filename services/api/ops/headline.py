"""What is wrong now, in one sentence? The worst finding, for the top of the page. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.ledger.checkup.findings import CheckupFinding, Severity

#: What was so yesterday too must not stand above what has just begun.
SET_UP = {"Redis", "persistence", "memory", "replication"}


@dataclass(frozen=True, kw_only=True)
class Headline:
    """The sentence, how bad it is, the command that mends it, and how many other findings there are."""

    severity: Severity
    sentence: str
    remedy: str
    others: int


def headline(findings: Sequence[CheckupFinding], refused: str, held_back: int = 0) -> Headline:
    """Return what an operator must know first.

    `refused` says why new profiles are refused, "" where they are not; `held_back` counts what waits for a receiver.
    """
    faults = worst_first(findings)
    if refused:
        # Redis refuses them, so what is found of Redis mends it, whatever else is wrong.
        of_redis = [one for one in faults if one.topic in SET_UP] or faults
        remedy = of_redis[0].remedy if of_redis else "credwise doctor"
        sentence = f"New profiles are refused: {refused}"
        return Headline(severity=Severity.PROBLEM, sentence=sentence, remedy=remedy, others=len(faults))
    if not faults:
        sentence = "All is well: profiles are taken, and nothing waits that a worker could take."
        if held_back:
            sentence += f" Held back for their receivers: {held_back}; below it says why."
        return Headline(severity=Severity.OK, sentence=sentence, remedy="", others=0)
    first, *rest = faults
    return Headline(severity=first.severity, sentence=first.sentence, remedy=first.remedy, others=len(rest))


def worst_first(findings: Sequence[CheckupFinding]) -> list[CheckupFinding]:
    """Return the findings that ask for something: problems, warnings of what happens, then of how Redis is set up."""
    order = (Severity.PROBLEM, Severity.WARNING)
    by_severity = [one for severity in order for one in findings if one.severity is severity]
    return sorted(by_severity, key=lambda one: one.severity is Severity.WARNING and one.topic in SET_UP)
