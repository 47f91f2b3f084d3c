"""What is meant by a name that somebody asks about: a path, a credential of the catalogue, or neither?"""

import re
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from services.recommender.knowledge.credentials.catalogue import Catalogue
from services.recommender.knowledge.credentials.credential import Credential, Stack
from services.recommender.names.skills.skill_words import fold
from services.recommender.paths import PathKind
from services.recommender.situation.credentials.credential_names import credential_titled, stack_titled
from services.recommender.situation.requirements import steps
from services.recommender.wording.messages import word

#: The names that are offered instead of one that is not known, and how alike (0-100) they must be.
MOST_NEAREST, ALIKE = 3, 60

#: A short name: "(CISSP)".
_SHORT_NAME = re.compile(r"\(([^()]{2,})\)")

_ARTICLES = ("a ", "an ", "the ")


@dataclass(frozen=True, kw_only=True)
class Unmatched:
    """Nothing of that name, and the credentials that are called most like it; the parts of a stack of that name."""

    nearest: tuple[Credential, ...]
    stack: Stack | None = None


def meant(asked: str, catalogue: Catalogue) -> PathKind | Credential | Unmatched:
    """Return what `asked` names: the id or the words of a path before an id, a title or a short name."""
    bare = fold(asked.replace("_", " "))
    for article in _ARTICLES:
        bare = bare.removeprefix(article)
    for kind in PathKind:
        if bare in {fold(kind.value.replace("_", " ")), fold(word(kind))}:
            return kind
    found = credential_titled(asked, catalogue)
    if found is not None:
        return catalogue.credentials[found]
    if (stack := stack_titled(asked, catalogue)) is not None:
        aimed = catalogue.stacks[stack]
        known = sorted(steps(aimed.requirement, catalogue.credentials) & catalogue.credentials.keys())
        return Unmatched(nearest=tuple(catalogue.credentials[step] for step in known), stack=aimed)
    several = sorted(catalogue.called(asked))
    if several:
        return Unmatched(nearest=tuple(catalogue.credentials[one] for one in several[:MOST_NEAREST]))
    return Unmatched(nearest=_nearest(bare, catalogue))


def _nearest(bare: str, catalogue: Catalogue) -> tuple[Credential, ...]:
    """Return the credentials of which a name is most like `bare`, each once."""
    names = {(identity, name): name for identity, one in sorted(catalogue.credentials.items()) for name in _names(one)}
    alike = process.extract(bare, names, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE, limit=None)
    ranked = sorted(alike, key=lambda each: (-each[1], each[2]))
    nearest = dict.fromkeys(identity for _, _, (identity, _) in ranked)
    return tuple(catalogue.credentials[identity] for identity in list(nearest)[:MOST_NEAREST])


def _names(credential: Credential) -> frozenset[str]:
    """Return its title, what else it is called, and the short name in brackets, folded."""
    written = (credential.title, *credential.also_called, *_SHORT_NAME.findall(credential.title))
    return frozenset(map(fold, written))
