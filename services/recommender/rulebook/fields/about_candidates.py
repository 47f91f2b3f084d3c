"""What may a rule ask about a candidate, and about how it fits the learner?"""

from services.recommender.rulebook.vocabulary import Group, choice, number, text
from services.recommender.scales import SkillLevel

#: The credential kinds a candidate may be, as services/recommender/knowledge/credentials/credential.py has them.
CREDENTIAL_KINDS = ("micro_credential", "professional_certificate", "certification", "licence", "degree")
ISSUER_KINDS = ("learning_platform", "university", "industry_body", "vendor", "employer", "public_body", "unknown")

CREDENTIAL = (
    text(Group.CREDENTIAL, "title", "The credential's title."),
    text(Group.CREDENTIAL, "issuer", "Who awards it."),
    choice(Group.CREDENTIAL, "kind", "What it is, on the one scale.", CREDENTIAL_KINDS),
    choice(
        Group.CREDENTIAL,
        "status",
        "Whether it can still be earned.",
        ("active", "expired_offer", "deprecated", "superseded"),
    ),
    choice(Group.CREDENTIAL, "issuer_kind", "What kind of organisation awards it.", ISSUER_KINDS),
    choice(
        Group.CREDENTIAL,
        "partner_kind",
        "The kind of partner whose name it also carries, such as a platform's university; none without one.",
        ("none", *ISSUER_KINDS),
    ),
    choice(
        Group.CREDENTIAL,
        "assessment",
        "How the issuer finds out whether the learner can do it.",
        ("project", "portfolio", "practical", "proctored_exam", "quiz", "attendance", "unknown"),
    ),
    choice(Group.CREDENTIAL, "level", "The level it is taught at.", SkillLevel),
    number(Group.CREDENTIAL, "hours", "Hours of learning in all.", "hours"),
    number(Group.CREDENTIAL, "cost", "What it costs in all.", "whole units of its own currency"),
    text(Group.CREDENTIAL, "price", "The same with its currency, for showing; empty where it is not known."),
    number(Group.CREDENTIAL, "validity", "How long it stays valid; unknown also when it never expires.", "months"),
    number(Group.CREDENTIAL, "revised_years_ago", "Years since its content was last revised.", "years"),
    choice(Group.CREDENTIAL, "skills_tagged", "Whether its skills are known.", ("yes", "no")),
    number(Group.CREDENTIAL, "credits", "Academic credits it is known to be worth.", "credits"),
    choice(
        Group.CREDENTIAL,
        "basis",
        "Whether what the catalogue says of it was read on a page, or some or all of it noted from memory.",
        ("read", "partly_remembered", "remembered"),
    ),
    text(Group.CREDENTIAL, "remembered", "What was noted from memory, as a phrase; empty where nothing was."),
    text(Group.CREDENTIAL, "noted_on", "The day on which that was noted; empty where nothing was."),
    choice(
        Group.CREDENTIAL,
        "prerequisites_basis",
        "Whether what it requires was read, or noted from memory.",
        ("read", "remembered"),
    ),
    choice(Group.CREDENTIAL, "states_entry_terms", "Whether it is known in words what it asks for.", ("yes", "no")),
    text(Group.CREDENTIAL, "entry_terms", "What it asks for beforehand, in words; empty where that is not known."),
)

