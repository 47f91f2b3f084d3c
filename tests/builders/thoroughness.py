"""How many inputs do tests make up for themselves, and which? The same few every time, or new ones at great length.

`make test` and the build server try the same inputs every time: a change is refused for what it does, never for what
chance has found elsewhere. Looking for more is what `make thorough` is for; what it finds becomes a test of its own.
CREDWISE_TESTS=desk|wide|thorough chooses; without it desk.
"""

import os

from hypothesis import HealthCheck, settings

LEVELS = ("desk", "wide", "thorough")


def level() -> str:
    """Return the level in force; raises ValueError with the levels there are."""
    said = os.environ.get("CREDWISE_TESTS") or "desk"
    if said not in LEVELS:
        raise ValueError(f"CREDWISE_TESTS is {said!r}; it can be one of {', '.join(LEVELS)}.")
    return said


def examples(desk: int, wide: int, thorough: int) -> int:
    """Return the number for the level in force."""
    return (desk, wide, thorough)[LEVELS.index(level())]


def settle_hypothesis() -> None:
    """Let every test that makes up its inputs do so as the level says, and as slowly as the machine is.

    Called before test modules are read: their own settings begin with these.
    """
    settings.register_profile(
        "credwise",
        derandomize=level() != "thorough",
        max_examples=examples(50, 100, 1_000),
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
        print_blob=True,
    )
    settings.load_profile("credwise")
