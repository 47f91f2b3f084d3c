"""Which ways lead to a learner's aim? Each path once, with everything that tells it from the others.

Whoever adds a path adds its kind and its case in `path_of`; the type checker names what is missing, and nothing starts
before each path has its words. Rules then say what speaks for it.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from services.recommender.scales import Culture, StackGoalKind
from services.recommender.wording.messages import Message, known_word_of, say


class PathKind(StrEnum):
    """The ways to the learner's aim, in the published order that settles ties: the lighter path comes first."""

    NOTHING_NEEDED = "nothing_needed"
    PORTFOLIO = "portfolio"
    MICRO_CREDENTIAL = "micro_credential"
    PROFESSIONAL_CERTIFICATE = "professional_certificate"
    CERTIFICATION = "certification"
    LICENCE = "licence"
    APPRENTICESHIP = "apprenticeship"
    DEGREE = "degree"


@dataclass(frozen=True, kw_only=True)
class Path:
    """One path. `advice` is what it asks of the learner, in words that stand behind "Clear:".

    `is_a_credential` says that it consists in taking a credential of its kind from the catalogue, `spares_one` that it
    leads to none. `has_a_fee` is no where nothing is bought. `mostly_asked_for_in` are the cultures whose employers
    mostly ask for it; `serves_goal` is the stack goal that asks for its kind. `least_days` is what it takes at least
    whatever the catalogue holds, None where that depends.
    """

    kind: PathKind
    advice: Message
    is_a_credential: bool = False
    spares_one: bool = False
    has_a_fee: bool = True
    mostly_asked_for_in: frozenset[Culture] = frozenset()
    serves_goal: StackGoalKind | None = None
    least_days: int | None = None


def path_of(kind: PathKind) -> Path:
    """Return the path of a kind: one table, a case a path, so that mypy names the path that has none."""
    match kind:
        case PathKind.NOTHING_NEEDED:
            return Path(
                kind=kind,
                advice=say("advice.nothing_needed"),
                spares_one=True,
                has_a_fee=False,
                least_days=0,
            )
        case PathKind.PORTFOLIO:
            return Path(
                kind=kind,
                advice=say("advice.portfolio"),
                spares_one=True,
                has_a_fee=False,
                mostly_asked_for_in=frozenset({Culture.EXPERIENCE_FOCUSED}),
            )
        case PathKind.MICRO_CREDENTIAL:
            return Path(kind=kind, advice=say("advice.micro_credential"), is_a_credential=True)
        case PathKind.PROFESSIONAL_CERTIFICATE:
            return Path(
                kind=kind,
                advice=say("advice.professional_certificate"),
                is_a_credential=True,
                serves_goal=StackGoalKind.LARGER_CERTIFICATE,
            )
        case PathKind.CERTIFICATION:
            return Path(
                kind=kind,
                advice=say("advice.certification"),
                is_a_credential=True,
                mostly_asked_for_in=frozenset({Culture.CREDENTIAL_DRIVEN, Culture.DEGREE_PLUS_CREDENTIAL}),
                serves_goal=StackGoalKind.PROFESSIONAL_DESIGNATION,
            )
        case PathKind.LICENCE:
            return Path(
                kind=kind,
                advice=say("advice.licence"),
                mostly_asked_for_in=frozenset({Culture.CREDENTIAL_DRIVEN, Culture.DEGREE_PLUS_CREDENTIAL}),
            )
        case PathKind.APPRENTICESHIP:
            return Path(kind=kind, advice=say("advice.apprenticeship"), spares_one=True)
        case PathKind.DEGREE:
            return Path(
                kind=kind,
                advice=say("advice.degree"),
                mostly_asked_for_in=frozenset({Culture.DEGREE_PLUS_CREDENTIAL, Culture.DEGREE_FOCUSED}),
                serves_goal=StackGoalKind.DEGREE_CREDIT,
            )
    assert_never(kind)


def in_words(path: Path) -> Path:
    """Return the path; raise MissingSentence, before any learner is answered, where it has no words to be told in."""
    for group in ("advised", "path_kind"):
        known_word_of(group, path.kind)
    return path


#: Every path by its kind, in the published order.
PATHS = {kind: in_words(path_of(kind)) for kind in PathKind}