FIT = (
    number(Group.FIT, "closes", "Missing required skills that it teaches.", "skills"),
    number(
        Group.FIT, "closes_assessed", "Missing required skills that it is known to assess, not just teach.", "skills"
    ),
    number(Group.FIT, "closes_preferred", "Missing preferred skills that it teaches.", "skills"),
    choice(
        Group.FIT,
        "asked_for_by_name",
        "Whether the posting names it among what it requires or prefers; no also where the learner holds it.",
        ("no", "preferred", "required"),
    ),
    choice(
        Group.FIT,
        "licence_for",
        "Whether a licence is that of the field aimed at; none for what is no licence or where the field has none.",
        ("none", "field", "other"),
    ),
    choice(
        Group.FIT,
        "made_for",
        "Whether it is made for certain occupations, and the one aimed at is among them; any where it names none.",
        ("any", "field", "other"),
    ),
    number(
        Group.FIT,
        "gap_share",
        "Share of the missing required skills that it teaches; unknown without a gap.",
        "% of missing required skills",
    ),
    number(
        Group.FIT,
        "focus",
        "Share of its skills that the role requires or prefers; unknown without such skills on either side.",
        "% of its skills",
    ),
    number(Group.FIT, "new_skills", "Its skills that the learner does not hold.", "skills"),
    number(Group.FIT, "repeats", "Its skills that the learner already holds at its level or above.", "skills"),
    number(Group.FIT, "hot_skills", "Its skills that O*NET marks as hot technologies for the occupation.", "skills"),
    number(
        Group.FIT,
        "level_distance",
        "Its level less the learner's in the missing skills it teaches, or in all it teaches; above 0 it is harder.",
        "levels",
    ),
    number(
        Group.FIT,
        "days_needed",
        "Days it takes at the learner's hours a week, or its minimum duration if longer, and the wait for its exam.",
        "days",
    ),
    number(
        Group.FIT,
        "days_slack",
        "Days left less days needed, where the duration is sure; below 0 it is too late.",
        "days",
    ),
    number(Group.FIT, "weeks_needed", "The days needed in weeks, for showing; a week begun counts whole.", "weeks"),
    number(
        Group.FIT,
        "weeks_slack",
        "The days of slack in whole weeks, for showing; below 0 it is too late.",
        "weeks",
    ),
    number(
        Group.FIT,
        "budget_slack",
        "Budget less cost; unknown where either is or is not sure, or currencies differ and neither amount is 0.",
        "whole units of the currency",
    ),
    choice(
        Group.FIT,
        "price_is_sure",
        "Whether its price can be held against the budget: no where it was remembered or is a range around it.",
        ("yes", "no"),
    ),
    choice(
        Group.FIT,
        "duration_is_sure",
        "Whether its duration can be held against the deadline: no where it was remembered or is a range around it.",
        ("yes", "no"),
    ),
    choice(
        Group.FIT,
        "prerequisites",
        "Whether what it requires is held.",
        ("none_known", "met", "one_missing", "missing", "unknown"),
    ),
    choice(
        Group.FIT,
        "rests_on_other_licence",
        "Whether it is only for holders of a licence of other work than the field aimed at, and the learner has none.",
        ("no", "yes"),
    ),
    choice(
        Group.FIT,
        "rests_on_field_licence",
        "Whether it is only for holders of the licence of the field aimed at, and the catalogue's own is not held.",
        ("no", "yes"),
    ),
    choice(
        Group.FIT,
        "held",
        "Whether the learner holds it already, and how.",
        ("no", "valid", "in_progress", "expired", "revoked"),
    ),
    choice(
        Group.FIT,
        "held_ends",
        "Whether it is held, valid, and ends soon: within half a year or before the deadline.",
        ("not_held", "not_soon", "soon"),
    ),
    text(Group.FIT, "held_until", "The last day on which what is held is valid."),
    choice(
        Group.FIT,
        "part_of_lapsed",
        "Whether something larger that was held and has expired counts it among its parts, and it is not held itself.",
        ("no", "yes"),
    ),
    text(Group.FIT, "lapsed_whole", "The larger one that has expired."),
    choice(
        Group.FIT,
        "recognised_by",
        "Who is known to recognise it, the nearest to the learner's aim that applies.",
        ("target_employer", "target_kind", "others", "unknown"),
    ),
    choice(Group.FIT, "issuer_is_target", "Whether a target employer awards it.", ("yes", "no")),
    choice(
        Group.FIT,
        "issuer_is_named",
        "Whether the issuer's name shares a word with a target employer's, or with a skill the role asks for.",
        ("yes", "no"),
    ),
    choice(
        Group.FIT,
        "names_the_role",
        "Whether its title names the occupation as it was asked for, or the role's title.",
        ("yes", "no"),
    ),
    choice(
        Group.FIT,
        "stack_step",
        "Whether it is a step toward the stack goal that is still open: next when its own prerequisites are met.",
        ("no", "later", "next"),
    ),
    choice(Group.FIT, "language", "Whether it is taught in the preferred language.", ("match", "differs", "unknown")),
    choice(Group.FIT, "mode", "Whether it is taught in the preferred mode.", ("match", "differs", "unknown")),
    number(Group.FIT, "evidence", "The learner's own pieces of evidence for skills that it teaches.", "pieces"),
)
