"""Which text does a PDF hold? Read by a process of its own, which ends in time whatever is in the file."""

import json
import subprocess
import sys
from pathlib import Path

from services.reading.resume_files.pdf_child import MOST_CHARACTERS, MOST_PAGES, SECONDS
from services.reading.resume_files.sections import ResumeRejected

_CHILD = Path(__file__).with_name("pdf_child.py")

_REFUSED = {
    "protected": "The PDF is protected by a password; send it without.",
    "pages": f"The PDF has more than {MOST_PAGES} pages; send the résumé alone.",
    "characters": f"The PDF has more than {MOST_CHARACTERS:,} characters of text; send the résumé alone.",
}
_DAMAGED = "The PDF is damaged, or takes too long to read; save it again, or send a DOCX."


def text_of_pdf(raw: bytes) -> tuple[str, str | None]:
    """Return the text of a PDF, and the XML attached to it if there is one; raise ResumeRejected."""
    try:
        # The command holds nothing of what was sent: that goes in by standard input.
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-I", str(_CHILD)], input=raw, capture_output=True, timeout=2 * SECONDS, check=True
        )
        said = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError):
        raise ResumeRejected(_DAMAGED) from None
    if refused := said.get("refused"):
        raise ResumeRejected(_REFUSED[refused])
    text = str(said.get("text", ""))
    if not text.strip() and "attached" not in said:
        raise ResumeRejected("The PDF holds no text, only pictures of pages; send a DOCX, or a PDF saved from a text.")
    return text, said.get("attached")
