"""How are files under data/ packed? Without a name and a time, so that the same text is the same bytes."""

import gzip
import io


def packed(text: str) -> bytes:
    """Return `text` in gzip's form."""
    file = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=file, mtime=0) as zipped:
        zipped.write(text.encode())
    return file.getvalue()
