"""What may a rule ask about the learner?"""

from services.recommender.rulebook.vocabulary import Group, choice, number, text
from services.recommender.scales import EducationLevel, Goal, HeldStatus, StackGoalKind

#: The three answers to a question about the world.
ANSWERS = ("yes", "no", "unknown")

LEARNER = (
    choice(Group.LEARNER, "goal", "Why the learner asks.", Goal),
    choice(Group.LEARNER, "stack_goal", "What a stack of credentials should lead to, if anything.", StackGoalKind),
    choice(Group.LEARNER, "goal_is_licence", "Whether the stack goal names a licence.", ("no", "yes")),
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
        "Whether the institution named in the stack goal is known to accept that stack; none when none is named.",
        ("none", *ANSWERS),
    ),
    text(Group.LEARNER, "stack_institution", "The institution named in the stack goal."),
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
        "stack_goal_reached",
        "Whether everything the stack goal asks for is in hand and valid today; no also without a goal.",
        ("no", "yes"),
    ),
    number(
        Group.LEARNER,
        "stacks_one_step_away",
        "Stacks that count what the stack goal names and lack one credential that is known.",
        "stacks",
    ),
    text(Group.LEARNER, "one_step_away", "The credential that each of them lacks, and what it reaches."),
    text(Group.LEARNER, "reached", "The stack goal that is reached, and until when it is valid."),
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
    number(
        Group.LEARNER,
        "degree_weeks",
        "The least weeks that the degree which the aim asks for takes: longer for law, medicine and doctorates.",
        "weeks",
    ),
    choice(
        Group.LEARNER,
        "degree_in_time",
        "Whether that fits before the deadline.",
        ("no_deadline", "yes", "no", "unknown"),
    ),
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
    number(
        Group.LEARNER,
        "credentials_valid_for_role",
        "Those of them that are about the role, the occupation or the stack goal, by the catalogue or their own words.",
        "credentials",
    ),
    number(Group.LEARNER, "credentials_expired", "Credentials held that have expired.", "credentials"),
    number(
        Group.LEARNER,
        "credentials_expired_for_role",
        "Those of them that are about the role, the occupation or the stack goal, by the catalogue or their own words.",
        "credentials",
    ),
    text(Group.LEARNER, "expired", "What has expired and is about the role, by name, and when it ended."),
    number(
        Group.LEARNER,
        "credentials_revoked",
        "Credentials that their issuer revoked, and that are not held again.",
        "credentials",
    ),
    text(Group.LEARNER, "revoked", "What was revoked, by name and issuer."),
    number(Group.LEARNER, "credentials_in_progress", "Credentials begun and not finished.", "credentials"),
    number(
        Group.LEARNER,
        "credentials_expiring",
        "Credentials about the role that are valid today and expire within half a year.",
        "credentials",
    ),
    number(
        Group.LEARNER,
        "days_to_expiry",
        "Days until the first of them expires; unknown where none does.",
        "days",
    ),
    text(Group.LEARNER, "expiring", "Those of them by name, with the day on which they end, the first one first."),
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
        "Whether the field's licence is among the credentials held, and how; silence is not a no. Elsewhere is one of "
        "another country, or not the registration that the posting names; unproven one whose document is forged or "
        "cannot be read.",
        ("not_named", *HeldStatus, "not_valid_yet", "elsewhere", "unproven"),
    ),
    choice(
        Group.LEARNER,
        "nearby_licence",
        "Whether a licence near the field's is held or under way, such as a practical nurse's for a registered nurse.",
        ("yes", "no"),
    ),
    number(Group.LEARNER, "skills_named", "Skills named in the profile.", "skills"),
    choice(Group.LEARNER, "deadline", "How the deadline stands today.", ("none", "ahead", "passed")),
    number(Group.LEARNER, "days_left", "Days until the deadline; 0 when it is today or has passed.", "days"),
    number(
        Group.LEARNER,
        "weeks_left",
        "The whole weeks in them, for showing; 0 when the deadline is less than a week away or has passed.",
        "weeks",
    ),
    number(Group.LEARNER, "hours_per_week", "Hours a week the learner can give.", "hours"),
    number(Group.LEARNER, "budget", "What may be spent in all.", "whole units of the budget's currency"),
    text(Group.LEARNER, "to_spend", "The same with its currency, for showing; empty without a budget."),
)
