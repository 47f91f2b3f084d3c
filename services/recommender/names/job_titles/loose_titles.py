"""Does a title say what the work is? "Apprentice" and "Site Coordinator" do not, though a list has them only once.

A word for somebody's place in an organisation says nothing of the work. What is left of the title is a false friend
where most titles with that word are other occupations' ("care" is seldom said of animals).
"""

from collections.abc import Callable, Iterable

from services.recommender.names.folding import fold

#: Words for a place in an organisation, which every kind of work has. Words for a craft ("clerk", "technician",
#: "operator") are not among them. Kept by hand.
PLACES = frozenset(
    {"administrator", "aide", "apprentice", "assistant", "associate", "chief", "coordinator", "deputy", "director"}
    | {"executive", "expert", "graduate", "head", "helper", "intern", "junior", "leader", "manager", "member"}
    | {"officer", "operative", "professional", "senior", "staff", "student", "superintendent", "supervisor"}
    | {"team", "trainee", "worker"}
)

#: At most one in so many of the titles with a word are the occupation's: then the word does not point to it.
ONE_IN = 3

#: Two words and more beside the place are read as they are listed: together they point to one kind of work.
MOST_WORDS = 1


def says_little(key: str, official: str, uses: Callable[[frozenset[str]], Iterable[bool]]) -> bool:
    """Say whether a folded title that one occupation alternately goes by leaves open what the work is.

    `official` is the occupation's own title. `uses` says of every title with all of some words whether it is the
    occupation's.
    """
    words = frozenset(key.split())
    work = words - PLACES
    named = fold(official).split()
    if not work and len(words) == 1:
        return True
    if len(work) > MOST_WORDS or words <= _with_initials(named) or words >= frozenset(named):
        return False
    own = list(uses(work)) if work else []
    return ONE_IN * sum(own) <= len(own)


def is_only_a_place(key: str) -> bool:
    """Say whether a folded title has no word for the work: "trainee", "team leader"."""
    return bool(key) and PLACES.issuperset(key.split())


def plausible(key: str, official: str, alike: str) -> bool:
    """Say whether an occupation is worth offering to whoever wrote a title that says little.

    One of its titles, `alike`, has the word for the work. Where the title is only a place, the occupation's own title
    has its last word: a "trainee" is not asked whether "Managers, All Other" was meant.
    """
    *_, last = words = key.split()
    work = set(words) - PLACES
    return not work.isdisjoint(fold(alike).split()) if work else last in fold(official).split()


def _with_initials(words: list[str]) -> frozenset[str]:
    """Return the words, and the initials of every two or more in a row: "HR" for human resources."""
    ends = range(len(words) + 1)
    return frozenset(words).union("".join(word[0] for word in words[a:b]) for a in ends for b in ends if b > a + 1)
