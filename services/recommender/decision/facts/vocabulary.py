"""Which facts may rules speak of? Those that the records beside this module declare, and no others."""

from services.recommender.decision.facts.candidate.credential import CredentialFacts
from services.recommender.decision.facts.candidate.fit import FitFacts
from services.recommender.decision.facts.candidate.price_limits import PriceFacts
from services.recommender.decision.facts.candidate.time_limits import TimeFacts
from services.recommender.decision.facts.field import FieldFacts
from services.recommender.decision.facts.holdings.held import HeldFacts
from services.recommender.decision.facts.learner import LearnerFacts
from services.recommender.decision.facts.path import PathFacts
from services.recommender.decision.facts.record import FactRecord, fields_of
from services.recommender.decision.facts.role import RoleFacts
from services.recommender.decision.facts.stack_plan import StackPlanFacts
from services.recommender.decision.facts.time_and_money import TimeAndMoneyFacts
from services.recommender.rulebook.vocabulary import Vocabulary

#: Every record: those about the learner, the field and the role, about each path, and about each candidate.
RECORDS: tuple[type[FactRecord], ...] = (
    LearnerFacts,
    TimeAndMoneyFacts,
    HeldFacts,
    StackPlanFacts,
    FieldFacts,
    RoleFacts,
    PathFacts,
    CredentialFacts,
    FitFacts,
    TimeFacts,
    PriceFacts,
)

#: All facts, for whoever reads rules; a rulebook adds the findings that its rules conclude.
VOCABULARY = Vocabulary(each for record in RECORDS for each in fields_of(record))
