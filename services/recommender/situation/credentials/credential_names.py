"""Which one credential do people mean by what they write? Read alike in postings, records and stack goals.

"CISSP certification", "Cisco CCNA 200-301" and "PMP (Project Management Professional)" each name one credential.
"CISSP Associate" and "CFA Level I" name a lesser step, which is never read as the whole.
"""

import re
from functools import lru_cache

from services.recommender.knowledge.credentials.catalogue import Catalogue
from services.recommender.knowledge.credentials.credential import Credential, CredentialKind
from services.recommender.names.skills.skill_phrases import without_phrases
from services.recommender.names.skills.skill_words import fold, without_brackets
from services.recommender.names.spelt_out import spelt_out
from services.recommender.situation.credentials.credential_words import BRACKET, LESSER, calls_licence, qualifiers

#: Words that people put before and behind the name of a credential.
_BEFORE = re.compile(r"^(?:(?:a|an|the|active|current|valid|certified|must hold|must have|holds?|holder of)\s+)+(?=\S)")
_BEHIND = re.compile(
    r"(?:\s+(?:certifications?|certificate|certified|ce|credential|charter|designation|licen[cs]e|holder|card|"
    r"or equivalent|or similar|required|preferred|a plus))+$"
)

#: The code of an exam, "200-301" or "SAA-C03": it says which exam was taken, and a revised exam gets another.
_EXAM_CODE = re.compile(r"\b(?:\d{3}-\d{3}|[A-Z][A-Z0-9]{1,2}-[A-Z]?\d{2,3})\b")

#: Initials of a body, as they stand before a short name.
_MAKER = re.compile(r"[A-Z]{3,6}\b")

#: What stands between a short name and the long one: "CISSP - Certified Information Systems Security Professional".
_PARTED = re.compile(r"\s+[-\u2013\u2014|]\s+|[:,]\s+")

#: Words of which the names are kept, those asked for last: more than one profile holds.
KEPT = 2_048

#: ISC2 writes itself with a bracket that is no bracket.
_ISC2 = re.compile(r"\(ISC\)\s*(?:\u00b2|\^?2)", re.IGNORECASE)


def credential_meant(
    words: str, catalogue: Catalogue, *, loosely: bool = True, occupation: str | None = None
) -> str | None:
    """Return the id of the one credential that `words` name: as written or, `loosely`, inside a phrase around the name.

    None where none is meant, or more than one, or a lesser step. Of several called so, the one is meant that is made
    for the `occupation`: a "CMA" keeps books, or assists a doctor.
    """
    if words in catalogue.credentials:
        return words
    found = _called(words, catalogue)
    if len(found) > 1:
        of_field = [one for one in found if occupation in catalogue.credentials[one].occupations]
        found = of_field if len(of_field) == 1 else found
    if len(found) > 1 or not loosely:
        return found[0] if len(found) == 1 else None
    written = _ISC2.sub("ISC2", words)
    meant = found[0] if found else _by_parts(written, catalogue) or _behind_a_maker(written, catalogue)
    if meant is None or is_lesser(words, catalogue.credentials[meant]):
        return None
    return None if not found and _is_of_another(written, meant, catalogue) else meant


def credentials_resembled(words: str, catalogue: Catalogue, *, occupation: str | None, place: str) -> frozenset[str]:
    """Return the credentials of whose names `words` are a part: "Forklift certification" is any of a few.

    Of several those that count in the `place`, are made for the `occupation`, and are a licence where it is called one.
    """
    known, licence = catalogue.credentials, calls_licence(words)
    found = frozenset(
        one for one in catalogue.resembling(words) if not is_lesser(words, known[one]) and known[one].counts_in(place)
    )
    words_said = fold(_BEHIND.sub("", fold(words))).split()
    if len(words_said) == 1:
        # One word is the whole name of something, or what its title begins with; further behind it is one of many.
        found = frozenset(one for one in found if _is_led_by(words_said[0], known[one].title))
    ours = frozenset(one for one in found if occupation in known[one].occupations)
    found = ours or found
    return frozenset(
        one for one in found if not licence or known[one].kind is CredentialKind.LICENCE or "endorse" in words
    )


def _is_led_by(word: str, title: str) -> bool:
    said = fold(title).removeprefix("certified ").split()
    return word not in said or said[0] == word


