"""What may an operator do after Redis's clock was ahead? See what is due too late, and move it to now."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from flask import request

from services.api.pages.acts import Act, Done
from services.api.ports import ports
from services.ledger.store.errors import NotFound
from services.ledger.work.rescheduling import AT_ONCE, KINDS, TOO_FAR, TooFar

HOUR = timedelta(hours=1)

#: How many hours from now a webhook must be due to be too late: as a rule, and what may be chosen.
USUAL = int(TOO_FAR / HOUR)
CHOICES = (1, 6, 24, USUAL, 24 * 30)

#: Scripts that one click runs, each of which moves AT_ONCE jobs at most; the next click moves the next ones.
MOST_STEPS = 50


def hours_of(text: str) -> int:
    """Read what was chosen; raise NotFound where it is none of the choices."""
    if text not in map(str, CHOICES):
        raise NotFound(f"Choose one of these hours: {', '.join(map(str, CHOICES))}.")
    return int(text)


def hours_asked_for() -> int:
    """Return the hours that the address of the page names, or two days' where it names none of the choices."""
    asked = request.args.get("hours", "")
    return int(asked) if asked in map(str, CHOICES) else USUAL


def late(hours: int) -> tuple[TooFar, ...]:
    """Return what is due too late."""
    return ports().upkeep.desk.rescheduling.find(hours * HOUR)


def _would_move(about: str) -> str:
    found = late(hours_of(about))
    if not found:
        return "Nothing is due too late, so nothing is moved."
    most = min(sum(one.count for one in found), AT_ONCE * MOST_STEPS)
    return (
        f"{_listed(found)}: {most} are moved to now. What is due now is sent at the pace that endpoints and clients "
        "allow; a lease is shortened to a whole one from now."
    )


def _listed(found: Sequence[TooFar]) -> str:
    return "; ".join(one.sentence for one in found)


def _move(about: str) -> Done:
    rescheduling, later_than = ports().upkeep.desk.rescheduling, hours_of(about) * HOUR
    moved: Counter[str] = Counter()
    for _ in range(MOST_STEPS):
        step = rescheduling.move(later_than)
        if not step:
            break
        moved.update({one.kind: one.count for one in step})
    what = ", ".join(f"{number} {KINDS[kind]}" for kind, number in moved.items())
    left = sum(one.count for one in rescheduling.find(later_than))
    rest = f" {left} are left: do it again." if left else ""
    return Done(sentence=f"Moved to now: {what or 'nothing'}.{rest}")


CLOCK_ACTS = (Act(name="reschedule", label="Move to now", would=_would_move, does=_move),)
