"""What of an advertisement is which part? Lines under headings: what is required, welcome, to be done, offered."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from services.reading.postings.word_lists import are, pattern_of, plain


class Part(StrEnum):
    """What a heading says of the lines under it; INTRO is what stands before the first heading."""

    INTRO = "intro"
    REQUIRED = "required"
    PREFERRED = "preferred"
    TASKS = "tasks"
    OFFER = "offer"
    ABOUT = "about"
    NOISE = "noise"


#: The parts whose lines ask for nothing.
ASK_NOTHING = frozenset({Part.OFFER, Part.ABOUT, Part.NOISE})

#: A heading is short, whatever it says.
_LONGEST_HEADING = 60
_MOST_WORDS = 8

_BULLET = re.compile(r"^\s*(?:[-\u2013\u2014*\u2022\u25cf\u25aa\u25e6\u2023\u00b7+>\u2713\u2714o]|\d{1,2}[.)])\s+")

#: Nothing has to be compared with more than so many characters around it: work grows with the text, not faster.
_LONGEST_SENTENCE = 600

#: A sentence ends at a full stop that no short form is likely to have.
_SENTENCE_END = re.compile(
    r"(?<![\s.(]\w)(?<!\be\.g)(?<!\bi\.e)(?<!\bz\.B)(?<!\bz\. B)(?<!\bmind)(?<!\binkl)(?<!\bbzw)(?<!\bca)(?<!\bvgl)"
    r"(?<!\bmin)(?<!\bapprox)(?<!\bincl)(?<!\bSt)(?<!\bp\.ej)[.!?](?=\s|$)"
)

#: What stands around the words of a heading.
_AROUND = re.compile(r"^[\s\W]+|[\s\W]+$")

_LABEL = re.compile(r"^([^:]{2,60}?)\s?:\s+(?=\S)")

#: Kinds of headings, those that say least first, so that "what we offer" is no requirement.
_KINDS = (Part.NOISE, Part.OFFER, Part.ABOUT, Part.PREFERRED, Part.REQUIRED, Part.TASKS)

#: In this order, words of these kinds make any short line a heading where no list has all of it.
_BY_A_WORD = (Part.PREFERRED, Part.OFFER, Part.REQUIRED, Part.TASKS, Part.ABOUT)

#: How far into a paragraph it is said that it speaks of the employer.
_OPENING = 80


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line or a sentence of one, without bullet and label: where it begins in the whole, and its part."""

    text: str
    start: int
    part: Part
    label: str = ""

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def read_lines(text: str) -> tuple[Line, ...]:
    """Return the sentences of an advertisement with the part they stand in, headings left out."""
    return tuple(_lines(text))


def _lines(text: str) -> Iterator[Line]:
    part, blank = Part.INTRO, True
    for start, whole in _physical_lines(text):
        bullet = _BULLET.match(whole)
        at = bullet.end() if bullet else len(whole) - len(whole.lstrip())
        line = whole[at:].rstrip()
        if not line:
            blank = True
            continue
        if bullet is None and (headed := _heading(line, after_blank=blank)) is not None:
            part, blank = headed, False
            continue
        if blank and bullet is None and part in {Part.REQUIRED, Part.PREFERRED} and _speaks_of_employer(line):
            part = Part.ABOUT
        own, label = _labelled(line, part)
        blank = False
        yield from _sentences(line[label:], start + at + label, own, line[:label])


def _physical_lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.splitlines(keepends=True):
        # Some advertisements come as one line with bullets in it.
        for found in re.finditer(r"(?:^|[\u2022\u25cf\u25aa\u2023])[^\u2022\u25cf\u25aa\u2023]+", line):
            yield start + found.start(), found[0].rstrip("\r\n")
        start += len(line)


def _heading(line: str, *, after_blank: bool) -> Part | None:
    """Return the part that a line is the heading of; None where it is none."""
    if len(line) > _LONGEST_HEADING or line.endswith((".", ",", ";")):
        return None
    folded = " ".join(plain(_AROUND.sub("", line)).split())
    if len(folded.split()) > _MOST_WORDS:
        return None
    if (listed := next((kind for kind in _KINDS if folded in are(kind)), None)) is not None:
        return listed
    looks_like_one = line.endswith((":", "?")) or line.isupper() or (after_blank and line[:1].isupper())
    if not looks_like_one or ("," in line and not line.endswith(":")):
        return None
    return next((kind for kind in _BY_A_WORD if _has_word(folded, kind)), None)


def _has_word(folded: str, kind: Part) -> bool:
    words = pattern_of(f"heading_{kind.value}")
    return (words.match(folded) if kind is Part.ABOUT else words.search(folded)) is not None


def _labelled(line: str, part: Part) -> tuple[Part, int]:
    """Return the part of a line that begins with a label, "Nice to have: dbt", and where the line goes on behind it."""
    label = _LABEL.match(line)
    if label is None:
        return part, 0
    folded = " ".join(plain(_AROUND.sub("", label[1])).split())
    kind = next((kind for kind in _KINDS if folded in are(kind)), None)
    if kind is None:
        return part, 0
    # "Skills: SQL" among what is welcome says nothing of how much it is asked for.
    return (part if kind is Part.REQUIRED and part is Part.PREFERRED else kind), label.end()


def _sentences(text: str, start: int, part: Part, label: str) -> Iterator[Line]:
    begun = 0
    for end in _ends(text):
        sentence = text[begun:end]
        bare = sentence.strip()
        if bare:
            at = begun + len(sentence) - len(sentence.lstrip())
            yield Line(text=bare, start=start + at, part=_part_of(bare, part), label=label)
        begun = end


def _ends(text: str) -> Iterator[int]:
    """Yield where sentences end; one that is too long ends before a word of it."""
    begun = 0
    for end in (*(found.end() for found in _SENTENCE_END.finditer(text)), len(text)):
        while end - begun > _LONGEST_SENTENCE:
            blank = text.rfind(" ", begun + 1, begun + _LONGEST_SENTENCE)
            begun = blank if blank > begun else begun + _LONGEST_SENTENCE
            yield begun
        begun = end
        yield end


def _part_of(sentence: str, part: Part) -> Part:
    """Return the part that a sentence belongs to by its own words, whichever heading it stands under."""
    folded = plain(sentence)
    if pattern_of("boilerplate").search(folded):
        return Part.NOISE
    bare = folded.strip()
    if pattern_of("begins_offer").match(bare):
        return Part.OFFER
    if part is not Part.REQUIRED and pattern_of("begins_about").match(bare) and not _asks(bare):
        return Part.ABOUT
    return part


def _speaks_of_employer(line: str) -> bool:
    """Say whether a paragraph behind the list of what is asked for speaks of whoever asks."""
    folded = plain(line)
    return pattern_of("employer").search(folded, 0, _OPENING) is not None and not _asks(folded)


def _asks(folded: str) -> bool:
    return pattern_of("asking").search(folded) is not None
