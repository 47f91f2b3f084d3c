"""The vectors of all known titles: made once in about two minutes, then read from a file."""

import os
from collections.abc import Callable, Sequence
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from services.encoder.sentence_encoder import MODEL_SHA256

#: How the vectors are kept: halves of floats take half of the room and order titles alike.
_KEPT_AS = "float16"


class Vectors(Protocol):
    """Makes vectors of length 1, one row for each text; the sentence encoder does, or a stand-in."""

    def vectors(self, texts: Sequence[str]) -> Any: ...


def title_vectors(
    encoder: Vectors, titles: Sequence[str], folder: Path, begin: Callable[[int], None] = lambda _: None
) -> Any:
    """Return a matrix with a row for each title, from `folder` where the same titles were asked for before.

    `begin` is told how many have to be made. A folder that cannot be written to is no fault: they are made anew next
    time.
    """
    numpy = import_module("numpy")
    path = folder / f"titles-{_hash(titles)[:16]}.npy"
    try:
        kept = numpy.load(path)
    except (OSError, ValueError, EOFError):
        kept = None
    if kept is not None and len(kept) == len(titles):
        return kept.astype("float32")
    begin(len(titles))
    made = encoder.vectors(titles)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(f".{os.getpid()}.part")
        with unfinished.open("wb") as file:
            numpy.save(file, made.astype(_KEPT_AS))
        unfinished.replace(path)
    except OSError:
        pass
    return made


def _hash(titles: Sequence[str]) -> str:
    return sha256("\n".join((MODEL_SHA256, *titles)).encode()).hexdigest()
