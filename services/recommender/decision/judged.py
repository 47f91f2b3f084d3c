"""A candidate with all that was found about it: what ranking, paths and explanations look at."""

from dataclasses import dataclass
from functools import cached_property

from services.recommender.decision.facts.candidate.credential import CredentialFacts
from services.recommender.decision.facts.candidate.fit import AskedForByName, FitFacts
from services.recommender.decision.facts.candidate.price_limits import PriceFacts
from services.recommender.decision.facts.candidate.time_limits import TimeFacts
from services.recommender.decision.facts.credits import WHERE_ASKED
from services.recommender.decision.facts.record import by_name
from services.recommender.decision.scoring import Tally
from services.recommender.knowledge.credentials.credential import Credential, CredentialKind
from services.recommender.rulebook.vocabulary import Value

#: The kinds of which one can stand for another: certifications, licences and degrees are their own.
INTERCHANGEABLE = frozenset({CredentialKind.MICRO_CREDENTIAL, CredentialKind.PROFESSIONAL_CERTIFICATE})

Order = tuple[int, int, bool, bool, int, int, bool, int, int, str]


class Standing:
    """How a candidate stands to the learner, whatever the rules say and whatever time and money there is."""

    credential: Credential
    about: CredentialFacts
    fit: FitFacts

    @cached_property
    def asked_for(self) -> AskedForByName:
        """Whether the posting requires or prefers it by name; credit where the goal wants it is a wish as well."""
        wanted = self.fit.credit_at in WHERE_ASKED and self.fit.missing_skills_taught > 0
        return "preferred" if wanted and self.fit.asked_for_by_name == "no" else self.fit.asked_for_by_name

    @property
    def is_field_licence(self) -> bool:
        """Whether it is the licence that the field itself asks for."""
        return self.fit.licence_for == "field"

    @cached_property
    def interchangeable(self) -> bool:
        """Whether another could stand for it; steps and what a posting or an adviser names are their own."""
        its_own = self.fit.stack_step != "no" or self.asked_for != "no" or self.fit.named_first != "no"
        return self.credential.kind in INTERCHANGEABLE and not its_own


@dataclass(frozen=True, kw_only=True)
class Weighed(Standing):
    """A candidate by which it has or has no place: how it stands, its points, and whether a rule took it out."""

    credential: Credential
    about: CredentialFacts
    fit: FitFacts
    score: int
    ruled_out: bool

    @cached_property
    def by_points(self) -> Order:
        """Its place by points; ties go to what closes more, costs less, is shorter, was revised last, then by id."""
        cost, euro, hours = self.credential.cost, self.about.cost_in_euro, self.credential.hours
        return (
            -self.score,
            -self.fit.missing_skills_taught,
            cost is None,
            euro is None,
            euro or 0,
            cost.amount if cost else 0,
            hours is None,
            hours or 0,
            -self.credential.revised_on.toordinal() if self.credential.revised_on else 0,
            self.credential.id,
        )


@dataclass(frozen=True, kw_only=True)
class Judged(Standing):
    """A candidate, what is true of it, how it fits the learner and their limits, and what the rules said of it.

    `rules` are those that count; `said` is what they add up to, without words.
    """

    credential: Credential
    about: CredentialFacts
    fit: FitFacts
    time: TimeFacts
    price: PriceFacts
    rules: tuple[str, ...] = ()
    said: Tally

    def facts(self) -> dict[str, Value]:
        """Return its facts by name, as the rules saw them."""
        return by_name(self.about, self.fit, self.time, self.price)
