"""Has a credential held to do with the role? What has not neither counts for it nor needs restoring.

The catalogue says so where it knows the credential. Many it does not know; of these their own words speak: the licence
of the field, what the posting names, a skill that it asks for, and the name of the occupation.
"""

from services.recommender.answer import Answer
from services.recommender.decision.facts.holdings.licence import is_held_licence, is_registration_held
from services.recommender.knowledge.known import Knowledge
from services.recommender.learner import HeldCredential
from services.recommender.names.folding import fold
from services.recommender.names.telling_words import own_words, word_beginnings
from services.recommender.scales import DEGREE_LEVELS
from services.recommender.situation.credentials.credential_names import stack_titled
from services.recommender.situation.credentials.held_documents import ESCO_SKILL
from services.recommender.situation.credentials.holdings import in_catalogue
from services.recommender.situation.requirements import named_in, steps
from services.recommender.situation.role.role_skills import skills_in, terms_in
from services.recommender.situation.situation import Situation
from services.recommender.situation.terms import imputed_terms, read_term

#: Words of titles that stand for no subject.
_OF_NO_SUBJECT = word_beginnings(
    "a and for in of on the to with by at or advanced associate basic basics board card certificate certified "
    "certification course diploma expert foundation general level licence license licensed master national official "
    "practitioner professional qualified registered skills specialist standard state training "
    "administrator analyst assistant clerk developer engineer manager operator other service supervisor support "
    "technician user worker use work"
)

#: So many words of its subject in common with what the posting asks for say that a credential is about it; one may be
#: chance ("security guard" and "network security").
_IN_COMMON = 2

#: Short forms of credentials have so many letters at least.
_SHORTEST_FORM = 3


def is_about_role(held: HeldCredential, situation: Situation, knowledge: Knowledge) -> bool:
    """Say whether a credential held is about what the role asks for, the occupation or the stack goal."""
    return (
        is_held_licence(held.title, situation)
        or is_registration_held(held, situation)
        or _is_named_by_posting(held, situation)
        or _is_known_to_be(held, situation, knowledge)
        or _is_degree_for_it(held, situation, knowledge)
        or _shows_skill_asked(held, situation, knowledge)
        or _speaks_of_it(held, situation)
    )


def is_unlisted(held: HeldCredential, knowledge: Knowledge) -> bool:
    """Say whether the catalogue knows neither the credential nor a stack of its name."""
    return not in_catalogue(held, knowledge.catalogue) and stack_titled(held.title, knowledge.catalogue) is None


def _is_named_by_posting(held: HeldCredential, situation: Situation) -> bool:
    said = frozenset(fold(held.title).split())
    return any(frozenset(fold(one.words).split()) <= said for one in situation.asked_credentials)


def _is_known_to_be(held: HeldCredential, situation: Situation, knowledge: Knowledge) -> bool:
    """Say what the catalogue says of the credential, or of the stacks that its name or its short form is part of."""
    known = knowledge.catalogue.credentials
    usual = imputed_terms(situation.occupation, knowledge)
    asked = _asked(situation) | {term.skill for term in usual}
    occupation = situation.occupation.code if situation.occupation else None
    toward = steps(situation.aim.requirement, known) if situation.aim else frozenset[str]()
    named = {one.credential for one in situation.asked_credentials}
    return any(
        identity in toward
        or identity in named
        or occupation in known[identity].occupations
        or any(taught.skill in asked for taught in known[identity].skills)
        for identity in in_catalogue(held, knowledge.catalogue) or _of_stacks(held, knowledge)
        if identity in known
    )


def _of_stacks(held: HeldCredential, knowledge: Knowledge) -> frozenset[str]:
    forms = {form for word in held.title.split() if (form := word.strip("(),.")).isupper()}
    forms = {form for form in forms if len(form) >= _SHORTEST_FORM}
    stacks = knowledge.catalogue.stacks
    meant = {stack for stack in stacks.values() if forms & set(stack.title.split())}
    if (found := stack_titled(held.title, knowledge.catalogue)) is not None:
        meant.add(stacks[found])
    return frozenset[str]().union(*(named_in(stack.requirement) for stack in meant))


def _is_degree_for_it(held: HeldCredential, situation: Situation, knowledge: Knowledge) -> bool:
    if held.level not in DEGREE_LEVELS or situation.occupation is None:
        return False
    relates = knowledge.fields_of_study.relates(held.field_of_study or "", situation.occupation.code)
    return relates is not Answer.NO


def _shows_skill_asked(held: HeldCredential, situation: Situation, knowledge: Knowledge) -> bool:
    """Say whether its document aligns it with a skill that the role asks for."""
    shown = {read_term(words, knowledge).skill for words in held.skills}
    shown |= {f"esco:{address.removeprefix(ESCO_SKILL)}" for address in held.aligned}
    return bool(shown & _asked(situation))


def _speaks_of_it(held: HeldCredential, situation: Situation) -> bool:
    """Say whether its title and issuer name a whole skill, the occupation, or much of what the posting says."""
    said = _subject(f"{held.title} {held.issuer or ''}")
    terms = [term for term in terms_in((*situation.required, *situation.preferred)) if term.matched or term.words]
    if any((skill := _subject(name)) and skill <= said for term in terms for name in (term.words, term.label)):
        return True
    occupation = frozenset().union(*map(word_beginnings, own_words(situation.field_title))) - _OF_NO_SUBJECT
    if _subject(held.title) & occupation:
        return True
    role = [situation.profile.target_role.title or "", situation.field_title]
    posting = [name for term in terms if situation.skills_from == "named" for name in (term.words, term.label)]
    return len(said & _subject(" ".join((*role, *posting)))) >= _IN_COMMON


def _subject(words: str) -> frozenset[str]:
    return word_beginnings(words) - _OF_NO_SUBJECT


def _asked(situation: Situation) -> frozenset[str]:
    return skills_in((*situation.required, *situation.preferred))
