"""In which country does the learner want to work? One notion of it, for all that reads words and all that decides."""

from services.recommender.learner import Profile
from services.recommender.names.geography.countries import country_of_currency
from services.recommender.names.geography.places import LISTED_CODE


def country_said(profile: Profile) -> str | None:
    """Return the country (ISO 3166-1) that is said: the one given, or else the one of all employers aimed at."""
    employers = {one.country for one in profile.target_employers}
    return profile.country or (employers.pop() if len(employers) == 1 else None)


def place_told(profile: Profile) -> str | None:
    """Return the country that the profile tells: the one said, or else that of the budget's currency."""
    counted = country_of_currency(profile.budget.currency) if profile.budget else None
    return country_said(profile) or counted


def place_of(profile: Profile) -> str:
    """Return the country that the answer speaks for: the one that the profile tells, or else the United States."""
    return place_told(profile) or LISTED_CODE
