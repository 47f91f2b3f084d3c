"""A credential that a posting asks for by name, and whether the learner holds it."""

from dataclasses import dataclass

from services.recommender.knowledge.credentials.credential import CredentialKind
from services.recommender.scales import HeldStatus
from services.recommender.situation.role.posting import Choice
from services.recommender.wording import formats


@dataclass(frozen=True, kw_only=True)
class AskedCredential:
    """A credential that the posting names in `words`: `required`, or only welcome.

    `credential` is its id in the catalogue and None where only the learner's own record, or the field's licence, knows
    it. `held` is the best status among what the learner holds of it; None where nothing is.
    """

    words: str
    label: str
    required: bool
    credential: str | None = None
    kind: CredentialKind | None = None
    held: HeldStatus | None = None
    choice: Choice = ()
    """The posting's words for all of which one suffices, where this is one of several."""

    unlisted: bool = False
    """Whether its words are a name that is known neither from the catalogue nor as the field's licence."""

    @property
    def missing(self) -> bool:
        """Whether the learner does not hold it today: one that expired or is still in progress does not count."""
        return self.held is not HeldStatus.VALID

    @property
    def named(self) -> str:
        """What the posting names: all of the choice, where this is one of several."""
        return formats.choice(list(self.choice)) or self.words
