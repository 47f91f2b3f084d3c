"""What may a rule ask about the field aimed at?"""

from services.recommender.rulebook.vocabulary import Group, choice, number, text
from services.recommender.scales import Culture

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
        "found_by",
        "How the occupation was found: mended is a title whose spelling or order of words was put right, assumed one "
        "of several occupations that mostly means this one.",
        ("code", "title", "mended", "assumed", "unlisted"),
    ),
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
        Group.FIELD,
        "licensed",
        "Whether the work needs a licence by law; some_titles is for a title or for signing only.",
        ("everywhere", "some_states", "some_titles", "none_known"),
    ),
    choice(
        Group.FIELD,
        "apprenticeship",
        "Whether the licensed trade is known to be learned by an apprenticeship.",
        ("yes", "no"),
    ),
    text(Group.FIELD, "licence", "The licence's name, where the field is licensed."),
    text(Group.FIELD, "licence_authority", "Who grants the licence, where the field is licensed."),
    number(Group.FIELD, "job_zone", "O*NET job zone: preparation needed, from 1 (little) to 5 (extensive).", "zone"),
    number(Group.FIELD, "hot_technologies", "Technologies O*NET marks as hot for the occupation.", "technologies"),
)
