"""Which text does a PDF hold? Read by a process of its own, which ends in time whatever is in the file.

Few are read at once: each takes a processor for some seconds, and memory, from everybody else.
"""

import json
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from services.reading.resume_files.documents.pdf_child import MOST_CHARACTERS, MOST_PAGES, SECONDS
from services.reading.resume_files.sections import ResumeRejected
from services.reading.resume_files.text.columns import columns_in_turn
from services.reading.resume_files.text.text_lines import COLUMN

#: How many this process reads at once, and the seconds after which one that was not read may be sent again.
MOST_AT_ONCE = 2
RETRY_AFTER = SECONDS

_CHILD = Path(__file__).with_name("pdf_child.py")

_REFUSED = {
    "protected": "The PDF is protected by a password; send it without.",
    "pages": f"The PDF has more than {MOST_PAGES} pages; send the résumé alone.",
    "characters": f"The PDF has more than {MOST_CHARACTERS:,} characters of text; send the résumé alone.",
}
_DAMAGED = "The PDF is damaged, or takes too much memory to read; save it again, or send a DOCX."
_TOO_LONG = (
    f"The PDF takes more than {SECONDS} seconds of work to read; save it again in a simpler form, or send a DOCX."
)

#: How a process ends that has worked as long as it may.
_OUT_OF_TIME = frozenset({-signal.SIGXCPU, -signal.SIGKILL})


#: Held while a PDF is read.
_READING = BoundedSemaphore(MOST_AT_ONCE)


class ReadersBusy(Exception):
    """As many PDFs are being read as may be at once; send it again after RETRY_AFTER seconds."""


@dataclass(frozen=True, kw_only=True)
class PdfText:
    """The text of a PDF, the XML attached to it if there is one, and its pages of two columns, from 1."""

    text: str
    attached: str | None = None
    in_columns: tuple[int, ...] = ()


def text_of_pdf(raw: bytes) -> PdfText:
    """Return what a PDF holds, of pages with two columns one after the other; raise ResumeRejected, ReadersBusy."""
    if not _READING.acquire(blocking=False):
        raise ReadersBusy(f"{MOST_AT_ONCE} PDFs are being read already, and no more are read at once.")
    try:
        said = _said_of(raw)
    finally:
        _READING.release()
    return text_in(said)


def text_in(said: Mapping[str, Any]) -> PdfText:
    """Return the text in what the process says of a PDF; raise ResumeRejected where it refuses it, or finds none."""
    if refused := said.get("refused"):
        raise ResumeRejected(_REFUSED[refused])
    turned = [columns_in_turn(page) for page in said["laid_out"]]
    text = "\n".join(
        _as_written(apart, page) if apart else page for apart, page in zip(turned, said["pages"], strict=True)
    )
    attached = said["attached"] or None
    if attached is None and not text.strip():
        raise ResumeRejected("The PDF holds no text, only pictures of pages; send a DOCX, or a PDF saved from a text.")
    in_columns = tuple(number for number, apart in enumerate(turned, start=1) if apart)
    return PdfText(text=text, attached=attached, in_columns=in_columns)


def _as_written(apart: str, page: str) -> str:
    """Return the columns with each line as the text has it: laying out a page may tear words apart."""
    whole = {"".join(line.split()): line.strip() for line in page.splitlines()}
    lines = ((COLUMN * line.count(COLUMN), line.lstrip(COLUMN)) for line in apart.split("\n"))
    return "\n".join(mark + whole.get("".join(line.split()), line) for mark, line in lines)


def _said_of(raw: bytes) -> dict[str, Any]:
    try:
        # The command holds nothing of what was sent: that goes in by standard input.
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-I", str(_CHILD)], input=raw, capture_output=True, timeout=2 * SECONDS, check=True
        )
        said: dict[str, Any] = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        raise ResumeRejected(_TOO_LONG) from None
    except subprocess.CalledProcessError as error:
        raise ResumeRejected(_TOO_LONG if error.returncode in _OUT_OF_TIME else _DAMAGED) from None
    except ValueError:
        raise ResumeRejected(_DAMAGED) from None
    return said
