"""What do words in a `because` claim of the learner, and which conditions must hold for it to be true?

Only what a machine can hold against facts stands here. A sentence that says such words stands in a rule whose
conditions guarantee one of the ways in which they are true; other words of the same meaning are a reader's to judge.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from services.recommender.rulebook.files.checks.fact_laws import Strict
from services.recommender.rulebook.files.checks.what_follows import Consequences
from services.recommender.rulebook.files.parts.conditions import read_when
from services.recommender.rulebook.files.satisfiability import implies
from services.recommender.rulebook.problems import Problem
from services.recommender.rulebook.rule import Branch, Rule
from services.recommender.rulebook.vocabulary import Vocabulary

_SOME, _NONE, _YES, _NO = {"at_least": 1}, {"equals": 0}, {"equals": True}, {"equals": False}
_NO_DEGREE = ["none", "secondary", "postsecondary_certificate", "vocational", "higher_vocational"]
_BELOW_A_DOCTORATE = [*_NO_DEGREE, "associate", "bachelor", "master"]

#: Words, as a pattern, and the ways in which they are true: any one of these must be guaranteed.
CLAIMS: Mapping[str, tuple[Mapping[str, Mapping[str, Any]], ...]] = {
    # Licences.
    r"licen[cs]e.*you do not name (?:it|the licence)|name no licence": ({"learner.licence": {"equals": "not_named"}},),
    r"you hold the licence": ({"learner.licence": {"equals": "valid"}},),
    r"you do not say whether you hold it": ({"learner.licence": {"equals": "not_named"}},),
    r"licence that you (?:hold|name)|your licence for|and yours is under way": (
        {"learner.licence": {"none_of": ["not_named"]}},
    ),
    r"of another country": ({"learner.licence": {"equals": "elsewhere"}},),
    r"needs a licence everywhere": ({"field.licensed": {"equals": "everywhere"}},),
    r"\b(?:some|many) states\b": ({"field.licensed": {"equals": "some_states"}},),
    r"know of no licence": ({"field.licensed": {"any_of": ["none_known", "some_titles"]}},),
    # Education and work.
    r"degree that you do not name|do not name one that prepares|name no degree|have no degree|without a degree": (
        {"learner.has_relevant_degree": _NO},
        {"learner.has_degree": _NO},
        {"learner.highest_education": {"any_of": _BELOW_A_DOCTORATE}, "role.employers": {"equals": "academic"}},
    ),
    r"you have (?:a|the) degree|your degree (?:is|and)": (
        {"learner.has_relevant_degree": _YES},
        {"learner.has_degree": _YES},
    ),
    r"you are new to|are a start, so we treat you as new": ({"learner.years_in_field": {"at_most": 1}},),
    r"name no work|no work that shows|nothing to show|nothing you list shows|name no project": (
        {"learner.evidence_pieces": _NONE},
        {"learner.evidence_for_role": _NONE},
        {"learner.evidence_about_role": _NONE},
    ),
    r"your own work already": ({"fit.evidence": _SOME}, {"learner.evidence_for_role": _SOME}),
    r"credential for (?:it|the new field)": ({"learner.credentials_valid_for_role": _NONE},),
    # Goals.
    r"you are changing career|want to change career": ({"learner.goal": {"equals": "change_career"}},),
    r"you want to explore|you want to find out whether": ({"learner.goal": {"equals": "explore"}},),
    r"you want to complement": ({"learner.goal": {"equals": "complement"}},),
    r"you want to fill": ({"learner.goal": {"equals": "fill_skill_gap"}},),
    r"you want to show that you are up to date": ({"learner.goal": {"equals": "signal_currency"}},),
    r"you want credit|toward your degree|credit, which is what you want": (
        {"learner.stack_goal": {"equals": "degree_credit"}},
        {"path.leads_to_goal": _YES, "path.kind": {"equals": "degree"}},
    ),
    r"have not said what your credentials should add up to": ({"learner.stack_goal": {"equals": "none"}},),
    r"your goal|what you are building toward|credential you (?:are building|build) toward": (
        {"learner.stack_goal": {"not_equals": "none"}},
        {"learner.stack_found": {"none_of": ["none"]}},
    ),
    r"the institution you named": ({"learner.stack_institution_recognises": {"any_of": ["yes", "no"]}},),
    # Skills.
    r"every skill (?:that )?the role requires": ({"role.gap": _NONE, "role.required": _SOME},),
    r"(?:you (?:hold|have) )everything (?:that )?the role": ({"role.gap": _NONE, "role.credentials_missing": _NONE},),
    r"none of the (?:required|skills you are missing)": ({"fit.missing_skills_taught": _NONE},),
    r"you are missing \{": ({"role.gap": _SOME},),
    # Time and money.
    r"your deadline has passed": ({"learner.deadline": {"equals": "passed"}},),
    r"(?:until|before) your deadline|your deadline is": ({"learner.deadline": {"equals": "ahead"}},),
    r"\bit is free\.": ({"credential.cost": _NONE},),
    r"you can spend nothing": ({"learner.budget": _NONE},),
    r"your budget": ({"learner.budget": {"known": True}},),
    r"nothing is said of": (
        {"credential.cost": {"known": False}},
        {"credential.hours": {"known": False}},
        {"credential.credits": {"known": False}},
        {"credential.assessment": {"equals": "unknown"}},
    ),
    # What is or was held.
    r"you hold (?:it|this) already": ({"fit.held": {"equals": "valid"}},),
    r"you have begun|what you have begun": (
        {"fit.held": {"equals": "in_progress"}},
        {"path.begun": _SOME},
        {"learner.stack_steps_held": _SOME},
    ),
    r"(?:has|have) (?:expired|lapsed)": (
        {"fit.held": {"equals": "expired"}},
        {"fit.part_of_expired": _YES},
        {"path.renewals": _SOME},
        {"learner.credentials_expired_for_role": _SOME},
        {"learner.licence": {"equals": "expired"}},
    ),
    # Employers.
    r"academic employers|employers you aim at are academic": ({"role.employers": {"equals": "academic"}},),
    r"employers in a vendor's ecosystem": ({"role.employers": {"equals": "vendor_ecosystem"}},),
    r"employers you named": ({"role.employers": {"known": True}},),
    r"you named no employers?\b": (),
    r"(?:know of nobody|nobody is known)": ({"fit.recognised_by": {"equals": "unknown"}},),
    r"you named no role": (),
}


def check_claims(rules: Iterable[Rule], consequences: Consequences) -> Iterator[Problem]:
    """Yield a problem per claim in a `because` that the conditions of its rule do not guarantee."""
    claims = tuple(_claims(consequences.vocabulary))
    for rule in rules:
        for pattern, true_where in claims:
            said = pattern.search(rule.because)
            ways = (way for branch in rule.branches for way in consequences.ways(branch)) if said else ()
            if said and not all(any(implies(way, one) for one in true_where) for way in ways):
                yield Problem(
                    file=rule.file, line=0, rule=rule.id, member="because", sentence=_sentence(said[0], true_where)
                )


def _sentence(words: str, true_where: tuple[Branch, ...]) -> str:
    if not true_where:
        return f'claims "{words}", which no fact can guarantee; say what is known'
    needed = ", or ".join(" and ".join(str(condition) for condition in branch) for branch in true_where)
    return f'claims "{words}", which when does not guarantee: it must follow that {needed}'


def _claims(vocabulary: Vocabulary) -> Iterator[tuple[re.Pattern[str], tuple[Branch, ...]]]:
    for pattern, true_where in CLAIMS.items():
        branches = tuple(read_when(dict(one), vocabulary, Strict())[0] for one in true_where)
        yield re.compile(pattern, re.IGNORECASE), branches
