"""How are long texts kept in Redis? Compressed: a recommendation repeats itself, to about a sixth.

What was stored before, uncompressed, is read as it is. The other way round an older release cannot read what this one
stores, so on an upgrade the readers (API, deliver workers) come first and the writers (evaluate workers) last.
"""

import zlib

#: How hard it is tried: a sixth is left after half a millisecond; the highest level takes longer for nothing.
LEVEL = 6

#: How a text compressed at that level begins. No UTF-8 text begins so, so none is ever taken for a compressed one.
MARK = b"\x78\x9c"

#: How bytes that are no UTF-8 come out of a connection that answers in text, and go back: each as one lone surrogate.
BYTES_IN_TEXT = "surrogateescape"


def packed(text: str) -> bytes:
    """Return what is stored for `text`."""
    return zlib.compress(text.encode(), level=LEVEL)


def unpacked(stored: str) -> str:
    """Return the text that was stored, compressed or not; `stored` is as a connection of connection.py answers."""
    content = stored.encode(errors=BYTES_IN_TEXT)
    return zlib.decompress(content).decode() if content.startswith(MARK) else stored
