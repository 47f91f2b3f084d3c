"""Is what somebody lists among what they hold really held? By what its title says of its own standing."""

from dataclasses import replace

from services.recommender.knowledge.credentials.catalogue import Catalogue
from services.recommender.learner import HeldCredential, Profile
from services.recommender.names.title_standing import standing_said
from services.recommender.scales import Proof, TitleStanding
from services.recommender.wording.messages import say


def with_standing_said(profile: Profile, catalogue: Catalogue, this_year: int) -> Profile:
    """Return the profile in which each credential held stands as its title says, with a note that says why.

    What an issuer signed is what the issuer says, and the name of something in the catalogue is a name.
    """
    held = tuple(_read(one, catalogue, this_year) for one in profile.credentials_held)
    return profile if held == profile.credentials_held else replace(profile, credentials_held=held)


def _read(held: HeldCredential, catalogue: Catalogue, this_year: int) -> HeldCredential:
    said = standing_said(held.title, this_year)
    if said in {TitleStanding.HELD, held.said} or held.proof is Proof.VERIFIED or catalogue.find(held.title):
        return held
    note = _reason(said)
    return replace(held, said=said, why=f"{held.why} {note}" if held.why else note)


def _reason(said: TitleStanding) -> str:
    """Return why it is not held, by what its title says."""
    match said:
        case TitleStanding.APPLIED_FOR:
            return say("held.title_says_applied_for")
        case TitleStanding.PART:
            return say("held.title_says_part")
        case TitleStanding.PLANNED:
            return say("held.title_says_planned")
        case TitleStanding.FAILED:
            return say("held.title_says_failed")
        case TitleStanding.LAPSED:
            return say("held.title_says_lapsed")
        case _:
            return say("held.title_says_under_way")
