"""The fact vocabulary: every field that rules may speak of, with its unit, its allowed values and what it means.

The facts are computed in services/recommender/decision/facts; a test holds the two against each other. Rule authors
read this list as documentation, so every sentence is written for them.
"""

from services.recommender.learner import (
    Culture,
    EducationLevel,
    EmployerKind,
    Goal,
    HeldStatus,
    SkillLevel,
    StackGoalKind,
)
from services.recommender.rulebook.rule import PathKind
from services.recommender.rulebook.vocabulary import Group, Vocabulary, choice, number, text

#: The three answers to a question about the world.
ANSWERS = ("yes", "no", "unknown")

LEARNER = (
    choice(Group.LEARNER, "goal", "Why the learner asks.", Goal),
    choice(Group.LEARNER, "stack_goal", "What a stack of credentials should lead to, if anything.", StackGoalKind),
    choice(
        Group.LEARNER,
        "stack_found",
        "Whether the named stack goal is in the catalogue; none when no goal is named.",
        ("none", "yes", "no"),
    ),
    number(
        Group.LEARNER,
        "stack_steps_held",
        "Steps toward the stack goal already held and valid; unknown without a stack from the catalogue.",
        "steps",
    ),
    choice(
        Group.LEARNER,
        "stack_institution_recognises",
        "Whether the institution named in the stack goal is known to accept that stack.",
        ANSWERS,
    ),
    choice(
        Group.LEARNER,
        "stack_plan",
        "How the best plan toward the stack goal stands to deadline and budget; none without a goal in the catalogue.",
        ("none", "reached", "fits", "late", "over_budget", "late_and_over_budget", "impossible", "unknown"),
    ),
    number(
        Group.LEARNER,
        "stack_weeks",
        "Weeks until the stack goal is reached by the best plan; unknown where hours are.",
        "weeks",
    ),
    choice(
        Group.LEARNER,
        "highest_education",
        "The highest completed education; unknown when the profile names none.",
        EducationLevel,
    ),
    choice(Group.LEARNER, "has_degree", "Whether a degree (associate or higher) is completed.", ANSWERS),
    choice(
        Group.LEARNER, "has_relevant_degree", "Whether a completed degree prepares for the field aimed at.", ANSWERS
    ),
    number(Group.LEARNER, "degree_age", "Age of the newest degree.", "years"),
    number(Group.LEARNER, "years_in_field", "Years worked in the field aimed at.", "years"),
    number(Group.LEARNER, "years_total", "Years worked in all.", "years"),
    number(
        Group.LEARNER,
        "evidence_pieces",
        "Portfolio pieces, projects, work products and publications named in the profile.",
        "pieces",
    ),
    number(Group.LEARNER, "evidence_for_role", "Those of them that show a skill the role asks for.", "pieces"),
    number(Group.LEARNER, "credentials_valid", "Credentials held and valid today.", "credentials"),
    number(Group.LEARNER, "credentials_expired", "Credentials held that have expired.", "credentials"),
    number(Group.LEARNER, "credentials_in_progress", "Credentials begun and not finished.", "credentials"),
    number(
        Group.LEARNER,
        "credentials_expiring",
        "Credentials valid today that expire within half a year.",
        "credentials",
    ),
    number(
        Group.LEARNER,
        "credentials_verified",
        "Credentials held whose issuer's signature was checked and is right, valid today.",
        "credentials",
    ),
    number(
        Group.LEARNER,
        "credentials_unverifiable",
        "Credentials held whose document could not be checked, not expired; they count like those named in words.",
        "credentials",
    ),
    number(
        Group.LEARNER,
        "credentials_tampered",
        "Documents whose signature does not fit what they say; they count as not held.",
        "credentials",
    ),
    number(
        Group.LEARNER,
        "credentials_not_yet_valid",
        "Credentials that become valid later; until then they count as not held.",
        "credentials",
    ),
    choice(
        Group.LEARNER,
        "licence",
        "Whether the field's licence is among the credentials held, and how; silence is not a no.",
        ("not_named", *HeldStatus),
    ),
    number(Group.LEARNER, "skills_named", "Skills named in the profile.", "skills"),
    choice(Group.LEARNER, "deadline", "How the deadline stands today.", ("none", "ahead", "passed")),
    number(
        Group.LEARNER, "weeks_left", "Whole weeks until the deadline; 0 when it is this week or has passed.", "weeks"
    ),
    number(Group.LEARNER, "hours_per_week", "Hours a week the learner can give.", "hours"),
    number(Group.LEARNER, "budget", "What may be spent in all.", "whole units of the budget's currency"),
)

FIELD = (
    text(Group.FIELD, "title", "The field's title, as O*NET has it or as the profile gave it."),
    choice(Group.FIELD, "listed", "Whether O*NET lists the occupation.", ("yes", "no")),
    choice(
        Group.FIELD,
        "culture",
        "The field's credential culture: the client's declared one, else the measured one.",
        Culture,
    ),
    choice(
        Group.FIELD,
        "measured_culture",
        "The credential culture computed from O*NET, whatever the client declared.",
        Culture,
    ),
    choice(Group.FIELD, "culture_basis", "Where `culture` comes from.", ("measured", "imputed", "declared", "unknown")),
    choice(
        Group.FIELD,
        "certification",
        "Whether certification clearly matters: importance is 3 or more with probability 0.8, or 0.2, or between.",
        ("matters", "does_not", "uncertain", "unknown"),
    ),
    number(
        Group.FIELD,
        "certification_importance",
        "How important employers' surveys found certification, from 1.00 to 5.00.",
        "hundredths of a point",
        decimals=2,
    ),
    number(Group.FIELD, "degree_share", "Jobs that need a degree.", "% of jobs"),
    number(Group.FIELD, "survey_age", "Age of the survey behind the importance of certification.", "years"),
    choice(
        Group.FIELD, "licensed", "Whether the work needs a licence by law.", ("everywhere", "some_states", "none_known")
    ),
    text(Group.FIELD, "licence", "The licence's name, where the field is licensed."),
    text(Group.FIELD, "licence_authority", "Who grants the licence, where the field is licensed."),
    number(Group.FIELD, "job_zone", "O*NET job zone: preparation needed, from 1 (little) to 5 (extensive).", "zone"),
    number(Group.FIELD, "hot_technologies", "Technologies O*NET marks as hot for the occupation.", "technologies"),
)

