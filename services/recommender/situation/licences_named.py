"""Does what somebody wrote name the licence of the field? Asked of credentials held or wanted, and of the goal."""

from services.recommender.knowledge.occupations.occupation import Occupation
from services.recommender.names.licence_words import LICENCE_WORD, licence_words

#: Beside a licence's name they say that it is the one below: "physical therapist assistant", "student pilot".
LESSER = frozenset(
    {"aide", "apprentice", "apprenticeship", "assistant", "associate", "intern", "internship", "learner", "private"}
    | {"student", "technician", "trainee"}
)


def names_licence(text: str, occupation: Occupation | None) -> bool:
    """Say whether `text` names the licence of `occupation`, as "RN license" and "Journeyman electrician" do.

    False where the field has none, and in doubt: a practical nurse's licence is not a registered nurse's.
    """
    if occupation is None or occupation.licence is None:
        return False
    named = occupation.licence.names.named_in(text)
    return named.is_of(occupation.code) and not named.other_words & LESSER


def is_near_licence(text: str, occupation: Occupation | None) -> bool:
    """Say whether `text` names what is only near the licence of `occupation`: "Engineer in Training" is no engineer."""
    if occupation is None or occupation.licence is None:
        return False
    named = occupation.licence.names.named_in(text)
    return named.is_near(occupation.code) and not named.is_of(occupation.code)


def is_called_licence(text: str) -> bool:
    """Say whether `text` calls something a licence, of whatever field."""
    return bool(frozenset(licence_words(text)) & {LICENCE_WORD, "registered", "registration"})
