"""What do advisers of the field name first to this learner?"""

from collections.abc import Mapping

from services.recommender.knowledge.occupations.named_first import ANYWHERE, NamedFirst, named_in
from services.recommender.names.places import LISTED_CODE
from services.recommender.situation.situation import Situation

#: Who counts in another currency may well work elsewhere, where other credentials are named than there.
LISTED_CURRENCY = "USD"


def named_first_to(situation: Situation) -> Mapping[str, NamedFirst]:
    """Return it by the credential's id.

    Who does not say where they are is answered as one in the United States, unless their budget is in another currency:
    then it is what is named anywhere.
    """
    budget = situation.profile.budget
    elsewhere = budget is not None and budget.currency != LISTED_CURRENCY
    place = ANYWHERE if elsewhere else LISTED_CODE
    return named_in(place, situation.occupation.named_first) if situation.occupation else {}
