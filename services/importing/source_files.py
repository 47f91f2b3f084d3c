"""Which documents does an imported file hold? Turns bytes into JSON values or text, within limits."""

import codecs
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from services.importing.import_report import ImportNotes, ImportRejected
from services.recommender.knowledge.files.entries import Json

#: The largest file taken; 100,000 credentials of CTDL without pictures come to about this much.
LARGEST_FILE = 256 * 1024 * 1024

#: How deep objects and lists may nest. CTDL needs about ten levels, a European learning credential about fifteen.
DEEPEST = 64

#: The most documents (items of a list, or lines) of one file.
MOST_DOCUMENTS = 200_000

#: A whole number of more digits than this is a mistake and counts as missing.
_MOST_DIGITS = 18

#: Byte order marks that say another encoding than UTF-8. The longer come first: one begins with the other.
_ENCODINGS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


#: How files begin that hold no text of a catalogue, and what to send instead.
_NO_TEXT = (
    (b"PK\x03\x04", "is an Excel workbook, or another ZIP file; save its sheet as CSV (UTF-8)."),
    (b"\xd0\xcf\x11\xe0", "is an Excel workbook of before 2007; save its sheet as CSV (UTF-8)."),
    (b"%PDF-", "is a PDF; send the catalogue as CSV or JSON."),
    (b"<", "is HTML or XML; send the JSON-LD that is in it, or CSV."),
)


@dataclass(frozen=True, kw_only=True)
class SourceFile:
    """A file to import: the name that messages call it by, and its bytes."""

    name: str
    raw: bytes


@dataclass(frozen=True, kw_only=True)
class Document:
    """One JSON value of a file, and where it stands; or the `text` of a whole file that is no JSON."""

    place: str
    value: Json = None
    text: str | None = None


def read_text(file: SourceFile, notes: ImportNotes) -> str:
    """Return the text of the file. Raises ImportRejected where it is too large.

    Another encoding than UTF-8 is read where a byte order mark names it; else as Windows-1252, which spreadsheets
    write, and that is noted.
    """
    if len(file.raw) > LARGEST_FILE:
        raise ImportRejected(
            f"{file.name}: has {len(file.raw)} bytes; at most {LARGEST_FILE} are taken. Split it into several files."
        )
    if (
        what := next((what for begins, what in _NO_TEXT if file.raw[:40].lstrip().startswith(begins)), None)
    ) is not None:
        raise ImportRejected(f"{file.name}: {what}")
    for mark, encoding in _ENCODINGS:
        if file.raw.startswith(mark):
            notes.mend(file.name, encoding, f"read as {encoding}; UTF-8 is what a catalogue should be written in")
            return file.raw.decode(encoding, errors="replace")
    try:
        return file.raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        notes.mend(file.name, f"byte {error.start}", "is not UTF-8; the file was read as Windows-1252")
        return file.raw.decode("cp1252", errors="replace")


def is_empty(text: str) -> bool:
    """Say whether nothing is in `text` that anybody could read."""
    return not text.strip("\ufeff \t\r\n\x00")


def _looks_like_json(text: str) -> bool:
    """Say whether the first sign of `text` can begin a JSON object or list."""
    return text.lstrip("\ufeff \t\r\n").startswith(("{", "["))


def read_documents(file: SourceFile, text: str, notes: ImportNotes) -> tuple[Document, ...]:
    """Return the documents in `text`: of JSON the value, the members of a list, or one value per line (JSON Lines).

    What cannot be JSON is one document that holds the text. Raises ImportRejected where it begins like JSON and is
    none, or nests deeper than DEEPEST.
    """
    if not _looks_like_json(text):
        return (Document(place=file.name, text=text),)
    try:
        documents = _whole_or_lines(file, text, notes)
    except RecursionError:
        raise _too_deep(file) from None
    if any(_deeper_than(document.value, DEEPEST) for document in documents):
        raise _too_deep(file)
    parts = tuple(islice((part for document in documents for part in _parts(document)), MOST_DOCUMENTS + 1))
    if len(parts) > MOST_DOCUMENTS:
        raise ImportRejected(f"{file.name}: holds more than {MOST_DOCUMENTS} documents. Split it into several files.")
    return parts


def _parts(document: Document) -> Iterator[Document]:
    if isinstance(document.value, list):
        for number, value in enumerate(document.value, start=1):
            yield Document(place=f"{document.place}, item {number}", value=value)
    else:
        yield document


def _whole_or_lines(file: SourceFile, text: str, notes: ImportNotes) -> tuple[Document, ...]:
    try:
        return (Document(place=file.name, value=_parse(text, file.name, notes)),)
    except json.JSONDecodeError as error:
        return tuple(_lines(file, text, notes, error))


def _lines(file: SourceFile, text: str, notes: ImportNotes, first: json.JSONDecodeError) -> Iterator[Document]:
    """Yield a document per line; a line that is no JSON is skipped, unless the first one already is none."""
    alone = "\n" not in text.strip()
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        if number > MOST_DOCUMENTS:
            raise ImportRejected(f"{file.name}: has more than {MOST_DOCUMENTS} lines. Split it into several files.")
        place = f"{file.name}, line {number}"
        try:
            yield Document(place=place, value=_parse(line, place, notes))
        except json.JSONDecodeError as error:
            if number == 1 or alone:
                raise ImportRejected(
                    f"{file.name}, line {first.lineno}, column {first.colno}: is no JSON: {first.msg}."
                ) from None
            notes.skip(place, line.strip()[:40], f"is no JSON at column {error.colno}: {error.msg}")


def _too_deep(file: SourceFile) -> ImportRejected:
    return ImportRejected(f"{file.name}: nests deeper than {DEEPEST} levels; no catalogue needs a third of that.")


def _parse(text: str, place: str, notes: ImportNotes) -> Json:
    def members(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
        read = dict(pairs)
        if len(read) < len(pairs):
            twice = [name for name, times in Counter(name for name, _ in pairs).items() if times > 1][:3]
            notes.mend(place, ", ".join(twice), "an object has this member twice; the last one counts")
        return read

    # Python writes NaN and Infinity, which are no JSON; they count as missing, as do numbers nobody meant.
    return json.loads(
        text.lstrip("\ufeff"),
        object_pairs_hook=members,
        parse_constant=lambda _: None,
        parse_int=lambda digits: int(digits) if len(digits) <= _MOST_DIGITS else None,
    )


def _deeper_than(value: Json, limit: int) -> bool:
    level = [value]
    for _ in range(limit):
        inner: list[Json] = []
        for one in level:
            if isinstance(one, dict):
                inner.extend(member for member in one.values() if isinstance(member, dict | list))
            elif isinstance(one, list):
                inner.extend(member for member in one if isinstance(member, dict | list))
        if not inner:
            return False
        level = inner
    return True
