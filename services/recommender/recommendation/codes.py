"""On which scales does an answer speak? Its codes, each with its meaning."""

from enum import StrEnum


class VerdictStanding(StrEnum):
    """How far the advised path leads: clearly, closely, or too little to decide by."""

    CLEAR = "clear"
    CLOSE = "close"
    UNDECIDED = "undecided"


class Role(StrEnum):
    """ROUTE: this credential is of the kind the verdict recommends, or the posting asks for it by name.

    ALTERNATIVE: it is neither, and only accompanies the advice.
    """

    ROUTE = "route"
    ALTERNATIVE = "beside"


class LeftOut(StrEnum):
    """Why a candidate is not among the ranked; in the order in which a reader wants to know.

    What a rule ruled out for the learner's own circumstances (held, revoked, too dear, too late) comes first, what
    merely teaches something else comes last.
    """

    RULED_OUT = "ruled_out"
    NOT_YET = "not_yet"
    OUTRANKED = "outranked"
    TOO_LITTLE = "too_little"
    ALIKE = "alike"
    WEIGHED_AGAINST = "weighed_against"
    BEYOND_SHORTLIST = "beyond_shortlist"


class AskedAbout(StrEnum):
    """Why a reader may ask about a credential that is not shown.

    NAMED: by the posting or the goal, or because it is held or under way. USUAL: it is made for the role.
    """

    NAMED = "named"
    USUAL = "usual"


class CountsAs(StrEnum):
    """What a credential of the learner counts as on the day of the decision."""

    VALID = "valid"
    IN_PROGRESS = "in_progress"
    EXPIRED = "expired"
    REVOKED = "revoked"
    NOT_HELD = "not_held"


class NoteCode(StrEnum):
    """What a note beside a stack plan is about: what was assumed, what is missing, what leads nowhere."""

    UNKNOWN_CREDENTIAL = "unknown_credential"
    DEAD_END = "dead_end"
    SUPERSEDED = "superseded"
    CIRCLE = "circle"
    HOURS_UNKNOWN = "hours_unknown"
    COST_UNKNOWN = "cost_unknown"
    HOURS_PER_WEEK_UNKNOWN = "hours_per_week_unknown"
    EXPERIENCE_COMES = "experience_comes"
    EXPERIENCE_UNKNOWN = "experience_unknown"
    DEGREE_COMES = "degree_comes"
    EDUCATION_UNKNOWN = "education_unknown"
    CREDITS_UNKNOWN = "credits_unknown"
    IN_PROGRESS_COUNTED_WHOLE = "in_progress_counted_whole"
    RENEWAL_COUNTED_WHOLE = "renewal_counted_whole"
    FEE_DIFFERS = "fee_differs"
    CURRENCIES_DIFFER = "currencies_differ"
    REVOKED = "revoked"
    OFFER_ENDS = "offer_ends"
    NOT_PROVED = "not_proved"
    ALTERNATIVE_PREFERRED = "alternative_preferred"


class AnswerKind(StrEnum):
    """What an answer to a question is.

    NUMBER: a whole number of the question's unit. MONEY: a whole number in the currency that is the unit, or an object
    of amount and currency. DAY: a date like 2027-06-30, or null where there is none. TEXTS: a list of texts, empty
    where there are none. CHOICE: the code of one of the choices.
    """

    NUMBER = "number"
    MONEY = "money"
    DAY = "day"
    TEXTS = "texts"
    CHOICE = "choice"


class WhyNotStanding(StrEnum):
    """How something stands that somebody asks about.

    ADVISED: it is the path advised. SHOWN: it is among the credentials shown. NOT_JUDGED: it is in the catalogue, and
    too far from the role to have been judged. UNKNOWN: nothing in the catalogue has that name.
    """

    ADVISED = "advised"
    SHOWN = "shown"
    LEFT_OUT = "left_out"
    RULED_OUT = "ruled_out"
    NOT_JUDGED = "not_judged"
    UNKNOWN = "unknown"
