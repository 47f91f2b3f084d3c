"""A check for schemathesis: what the OpenAPI document calls valid is taken, but where no schema can say why not."""

import re

import schemathesis

#: Refusals that turn on what a text means, or on two members at once that JSON Schema cannot compare.
ON_MEANING = (
    r"must be a country's ISO 3166-1 code",
    r"must be a language tag",
    r"must not be before issued_on",
    r"must not be more than years_total",
    r"is blank",
    # A cursor is what a page before said; any other text is none.
    r"cursor must be what",
    r"contains the control character",
    r"must be a date of the calendar",
    r"must be a moment with its offset",
    r"résumé|resume|heading|base64|PDF|data:",
    r"JobPosting|advertisement",
    r"occupation|is called|is neither a code nor a title that we know",
    r"character",
    # What not every JSON reader holds, or understands the same way, is refused wherever it stands.
    r"numbers must be below|more than 15 digits|nest more than|half of a surrogate",
)

#: Kinds of problem that are about what a sound request refers to or holds.
OF_CONTENT = frozenset(
    {
        "unknown-occupation",
        "catalogue-refused",
        "overlay-refused",
        "resume-refused",
        "address-refused",
        "idempotency-key-reused",
    }
)


#: What is said of several members of a profile at once.
OF_SEVERAL = r"is missing|must hold exactly one of|there is an? \w+ but no goal"


def is_of_the_whole(problem):
    """Say whether a change is refused for what it makes of the rest of the profile, which no schema of it can say."""
    return problem["pointer"].startswith("/changes/") and re.search(OF_SEVERAL, problem["detail"])


@schemathesis.check
def what_is_valid_is_taken(_ctx, response, case):
    if case.meta is None or not case.meta.generation.mode.is_positive or response.status_code not in {400, 415, 422}:
        return
    problem = response.json()
    if "error" in problem:
        # Of the token endpoint, which asks for a key before it looks at anything else.
        return
    kind = problem["type"].rpartition("/")[2]
    told = [each for each in problem.get("problems", ()) if not is_of_the_whole(each)]
    details = [each["detail"] for each in told] or ([] if problem.get("problems") else [problem["detail"]])
    unsaid = [detail for detail in details if not re.search("|".join(ON_MEANING), detail)]
    assert kind in OF_CONTENT or not unsaid, f"{kind}: {unsaid[:5]}"
