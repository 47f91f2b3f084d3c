"""What may a rule ask about each path?"""

from services.recommender.paths import PathKind
from services.recommender.rulebook.vocabulary import Group, choice, number

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
    number(
        Group.PATH,
        "serving",
        "Those of them with points that close something missing, lead to the goal, were begun, have lapsed, or are "
        "asked for by name; with nothing missing, all with points.",
        "credentials",
    ),
    number(
        Group.PATH,
        "best_score",
        "Score of the best that serves, or else of the best; unknown without candidates.",
        "points",
    ),
    number(
        Group.PATH, "best_gap_share", "Share of the gap that the best of them closes.", "% of missing required skills"
    ),
    choice(
        Group.PATH,
        "asked_for_by_name",
        "Whether the posting names a credential of this kind that is not held; required where it requires one of them.",
        ("no", "preferred", "required"),
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