ROLE = (
    choice(
        Group.ROLE,
        "skills_from",
        "Where the role's skills come from: the profile, O*NET's in-demand technologies, or nowhere.",
        ("named", "imputed", "none"),
    ),
    number(Group.ROLE, "required", "Skills the role requires.", "skills"),
    number(Group.ROLE, "gap", "Required skills the learner does not hold.", "skills"),
    number(Group.ROLE, "preferred_gap", "Preferred skills the learner does not hold.", "skills"),
    number(
        Group.ROLE,
        "covered_share",
        "Required skills the learner holds; unknown when none are known.",
        "% of required skills",
    ),
    number(Group.ROLE, "unplaced", "Required or preferred skills that are in no list of skills.", "skills"),
    choice(
        Group.ROLE, "employers", "The kind of employer aimed at; several when they differ.", (*EmployerKind, "several")
    ),
    number(
        Group.ROLE,
        "hot_skills",
        "Required or preferred skills that O*NET marks as hot technologies for the occupation.",
        "skills",
    ),
)

PATH = (
    choice(Group.PATH, "kind", "The path.", PathKind),
    number(
        Group.PATH,
        "typical_weeks",
        "Weeks the path usually takes from a standing start; for credentials, the quickest good candidate.",
        "weeks",
    ),
    choice(Group.PATH, "in_time", "Whether that fits before the deadline.", ("no_deadline", "yes", "no", "unknown")),
    number(Group.PATH, "candidates", "Candidates of this kind that were not ruled out.", "credentials"),
    number(Group.PATH, "best_score", "Score of the best of them; unknown without candidates.", "points"),
    number(
        Group.PATH, "best_gap_share", "Share of the gap that the best of them closes.", "% of missing required skills"
    ),
    choice(
        Group.PATH,
        "leads_to_goal",
        "Whether the stack goal is a credential of this kind; no without a stack goal.",
        ("yes", "no", "unknown"),
    ),
    number(
        Group.PATH,
        "stack_steps",
        "Candidates of this kind that are the next step toward the stack goal and were not ruled out.",
        "credentials",
    ),
    number(
        Group.PATH,
        "renewals",
        "Candidates of this kind that the learner held, that have expired and were not ruled out.",
        "credentials",
    ),
    number(
        Group.PATH,
        "begun",
        "Candidates of this kind that the learner has in progress and that were not ruled out.",
        "credentials",
    ),
)

#: The credential kinds a candidate may be, as services/recommender/knowledge/credential.py has them.
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
    number(Group.CREDENTIAL, "validity", "How long it stays valid; unknown also when it never expires.", "months"),
    number(Group.CREDENTIAL, "revised_years_ago", "Years since its content was last revised.", "years"),
    choice(Group.CREDENTIAL, "skills_tagged", "Whether its skills are known.", ("yes", "no")),
    number(Group.CREDENTIAL, "credits", "Academic credits it is known to be worth.", "credits"),
)

FIT = (
    number(Group.FIT, "closes", "Missing required skills that it teaches.", "skills"),
    number(
        Group.FIT, "closes_assessed", "Missing required skills that it is known to assess, not just teach.", "skills"
    ),
    number(Group.FIT, "closes_preferred", "Missing preferred skills that it teaches.", "skills"),
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
        "Its level less the learner's level in the skills both know of; above 0 it is harder.",
        "levels",
    ),
    number(
        Group.FIT,
        "weeks_needed",
        "Weeks it takes at the learner's hours a week, or its minimum duration and exam wait if longer.",
        "weeks",
    ),
    number(Group.FIT, "weeks_slack", "Weeks left less weeks needed; below 0 it is too late.", "weeks"),
    number(
        Group.FIT,
        "budget_slack",
        "Budget less cost; unknown where either is, or where the currencies differ.",
        "whole units of the currency",
    ),
    choice(
        Group.FIT,
        "prerequisites",
        "Whether what it requires is held.",
        ("none_known", "met", "one_missing", "missing", "unknown"),
    ),
    choice(
        Group.FIT,
        "held",
        "Whether the learner holds it already, and how.",
        ("no", "valid", "in_progress", "expired", "revoked"),
    ),
    choice(
        Group.FIT,
        "recognised_by",
        "Who is known to recognise it, the nearest to the learner's aim that applies.",
        ("target_employer", "target_kind", "others", "unknown"),
    ),
    choice(Group.FIT, "issuer_is_target", "Whether a target employer awards it.", ("yes", "no")),
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

#: All fields; a rulebook adds the findings that its rules conclude.
VOCABULARY = Vocabulary((*LEARNER, *FIELD, *ROLE, *PATH, *CREDENTIAL, *FIT))
