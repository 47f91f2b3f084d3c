"""Runs by itself: a PDF on standard input, its text on standard output, under limits of time and memory.

A PDF can make its reader work as long as its maker wants; a process of its own can be given an end.
"""

import io
import json
import logging
import resource
import sys

#: Seconds of work, bytes of memory, pages, and characters of text.
SECONDS = 5
MEMORY = 1024 * 1024 * 1024
MOST_PAGES = 30
MOST_CHARACTERS = 200_000
MOST_ATTACHED = 1024 * 1024


def _answer(**said: str) -> None:
    sys.stdout.buffer.write(json.dumps(said).encode())


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    logging.disable()
    from pypdf import PdfReader  # noqa: PLC0415 - once the limits hold

    reader = PdfReader(io.BytesIO(sys.stdin.buffer.read()))
    if reader.is_encrypted and not reader.decrypt(""):
        return _answer(refused="protected")
    if len(reader.pages) > MOST_PAGES:
        return _answer(refused="pages")
    for name, copies in reader.attachments.items():
        if name.casefold().endswith(".xml") and copies and len(copies[0]) <= MOST_ATTACHED:
            return _answer(attached=copies[0].decode("utf-8", errors="replace"))
    text = ""
    for page in reader.pages:
        text += page.extract_text() + "\n"
        if len(text) > MOST_CHARACTERS:
            return _answer(refused="characters")
    return _answer(text=text)


if __name__ == "__main__":
    main()
