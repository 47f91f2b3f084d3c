"""Does what somebody wrote name the licence of the field? Asked of credentials held and of the goal."""

from services.recommender.knowledge.names import fold
from services.recommender.knowledge.occupation import Occupation

#: Words that say "licence" of any field, or nothing at all; a name must share another word with the field's licence.
_EMPTY_WORDS = frozenset(
    {"a", "and", "certificate", "certified", "for", "in", "licence", "license", "licensed", "licensure", "of", "or"}
    | {"professional", "public", "registered", "registration", "state", "the", "to"}
)

#: Words by which a credential is called a licence.
_LICENCE_WORDS = frozenset({"licence", "license", "licensed", "licensure", "registered", "registration"})

#: So many words shared with the licence's name stand for it, whether or not it is called a licence.
_WORDS_THAT_NAME_IT = 2


def names_licence(text: str, occupation: Occupation | None) -> bool:
    """Say whether `text` names the licence of `occupation`, as "RN license" and "Journeyman electrician" do.

    False where the field needs none, and in doubt: a driving licence is no licence to practise law.
    """
    if occupation is None or occupation.licence is None:
        return False
    words, of_licence = _words(text), _words(occupation.licence.name)
    about = (of_licence | _words(occupation.title)) - _EMPTY_WORDS
    if words & about and is_called_licence(text):
        return True
    return bool(words & about) and len(words & of_licence) >= _WORDS_THAT_NAME_IT


def is_called_licence(text: str) -> bool:
    """Say whether `text` calls something a licence, of whatever field."""
    return bool(_words(text) & _LICENCE_WORDS)


def _words(text: str) -> frozenset[str]:
    return frozenset(fold(text).split())
