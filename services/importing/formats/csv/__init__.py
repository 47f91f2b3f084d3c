"""Which credentials does a table hold, in CSV after our template or as a spreadsheet wrote it?"""

from services.importing.format import Format, Sign
from services.importing.formats.csv.catalogue import read_csv
from services.importing.source_files import Document


def _is_text(document: Document) -> bool:
    """Say whether the document is a text; in what is no JSON, every line can be a row."""
    return document.text is not None


FORMAT = Format(
    name="CSV",
    becomes="every row with a title and an issuer",
    uses="`;`, `,` or tab, with or without BOM, UTF-8, UTF-16 or Windows-1252",
    signs={Sign.POSSIBLE: _is_text},
    read=read_csv,
    media_types=("text/csv",),
)
