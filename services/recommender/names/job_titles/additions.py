"""What of a job's headline is the title? Takes off how senior, where, under which contract and with what."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from services.recommender.names.job_titles.gender_forms import forms_of
from services.recommender.names.job_titles.letters import fold_letters
from services.recommender.names.job_titles.other_gender import other_genders

#: What stands in brackets, or behind a comma, dash or bar with space around it, may be about the job and not its name.
BRACKET = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_BEHIND = re.compile(r"\s+[-\u2013\u2014|]\s+|,\s+|:\s+")

#: The kinds of words in additions.tsv: how senior (before or behind a title), what says nothing of the work, words with
#: which an addition begins, a place in an organisation, words for whoever leads others, and words that some use so.
SENIORITY, NOISE, BEGINS, PLACE = "seniority", "noise", "begins", "place"
LEADS, MAY_LEAD = "leads", "may lead"


@cache
def additions(language: str) -> Mapping[str, frozenset[str]]:
    """Return the words of a language by their kind; those of "en" belong to every language's postings."""
    words: defaultdict[str, set[str]] = defaultdict(set)
    for line in files(__package__).joinpath("additions.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        spoken, kind, listed = line.split("\t")
        if spoken == language or (spoken == "en" and kind in {SENIORITY, NOISE}):
            words[kind].update(listed.split(" | "))
    return {kind: frozenset(words[kind]) for kind in (SENIORITY, NOISE, BEGINS, PLACE, LEADS, MAY_LEAD)}


def plainer_titles(text: str, language: str) -> Iterator[str]:
    """Yield what is left of a headline as less and less of it is taken for the title; the first is all of it."""
    known = additions(language)
    seen = {""}
    unbracketed = BRACKET.sub(" ", text)
    first = next((part for part in _BEHIND.split(unbracketed) if not _is_noise(part, known)), "")
    for each in (text, unbracketed, first, *_shorter(first, known)):
        bare = " ".join(each.split())
        for left in (bare, _without_seniority(bare, known)):
            if left not in seen:
                seen.add(left)
                yield left


def only_additions(text: str, language: str) -> bool:
    """Say whether `text` says nothing of the work."""
    return _is_noise(text, additions(language))


def is_only_a_place(text: str, language: str) -> bool:
    """Say whether a title names a place in an organisation and no work: "Praktikant", "Jefe/a de turno"."""
    known = additions(language)
    if forms_of(text).whole in known[PLACE]:
        return True
    words = set(fold_letters(text).split())
    places = {word for word in words if not known[PLACE].isdisjoint((word, *other_genders(word, language)))}
    return bool(places) and words <= places | known[SENIORITY] | known[NOISE]


def leads_others(title: str, language: str) -> bool | None:
    """Say whether a title is of somebody who leads others; None where that is open, or no such word is known."""
    known = additions(language)
    words = fold_letters(title).split()
    if not words or not known[LEADS]:
        return None
    if words[0] in known[LEADS]:
        return True
    return None if not (known[LEADS] | known[MAY_LEAD]).isdisjoint(words) else False


def _is_noise(part: str, known: Mapping[str, frozenset[str]]) -> bool:
    return all(_says_nothing(word, known) for word in fold_letters(part).split())


def _says_nothing(word: str, known: Mapping[str, frozenset[str]]) -> bool:
    """Say whether a folded word is about how senior, or about contract and hours, as "32 uur" is."""
    return word in known[NOISE] or word in known[SENIORITY] or word.isdigit()


def _shorter(text: str, known: Mapping[str, frozenset[str]]) -> Iterator[str]:
    """Yield `text` up to a word that begins an addition: "Buchhalter" of "Buchhalter mit SAP"."""
    words = text.split()
    for at, word in enumerate(words):
        if at and fold_letters(word) in known.get(BEGINS, ()):
            yield " ".join(words[:at])
            return


def _without_seniority(text: str, known: Mapping[str, frozenset[str]]) -> str:
    words = text.split()
    while words and _says_nothing(fold_letters(words[0]), known):
        words = words[1:]
    while words and _says_nothing(fold_letters(words[-1]), known):
        words = words[:-1]
    return " ".join(words)


def says_as_much(plainer: str, text: str, language: str) -> bool:
    """Say whether `plainer`, which is left of `text`, lacks nothing of it that may be about the work."""
    known = additions(language)
    dropped = set(fold_letters(text).split()) - set(fold_letters(plainer).split())
    return all(_says_nothing(word, known) for word in dropped)
