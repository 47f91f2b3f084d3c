"""Into which pieces does the model part a text? BERT's English vocabulary in small letters, the longest piece first."""

import re
import unicodedata
from collections.abc import Iterator, Mapping

_BEGIN, _END, _UNKNOWN = "[CLS]", "[SEP]", "[UNK]"

#: What stands before a piece inside a word.
_INSIDE = "##"

#: A word, or one sign of punctuation.
_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")


class Wordpieces:
    """The vocabulary, and how texts are parted by it. Immutable once built."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        """Take each piece with its number."""
        self._numbers = vocabulary

    def numbers(self, text: str, most: int) -> list[int]:
        """Return the numbers of up to `most` pieces of a text, its beginning and end among them."""
        inside = [self._numbers[piece] for word in _words(text) for piece in self._pieces(word)]
        return [self._numbers[_BEGIN], *inside[: most - 2], self._numbers[_END]]

    def _pieces(self, word: str) -> list[str]:
        pieces: list[str] = []
        start = 0
        while start < len(word):
            piece = next((each for each in _beginnings(word, start) if each in self._numbers), None)
            if piece is None:
                return [_UNKNOWN]
            pieces.append(piece)
            start += len(piece.removeprefix(_INSIDE) if start else piece)
        return pieces


def _beginnings(word: str, start: int) -> Iterator[str]:
    """Yield what may be the next piece of a word, the longest first."""
    mark = _INSIDE if start else ""
    return (mark + word[start:end] for end in range(len(word), start, -1))


def _words(text: str) -> list[str]:
    bare = unicodedata.normalize("NFD", text.lower())
    return _WORD.findall("".join(each for each in bare if unicodedata.category(each) != "Mn"))
