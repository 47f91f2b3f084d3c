"""Why is something not what was advised then? The stored decision, made again as on its day."""

from dataclasses import dataclass
from datetime import date

from flask import request

from services.api.advice.stored import stored_recommendation
from services.api.ports import ports
from services.api.problems.problem import Problem
from services.api.problems.request_kinds import INVALID_REQUEST
from services.api.schemas.members import query
from services.authoring.replaying import made_from_others
from services.intake.profile_schema import read_profile
from services.recommender.recommendation.why_not import WhyNot
from services.recommender.wording import formats
from services.recommender.wording.messages import say, word_of

#: The longest name that is looked for; no credential has a longer one.
LONGEST_NAME = 200

#: The parameter that `asked_name` reads.
NAME = query("name", "A credential's title or id, or a path.", required=True, minLength=1, maxLength=LONGEST_NAME)


@dataclass(frozen=True, kw_only=True)
class WhyNotThen:
    """The answer, and which parts of what it was decided from have another version now than then."""

    decided_on: date
    answer: WhyNot
    differs: tuple[str, ...]

    @property
    def note(self) -> str:
        """Say whether the answer is true to the day of the decision."""
        if not self.differs:
            return say("why_not.as_then")
        return say("why_not.not_as_then", parts=[word_of("provenance", part) for part in self.differs])


def why_not_then(client: str, recommendation_id: str, name: str) -> WhyNotThen:
    """Decide the stored profile again on its day, with the overlay and catalogue of then; raise Problem, NotFound."""
    made = stored_recommendation(client, recommendation_id)
    profile = read_profile(made.profile)
    overlay = ports().overlays.files_for(client, recommendation_id)
    catalogue = ports().catalogues.noted_for(client, recommendation_id)
    with formats.written_in(made.locale):
        again = ports().advisor.recommend(profile, made.decided_on, overlay, catalogue)
        (answer,) = ports().advisor.why_not(profile, [name], made.decided_on, overlay, catalogue)
    others = made_from_others(made.as_document(), again.as_document()).keys() - {"wording", "attribution"}
    return WhyNotThen(decided_on=made.decided_on, answer=answer, differs=tuple(sorted(others)))


def asked_name() -> str:
    """Return the query's `name`; raise Problem."""
    name = request.args.get("name", "").strip()
    if not 1 <= len(name) <= LONGEST_NAME or not name.isprintable():
        raise Problem(INVALID_REQUEST, f"name must be one line of 1 to {LONGEST_NAME} characters.")
    return name
