"""Credentials, stacks and situations for tests of the stack planner, made of a few words each."""

from datetime import date

from services.recommender.knowledge.credentials.catalogue import Catalogue
from services.recommender.knowledge.credentials.credential import (
    Choice,
    Cost,
    Credential,
    CredentialKind,
    Holding,
    Issuer,
    SharedFee,
    Source,
    Stack,
    StackKind,
)
from services.recommender.learner import Budget, Experience, Field, Profile
from services.recommender.scales import Culture, Goal
from services.recommender.situation.aims.stack_aim import StackAim
from services.recommender.situation.situation import Situation

TODAY = date(2026, 11, 22)
SOURCE = Source(title="a test", address="https://example.org/", licence="none", read_on=TODAY)


def credential(name, *, cost=100, currency="USD", hours=40, fees=(), **more):
    """A credential called `name`: 40 hours and 100 USD unless said otherwise; None says unknown."""
    return Credential(
        id=name,
        title=more.pop("title", f"Credential {name}"),
        kind=CredentialKind.CERTIFICATION,
        issuer=Issuer(name="Issuer"),
        address=f"https://example.org/{name}",
        source=SOURCE,
        hours=hours,
        cost=None if cost is None else Cost(amount=cost, currency=currency),
        shared_fees=tuple(SharedFee(name=fee, cost=Cost(amount=amount, currency=currency)) for fee, amount in fees),
        **more,
    )


def holding(name):
    return Holding(credential=name)


def all_of(*parts):
    of = tuple(holding(part) if isinstance(part, str) else part for part in parts)
    return Choice(needed=len(of), of=of)


def any_of(*parts):
    return k_of(1, *parts)


def k_of(needed, *parts):
    return Choice(needed=needed, of=tuple(holding(part) if isinstance(part, str) else part for part in parts))


def stack(name, requirement):
    return Stack(
        id=name,
        title=f"Stack {name}",
        kind=StackKind.PROFESSIONAL_DESIGNATION,
        issuer="Issuer",
        address="https://example.org/",
        source=SOURCE,
        requirement=requirement,
        check="Whether it still counts.",
    )


def catalogue(*known):
    stacks = [one for one in known if isinstance(one, Stack)]
    return Catalogue([one for one in known if isinstance(one, Credential)], stacks, content_hash="sha256:test")


def situation(requirement, *, held=None, until=None, budget=None, years=None, **more):
    """A learner who aims at `requirement`: 10 hours a week, `budget` in USD, `years` in the field."""
    profile = Profile(
        learner_id="L-1",
        field=Field(unlisted="a field"),
        goal=Goal.EXPLORE,
        experience=Experience(years_in_field=years),
        budget=None if budget is None else Budget(amount=budget, currency="USD"),
        **{"hours_per_week": 10, **more},
    )
    return Situation(
        profile=profile,
        on=TODAY,
        occupation=None,
        resolved_by="unlisted",
        culture=Culture.UNKNOWN,
        culture_basis="unknown",
        required=(),
        preferred=(),
        skills_from="none",
        held_skills={},
        evidence_skills=(),
        evidence_about_role=0,
        hot_skills=frozenset(),
        widespread_skills=frozenset(),
        held=held or {},
        unmatched=(),
        aim=StackAim(title="The goal", requirement=requirement, stack=None),
        held_until=until or {},
    )
