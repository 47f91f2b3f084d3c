"""Runs by itself: a PDF on standard input, its text on standard output, under limits of time and memory.

A PDF can make its reader work as long as its maker wants; a process of its own can be given an end.
"""

import io
import json
import logging
import resource
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

#: Seconds of work, bytes of memory, pages, characters of text, and of one page as it is laid out.
SECONDS = 5
MEMORY = 1024 * 1024 * 1024
MOST_PAGES = 30
MOST_CHARACTERS = 200_000
MOST_LAID_OUT = 200_000
MOST_ATTACHED = 1024 * 1024


def main() -> None:
    """Read the PDF on standard input under limits of time and memory, and say what is in it."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    logging.disable()
    sys.stdout.buffer.write(json.dumps(said_of(sys.stdin.buffer.read())).encode())


def said_of(raw: bytes) -> dict[str, str | list[str]]:
    """Return the text of a PDF, its pages as they are laid out and what is attached, or why it is refused.

    It may work without end, or raise anything: `main` sees to both.
    """
    from pypdf import PdfReader  # noqa: PLC0415 - once the limits hold

    reader = PdfReader(io.BytesIO(raw))
    if reader.is_encrypted and not reader.decrypt(""):
        return {"refused": "protected"}
    if len(reader.pages) > MOST_PAGES:
        return {"refused": "pages"}
    pages: list[str] = []
    laid_out: list[str] = []
    for page in reader.pages:
        pages.append(page.extract_text())
        laid_out.append(_laid_out(page))
        if sum(map(len, pages)) > MOST_CHARACTERS:
            return {"refused": "characters"}
    return {"pages": pages, "laid_out": laid_out, "attached": _attached(reader)}


def _attached(reader: "PdfReader") -> str:
    """Return the first XML that is attached; nothing where there is none."""
    for name, copies in reader.attachments.items():
        if name.casefold().endswith(".xml") and copies and len(copies[0]) <= MOST_ATTACHED:
            return copies[0].decode("utf-8", errors="replace")
    return ""


def _laid_out(page: "PageObject") -> str:
    """Return the text with what stands side by side apart on one line; nothing where its place cannot be told."""
    try:
        text = page.extract_text(extraction_mode="layout", layout_mode_space_vertically=False)
    except Exception:  # noqa: BLE001 - the text itself was read; whatever is odd in the file says no place
        return ""
    return text if len(text) <= MOST_LAID_OUT else ""


if __name__ == "__main__":
    main()
