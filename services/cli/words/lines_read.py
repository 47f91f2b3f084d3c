"""Which lines does a file of titles or phrases have, and how are they answered? In whatever way it was saved."""

import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

#: No title and no phrase is longer; of what is, the beginning is read.
MOST = 300

#: Lines are read whole up to so many bytes; what is longer is read as several.
_MOST_BYTES = 1_000_000

#: Marks that some readers of lines take for the end of one, though JSON leaves them as they are.
_ENDS = {0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}

#: What shows nothing and parts words: marks of control, and those that turn the direction of writing.
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+")


def lines_of(file: BinaryIO) -> Iterator[str]:
    """Yield the lines that say something, without blanks around them. What is not UTF-8 is read as Western European."""
    while read := file.readline(_MOST_BYTES):
        for line in re.split(rb"\r\n?|\n", read):
            text = _decoded(line).strip("\ufeff \t\x0b\x0c\x00\u00a0")
            if as_read(text):
                yield text


def as_read(text: str) -> str:
    """Return what of a line is looked up: its beginning, without marks that show nothing."""
    return " ".join(_UNSEEN.sub(" ", text[:MOST]).split())


def json_line(values: dict[str, Any]) -> str:
    """Return values as JSON on one line, whatever a reader takes for the end of a line."""
    return json.dumps(values, ensure_ascii=False).translate(_ENDS)


def _decoded(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")
