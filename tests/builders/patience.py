"""How long do tests wait for what must come true? Far longer than it takes on any machine that is only slow.

Where things work a deadline costs nothing, so there is one, and it is generous. What is waited for must stay true once
it is: a state that is passed through, or an exact count of what goes on happening, can be stepped over between two looks.
"""

from time import monotonic, sleep

#: Seconds after which a condition has failed to come true. A machine that is merely busy takes a tenth of it.
PATIENCE = 120.0

#: Seconds between two looks.
LOOK_EVERY = 0.02


def until(condition, what="the condition"):
    """Wait for `condition()` to be true and return what it answered; `what` names it in the failure."""
    deadline = monotonic() + PATIENCE
    while not (answer := condition()):
        assert monotonic() < deadline, f"not within {PATIENCE:.0f} s: {what}"
        sleep(LOOK_EVERY)
    return answer


def at_most(seconds):
    """Return what to allow where a product promises `seconds`: a busy machine takes longer, a missing limit for ever."""
    return seconds * 20
