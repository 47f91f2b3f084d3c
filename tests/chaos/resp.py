"""What does a process ask of Redis? Cuts the bytes it sends into commands, so that a fault can choose one."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha1

from services.ledger.store.scripts import FOLDER, script_text

#: Where a script's own arguments begin: after EVALSHA, the digest, the number of keys and the policy.
ARGUMENTS = 4


@dataclass(frozen=True, kw_only=True)
class Command:
    """One command: its words, and the bytes it was sent as. `script` names the ledger's script it runs, if it does."""

    words: tuple[bytes, ...]
    raw: bytes
    script: str | None

    @property
    def name(self) -> str:
        return self.words[0].decode("ascii", "replace").upper() if self.words else ""

    @property
    def arguments(self) -> tuple[str, ...]:
        """The arguments of the script, without the policy that every script is given first."""
        return tuple(word.decode("utf-8", "replace") for word in self.words[ARGUMENTS:])

    @property
    def raw_arguments(self) -> tuple[bytes, ...]:
        """The same as the bytes they are."""
        return tuple(self.words[ARGUMENTS:])


class Commands:
    """Puts together what arrives in pieces. What is not in the protocol's usual form is passed on as it came."""

    def __init__(self, redis_version: int) -> None:
        self._scripts = digests(redis_version)
        self._left = b""

    def feed(self, data: bytes) -> Iterator[Command]:
        """Yield each command that is complete now."""
        self._left += data
        while self._left:
            if not self._left.startswith(b"*"):
                raw, self._left = self._left, b""
                yield Command(words=(), raw=raw, script=None)
                return
            words, end = _read(self._left)
            if not end:
                return
            raw, self._left = self._left[:end], self._left[end:]
            yield Command(words=words, raw=raw, script=self._script(words))

    def _script(self, words: tuple[bytes, ...]) -> str | None:
        if len(words) < ARGUMENTS or words[0].upper() != b"EVALSHA":
            return None
        return self._scripts.get(words[1].decode("ascii", "replace"))


@cache
def digests(redis_version: int) -> dict[str, str]:
    """Return the ledger's scripts by the digest that EVALSHA names them with."""
    names = [path.stem for path in FOLDER.glob("*.lua") if not path.stem.startswith("_")]
    return {sha1(script_text(name, redis_version).encode()).hexdigest(): name for name in names}  # noqa: S324 - Redis's


def _read(data: bytes) -> tuple[tuple[bytes, ...], int]:
    """Return the first command's words and where it ends; 0 while it is incomplete."""
    count, at = _line(data, 0)
    words = []
    for _ in range(count):
        length, at = _line(data, at) if at else (0, 0)
        if not at or len(data) < at + length + 2:
            return (), 0
        words.append(data[at : at + length])
        at += length + 2
    return tuple(words), at


def _line(data: bytes, at: int) -> tuple[int, int]:
    end = data.find(b"\r\n", at)
    return (int(data[at + 1 : end]), end + 2) if end >= 0 else (0, 0)
