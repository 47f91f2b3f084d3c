"""In which country does the learner want to work? One notion of it, for all that reads words and all that decides."""

import re

from services.recommender.learner import Profile
from services.recommender.names.geography.countries import country_code, country_of_currency
from services.recommender.names.geography.places import LISTED_CODE

#: A code of ISO 3166-2, which begins with its country's.
_REGION = re.compile(r"([A-Z]{2})-[A-Z0-9]{1,3}")


def country_said(profile: Profile) -> str | None:
    """Return the country (ISO 3166-1) that is said: the one given, or else its part's, or that of all employers."""
    employers = {one.country for one in profile.target_employers}
    part = _REGION.fullmatch(profile.region or "")
    return (
        profile.country
        or (country_code(part[1]) if part else None)
        or (employers.pop() if len(employers) == 1 else None)
    )


def place_told(profile: Profile) -> str | None:
    """Return the country that the profile tells: the one said, or else that of the budget's currency."""
    counted = country_of_currency(profile.budget.currency) if profile.budget else None
    return country_said(profile) or counted


def place_of(profile: Profile) -> str:
    """Return the country that the answer speaks for: the one that the profile tells, or else the United States."""
    return place_told(profile) or LISTED_CODE
