"""Credentials and catalogues that nobody offers, of every kind and with every gap, and learners whom they may serve."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from services.recommender.knowledge.credentials.catalogue import Catalogue
from services.recommender.knowledge.credentials.credential import (
    Assessment,
    Choice,
    Cost,
    Credential,
    CredentialKind,
    DegreeHeld,
    ExperienceYears,
    Holding,
    Issuer,
    IssuerKind,
    Recognition,
    RecognitionForm,
    Source,
    TaughtSkill,
)
from services.recommender.knowledge.credentials.remembered import Fact, Remembered
from services.recommender.learner import Evidence, Experience, HeldCredential, HeldSkill, SkillChoice, TargetRole
from services.recommender.scales import EducationLevel, EmployerKind, EvidenceKind, HeldStatus, Mode, SkillLevel
from tests.builders.made_up.random_profiles import OCCUPATIONS, maybe, profiles, some
from tests.builders.whole_decisions import KNOWLEDGE, TODAY

#: Skills of several fields, by the words of postings, each read as one skill.
NAMES = ("PostgreSQL", "Terraform", "nursing care", "bookkeeping", "GitHub", "Figma", "forklift driving")
IDS = tuple(KNOWLEDGE.skills.read(name).skill for name in NAMES)

#: By these names generated credentials are held, asked for and built upon.
TITLES = tuple(f"Generated award number {letter}" for letter in "ABCDEFGH")

SOURCE = Source(title="a page", address="https://example.org", licence="facts", read_on=TODAY)
LEVELS = st.sampled_from(SkillLevel)
CURRENCIES = st.sampled_from(["USD", "EUR", "INR"])
COSTS = st.builds(
    lambda amount, less, currency: Cost(
        amount=amount, amount_from=None if less is None else max(0, amount - less), currency=currency
    ),
    st.sampled_from([0, 20, 90, 400, 2_500, 30_000]),
    maybe(st.sampled_from([0, 10, 200])),
    CURRENCIES,
)
REQUIREMENTS = st.one_of(
    st.builds(Holding, credential=st.sampled_from([f"c{n}" for n in range(len(TITLES))])),
    st.builds(ExperienceYears, years=st.integers(1, 8)),
    st.builds(DegreeHeld, level=st.sampled_from([EducationLevel.ASSOCIATE, EducationLevel.BACHELOR])),
    st.builds(
        lambda years, level: Choice(needed=1, of=(ExperienceYears(years=years), DegreeHeld(level=level))),
        st.integers(1, 8),
        st.just(EducationLevel.BACHELOR),
    ),
)
RECOGNITIONS = st.builds(
    Recognition,
    by=st.sampled_from(["Deloitte LLP", "Oak Ltd", "Leeds Teaching Hospitals NHS Trust"]),
    by_kind=st.sampled_from(EmployerKind),
    asserted_by=st.just("them"),
    form=st.sampled_from(RecognitionForm),
)


def credential(identity, **known):
    """Return a credential of which a test says what matters; the rest is known, and as it usually is."""
    usual = {
        "title": identity,
        "kind": CredentialKind.MICRO_CREDENTIAL,
        "issuer": Issuer(name="Acme", kind=IssuerKind.VENDOR),
        "skills": tuple(TaughtSkill(skill=one) for one in IDS[:2]),
        "hours": 20,
        "cost": Cost(amount=20, currency="USD"),
        "assessment": Assessment.QUIZ,
        "level": SkillLevel.INTERMEDIATE,
        "mode": Mode.ANY,
        "languages": ("en",),
    }
    return Credential(id=identity, address="https://example.org", source=SOURCE, **(usual | known))


@st.composite
def credentials(draw, number=0):
    """Return the generated credential with the id `c{number}`: anything that a catalogue may say of it, or not say."""
    skills = draw(st.lists(st.sampled_from(IDS), max_size=5, unique=True))
    known = draw(
        st.fixed_dictionaries(
            {
                "kind": st.sampled_from(CredentialKind),
                "issuer": st.builds(
                    Issuer,
                    name=st.sampled_from(["Acme", "Oak Ltd", "State University"]),
                    kind=st.sampled_from(IssuerKind),
                ),
                "hours": maybe(st.sampled_from([1, 6, 20, 60, 300, 1_500])),
                "cost": maybe(COSTS),
                "assessment": st.sampled_from(Assessment),
                "level": LEVELS,
                "mode": maybe(st.sampled_from(Mode)),
                "languages": st.sampled_from([(), ("en",), ("de",), ("en", "de")]),
                "validity_months": maybe(st.sampled_from([12, 36])),
                "revised_on": maybe(st.dates(date(2010, 1, 1), TODAY)),
                "occupations": some(st.sampled_from(OCCUPATIONS), 2),
                "recognised_by": some(RECOGNITIONS, 2),
                "prerequisites": st.none() | st.none() | REQUIREMENTS,
                "credits": maybe(st.integers(1, 30)),
                "weeks_minimum": maybe(st.integers(1, 60)),
                "remembered": maybe(
                    st.builds(
                        Remembered,
                        noted_on=st.just(TODAY),
                        facts=st.lists(st.sampled_from([Fact.COST, Fact.HOURS]), min_size=1, unique=True).map(tuple),
                    )
                ),
            }
        )
    )
    taught = tuple(
        TaughtSkill(skill=one, level=draw(LEVELS), assessed=draw(st.sampled_from([None, True, False])))
        for one in skills
    )
    one = credential(f"c{number}", title=TITLES[number], skills=taught, **known)
    of_itself = isinstance(one.prerequisites, Holding) and one.prerequisites.credential == one.id
    least = draw(maybe(st.integers(1, one.hours))) if one.hours else None
    return replace(one, hours_from=least, prerequisites=None if of_itself else one.prerequisites)


@st.composite
def catalogues(draw, least=1, most=8):
    """Return so many generated credentials."""
    return tuple(draw(credentials(number)) for number in range(draw(st.integers(least, most))))


def catalogue(offers):
    """Return the catalogue of just these credentials."""
    return Catalogue(offers, (), content_hash="generated")


ASKED = st.sampled_from(NAMES) | st.builds(
    SkillChoice, any_of=st.lists(st.sampled_from(NAMES), min_size=2, max_size=3, unique=True).map(tuple)
)
YEARS = maybe(st.integers(2005, 2026))
HELD = st.builds(
    HeldCredential,
    title=st.sampled_from(TITLES),
    status=st.sampled_from(HeldStatus),
    expires_on=maybe(st.sampled_from([date(2020, 1, 1), TODAY + timedelta(days=30), date(2035, 1, 1)])),
)


def learners():
    """Return learners of all sorts whose posting asks for what generated credentials teach, and who know some of it."""
    return st.builds(
        replace,
        profiles(TITLES),
        target_role=st.builds(
            TargetRole, required_skills=some(ASKED | st.sampled_from(TITLES), 5), preferred_skills=some(ASKED, 2)
        ),
        skills=some(st.builds(HeldSkill, name=st.sampled_from(NAMES), level=LEVELS, last_used=YEARS), 3),
        evidence=some(
            st.builds(
                Evidence,
                kind=st.sampled_from(EvidenceKind),
                title=st.just("x"),
                skills=some(st.sampled_from(NAMES), 2),
                year=YEARS,
            ),
            2,
        ),
        experience=st.builds(
            Experience, years_total=maybe(st.integers(0, 30)), years_in_field=maybe(st.integers(0, 30))
        ),
        credentials_held=some(HELD, 2),
        country=st.sampled_from([None, None, "US", "DE", "IN", "GB"]),
    )
