"""How much of what the European Union asks of a micro-credential does a catalogue entry say?

The list is part A of Annex I to the Council Recommendation of 16 June 2022 on a European approach to micro-credentials
(2022/C 243/02), "mandatory elements". Two of its eleven elements belong to an issued credential and not to what can be
enrolled in, so no entry of a catalogue can have them: the identification of the learner, and the date of issuing.
"""

from collections.abc import Callable
from dataclasses import dataclass

from services.recommender.knowledge.credentials.credential import Assessment, Credential

#: The nine elements that an entry can say, in the order of the Annex. Hours of learning or academic credits are a
#: workload; a level of the EQF is asked for "if applicable", and whether it applies is for the issuer to say.
ELEMENTS: tuple[tuple[str, Callable[[Credential], bool]], ...] = (
    ("title", lambda one: bool(one.title)),
    ("country or region of the issuer", lambda one: one.country is not None),
    ("awarding body", lambda one: bool(one.issuer.name)),
    ("learning outcomes", lambda one: bool(one.outcomes or one.skills)),
    ("notional workload", lambda one: one.hours is not None or one.credits is not None),
    ("level (EQF), if applicable", lambda one: one.eqf_level is not None),
    ("type of assessment", lambda one: one.assessment is not Assessment.UNKNOWN),
    ("form of participation", lambda one: one.mode is not None),
    ("type of quality assurance", lambda one: one.quality_assurance is not None),
)


@dataclass(frozen=True, kw_only=True)
class Completeness:
    """The elements an entry says and those it does not, by name; together they are all that can be said."""

    present: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def percent(self) -> int:
        """The share of elements present, in whole percent, rounded down: 100 only where none is missing."""
        return len(self.present) * 100 // (len(self.present) + len(self.missing))


def completeness(credential: Credential) -> Completeness:
    """Return which of the mandatory elements `credential` says."""
    said = {name: says(credential) for name, says in ELEMENTS}
    return Completeness(
        present=tuple(name for name, is_said in said.items() if is_said),
        missing=tuple(name for name, is_said in said.items() if not is_said),
    )
