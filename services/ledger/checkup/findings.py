"""What is a finding of the doctor: how bad it is, what it says, and what mends it."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How bad a finding is: a PROBLEM breaks a promise now, a WARNING may do so, OK is told so that it is seen."""

    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True, kw_only=True)
class CheckupFinding:
    """One thing that was looked at: what of, how it is, and what to do about it ("" where nothing)."""

    topic: str
    severity: Severity
    sentence: str
    remedy: str = ""


def ok(topic: str, sentence: str) -> CheckupFinding:
    return CheckupFinding(topic=topic, severity=Severity.OK, sentence=sentence)


def warning(topic: str, sentence: str, remedy: str) -> CheckupFinding:
    return CheckupFinding(topic=topic, severity=Severity.WARNING, sentence=sentence, remedy=remedy)


def problem(topic: str, sentence: str, remedy: str) -> CheckupFinding:
    return CheckupFinding(topic=topic, severity=Severity.PROBLEM, sentence=sentence, remedy=remedy)
