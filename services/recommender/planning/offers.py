"""Is a credential still offered, and if not, what took its place?"""

from collections.abc import Mapping
from datetime import date

from services.recommender.knowledge.credentials.credential import Credential, CredentialStatus
from services.recommender.planning.notes import Note
from services.recommender.recommendation.codes import NoteCode
from services.recommender.wording.messages import say


def is_offered(credential: Credential, on: date) -> bool:
    """Say whether it can be earned on the day `on`."""
    ended = credential.offer_ends is not None and credential.offer_ends < on
    return credential.status is CredentialStatus.ACTIVE and not ended


def current_offer(
    credential: str, catalogue: Mapping[str, Credential], on: date
) -> tuple[Credential | None, tuple[Note, ...]]:
    """Follow a credential that is no longer offered to the one that took its place; None for a dead end.

    The notes say what was followed, or why nothing was found.
    """
    seen: list[str] = []
    while True:
        known = catalogue.get(credential)
        if known is None:
            text = say("plan_note.unknown_credential", credential=credential)
            return None, (Note(code=NoteCode.UNKNOWN_CREDENTIAL, text=text, credential=credential),)
        if is_offered(known, on):
            if not seen:
                return known, ()
            first = catalogue[seen[0]]
            text = say("plan_note.superseded", title=first.title, successor=known.title)
            return known, (Note(code=NoteCode.SUPERSEDED, text=text, credential=first.id),)
        seen.append(credential)
        if known.superseded_by is None or known.superseded_by in seen:
            text = say("plan_note.dead_end", title=known.title)
            return None, (Note(code=NoteCode.DEAD_END, text=text, credential=known.id),)
        credential = known.superseded_by
