"""What do the learner's own credentials say: which were revoked, which have expired, which end soon, and when?"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from weakref import WeakKeyDictionary

from services.recommender.decision.facts.holdings.about_role import is_about_role, is_unlisted
from services.recommender.decision.facts.holdings.licence import is_held_licence
from services.recommender.decision.facts.record import FactRecord, fact
from services.recommender.knowledge.credentials.catalogue import Catalogue
from services.recommender.knowledge.credentials.credential import CredentialStatus, Stack
from services.recommender.knowledge.known import Knowledge
from services.recommender.learner import HeldCredential
from services.recommender.paths import PathKind
from services.recommender.rulebook.vocabulary import Group
from services.recommender.scales import HeldStatus, Revocation, Standing
from services.recommender.situation.credentials.credential_names import credential_titled
from services.recommender.situation.credentials.holdings import WORTH
from services.recommender.situation.credentials.licences_named import is_called_licence
from services.recommender.situation.possessions import possessions
from services.recommender.situation.requirements import open_steps, steps
from services.recommender.situation.situation import Situation
from services.recommender.wording import formats
from services.recommender.wording.messages import say

#: A credential that expires within this time is to be renewed before anything new is begun.
EXPIRES_SOON = timedelta(weeks=26)

#: Within this time it is urgent, and the days left are counted out.
EXPIRES_WITHIN_WEEKS = timedelta(days=60)

#: Stacks, each with all that it counts.
_Counted = tuple[tuple[Stack, frozenset[str]], ...]

#: Of every catalogue that is in use, and no longer than it is: clients' own are large, and come and go.
_STEPS_OF_STACKS: WeakKeyDictionary[Catalogue, _Counted] = WeakKeyDictionary()

#: So many credentials are named in one sentence; nobody reads more.
MOST_NAMED = 3


class HeldFacts(FactRecord, group=Group.LEARNER):
    """What rules may ask about the learner's credentials that were revoked, have expired or end soon.

    What has expired or ends soon is named where it is about the role; nothing else needs renewing for it.
    """

    credentials_valid_for_role: int = fact(
        "Those valid today that are about the role, the occupation or the stack goal, by the catalogue or their own "
        "words.",
        unit="credentials",
    )
    credentials_verified_for_role: int = fact(
        "Those of them whose issuer's signature was checked and is right.", unit="credentials"
    )
    credentials_in_progress_for_role: int = fact(
        "Credentials begun and not finished that are about the role, the occupation or the stack goal.",
        unit="credentials",
    )
    credentials_expired: int = fact("Credentials held that have expired.", unit="credentials")
    credentials_expired_for_role: int = fact(
        "Those of them that are about the role, the occupation or the stack goal, by the catalogue or their own words.",
        unit="credentials",
    )
    expired: str = fact("What has expired and is about the role, by name, and when it ended.")
    credentials_revoked: int = fact(
        "Credentials that their issuer revoked, and that are not held again.", unit="credentials"
    )
    revoked: str = fact("What was revoked, by name and issuer.")
    credentials_revocation_not_asked: int = fact(
        "Credentials valid today whose issuer says where it lists what it revoked, and was not asked.",
        unit="credentials",
    )
    revocation_not_asked: str = fact("Those of them by name.")
    credentials_expiring: int = fact(
        "Credentials about the role that are valid today and expire within half a year.", unit="credentials"
    )
    days_to_expiry: int | None = fact("Days until the first of them expires; unknown where none does.", unit="days")
    expiring: str = fact("Those of them by name, with the day on which they end, the first one first.")
    stacks_one_step_away: int = fact(
        "Stacks that count what the stack goal names and lack one credential that is known.", unit="stacks"
    )
    one_step_away: str = fact("The credential that each of them lacks, and what it reaches.")


def held_facts(situation: Situation, knowledge: Knowledge) -> HeldFacts:
    """Return what the learner's credentials say, and where they lead."""
    revoked = list(_held_as(situation, HeldStatus.REVOKED))
    lapsed = lapsed_for_role(situation, knowledge)
    nearest = list(_one_step_away(situation, knowledge))
    ending = sorted(_ending(situation, knowledge), key=lambda one: (one[0], one[1].title))
    about = [held for held in situation.profile.credentials_held if is_about_role(held, situation, knowledge)]
    unasked = [held.title for held in situation.profile.credentials_held if _was_not_asked(held, situation.on)]
    statuses = [held.status_on(situation.on) for held in about]
    return HeldFacts(
        credentials_valid_for_role=statuses.count(HeldStatus.VALID),
        credentials_verified_for_role=sum(held.standing_on(situation.on) is Standing.VERIFIED for held in about),
        credentials_in_progress_for_role=statuses.count(HeldStatus.IN_PROGRESS),
        credentials_revoked=len(revoked),
        revoked=_listed(_with_issuer(held, knowledge) for held in revoked),
        credentials_expired=sum(1 for _ in _held_as(situation, HeldStatus.EXPIRED)),
        credentials_expired_for_role=len(lapsed),
        expired=_listed(_with_end(held, situation) for held in lapsed),
        credentials_revocation_not_asked=len(unasked),
        revocation_not_asked=_listed(unasked),
        stacks_one_step_away=len(nearest),
        one_step_away=_listed(nearest),
        credentials_expiring=len(ending),
        days_to_expiry=(ending[0][0] - situation.on).days if ending else None,
        expiring=_listed(say("held.by_day", title=held.title, day=_counted(day, situation.on)) for day, held in ending),
    )


