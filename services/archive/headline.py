"""What is a recommendation found by? Its verdict and the credential it puts first, read from its document."""

from dataclasses import dataclass

import msgspec


@dataclass(frozen=True, kw_only=True)
class Headline:
    """The path advised, how clear that was, and the id of the credential that stands first."""

    path: str | None = None
    standing: str | None = None
    credential: str | None = None


class _Verdict(msgspec.Struct):
    path: str | None = None
    standing: str | None = None


class _Credential(msgspec.Struct):
    id: str | None = None


class _Item(msgspec.Struct):
    credential: _Credential | None = None


class _Document(msgspec.Struct):
    verdict: _Verdict | None = None
    items: list[_Item] = []


def headline_of(document: str) -> Headline:
    """Read a recommendation's JSON text; what it does not say, in whichever version, is None."""
    try:
        read = msgspec.json.decode(document, type=_Document)
    except msgspec.DecodeError:
        return Headline()
    verdict = read.verdict or _Verdict()
    first = (read.items[0].credential if read.items else None) or _Credential()
    return Headline(path=verdict.path, standing=verdict.standing, credential=first.id)
