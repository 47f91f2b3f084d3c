"""What is a résumé that was sent as a file? Told by its first bytes, and read by the reader of its form."""

import base64
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from services.intake.strict_json import JsonRejected, read_json
from services.reading.resume_files.documents.pdf_document import PdfText, text_of_pdf
from services.reading.resume_files.documents.word_document import text_of_docx
from services.reading.resume_files.sections import ResumeRejected, Sections
from services.reading.resume_files.standards.europass import of_europass
from services.reading.resume_files.standards.ler_rs import of_ler_rs
from services.reading.resume_files.text.written import of_text
from services.reading.resume_files.tree import tree_of

#: How long a file may be.
MOST_BYTES = 4 * 1024 * 1024

#: What such files are declared as; what they are is told by their bytes.
MEDIA_TYPES = (
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/json",
    "application/xml",
    "text/xml",
    "text/plain",
    "application/octet-stream",
)

_BOM = b"\xef\xbb\xbf"
_XML = re.compile(rb"\s*<[?!A-Za-z_]")
_DATA = re.compile(r"data:[^,]{0,200};base64,")


def of_file(raw: bytes, read_pdf: Callable[[bytes], PdfText] = text_of_pdf) -> Sections:
    """Return the sections of a file of any form that is read; raise ResumeRejected, and nothing else.

    `read_pdf` reads a PDF, by itself in a process of its own.
    """
    if len(raw) > MOST_BYTES:
        raise ResumeRejected(f"The file has more than {MOST_BYTES:,} bytes; send a shorter one.")
    # A PDF may have something before its first line.
    if b"%PDF-" in raw[:1024]:
        return _of_pdf(read_pdf(raw))
    if raw.startswith(b"PK\x03\x04"):
        return of_text(text_of_docx(raw))
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        raise ResumeRejected("It is a .doc of Word before 2007; save it as DOCX or PDF.")
    if raw.startswith(b"{\\rtf"):
        raise ResumeRejected("It is RTF, which is not read; save it as DOCX or PDF.")
    raw = raw.removeprefix(_BOM)
    if raw.lstrip()[:1] == b"{":
        return _of_json(raw)
    return of_xml(raw) if _XML.match(raw) else of_text(_decoded(raw))


def of_document(document: Mapping[str, Any]) -> Sections:
    """Return the sections of a résumé in JSON, of whichever standard; jsonresume.org's are taken as they are."""
    other = of_ler_rs(document) or of_europass(document)
    return other or Sections(read_as="jsonresume.org", members=document)


def of_xml(raw: bytes) -> Sections:
    """Return the sections of a Europass CV in XML; raise ResumeRejected."""
    found = of_europass(tree_of(raw))
    if found is None:
        raise ResumeRejected("Its XML is no Europass CV, the only XML that is read; send a PDF or DOCX.")
    return found


def of_words(sent: str) -> Sections:
    """Return the sections of a résumé sent in JSON as a text: its own text, or a file as "data:...;base64,..."."""
    if not sent.startswith("data:"):
        return of_file(sent.encode("utf-8", errors="replace"))
    head = _DATA.match(sent)
    if head is None:
        raise ResumeRejected('A file must be written as "data:application/pdf;base64," and its bytes in Base64.')
    try:
        raw = base64.b64decode(sent[head.end() :], validate=True)
    except ValueError:  # binascii.Error is one; text that is not ASCII is another
        raise ResumeRejected("What follows base64, is not Base64; encode the file's bytes again.") from None
    return of_file(raw)


def _of_pdf(pdf: PdfText) -> Sections:
    if found := _of_attached(pdf.attached):
        return found
    sections = of_text(pdf.text)
    said = tuple(
        f"page {page} has two columns, which were read one after the other; please confirm what was read of it"
        for page in pdf.in_columns
    )
    return replace(sections, unplaced=(*said, *sections.unplaced))


def _of_attached(attached: str | None) -> Sections | None:
    """Return the Europass CV in the XML that a PDF carries; None where that is something else."""
    try:
        return of_xml(attached.encode()) if attached else None
    except ResumeRejected:
        return None


def _of_json(raw: bytes) -> Sections:
    try:
        document = read_json(raw)
    except JsonRejected as error:
        raise ResumeRejected(f"It is not usable JSON: {error}") from None
    return of_document(document)


def _decoded(raw: bytes) -> str:
    if b"\x00" in raw:
        raise ResumeRejected("It is no text, and no PDF, DOCX, XML or JSON; send one of these.")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")
