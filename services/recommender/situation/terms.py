"""Which skills do somebody's words name, and which stand in for a role that names none?"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from services.recommender.knowledge.known import Knowledge
from services.recommender.knowledge.occupations.occupation import Occupation
from services.recommender.knowledge.skill_words import SkillWords
from services.recommender.knowledge.skills import SkillIndex
from services.recommender.names.telling_words import word_beginnings

#: So many of ESCO's skills, essential ones first, stand in for a role that names none. Its lists are long, and more
#: would make every credential look like an answer.
IMPUTED_FROM_ESCO = 15


#: A phrase of so many characters is told as it was written; of a longer one, the skill that it names.
SHORT_PHRASE = 40
#: So many words that a skill's name has and the words for it lack make it narrower than what was written.
_MUCH_MORE = 2

#: The source of skills that employers' postings are known to ask for in the field.
IN_DEMAND = "onet_in_demand"

#: Words of which is remembered what they name; those of postings and profiles come again and again.
MOST_WORDS = 4_096

#: Occupations of which is kept what their lists name, for as long as others do not take their place.
KEPT = 256


@dataclass(frozen=True, kw_only=True)
class Term:
    """A skill as somebody wrote it, and the concept it was matched with; `skill` is a stand-in when none was.

    `confidence` is in whole percent. `source` says which list put the skill in for a role that names none.
    """

    words: str
    skill: str
    label: str
    matched: bool
    matched_by: str = "label"
    confidence: int = 100
    source: str | None = None

    @property
    def shown(self) -> str:
        """What the reader is told: their own words where these name the skill in short, the skill's name otherwise."""
        own = self.matched_by in {"label", "alias"} or (self.matched_by == "phrase" and len(self.words) <= SHORT_PHRASE)
        return self.words if own else self.label


def imputed_terms(occupation: Occupation | None, knowledge: Knowledge) -> tuple[Term, ...]:
    """Return what ESCO calls essential, the technologies in demand, and what ESCO calls optional, each skill once."""
    return _imputed(occupation, knowledge.skill_words)


@lru_cache(KEPT)
def _imputed(occupation: Occupation | None, known: SkillWords) -> tuple[Term, ...]:
    essential = occupation.essential_skills[:IMPUTED_FROM_ESCO] if occupation else ()
    optional = occupation.optional_skills[: IMPUTED_FROM_ESCO - len(essential)] if occupation else ()
    terms = (
        *(_listed(skill, "esco_essential", known.skills) for skill in essential),
        *(replace(term, source=IN_DEMAND) for term in _technologies(occupation, known, in_demand=True)),
        *(_listed(skill, "esco_optional", known.skills) for skill in optional),
    )
    found: dict[str, Term] = {}
    for term in terms:
        found.setdefault(term.skill, term)
    return tuple(found.values())


def _listed(skill: str, source: str, skills: SkillIndex) -> Term:
    label = skills.label(skill)
    return Term(words=label, skill=skill, label=label, matched=True, source=source)


def technology_terms(occupation: Occupation | None, knowledge: Knowledge, *, in_demand: bool) -> tuple[Term, ...]:
    """Return the occupation's in-demand, or else its hot technologies, as far as the skill index knows them."""
    return _technologies(occupation, knowledge.skill_words, in_demand=in_demand)


@lru_cache(KEPT)
def _technologies(occupation: Occupation | None, known: SkillWords, *, in_demand: bool) -> tuple[Term, ...]:
    tools = occupation.technologies if occupation else ()
    chosen = (tool.name for tool in tools if (tool.in_demand if in_demand else tool.hot))
    return tuple(term for term in _each_once(chosen, known) if term.matched)


def widespread_skills(occupation: Occupation | None, knowledge: Knowledge) -> frozenset[str]:
    """Return the skills that tell the occupation from few others: tools of a fifth of all, and side skills."""
    return _widespread(occupation, knowledge.skill_words)


@lru_cache(KEPT)
def _widespread(occupation: Occupation | None, known: SkillWords) -> frozenset[str]:
    if occupation is None:
        return frozenset()
    tools = (tool.name for tool in occupation.technologies if tool.widespread)
    return occupation.side_skills | {term.skill for term in _each_once(tools, known) if term.matched}


def read_terms(words: Iterable[str], knowledge: Knowledge) -> tuple[Term, ...]:
    """Match each of `words`; two words for one skill are one term."""
    return _each_once(words, knowledge.skill_words)


def read_term(words: str, knowledge: Knowledge) -> Term:
    """Return what `words` name; words that name no known skill are kept as they are."""
    return _read(words, knowledge.skill_words)


def read_all(words: str, knowledge: Knowledge) -> tuple[Term, ...]:
    """Return every skill that `words` name together, as in "Excel and SQL" or "Python/R"."""
    return _read_together(words, knowledge.skill_words)


# What is kept is kept by what reads it, which all clients share: by all that is known, it would keep the catalogues of
# clients that went away.


def _each_once(words: Iterable[str], known: SkillWords) -> tuple[Term, ...]:
    terms: dict[str, Term] = {}
    for one in words:
        term = _read(one, known)
        terms.setdefault(term.skill, term)
    return tuple(terms.values())


@lru_cache(MOST_WORDS)
def _read_together(words: str, known: SkillWords) -> tuple[Term, ...]:
    return _each_once(known.skills.parts(words), known)


@lru_cache(MOST_WORDS)
def _read(words: str, known: SkillWords) -> Term:
    match = known.skills.read(words)
    if match is None and (named := known.read_abroad(words)):
        return Term(
            words=words,
            skill=named.skill,
            label=known.skills.label(named.skill),
            matched=True,
            matched_by="language",
            confidence=named.confidence,
        )
    if match is None:
        return Term(words=words, skill=f"words:{' '.join(words.casefold().split())}", label=words, matched=False)
    return Term(
        words=words,
        skill=match.skill,
        label=match.label,
        matched=True,
        matched_by=match.matched_by,
        confidence=match.confidence,
    )


def terms_read(own: Iterable[str], knowledge: Knowledge) -> tuple[Term, ...]:
    """Return those of `own` not found as they are written: in a phrase, with a slip, in another language.

    So is one whose name says something else than the words, though lists have it as another name: who wrote "reporting"
    is told what was made of it.
    """
    terms = (term for words in dict.fromkeys(own) for term in read_all(words, knowledge))
    return tuple(
        term
        for term in terms
        if term.matched_by in {"phrase", "fuzzy", "language"} or (term.matched_by == "alias" and _says_else(term))
    )


def _says_else(term: Term) -> bool:
    """Say whether the skill's name lacks a word of what was written, or much more than that, as of "networking".

    A maker's name in front of a tool is no other meaning.
    """
    said, named = word_beginnings(term.words), word_beginnings(term.label)
    return bool(said - named) or (len(named - said) >= _MUCH_MORE and not term.skill.startswith("onet:"))
