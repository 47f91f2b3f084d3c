"""Has its issuer revoked a credential? Bitstring status lists (W3C, 2025) and their forerunner StatusList2021."""

import json
import zlib
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from services.credentials.claims import issuer_id
from services.credentials.fetching import shown
from services.credentials.finding import Finding, NotCheckable
from services.credentials.loose_values import day, elements, line, objects, types_of
from services.credentials.signatures.keys import Fetch, fetched_object
from services.credentials.signatures.multibase import decode
from services.intake.standing_schemas import LONGEST_ADDRESS
from services.recommender.scales import Proof

#: The classes of entries in a credential that are looked up, and of the lists they lead to.
ENTRY_CLASSES = frozenset({"BitstringStatusListEntry", "StatusList2021Entry"})
LIST_CLASSES = frozenset({"BitstringStatusListCredential", "StatusList2021Credential"})

#: The class of an entry that names a list of what was revoked instead (1EdTech Revocation List Status Method 1.0).
REVOCATION_LIST = "1EdTechRevocationList"

#: Purposes that mean that the credential does not hold (any more, or for now); others only inform.
PURPOSES = frozenset({"revocation", "suspension"})

#: A list unpacks to at most this many bytes: eight million credentials, sixty times the smallest list there may be.
LONGEST_LIST = 1024 * 1024

#: Entries looked up for one credential.
MOST_ENTRIES = 4


def names_a_status(document: Mapping[str, Any]) -> bool:
    """Say whether a credential names a place where its status can be looked up, and does not only state it."""
    return any(entry.keys() - {"status", "revoked"} for entry in objects(document.get("credentialStatus")))


class StatusLists:
    """Looks credentials up in the lists they name, which must be signed, current and for the same purpose."""

    def __init__(self, fetch: Fetch, check: Callable[[Mapping[str, Any]], Finding], today: Callable[[], date]) -> None:
        self._fetch = fetch
        self._check = check
        self._today = today

    def why_revoked(self, document: Mapping[str, Any]) -> str | None:
        """Return why the credential is revoked or suspended, None where it is not or names no list.

        Raises NotCheckable where that cannot be found out.
        """
        for entry in list(objects(document.get("credentialStatus")))[:MOST_ENTRIES]:
            if REVOCATION_LIST in types_of(entry):
                if self._lists(entry, document):
                    return "Its issuer lists it as revoked."
                continue
            if not types_of(entry) & ENTRY_CLASSES:
                kind = ", ".join(sorted(types_of(entry)))[:80] or "no type"
                raise NotCheckable(f"its status is of a kind that is not looked up here ({kind})")
            purpose = line(entry.get("statusPurpose")) or "revocation"
            if purpose in PURPOSES and self._is_set(entry, purpose):
                return f"Its issuer has marked it in its status list ({purpose})."
        return None

    def _lists(self, entry: Mapping[str, Any], document: Mapping[str, Any]) -> bool:
        """Say whether the list of 1EdTech's status method, which is its issuer's word, names the credential."""
        address, named = entry.get("id"), line(document.get("id"), LONGEST_ADDRESS)
        if not isinstance(address, str) or named is None:
            raise NotCheckable("its status entry names no list, or it has no id that a list could name")
        listed = fetched_object(address, self._fetch)
        members = [name for name in ("revokedCredentials", "revokedCredential") if name in listed]
        if not members or issuer_id(listed) not in {"", issuer_id(document)}:
            raise NotCheckable(f"{shown(address)} is no list of what its issuer revoked")
        revoked = [one for name in members for one in elements(listed[name])]
        held = [one for one in revoked if not isinstance(one, Mapping) or one.get("revoked") is not False]
        return named in {line(one.get("id") if isinstance(one, Mapping) else one, LONGEST_ADDRESS) for one in held}

    def _is_set(self, entry: Mapping[str, Any], purpose: str) -> bool:
        address, place = entry.get("statusListCredential"), str(entry.get("statusListIndex"))
        if not isinstance(address, str) or not place.isdecimal() or not place.isascii() or len(place) > len("99999999"):
            raise NotCheckable("its status entry names no list and place")
        bits = self._bits(address, purpose)
        index = int(place)
        if index >= len(bits) * 8:
            raise NotCheckable(f"the status list {shown(address)} ends before its place {place}")
        return bool(bits[index // 8] >> (7 - index % 8) & 1)

    def _bits(self, address: str, purpose: str) -> bytes:
        try:
            status_list = json.loads(self._fetch(address))
        except (ValueError, RecursionError):
            status_list = None
        place = shown(address)
        if not isinstance(status_list, Mapping) or not types_of(status_list) & LIST_CLASSES:
            raise NotCheckable(f"{place} is not a status list")
        finding = self._check(status_list)
        if finding.proof is not Proof.VERIFIED:
            raise NotCheckable(f"the status list {place} is not to be trusted ({finding.why})")
        begins, ends = day(status_list.get("validFrom")), day(status_list.get("validUntil"))
        if (begins is not None and begins > self._today()) or (ends is not None and ends < self._today()):
            raise NotCheckable(f"the status list {place} is not valid today")
        subject = next(objects(status_list.get("credentialSubject")), {})
        if purpose not in {line(one) for one in elements(subject.get("statusPurpose"))}:
            raise NotCheckable(f"the status list {place} is not for {purpose}")
        return _unpacked(subject.get("encodedList"), place)


def _unpacked(encoded: Any, place: str) -> bytes:
    # StatusList2021 wrote base 64 for addresses without the multibase sign; gzip in it begins with "H".
    text = encoded if isinstance(encoded, str) else ""
    try:
        packed = decode(text if text.startswith("u") else f"u{text}")
        return zlib.decompressobj(wbits=31).decompress(packed, LONGEST_LIST)
    except (NotCheckable, zlib.error):
        raise NotCheckable(f"the list in {place} cannot be unpacked") from None
