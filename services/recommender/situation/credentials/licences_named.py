"""Does what somebody wrote name the licence of the field? Asked of credentials held or wanted, and of the goal."""

import re

from services.recommender.knowledge.occupations.occupation import Occupation
from services.recommender.names.licences.licence_words import LICENCE_WORD, licence_words
from services.recommender.names.skills.skill_words import without_brackets

#: Beside a licence's name they say that it is the one below: "physical therapist assistant", "student pilot".
LESSER = frozenset(
    {"aide", "apprentice", "apprenticeship", "assistant", "associate", "intern", "internship", "learner", "private"}
    | {"student", "technician", "trainee"}
)

#: In a posting they ask for more than the licence that the work itself needs: "master electrician", "patent bar".
_GREATER = frozenset({"contractor", "master", "patent", "supervising"})

#: What is added to a licence, for pupils who learn English or for dangerous goods; the licence alone is not it.
_ENDORSEMENT = frozenset({"endorsement"})

#: Words of endorsements that do not tell one from another.
_OF_ANY_ENDORSEMENT = _ENDORSEMENT | {LICENCE_WORD, "cdl", "certificate", "certification", "credential"}

#: Licences of everyday life and of trade; no years in a field make them its licence, and no posting means it by them.
EVERYDAY = frozenset(
    {"amateur", "boating", "business", "creative", "drive", "driver", "driving", "drone", "firearm", "fishing", "game"}
    | {"gun", "hunting", "liquor", "marriage", "radio", "software", "vendor"}
)

#: So many letters of a word tell what it is about: "nurse" and "nursing".
_STEM = 4

#: Words behind "licence" that say which one: "Commercial driver license class A".
_BEHIND = re.compile(r"(?:\s+(?:class(?:\s+\w)?|holder|number|or equivalent|preferred|required))+$", re.IGNORECASE)


def names_licence(text: str, occupation: Occupation | None) -> bool:
    """Say whether `text` names the licence of `occupation`, as "RN license" and "Journeyman electrician" do.

    False where the field has none, and in doubt: a practical nurse's licence is not a registered nurse's.
    """
    if occupation is None or occupation.licence is None:
        return False
    named = occupation.licence.names.named_in(text)
    return named.is_of(occupation.code) and not named.other_words & LESSER


def meets_licence(asked: str, held: str, occupation: Occupation | None) -> bool:
    """Say whether the licence of `occupation` held as `held` is the one that is `asked`: both name it, and none above.

    A nurse aide's is no registered nurse's though each names what the work needs, nor a journeyman's a master's, and no
    licence brings its endorsements with it. Of "journeyman or master" one suffices.
    """
    if occupation is None or occupation.licence is None:
        return False
    wanted, own = frozenset(licence_words(asked)), frozenset(licence_words(held))
    if wanted & _ENDORSEMENT:
        return names_licence(held, occupation) and wanted - _OF_ANY_ENDORSEMENT <= own
    if not (names_licence(asked, occupation) and names_licence(held, occupation)):
        return False
    if "or" not in wanted and wanted & _GREATER - own:
        return False
    names = occupation.licence.names
    return not names.named_in(held).codes_near & (names.named_in(asked).codes - names.named_in(held).codes)


def is_endorsement(text: str, occupation: Occupation | None) -> bool:
    """Say whether `text` names what is added to a licence of `occupation`, as "hazmat endorsement" does.

    "Passenger endorsement" is what a bus driver's licence itself is called.
    """
    if occupation is None or occupation.licence is None:
        return False
    others = occupation.licence.names.named_in(without_brackets(text)).other_words
    return bool(others & _ENDORSEMENT) and "or" not in others


def is_near_licence(text: str, occupation: Occupation | None) -> bool:
    """Say whether `text` names what is only near the licence of `occupation`: "Engineer in Training" is no engineer."""
    if occupation is None or occupation.licence is None:
        return False
    named = occupation.licence.names.named_in(text)
    return named.is_near(occupation.code) and not named.is_of(occupation.code)


def is_called_licence(text: str) -> bool:
    """Say whether `text` calls something a licence, of whatever field."""
    return bool(frozenset(licence_words(text)) & {LICENCE_WORD, "registered", "registration"})


def is_another_licence(text: str) -> bool:
    """Say whether a posting's `text` is called a licence to work, though not the field's: "Broker license"."""
    words = licence_words(_BEHIND.sub("", without_brackets(text)))
    everyday = frozenset(words) & EVERYDAY and "commercial" not in words
    return len(words) > 1 and LICENCE_WORD in {words[0], words[-1]} and not everyday and "or" not in words


def meets_another_licence(asked: str, held: str) -> bool:
    """Say whether `held` is the licence of other work that is `asked`: it has each of its words, in whatever form.

    A registered nurse's is a "nursing license".
    """
    own, wanted = licence_words(held), [word for word in licence_words(asked) if word != LICENCE_WORD]
    alike = all(any(word[:_STEM] == other[:_STEM] for other in own) for word in wanted)
    return is_another_licence(asked) and is_called_licence(held) and bool(wanted) and alike
