"""What lies in a document that was sent? Images, tokens, presentations and records are opened, however deep they lie.

Whatever is opened vouches, or does not, for what it held: a token by its signature, an address by being the issuer's.
"""

import binascii
from base64 import b64decode
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import unquote_to_bytes

from services.credentials.fetching import shown
from services.credentials.finding import Finding, NotAllowed, NotCheckable
from services.credentials.forms.assertions import clr_1_assertions, is_assertion, is_clr_1, is_ler, ler_records
from services.credentials.forms.baked import PNG, UnreadImage, baked_in_png, baked_in_svg
from services.credentials.forms.share_pages import assertion_address
from services.credentials.forms.unread import NOT_HELD, Unread, in_presentation, unreadable, why_xml_unread
from services.credentials.hosted import HostedBadges
from services.credentials.loose_values import elements, types_of
from services.credentials.signatures.keys import Fetch
from services.credentials.signatures.token_check import Tokens
from services.credentials.signatures.tokens import Token, credential_in, token_in
from services.intake.strict_json import JsonRejected, read_json

#: How deep documents may lie in one another: an image that holds a token around a presentation of tokens is four.
MOST_LAYERS = 8

#: The longest text that is taken for a document; a request is shorter, a file read on the command line may not be.
LONGEST_TEXT = 4 * 1024 * 1024

#: How the base 64 of files begins that people send instead of what is in them.
_FILES_IN_BASE64 = ("iVBORw0KGgo", "JVBERi0", "PHN2Z", "PD94bW", "/9j/")

#: Members that hold the credentials in what wallets and platforms export around them.
_WRAPPERS = (
    *("credential", "verifiableCredential", "vc", "assertion", "json", "signedCredential"),
    *("credentials", "verifiableCredentials", "badges", "result", "results", "items", "data"),
)


@dataclass(frozen=True)
class Opened:
    """A document to be read by itself, and what was found of it by opening; None where it must be checked itself."""

    document: Any
    vouched: Finding | None = None


