"""What does the issuer of an older badge say of it? Open Badges up to 2.1 are verified by asking where they are hosted.

The assertion that lies at the issuer's address is what counts (Open Badges 2.0, "Hosted Verification"): it says that
the badge was issued, and revoked; one that was withdrawn answers that it is gone. Badge and issuer may lie at
addresses of their own. Only allowed hosts are asked.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from services.credentials.fetching import shown
from services.credentials.finding import Finding, Gone, NotAllowed, NotCheckable
from services.credentials.forms.assertions import assertion_form
from services.credentials.forms.unread import NOT_HELD, Unread
from services.credentials.loose_values import elements, line, objects
from services.credentials.signatures.keys import Fetch, fetched_object, origin
from services.recommender.scales import Proof, Revocation

_UNSIGNED = "carries no signature: only the learner says so."


class HostedBadges:
    """Asks issuers, by the way to fetch that it was given."""

    def __init__(self, fetch: Fetch) -> None:
        self._fetch = fetch

    def ask(self, assertion: Mapping[str, Any]) -> tuple[Any, Finding]:
        """Return the assertion as its issuer has it, with its badge, and what asking found.

        Where the issuer cannot be asked it is the assertion as it was sent.
        """
        form, address = assertion_form(assertion), _address(assertion)
        if address is None:
            why = f"It is an assertion of {form} and {_UNSIGNED} It names no address where its issuer could be asked."
            return self._with_badge(assertion), Finding(proof=Proof.SELF_DECLARED, why=why)
        try:
            hosted = fetched_object(address, self._fetch)
        except Gone:
            why = f"Its issuer has withdrawn it: {shown(address)} answers that it is gone."
            return self._with_badge(assertion), Finding(proof=Proof.UNVERIFIABLE, why=why, revoked=True)
        except NotAllowed as reason:
            why = f"It is an assertion of {form} and {_UNSIGNED} Its issuer was not asked. {reason}"
            unasked = Finding(proof=Proof.SELF_DECLARED, why=why, revocation=Revocation.NOT_ASKED)
            return self._with_badge(assertion), unasked
        except NotCheckable as reason:
            why = f"It is an assertion of {form}, and its issuer could not be asked. {reason}"
            unasked = Finding(proof=Proof.UNVERIFIABLE, why=why, revocation=Revocation.NOT_ASKED)
            return self._with_badge(assertion), unasked
        if (other := _differs(assertion, hosted)) is not None:
            why = f"Its issuer's address {shown(address)} holds {other}: it was changed, or forged."
            return self._with_badge(assertion), Finding(proof=Proof.TAMPERED, why=why)
        whole = self._with_badge(hosted if hosted.get("badge") is not None else {**assertion, **hosted})
        return whole, self._bound(whole, address, form)

    def complete(self, assertion: Mapping[str, Any], signed: Finding) -> tuple[Any, Finding]:
        """Return a signed assertion with its badge, and what was found of its signature and of its issuer's list."""
        whole = self._with_badge(assertion)
        listed = _issuer(whole).get("revocationList") if isinstance(whole, Mapping) else None
        if not isinstance(listed, str):
            return whole, signed
        try:
            revoked = elements(fetched_object(listed, self._fetch).get("revokedAssertions"))
        except NotCheckable as reason:
            why = f"{signed.why} Whether it was revoked is not known: {reason}"
            proof = Proof.UNVERIFIABLE if signed.proof is Proof.VERIFIED else signed.proof
            return whole, replace(signed, proof=proof, why=why, revocation=Revocation.NOT_ASKED)
        names = {line(assertion.get(name)) for name in ("id", "uid")} - {None}
        said = {line(one.get("id", one.get("uid"))) if isinstance(one, Mapping) else line(one) for one in revoked}
        asked = replace(signed, revocation=Revocation.ASKED)
        return whole, replace(asked, revoked=True, why="Its issuer lists it as revoked.") if names & said else asked

    def _with_badge(self, assertion: Mapping[str, Any]) -> Any:
        """Return the assertion with badge and issuer in it; something unread where the badge cannot be had."""
        badge: Any = assertion.get("badge")
        if isinstance(badge, str):
            try:
                badge = fetched_object(_over_tls(badge), self._fetch)
            except NotCheckable as reason:
                return _badge_elsewhere(assertion, reason)
        whole = {**assertion, "badge": badge}
        issuers = badge.get("issuer") if isinstance(badge, Mapping) else None
        if isinstance(issuers, str) and _over_tls(issuers).startswith("https://"):
            try:
                issuer = {**fetched_object(_over_tls(issuers), self._fetch), "id": issuers}
            except NotCheckable:
                issuer = {"id": issuers}
            whole["badge"] = {**badge, "issuer": issuer}
        return whole

    def _bound(self, whole: Any, address: str, form: str) -> Finding:
        """Say whether the address where an assertion lies is its issuer's, by itself or by the issuer's own word."""
        issuer = _issuer(whole) if isinstance(whole, Mapping) else {}
        named = _over_tls(line(issuer.get("id", issuer.get("@id"))) or "")
        if origin(address) == origin(named) or address.startswith(self._hosts_of(named)):
            why = f"Its issuer's address {shown(address)} holds it, as {form} is verified."
            return Finding(proof=Proof.VERIFIED, why=why, revocation=Revocation.ASKED)
        place = shown(named) or "none"
        why = f"{shown(address)} holds it, but nothing shows that this address is its issuer's ({place})."
        return Finding(proof=Proof.UNVERIFIABLE, why=why, revocation=Revocation.ASKED)

    def _hosts_of(self, issuer: str) -> tuple[str, ...]:
        """Return how addresses begin at which an issuer says, at its own address, that its assertions lie."""
        try:
            profile = fetched_object(issuer, self._fetch)
        except NotCheckable:
            return ()
        policies = [*objects(profile.get("verification"))]
        hosts = [f"https://{one}/" for policy in policies for one in elements(policy.get("allowedOrigins"))]
        begins = [one for policy in policies for one in elements(policy.get("startsWith"))]
        return tuple(one for one in (*hosts, *begins) if isinstance(one, str) and one.count("/") > 2)  # noqa: PLR2004


