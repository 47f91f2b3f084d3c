"""How does text that somebody else chose get into a log? In one line that shows what was in it, and never acts."""

import traceback

#: How many of the innermost places of an error are written.
PLACES = 6


def in_one_line(text: str) -> str:
    """Escape whatever is no printable character, so that nobody can begin a line or steer a terminal."""
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text.replace("\\", "\\\\"))


def describe_error(error: BaseException) -> str:
    """Return an error's kind and places; its message may quote what it choked on, and is left out."""
    frames = reversed(traceback.extract_tb(error.__traceback__)[-PLACES:])
    places = " < ".join(f"{frame.name} {frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in frames)
    return f"error={type(error).__name__} at={places or 'unknown'}"