class Opener:
    """Opens documents; `fetch` is asked for what lies at addresses."""

    def __init__(self, fetch: Fetch, tokens: Tokens, hosted: HostedBadges) -> None:
        self._fetch = fetch
        self._tokens = tokens
        self._hosted = hosted

    def open(self, document: Any, layers: int = 0) -> Iterator[Opened]:
        """Yield the documents in `document`, each to be looked at by itself; one that holds no other as it is."""
        if layers > MOST_LAYERS:
            yield Opened(unreadable(f"It lies in more than {MOST_LAYERS} other documents"))
            return
        if isinstance(document, str) and len(document) > LONGEST_TEXT:
            yield Opened(unreadable(f"It is longer than the {LONGEST_TEXT} characters that are read"))
            return
        try:
            token = token_in(document)
        except NotCheckable as reason:
            yield Opened(unreadable(str(reason), "Credential in a signed token"))
            return
        if token is not None:
            yield from self._in_token(token, layers)
        elif isinstance(document, str):
            yield from self._in_text(document, layers)
        elif isinstance(document, Mapping):
            yield from self._in_object(document, layers)
        elif isinstance(document, list) and document:
            for one in document:
                yield from self.open(one, layers + 1)
        else:
            yield Opened(document)

    def _in_object(self, document: Mapping[str, Any], layers: int) -> Iterator[Opened]:
        types = types_of(document)
        inside = elements(document.get("verifiableCredential"))
        if "VerifiablePresentation" in types and inside:
            for one in inside:
                for found in self.open(one, layers + 1):
                    yield replace(found, document=in_presentation(found.document))
        elif types & {"EnvelopedVerifiableCredential", "EnvelopedVerifiablePresentation"}:
            yield from self._in_envelope(document, layers)
        elif recorded := _recorded(document):
            for one in recorded:
                yield from self.open(one, layers + 1)
        elif is_assertion(document):
            yield Opened(*self._hosted.ask(document))
        elif (wrapped := _wrapped(document)) is not None:
            yield from self.open(wrapped, layers + 1)
        else:
            yield Opened(document)

    def _in_envelope(self, document: Mapping[str, Any], layers: int) -> Iterator[Opened]:
        """Open the token in the address of an envelope (Verifiable Credentials Data Model 2.0, section 4.13)."""
        address = document.get("id")
        text = address.partition(",")[2] if isinstance(address, str) and address.startswith("data:") else ""
        if text.startswith("eyJ"):
            yield from self.open(text, layers + 1)
        else:
            yield Opened(document)

    def _in_token(self, token: Token, layers: int) -> Iterator[Opened]:
        """Yield what a token holds, vouched for by its signature unless it presents what others signed."""
        title, held = f"Credential in a signed token ({token.kind})", credential_in(token)
        if not isinstance(held, Mapping):
            what = (
                "holds a credential whose claims are in no form we know"
                if "vct" in token.payload
                else "holds no credential"
            )
            yield Opened(unreadable(f"It is a signed token ({token.kind}) that {what}", title))
            return
        whole = self._tokens.check(token, held)
        presented = "VerifiablePresentation" in types_of(held)
        if is_assertion(held):
            yield Opened(*self._hosted.complete(held, whole))
            return
        for one in self._in_object(held, layers + 1):
            covered = one.document is held or _unsigned(one)
            yield Opened(one.document, whole) if covered and not presented else one

    def _in_text(self, text: str, layers: int) -> Iterator[Opened]:
        text = text.strip()
        if text.startswith(("{", "[")):
            yield from self._in_json(text, layers)
        elif text.startswith("<") and (unread := why_xml_unread(text)):
            yield Opened(unread)
        elif text.startswith("<"):
            yield from self._in_image(lambda: baked_in_svg(text), "SVG or XML", layers)
        elif text.startswith(("https://", "http://")):
            yield from self._at_address(text, layers)
        elif text.startswith("data:") or text.startswith(_FILES_IN_BASE64):
            yield from self._in_file(_bytes_in(text), layers)
        else:
            yield Opened(text)

    def _in_json(self, text: str, layers: int) -> Iterator[Opened]:
        try:
            document = read_json(text.encode())
        except JsonRejected as reason:
            yield Opened(unreadable(f"It is no usable JSON ({str(reason)[:200]})"))
        except UnicodeEncodeError:
            yield Opened(text)
        else:
            yield from [Opened(document)] if isinstance(document, str) else self.open(document, layers + 1)

    def _in_file(self, raw: bytes, layers: int) -> Iterator[Opened]:
        if raw.startswith(PNG):
            yield from self._in_image(lambda: baked_in_png(raw), "PNG", layers)
        elif raw.startswith(b"%PDF"):
            yield Opened(unreadable("It is a PDF, in which no credential is looked for", "Document as PDF"))
        elif raw.startswith((b"\xff\xd8", b"GIF8", b"RIFF")):
            yield from self._baked((), "which may hold no badge", layers)
        else:
            yield from self._in_text_of(raw, layers)

    def _in_text_of(self, raw: bytes, layers: int) -> Iterator[Opened]:
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            yield Opened(unreadable("It is a file of a kind that is not read"))
        else:
            yield from self.open(text, layers + 1)

    def _in_image(self, read: Callable[[], tuple[str, ...]], kind: str, layers: int) -> Iterator[Opened]:
        try:
            baked = read()
        except UnreadImage as reason:
            yield Opened(unreadable(str(reason), "Image that is not read"))
        else:
            yield from self._baked(baked, kind, layers)

    def _baked(self, baked: tuple[str, ...], kind: str, layers: int) -> Iterator[Opened]:
        for one in baked:
            yield from self.open(one, layers + 1)
        if not baked:
            yield Opened(unreadable(f"It is an image ({kind}) in which no badge is baked", "Image without a badge"))

    def _at_address(self, address: str, layers: int) -> Iterator[Opened]:
        """Open what lies at an address; an assertion that lies there was issued there, whatever id it gives itself."""
        address = assertion_address(address)
        try:
            raw = self._fetch(address)
        except NotAllowed:
            what = f"It is an address ({shown(address)}), which Credwise does not fetch, {NOT_HELD}"
            why = f"{what}. Send the document that lies there."
            yield Opened(Unread("Credential at an address", why))
        except NotCheckable as reason:
            yield Opened(Unread("Credential at an address", f"It is an address, {NOT_HELD}. {reason}"))
        else:
            if raw.lstrip()[:9].lower() in {b"<!doctype", b"<html"} or b"<html" in raw[:300].lower():
                what = f"At {shown(address)} lies a page for people and no credential"
                yield Opened(unreadable(what, "Credential at an address"))
            else:
                yield from self._in_file(raw, layers)


def _recorded(document: Mapping[str, Any]) -> list[Any]:
    """Return what a CLR 1.0 or an LER-RS that is no credential itself records; nothing of other documents."""
    if is_clr_1(document):
        return [*clr_1_assertions(document)]
    return [*ler_records(document)] if is_ler(document) and "credentialSubject" not in document else []


def _wrapped(document: Mapping[str, Any]) -> Any:
    """Return the one credential that an export holds around it; None where the document is none of these."""
    if "credentialSubject" in document or "VerifiablePresentation" in types_of(document):
        return None
    held = [document[name] for name in _WRAPPERS if isinstance(document.get(name), Mapping | list)]
    return held[0] if len(held) == 1 and held[0] else None


def _unsigned(one: Opened) -> bool:
    """Say whether a document of a record carries nothing of its own that could vouch for it."""
    document = one.document
    return isinstance(document, Mapping) and is_assertion(document) and "proof" not in document


def _bytes_in(text: str) -> bytes:
    """Return the bytes of a file in base 64, or of a data address (RFC 2397); none where they cannot be read."""
    head, comma, body = text.partition(",") if text.startswith("data:") else ("base64", ",", text)
    if not comma:
        return b""
    if "base64" not in head:
        return unquote_to_bytes(body)
    try:
        return b64decode("".join(unquote_to_bytes(body).decode("latin-1").split()), validate=True)
    except (binascii.Error, ValueError):
        return b""
