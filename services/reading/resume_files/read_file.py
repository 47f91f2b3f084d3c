"""What does a résumé say, whatever it was sent as? The members of a profile, and what was dropped or not understood."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from services.reading.resume import read_resume
from services.reading.resume_files.documents.pdf_document import PdfText, text_of_pdf
from services.reading.resume_files.file_forms import of_document, of_file, of_words
from services.reading.resume_files.sections import ResumeRejected, Sections
from services.reading.resume_parts import Dropped

#: The form whose places are those of what was sent.
_AS_SENT = "jsonresume.org"


@dataclass(frozen=True, kw_only=True)
class ReadResume:
    """What a résumé was read as, the members of a profile that it fills, and what was dropped or not understood."""

    read_as: str
    profile: dict[str, Any]
    dropped: tuple[Dropped, ...]


def read_posted_resume(sent: Any, today: date) -> ReadResume:
    """Read a résumé as it stands in a profile: an object of a known standard, or a text; raise ResumeRejected."""
    if isinstance(sent, Mapping):
        return _read(of_document(sent), today)
    if isinstance(sent, str):
        return _read(of_words(sent), today)
    raise ResumeRejected(
        "must be a résumé: an object in curly brackets (jsonresume.org), or a text or file as a string"
    )


def read_resume_bytes(raw: bytes, today: date, read_pdf: Callable[[bytes], PdfText] = text_of_pdf) -> ReadResume:
    """Read a résumé as a file; raise ResumeRejected."""
    return _read(of_file(raw, read_pdf), today)


def _read(sections: Sections, today: date) -> ReadResume:
    profile, dropped = read_resume(sections.members, today)
    if sections.read_as != _AS_SENT:
        dropped = tuple(replace(one, pointer="/resume", why=f"{_place(one.pointer)}: {one.why}") for one in dropped)
    unplaced = tuple(Dropped(pointer="/resume", why=why) for why in sections.unplaced)
    return ReadResume(read_as=sections.read_as, profile=profile, dropped=(*dropped, *unplaced))


def _place(pointer: str) -> str:
    """Return in words where an entry stands: what was sent has no such pointer."""
    _, _, section, *entry = pointer.split("/")
    return f"{section}, entry {int(entry[0]) + 1}" if entry and entry[0].isdigit() else section
