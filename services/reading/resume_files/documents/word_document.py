"""Which lines does a DOCX hold? Its paragraphs and the cells of its tables, in order; nothing else in it is opened."""

import io
import zipfile
import zlib
from collections.abc import Mapping

from services.reading.resume_files.markup import parse_xml
from services.reading.resume_files.sections import ResumeRejected

#: How long the document inside may be when it is unpacked: some hundred pages.
LONGEST = 8 * 1024 * 1024

#: How a part may be packed (ECMA-376, part 2, annex C). Python unpacks these step by step, while of bzip2 and LZMA 4 KB
#: become gigabytes before anybody can say that it is enough.
PACKED_AS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

_DOCUMENT = "word/document.xml"
_ENCRYPTED = 0x1


def text_of_docx(raw: bytes) -> str:
    """Return the text of a DOCX, a paragraph a line; raise ResumeRejected."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            part = archive.getinfo(_DOCUMENT)
            if part.flag_bits & _ENCRYPTED:
                raise ResumeRejected("The document is protected by a password; send it without.")
            if part.compress_type not in PACKED_AS:
                raise ResumeRejected("Its parts are packed in a way that no DOCX has; save it again.")
            with archive.open(part) as document:
                # What the archive says of a length is its maker's word: what is read is what counts.
                unpacked = document.read(LONGEST + 1)
    except KeyError:
        raise ResumeRejected("It is a ZIP file without word/document.xml, so no DOCX; send a PDF or DOCX.") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, RuntimeError):
        raise ResumeRejected("The DOCX is damaged and cannot be opened; save it again.") from None
    if len(unpacked) > LONGEST:
        raise ResumeRejected(f"The DOCX unpacks to more than {LONGEST:,} bytes of text; send a shorter one.")
    reader = _Paragraphs()
    parse_xml(unpacked, reader)
    return "".join(reader.found)


class _Paragraphs:
    """Gathers the text of WordprocessingML; deleted text and the code of fields are none of it."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._inside = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        local = name.rpartition(" ")[2]
        self._inside = local == "t"
        if local == "tab" and not attributes:
            self.found.append("\t")
        elif local in {"br", "cr"}:
            self.found.append("\n")

    def end(self, name: str) -> None:
        self._inside = False
        if name.rpartition(" ")[2] == "p":
            self.found.append("\n")

    def text(self, text: str) -> None:
        if self._inside:
            self.found.append(text)
