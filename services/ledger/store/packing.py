"""How are long texts kept in Redis? As the archive keeps them, which then takes them over as they are.

What earlier releases stored is read too: compressed by zlib, or as it is. The other way round an older release cannot
read what this one stores, so on an upgrade the readers (API, deliver workers, archiver) come first and the writers
(evaluate workers) last.
"""

import zlib

from services.archive.packing import MARK, pack, unpack

#: How a text begins that an earlier release compressed. No UTF-8 text begins so.
ZLIB_MARK = b"\x78\x9c"

#: How bytes that are no UTF-8 come out of a connection that answers in text, and go back: each as one lone surrogate.
BYTES_IN_TEXT = "surrogateescape"


def packed(text: str) -> bytes:
    """Return what is stored for `text`."""
    return pack(text)


def unpacked(stored: str) -> str:
    """Return the text that was stored, compressed or not; `stored` is as a connection of connection.py answers."""
    content = stored.encode(errors=BYTES_IN_TEXT)
    if content.startswith(MARK):
        return unpack(content)
    return zlib.decompress(content).decode() if content.startswith(ZLIB_MARK) else stored


def as_archived(stored: str) -> bytes | None:
    """Return what was stored as the archive keeps it; None where an earlier release stored it otherwise."""
    content = stored.encode(errors=BYTES_IN_TEXT)
    return content if content.startswith(MARK) else None
