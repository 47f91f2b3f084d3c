"""How is a document kept? Compressed by a dictionary of what recommendations say: to a fifteenth, in a millisecond.

A dictionary is made from made-up learners (`python -m tools.archive_dictionary`), so nobody's words are in it. Each has
a number, which stands in what was compressed with it; a dictionary that was ever shipped is never taken away.
"""

from functools import cache
from hashlib import sha256
from pathlib import Path

from zstandard import ZstdCompressionDict, ZstdCompressor, ZstdDecompressor, get_frame_parameters

#: <number>.zdict for each dictionary.
FOLDER = Path(__file__).parent / "dictionaries"

#: How hard it is tried: three levels further take half as long again, for a ninth less.
LEVEL = 6

#: How what is stored begins: a frame of zstandard (RFC 8878, section 3.1.1). No UTF-8 text begins so.
MARK = b"\x28\xb5\x2f\xfd"

#: Bytes of a digest: it is there for accidents and curiosity, and the log itself for whoever means harm.
DIGEST = 16

#: The longest document, in bytes: nothing is decompressed beyond it.
LONGEST = 64 * 1024 * 1024


def pack(text: str) -> bytes:
    """Return what is stored for `text`, by the newest dictionary."""
    return ZstdCompressor(level=LEVEL, dict_data=_dictionary(newest())).compress(text.encode())


def unpack(stored: bytes) -> str:
    """Return the text that was stored, by whichever dictionary."""
    number = get_frame_parameters(stored).dict_id
    return ZstdDecompressor(dict_data=_dictionary(number)).decompress(stored, max_output_size=LONGEST).decode()


def digest(stored: bytes) -> bytes:
    """Return what tells whether any bit of what is stored changed."""
    return sha256(stored).digest()[:DIGEST]


@cache
def newest() -> int:
    """Return the number of the newest dictionary."""
    return max(int(path.stem) for path in FOLDER.glob("*.zdict"))


@cache
def _dictionary(number: int) -> ZstdCompressionDict:
    made = ZstdCompressionDict((FOLDER / f"{number}.zdict").read_bytes())
    made.precompute_compress(level=LEVEL)
    return made
