"""Has a certificate run out whose end nobody stated? By its day and by how long the catalogue says that it is valid."""

from dataclasses import replace
from datetime import date

from services.recommender.knowledge.credentials.catalogue import Catalogue
from services.recommender.knowledge.credentials.credential import CredentialKind
from services.recommender.learner import HeldCredential, Profile
from services.recommender.scales import HeldStatus
from services.recommender.situation.credentials.holdings import known_as
from services.recommender.situation.measures.durations import months_later
from services.recommender.wording.messages import say


def with_usual_ends(profile: Profile, catalogue: Catalogue, on: date) -> Profile:
    """Return the profile in which what has run out by its usual validity has expired, with a note that says why.

    That takes a known day, a known validity and no stated end, whoever named it. Licences stay: the day of one
    is that of the first one, and renewing it is the rule.
    """
    held = tuple(_with_usual_end(one, catalogue, on) for one in profile.credentials_held)
    return profile if held == profile.credentials_held else replace(profile, credentials_held=held)


def _with_usual_end(held: HeldCredential, catalogue: Catalogue, on: date) -> HeldCredential:
    if held.issued_on is None or held.expires_on is not None or held.status_on(on) is not HeldStatus.VALID:
        return held
    found = known_as(held, catalogue)
    known = catalogue.credentials[found] if found is not None else None
    if known is None or known.validity_months is None or known.kind is CredentialKind.LICENCE:
        return held
    if months_later(_latest(held.issued_on), known.validity_months) >= on:
        return held
    note = say("held.usually_expired", count=known.validity_months)
    return replace(held, status=HeldStatus.EXPIRED, why=f"{held.why} {note}" if held.why else note)


def _latest(day: date) -> date:
    """Return the last day that may be meant: who writes only a year is read as writing its first day."""
    return date(day.year, 12, 31) if (day.month, day.day) == (1, 1) else day
