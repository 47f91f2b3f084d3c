"""What does one fact say of another, whoever asks? A field that is licensed has a licence with a name.

A check can then tell what must be known where a rule fires. Each law is written as rules are and holds for all facts
that are computed; the tests hold it against them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from services.recommender.rulebook.files.parts.conditions import read_when
from services.recommender.rulebook.files.parts.marked_yaml import Place
from services.recommender.rulebook.rule import Branch, Comparison, Condition
from services.recommender.rulebook.vocabulary import LARGEST_NUMBER, UNKNOWN, FactField, Value, Vocabulary


@dataclass(frozen=True, kw_only=True)
class Law:
    """Where all of one branch holds, all of another does."""

    where: Branch
    follows: Branch


@dataclass(frozen=True, kw_only=True)
class _Said:
    """A law as it is written: conditions as in a rule, what follows as another, or the facts that are known then."""

    where: Mapping[str, Mapping[str, Any]]
    follows: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    known: tuple[str, ...] = ()


_SOME = {"at_least": 1}

#: Facts that are known of everybody, of every candidate and of every path.
ALWAYS_KNOWN = frozenset(
    (
        *(
            "field.title",
            "field.country",
            "field.taken_for",
            "field.culture_trust",
            "credential.title",
            "credential.issuer",
            "learner.degree_weeks",
        ),
        *("role.required", "role.gap", "role.preferred_gap", "role.unplaced", "role.hot_skills"),
        "role.near_held",
        *("role.credentials_required", "role.credentials_missing"),
        *("learner.evidence_pieces", "learner.evidence_for_role", "learner.evidence_about_role"),
        "learner.stacks_one_step_away",
        *("learner.credentials_valid", "learner.credentials_valid_for_role", "learner.credentials_in_progress"),
        *("learner.credentials_verified_for_role", "learner.credentials_in_progress_for_role"),
        *("learner.credentials_expired", "learner.credentials_expired_for_role", "learner.credentials_expiring"),
        *("learner.credentials_verified", "learner.credentials_unverifiable", "learner.credentials_tampered"),
        *("learner.credentials_not_yet_valid", "learner.credentials_revoked", "learner.skills_named"),
        "learner.credentials_revocation_not_asked",
        *(
            "fit.missing_skills_taught",
            "fit.closes_assessed",
            "fit.closes_preferred",
            "fit.near_missing",
            "fit.near_share",
            "fit.new_skills",
            "fit.already_held",
        ),
        *("fit.hot_skills", "fit.evidence"),
        *("path.candidates", "path.serving", "path.stack_steps", "path.counting_there", "path.renewals", "path.begun"),
    )
)

#: The least that a number is where it is known; any that is not named here is 0 or more.
_LEAST = {
    "fit.days_slack": -LARGEST_NUMBER,
    "fit.weeks_slack": -LARGEST_NUMBER,
    "fit.budget_slack": -LARGEST_NUMBER,
    "fit.level_distance": -LARGEST_NUMBER,
    "path.best_score": -LARGEST_NUMBER,
    "field.certification_importance": 100,
    "field.job_zone": 1,
    "learner.hours_per_week": 1,
    "learner.degree_weeks": 1,
    "fit.price_margin": 1,
    "credential.hours": 1,
    "credential.validity": 1,
}

_LAWS = (
    # The field.
    _Said(where={"field.licensed": {"none_of": ["none_known"]}}, known=("field.licence", "field.licence_authority")),
    _Said(where={"learner.licence": {"equals": "elsewhere"}}, known=("learner.licence_country",)),
    _Said(where={"field.licence_basis": {"equals": "remembered"}}, known=("field.licence", "field.licence_authority")),
    _Said(where={"field.licence_by_region": {"equals": "yes"}}, known=("field.licence_differs_by",)),
    _Said(where={"role.unplaced": _SOME}, known=("role.unplaced_words",)),
    _Said(where={"field.certification": {"known": True}}, known=("field.certification_importance",)),
    # The learner's own.
    _Said(where={"learner.deadline": {"equals": "ahead"}}, known=("learner.days_left", "learner.weeks_left")),
    _Said(where={"learner.days_left": {"known": True}}, follows={"learner.deadline": {"equals": "ahead"}}),
    _Said(where={"learner.weeks_left": {"known": True}}, follows={"learner.deadline": {"equals": "ahead"}}),
    _Said(where={"learner.credentials_expiring": _SOME}, known=("learner.days_to_expiry", "learner.expiring")),
    _Said(where={"learner.days_to_expiry": {"known": True}}, follows={"learner.credentials_expiring": _SOME}),
    _Said(where={"learner.credentials_expired_for_role": _SOME}, known=("learner.expired",)),
    _Said(where={"learner.credentials_revoked": _SOME}, known=("learner.revoked",)),
    _Said(where={"learner.credentials_revocation_not_asked": _SOME}, known=("learner.revocation_not_asked",)),
    _Said(where={"learner.stacks_one_step_away": _SOME}, known=("learner.one_step_away",)),
    _Said(where={"learner.has_relevant_degree": {"equals": True}}, follows={"learner.has_degree": {"equals": True}}),
    _Said(where={"learner.has_degree": {"equals": False}}, follows={"learner.has_relevant_degree": {"equals": False}}),
    _Said(where={"field.employers_elsewhere": {"equals": True}}, known=("field.countries_of_employers",)),
    # The goal of a stack.
    _Said(where={"learner.stack_goal_reached": {"equals": True}}, known=("learner.reached",)),
    _Said(
        where={"learner.stack_goal_reached": {"equals": True}},
        follows={"learner.stack_goal": {"none_of": ["none"]}, "learner.stack_found": {"equals": True}},
    ),
    _Said(
        where={"learner.stack_institution_recognises": {"any_of": ["yes", "no"]}}, known=("learner.stack_institution",)
    ),
    _Said(where={"learner.stack_institution_recognises": {"equals": "unknown"}}, known=("learner.stack_institution",)),
    _Said(where={"path.leads_to_goal": {"equals": True}}, follows={"learner.stack_goal": {"none_of": ["none"]}}),
    _Said(where={"fit.stack_step": {"none_of": ["no"]}}, follows={"learner.stack_goal": {"none_of": ["none"]}}),
    _Said(where={"path.stack_steps": _SOME}, follows={"learner.stack_goal": {"none_of": ["none"]}}),
    # The role and what a credential closes of it.
    _Said(where={"role.gap": _SOME}, follows={"role.required": _SOME}),
    _Said(where={"role.required": _SOME}, known=("role.covered_share",)),
    _Said(where={"fit.missing_skills_taught": _SOME}, follows={"role.gap": _SOME}),
    _Said(where={"fit.missing_skills_taught": _SOME}, known=("fit.gap_share", "fit.focus", "fit.covered_share")),
    _Said(where={"fit.gap_share": _SOME}, follows={"fit.missing_skills_taught": _SOME}),
    _Said(where={"role.near_held": _SOME}, follows={"role.gap": _SOME}, known=("role.near_share",)),
    _Said(where={"fit.closes_assessed": _SOME}, follows={"fit.missing_skills_taught": _SOME}),
    _Said(where={"fit.closes_preferred": _SOME}, follows={"role.preferred_gap": _SOME}),
    _Said(where={"fit.closes_preferred": _SOME}, known=("fit.covered_share",)),
    _Said(where={"fit.side_skills_only": {"equals": True}}, known=("fit.covered_share",)),
    _Said(where={"fit.named_first": {"none_of": ["no"]}}, follows={"fit.named_first_place": _SOME}),
    _Said(where={"path.best_gap_share": _SOME}, follows={"role.gap": _SOME}),
    # Time and money.
    _Said(where={"learner.budget": {"known": True}}, known=("learner.to_spend",)),
    _Said(where={"credential.cost": {"known": True}}, known=("credential.price", "fit.price")),
    _Said(where={"credential.cost_in_euro": {"known": True}}, known=("credential.cost",)),
    _Said(where={"credential.cost_in_euro": _SOME}, follows={"credential.cost": _SOME}),
    _Said(
        where={"fit.price_currency": {"any_of": ["converted", "no_rate"]}},
        follows={"credential.cost": _SOME, "learner.budget": _SOME},
    ),
    _Said(where={"fit.price_currency": {"equals": "converted"}}, known=("fit.price_margin",)),
    _Said(where={"fit.days_slack": {"known": True}}, known=("fit.days_needed", "learner.hours_per_week")),
    _Said(where={"fit.budget_slack": {"known": True}}, known=("credential.cost", "learner.budget")),
    _Said(where={"fit.budget_slack": {"less_than": 0}}, follows={"credential.cost": _SOME}),
    _Said(where={"path.in_time": {"any_of": ["yes", "no"]}}, known=("path.typical_weeks",)),
    _Said(where={"path.in_time": {"equals": "no"}}, follows={"path.typical_weeks": _SOME}),
    _Said(where={"path.kind": {"equals": "degree"}}, follows={"path.typical_weeks": _SOME}),
    _Said(where={"credential.revised_years_ago": {"known": True}}, known=("credential.revised_on",)),
    # What nobody read, and what is said in words only.
    _Said(where={"credential.basis": {"none_of": ["read"]}}, known=("credential.remembered", "credential.noted_on")),
    _Said(where={"credential.states_entry_terms": {"equals": True}}, known=("credential.entry_terms",)),
    _Said(where={"fit.price_is_sure": {"equals": False}}, known=("credential.cost",)),
    # What is held.
    _Said(where={"fit.held_ends": {"equals": "soon"}}, known=("fit.held_until",)),
    _Said(where={"fit.held_ends": {"equals": "soon"}}, follows={"fit.held": {"equals": "valid"}}),
    _Said(where={"fit.part_of_expired": {"equals": True}}, known=("fit.lapsed_whole",)),
    _Said(where={"fit.level_distance": {"known": True}}, follows={"credential.level": {"known": True}}),
    _Said(
        where={"fit.licence_for": {"any_of": ["field", "other"]}}, follows={"credential.kind": {"equals": "licence"}}
    ),
)


class Strict:
    """Raises what is wrong with a law: it is our own fault, not an author's."""

    def add(self, place: Place, sentence: str) -> None:
        raise ValueError(f"{place}: {sentence}")


def can_ever_be(field: FactField, value: Value) -> bool:
    """Say whether a fact has this value anywhere: some are known of everybody, and few numbers are below nothing."""
    if value is None or value == UNKNOWN:
        return field.full_name not in ALWAYS_KNOWN
    return not isinstance(value, int) or value >= _LEAST.get(field.full_name, 0)


def fact_laws(vocabulary: Vocabulary) -> Iterator[Law]:
    """Yield every law between facts."""
    for said in _LAWS:
        (where,) = read_when(dict(said.where), vocabulary, Strict())
        (follows,) = read_when(dict(said.follows), vocabulary, Strict()) if said.follows else ((),)
        yield Law(where=where, follows=follows + tuple(_known(vocabulary[name]) for name in said.known))


def _known(field: FactField) -> Condition:
    return Condition(field=field, comparison=Comparison.KNOWN, literal=True)
