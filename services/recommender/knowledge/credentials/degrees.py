"""What is a degree as a step toward something else? A credential of each level, whoever awards it.

The catalogue names degrees of one university. A requirement says "a bachelor's degree" of any, so that a plan needs one
that stands for all of them.
"""

from collections.abc import Mapping
from types import MappingProxyType

from services.recommender.knowledge.credentials.credential import (
    Credential,
    CredentialKind,
    Issuer,
    IssuerKind,
    Source,
)
from services.recommender.scales import DEGREE_LEVELS, EducationLevel
from services.recommender.wording.messages import say, word_of

#: The least weeks of study from school to each degree, two years to the first and four to the second (O*NET 29.3, scale
#: RL, categories 6 and 7); a master's takes a year more at the least, a doctorate four (general knowledge, to be
#: checked with the university).
WEEKS: Mapping[EducationLevel, int] = MappingProxyType(
    {
        EducationLevel.ASSOCIATE: 104,
        EducationLevel.BACHELOR: 208,
        EducationLevel.MASTER: 260,
        EducationLevel.DOCTORATE: 416,
    }
)

#: The degrees from lowest to highest.
LADDER = tuple(level for level in EducationLevel if level in DEGREE_LEVELS)


def degree_id(level: EducationLevel) -> str:
    """Return the id of the credential that stands for a degree of `level`."""
    return f"degree:{level}"


def degree_ids(level: EducationLevel) -> frozenset[str]:
    """Return the ids of all degrees that are one of `level` or higher."""
    return frozenset(map(degree_id, LADDER[LADDER.index(level) :]))


def _degree(level: EducationLevel) -> Credential:
    return Credential(
        id=degree_id(level),
        title=word_of("degree_named", level),
        kind=CredentialKind.DEGREE,
        issuer=Issuer(name=say("plan.degree_issuer"), kind=IssuerKind.UNIVERSITY),
        address="",
        source=Source(title="O*NET 29.3, scale RL", address="https://www.onetcenter.org/", licence="", read_on=None),
        weeks_minimum=WEEKS[level],
    )


#: The degrees of every level, by id.
DEGREES: Mapping[str, Credential] = MappingProxyType({degree_id(level): _degree(level) for level in LADDER})
