"""Which badge is baked into an image? PNG keeps it in a chunk of text, SVG in an element; no picture is looked at.

Open Badges 2.0 ("Baking") name the chunk and element `openbadges` and `assertion`, 3.0 `openbadgecredential` and
`credential`, and some software says `openbadge`; what is baked is JSON, a signed token, or the address of an assertion.
"""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from xml.parsers import expat

PNG = b"\x89PNG\r\n\x1a\n"

#: Chunks looked at in one image, badges read in it, and bytes that a packed text may unpack to.
MOST_CHUNKS = 10_000
MOST_BADGES = 20
LONGEST_BAKED = 1024 * 1024

_KEYWORDS = frozenset({b"openbadges", b"openbadge", b"openbadgecredential"})
_ELEMENTS = frozenset({"assertion", "credential"})


class UnreadImage(Exception):
    """An image may hold a badge that is not read; the message says which limit it breaks."""


def baked_in_png(image: bytes) -> tuple[str, ...]:
    """Return the texts of the badges in a PNG, none where there is none; raise UnreadImage where one is not read."""
    chunks = list(islice(_chunks(image), MOST_CHUNKS + 1))
    texts = tuple(dict.fromkeys(text for kind, data in chunks[:MOST_CHUNKS] if (text := _text_of(kind, data))))
    if len(texts) > MOST_BADGES:
        raise UnreadImage(f"It is an image (PNG) with {len(texts)} badges, and at most {MOST_BADGES} are read")
    if not texts and len(chunks) > MOST_CHUNKS:
        raise UnreadImage(f"It is an image (PNG) of over {MOST_CHUNKS:,} chunks, and no badge is in the first ones")
    if not texts and (not chunks or chunks[-1][0] != b"IEND"):
        raise UnreadImage("It is an image (PNG) that is cut off before its end, and no badge could be read in it")
    return texts


def baked_in_svg(image: str) -> tuple[str, ...]:
    """Return the texts of the badges in an SVG, what each element holds or else names; raise UnreadImage as for a PNG.

    An image that defines entities is not read: unfolding them takes as long as its maker wants.
    """
    found = _Baked()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = found.start
    parser.EndElementHandler = found.end
    parser.CharacterDataHandler = found.text
    parser.EntityDeclHandler = _refuse
    try:
        parser.Parse(image, True)  # expat takes it by place only
    except (expat.ExpatError, UnicodeError):
        # What stood before the fault is read.
        pass
    except _HasEntities:
        raise UnreadImage("It is an image (SVG) that defines entities, which are not unfolded") from None
    if len(found.badges) > MOST_BADGES:
        raise UnreadImage(f"It is an image (SVG) with {len(found.badges)} badges, and at most {MOST_BADGES} are read")
    return tuple(dict.fromkeys(text for badge in found.badges if (text := badge.said)))


class _HasEntities(Exception):
    """The image defines entities."""


@dataclass
class _Badge:
    """One element of a badge: what its attribute names, what it holds, and how many elements in it are open."""

    named: str
    inside: list[str] = field(default_factory=list)
    open: int = 1

    @property
    def said(self) -> str:
        """The badge itself where it lies inside, else what the attribute names; nothing of one cut off."""
        return "" if self.open else "".join(self.inside).strip() or self.named


class _Baked:
    """What an SVG holds in the elements of badges, in their order."""

    def __init__(self) -> None:
        self.badges: list[_Badge] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        if self.badges and self.badges[-1].open:
            self.badges[-1].open += 1
        elif local in _ELEMENTS and ("openbadges" in space or "/ob/v" in space):
            self.badges.append(_Badge(attributes.get("verify", "")))

    def end(self, _: str) -> None:
        if self.badges and self.badges[-1].open:
            self.badges[-1].open -= 1

    def text(self, text: str) -> None:
        if self.badges and self.badges[-1].open:
            self.badges[-1].inside.append(text)


def _refuse(*_: object) -> None:
    raise _HasEntities


def _chunks(image: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = len(PNG)
    while place + 8 <= len(image):
        length = int.from_bytes(image[place : place + 4], "big")
        if place + 8 + length > len(image):
            return
        yield image[place + 4 : place + 8], image[place + 8 : place + 8 + length]
        place += length + 12


def _text_of(kind: bytes, data: bytes) -> str | None:
    """Return the text of a chunk (PNG, section 11.3.4) where its keyword is that of a badge."""
    keyword, _, rest = data.partition(b"\0")
    if keyword not in _KEYWORDS or kind not in {b"iTXt", b"tEXt", b"zTXt"}:
        return None
    packed = kind == b"zTXt"
    if kind == b"iTXt":
        packed, rest = rest[:1] == b"\1", rest[2:].split(b"\0", 2)[-1]
    elif packed:
        rest = rest[1:]
    try:
        unpacker = zlib.decompressobj()
        raw = unpacker.decompress(rest, LONGEST_BAKED) if packed else rest
        if unpacker.unconsumed_tail:
            raise UnreadImage(f"It is an image (PNG) whose badge unpacks to more than {LONGEST_BAKED:,} bytes")
        return raw.decode("latin-1" if kind != b"iTXt" and not packed else "utf-8").strip()
    except (zlib.error, UnicodeError):
        return None
