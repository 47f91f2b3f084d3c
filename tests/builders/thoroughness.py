"""How many inputs do tests make up for themselves? Few at the desk, more in CI, very many in `make thorough`.

CREDWISE_TESTS=desk|ci|thorough chooses; without it CI=true means ci, and anything else desk.
"""

import os

LEVELS = ("desk", "ci", "thorough")


def level() -> str:
    """Return the level in force; raises ValueError with the levels there are."""
    said = os.environ.get("CREDWISE_TESTS") or ("ci" if os.environ.get("CI") == "true" else "desk")
    if said not in LEVELS:
        raise ValueError(f"CREDWISE_TESTS is {said!r}; it can be one of {', '.join(LEVELS)}.")
    return said


def examples(desk: int, ci: int, thorough: int) -> int:
    """Return the number for the level in force."""
    return (desk, ci, thorough)[LEVELS.index(level())]