def _address(assertion: Mapping[str, Any]) -> str | None:
    """Return the address where an assertion says that it is hosted."""
    said = [one.get("url") for name in ("verification", "verify") for one in objects(assertion.get(name))]
    said += [assertion.get("id"), assertion.get("@id")]
    addresses = (_over_tls(one) for one in said if isinstance(one, str))
    return next((one for one in addresses if one.startswith("https://")), None)


def _over_tls(address: str) -> str:
    """Return an address to be asked over TLS: badges of the years before it was usual name the same places by http."""
    address = address.strip()
    return f"https://{address.removeprefix('http://')}" if address.startswith("http://") else address


def _differs(sent: Mapping[str, Any], hosted: Mapping[str, Any]) -> str | None:
    """Say what is hosted instead of the assertion that was sent, in what decides whose it is and for what."""
    if hosted.get("badge") is None and not hosted.get("revoked"):
        return "no badge"
    badges = [_name_of(one.get("badge")) for one in (sent, hosted)]
    if None not in badges and badges[0] != badges[1]:
        return "another badge"
    people = [_identity(one) for one in (sent, hosted)]
    return "the badge of somebody else" if None not in people and people[0] != people[1] else None


def _name_of(badge: Any) -> str | None:
    """Return the address of a badge, else its name, by which two are compared."""
    if isinstance(badge, Mapping):
        return line(badge.get("id", badge.get("@id"))) or line(badge.get("name"))
    return line(badge)


def _identity(assertion: Mapping[str, Any]) -> str | None:
    recipient = assertion.get("recipient")
    return line(recipient.get("identity")) if isinstance(recipient, Mapping) else line(recipient)


def _issuer(assertion: Mapping[str, Any]) -> Mapping[str, Any]:
    badge = next(objects(assertion.get("badge")), {})
    issuer = badge.get("issuer")
    return issuer if isinstance(issuer, Mapping) else {"id": issuer}


def _badge_elsewhere(assertion: Mapping[str, Any], reason: NotCheckable) -> Unread:
    """Return what is said of an assertion whose badge cannot be had."""
    form, badge = assertion_form(assertion), assertion["badge"]
    place = shown(badge.strip())[:120] if badge.strip().startswith(("https://", "http://")) else "an address"
    why = f"It is an assertion of {form} whose badge lies at {place}, which Credwise "
    if isinstance(reason, NotAllowed):
        return Unread(f"Badge of {form}", f"{why}does not fetch, {NOT_HELD}. Send it with the badge in it.")
    return Unread(f"Badge of {form}", f"{why}could not fetch, {NOT_HELD}. {reason}")