def lapsed_for_role(situation: Situation, knowledge: Knowledge) -> list[HeldCredential]:
    """Return what has expired, was not renewed, and is about the role."""
    expired = _held_as(situation, HeldStatus.EXPIRED)
    return [held for held in expired if is_about_role(held, situation, knowledge)]


def lapsed_beyond_catalogue(situation: Situation, knowledge: Knowledge) -> Mapping[PathKind, int]:
    """Count by path what has expired and is about the role though the catalogue does not know it.

    What is called a licence is one; else what people let lapse and renew is mostly a certification. The field's own
    licence is told of by itself.
    """
    return Counter(
        PathKind.LICENCE if is_called_licence(held.title) else PathKind.CERTIFICATION
        for held in lapsed_for_role(situation, knowledge)
        if is_unlisted(held, knowledge) and not is_held_licence(held.title, situation)
    )


def _held_as(situation: Situation, status: HeldStatus) -> Iterator[HeldCredential]:
    """Return what is held with `status` and, under the same title, with none that is worth more."""
    own = [(held, held.status_on(situation.on)) for held in situation.profile.credentials_held]
    best: dict[str, int] = {}
    for held, is_now in own:
        if is_now is not None:
            name = held.title.casefold()
            best[name] = max(best.get(name, 0), WORTH.index(is_now))
    return (held for held, is_now in own if is_now is status and best[held.title.casefold()] == WORTH.index(status))


def _was_not_asked(held: HeldCredential, day: date) -> bool:
    return held.revocation is Revocation.NOT_ASKED and held.status_on(day) is HeldStatus.VALID


def _ending(situation: Situation, knowledge: Knowledge) -> Iterator[tuple[date, HeldCredential]]:
    for held in situation.profile.credentials_held:
        ends = held.expires_on
        soon = held.status_on(situation.on) is HeldStatus.VALID and ends and ends <= situation.on + EXPIRES_SOON
        if ends and soon and is_about_role(held, situation, knowledge):
            yield ends, held


def _one_step_away(situation: Situation, knowledge: Knowledge) -> Iterator[str]:
    """Return the one credential that is missing, and for what, of each stack that counts what the goal names."""
    if situation.aim is None:
        return
    known = knowledge.catalogue.credentials
    own = possessions(situation)
    toward = steps(situation.aim.requirement, known)
    for stack, counted in _steps_of_stacks(knowledge.catalogue):
        if toward.isdisjoint(counted):
            continue
        missing = open_steps(stack.requirement, known, own)
        if len(missing & known.keys()) == len(missing) == 1 and toward & counted - missing:
            only = known[next(iter(missing))]
            if only.status is CredentialStatus.ACTIVE and only.id not in situation.held:
                yield say("held.leads_to", title=only.title, stack=stack.title)


def _steps_of_stacks(catalogue: Catalogue) -> _Counted:
    """Return every stack with all that it counts, by their ids."""
    known = _STEPS_OF_STACKS.get(catalogue)
    if known is None:
        stacks = [stack for _, stack in sorted(catalogue.stacks.items())]
        known = tuple((stack, steps(stack.requirement, catalogue.credentials)) for stack in stacks)
        _STEPS_OF_STACKS[catalogue] = known
    return known


def _with_issuer(held: HeldCredential, knowledge: Knowledge) -> str:
    if held.issuer is not None:
        return say("held.by_issuer", title=held.title, issuer=held.issuer)
    found = credential_titled(held.credential or held.title, knowledge.catalogue)
    if found is None:
        return held.title
    return say("held.by_issuer", title=held.title, issuer=knowledge.catalogue.credentials[found].issuer.name)


def _with_end(held: HeldCredential, situation: Situation) -> str:
    if held.status is HeldStatus.EXPIRED and situation.sent and held not in situation.sent.credentials_held:
        return say("held.by_usual_validity", title=held.title)
    return say("held.on_day", title=held.title, day=held.expires_on) if held.expires_on else held.title


def _counted(day: date, today: date) -> str:
    left = day - today
    if left > EXPIRES_WITHIN_WEEKS:
        return formats.day(day)
    match left.days:
        case 0:
            return say("held.today", day=day)
        case 1:
            return say("held.tomorrow", day=day)
        case days:
            return say("held.in_days", day=day, count=days)


def _listed(names: Iterable[str]) -> str:
    given = list(dict.fromkeys(names))
    shown = given[:MOST_NAMED]
    if len(given) > MOST_NAMED:
        shown.append(say("held.more", count=len(given) - MOST_NAMED))
    return formats.listed(shown)
