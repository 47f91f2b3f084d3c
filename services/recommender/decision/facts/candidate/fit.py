"""What may rules ask about how a credential fits this learner? time_limits.py and price_limits.py have the rest."""

from typing import Literal

from services.recommender.answer import Answer
from services.recommender.decision.facts.candidate.names import RecognisedBy
from services.recommender.decision.facts.credits import CreditAt
from services.recommender.decision.facts.holdings.licence import LicenceFor
from services.recommender.decision.facts.record import FactRecord, fact
from services.recommender.rulebook.vocabulary import Group
from services.recommender.scales import HeldStatus

AskedForByName = Literal["no", "preferred", "required"]
NamedFirstBasis = Literal["no", "read", "remembered"]
MadeFor = Literal["any", "field", "other"]
Prerequisites = Literal["none_known", "met", "one_missing", "missing", "unknown"]
StackStep = Literal["no", "later", "next"]
Match = Literal["match", "differs", "unknown"]

#: What `prerequisites` says where something that it requires is known not to be held.
NOT_YET_OPEN: frozenset[Prerequisites] = frozenset({"one_missing", "missing"})

#: ... and where nothing is known to stand before it but time and money.
NOTHING_BEFORE_IT: frozenset[Prerequisites] = frozenset({"none_known", "met"})


class FitFacts(FactRecord, group=Group.FIT):
    """What rules may ask about how a credential fits the learner."""

    missing_skills_taught: int = fact(
        "Required skills that it closes or begins: held, or no longer missing, once it is earned.",
        unit="skills",
        formerly=("closes",),
    )
    skills_closed: int = fact("Those of them that it closes: they are held once it is earned.", unit="skills")
    closes_assessed: int = fact("Those that it closes or begins and is known to assess, not just teach.", unit="skills")
    closes_preferred: int = fact("Preferred skills that it closes or begins.", unit="skills")
    asked_for_by_name: AskedForByName = fact(
        "Whether the posting names it among what it requires or prefers; no also where the learner holds it."
    )
    named_first: NamedFirstBasis = fact(
        "Whether advisers of the field name it among the first three for the occupation, and somebody read that."
    )
    named_first_place: int | None = fact("The place in which they name it; unknown where they do not.", unit="place")
    named_elsewhere: Literal["no", "yes"] = fact(
        "Whether advisers of one other country alone name it first for the occupation; no where nobody knows what "
        "those of the country aimed at name."
    )
    licence_for: LicenceFor = fact(
        "Whether a licence is that of the field aimed at; none for what is no licence or where the field has none."
    )
    made_for: MadeFor = fact(
        "Whether it is made for certain occupations, and the one aimed at is among them; any where it names none."
    )
    usual_in_field: Literal["no", "yes"] = fact(
        "Without a posting: whether it is made for the occupation aimed at, so that postings of the field name it."
    )
    gap_share: int | None = fact(
        "Share of the required skills not held that it closes or begins; unknown without a gap.",
        unit="% of missing required skills",
    )
    covered_share: int | None = fact(
        "Share of all that is missing that it covers, a required skill whole and a preferred one half; unknown "
        "where nothing is missing.",
        unit="% of what is missing",
    )
    near_missing: int = fact(
        "Missing skills of the posting that it does not teach, while it teaches something near to them that the "
        "learner does not know: they are missing as before.",
        unit="skills",
    )
    near_share: int = fact(
        "Share of all that is missing that these are, a required skill whole and a preferred one half.",
        unit="% of what is missing",
    )
    side_skills_only: Literal["no", "yes"] = fact(
        "Whether all that it covers of what is missing are skills that every field asks for, such as communication, "
        "and the occupation is not about them."
    )
    widespread_only: Literal["no", "yes"] = fact(
        "Whether all that it covers of what is missing are such skills, or tools that a fifth of all occupations list."
    )
    focus: int | None = fact(
        "Share of its skills that the role requires or prefers; unknown without such skills on either side.",
        unit="% of its skills",
    )
    new_skills: int = fact("Its skills that the learner does not hold.", unit="skills")
    already_held: int = fact(
        "Its skills that the learner already holds at its level or above.", unit="skills", formerly=("repeats",)
    )
    proves_held: int = fact(
        "Skills that the role asks for, that the learner holds, and that it would prove anew.", unit="skills"
    )
    hot_skills: int = fact("Its skills that O*NET marks as hot technologies for the occupation.", unit="skills")
    level_distance: int | None = fact(
        "Its level less the learner's in the missing skills it teaches, or in all it teaches; above 0 it is harder.",
        unit="levels",
    )
    prerequisites: Prerequisites = fact("Whether what it requires is held.")
    rests_on_other_licence: Literal["no", "yes"] = fact(
        "Whether it is only for holders of a licence of other work than the field aimed at, and the learner has none."
    )
    rests_on_field_licence: Literal["no", "yes"] = fact(
        "Whether it is only for holders of the licence of the field aimed at, and the catalogue's own is not held."
    )
    held: Literal["no"] | HeldStatus = fact("Whether the learner holds it already, and how.")
    below_held: Literal["no", "yes"] = fact(
        "Whether the same issuer has a higher step for the same work or skill, and the learner holds that one."
    )
    held_until: str = fact("The last day on which what is held is valid.")
    part_of_expired: Literal["no", "yes"] = fact(
        "Whether something larger that was held and has expired counts it among its parts, and it is not held itself.",
        formerly=("part_of_lapsed",),
    )
    lapsed_whole: str = fact("The larger one that has expired.")
    recognised_by: RecognisedBy = fact("Who is known to recognise it, the nearest to the learner's aim that applies.")
    issuer_is_target: Literal["yes", "no"] = fact("Whether a target employer awards it.")
    issuer_field: Answer = fact(
        "Whether the issuer is of the field aimed at: it made this for the occupation, or its name says its industry."
    )
    issuer_is_named: Literal["yes", "no"] = fact(
        "Whether the issuer's name shares a word with a target employer's, or with a skill the role asks for."
    )
    names_the_role: Literal["yes", "no"] = fact(
        "Whether its title names the occupation as it was asked for, or the role's title."
    )
    stack_step: StackStep = fact(
        "Whether it is a step toward the stack goal that is still open: next when its own prerequisites are met."
    )
    credit_at: CreditAt = fact(
        "Where its academic credit counts, if the stack goal is credit: awarded by the institution named in the goal, "
        "accepted by it, elsewhere (anywhere, where none is named), or none is known."
    )
    language: Match = fact("Whether it is taught in the preferred language; a match where none is preferred.")
    mode: Match = fact("Whether it is taught in the preferred mode.")
    evidence: int = fact("The learner's own pieces of evidence for skills that it teaches.", unit="pieces")