def credential_titled(words: str, catalogue: Catalogue) -> str | None:
    """Return the credential that `words` are the title of, a short course's included, or else the one they mean.

    For what stands where only a credential can: among those held, or as the goal.
    """
    found = catalogue.find(words)
    if found is not None:
        known = catalogue.credentials[found]
        if found == words or known.kind is CredentialKind.MICRO_CREDENTIAL or _names_it(words, known):
            return found
    if (meant := credential_meant(words, catalogue)) is not None:
        return meant
    return next((named for each in spelt_out(words) if (named := credential_meant(each, catalogue))), None)


def stack_titled(words: str, catalogue: Catalogue) -> str | None:
    """Return the id of the stack that `words` name: by its title, or inside a phrase around it."""
    if (found := catalogue.find_stack(words)) is not None:
        return found
    # A bracket that is not part of the title may say that something else is meant.
    for name in () if BRACKET.search(words) else names(words):
        found = catalogue.find_stack(name)
        if found is not None:
            own = frozenset(fold(catalogue.stacks[found].title).split())
            return None if LESSER & frozenset(fold(words).split()) - own else found
    return None


@lru_cache(KEPT)
def names(words: str) -> tuple[str, ...]:
    """Return `words`, then without brackets, then without what people put around a credential's name.

    A decision asks it of the same words for each question that it weighs, hundreds of times.
    """
    bare = without_brackets(words)
    keys = (fold(bare), *without_phrases(bare), fold(_EXAM_CODE.sub(" ", bare)))
    stripped = (_BEHIND.sub("", _BEFORE.sub("", key)) for key in keys)
    # "Certified" is part of many names, so that it is taken off only behind them first.
    behind = (_BEHIND.sub("", key) for key in keys)
    return tuple(name for name in dict.fromkeys((words, bare, *behind, *stripped)) if name)


def is_lesser(words: str, credential: Credential) -> bool:
    """Say whether `words` speak of a step toward the credential, by a word that its own names do not have."""
    own = " ".join((credential.title, *credential.also_called))
    return bool(LESSER & frozenset(fold(words).split()) - frozenset(fold(own).split()))


def _by_parts(words: str, catalogue: Catalogue) -> str | None:
    """Return what the text outside of brackets means; where brackets or codes mean something, they must agree."""
    said = [*BRACKET.findall(words), *_EXAM_CODE.findall(words)]
    beside = {found for part in said if (found := _first(part, catalogue)) is not None}
    outside = [ids[0] for name in names(words) if len(ids := _called(name, catalogue)) == 1]
    if not outside and (same := _same_twice(without_brackets(words), catalogue)) is not None:
        outside = [same]
    if not beside:
        return outside[0] if outside else None
    meant = next(iter(beside))
    return meant if len(beside) == 1 and (meant in outside or not outside) else None


def _behind_a_maker(words: str, catalogue: Catalogue) -> str | None:
    """Return what a short name means behind the one of a body, also a former one: "APICS CSCP"."""
    maker, _, rest = words.partition(" ")
    if not _MAKER.fullmatch(maker) or catalogue.called(maker):
        return None
    return _first(rest, catalogue) if _MAKER.match(rest) else None


def _is_of_another(words: str, meant: str, catalogue: Catalogue) -> bool:
    """Say whether a bracket of `words` says which of several is meant, and it is not the one called so without it."""
    said = qualifiers(words)
    return any(
        meant not in catalogue.resembling(part) and not _EXAM_CODE.fullmatch(part) and not catalogue.called(part)
        for part in said
    )


def _first(text: str, catalogue: Catalogue) -> str | None:
    return next((ids[0] for name in names(text) if len(ids := _called(name, catalogue)) == 1), None)


def _same_twice(text: str, catalogue: Catalogue) -> str | None:
    """Return what both parts of `text` mean, as in "PMP - Project Management Professional"."""
    parts = _PARTED.split(text, maxsplit=1)
    meant = {_first(part, catalogue) for part in parts}
    return meant.pop() if len(parts) > 1 and len(meant) == 1 else None


def _called(name: str, catalogue: Catalogue) -> list[str]:
    return sorted(one for one in catalogue.called(name) if _names_it(name, catalogue.credentials[one]))


def _names_it(name: str, credential: Credential) -> bool:
    """Say whether somebody who writes `name` means the credential, and not what its title is about.

    A short course is named after its subject ("Geospatial Analysis"), unless its title calls it a certification; and a
    plain word that is left of a title when its issuer is taken off ("Foundations") says nothing by itself.
    """
    key, title = fold(name), fold(without_brackets(credential.title))
    if credential.kind is CredentialKind.MICRO_CREDENTIAL:
        return key != title or key.endswith(" certification")
    return not (key.isalpha() and title == f"{fold(credential.issuer.name)} {key}")
