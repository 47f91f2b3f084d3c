"""Random learners over the real vocabulary of occupations and skills, sensible and odd ones alike."""

from datetime import date

from hypothesis import strategies as st

from services.recommender.learner import (
    Budget,
    DeclaredCulture,
    Education,
    Evidence,
    Experience,
    Field,
    HeldCredential,
    HeldSkill,
    Profile,
    StackGoal,
    TargetEmployer,
    TargetRole,
)
from services.recommender.scales import (
    Culture,
    EducationLevel,
    EmployerKind,
    EvidenceKind,
    Goal,
    HeldStatus,
    Mode,
    SkillLevel,
    StackGoalKind,
)

#: Two of them are names of credentials, as postings have them.
SKILLS = st.sampled_from(
    [
        *(
            "Python",
            "SQL",
            "Kubernetes",
            "telehealth",
            "Google Analytics",
            "project management",
            "tea ceremony",
            "Docker",
        ),
        *("CISSP", "PMP"),
    ]
)
OCCUPATIONS = ["15-1252.00", "29-1141.00", "23-1011.00", "13-1161.00", "25-2021.00", "49-3023.00", "11-1031.00"]
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
FIELDS = st.one_of(
    st.builds(Field, occupation=st.sampled_from(OCCUPATIONS)),
    st.builds(
        Field,
        unlisted=st.just("dream reader"),
        declared_culture=st.none()
        | st.builds(DeclaredCulture, culture=st.sampled_from(Culture), source=st.just("our own market")),
    ),
)


def some(strategy, most=3):
    return st.lists(strategy, max_size=most).map(tuple)


def maybe(strategy):
    return st.none() | strategy


def profiles(titles=("Nobody awards this",)):
    """Profiles whose held credentials and stack goals are among `titles`."""
    named = st.sampled_from(list(titles))
    return st.builds(
        Profile,
        learner_id=st.just("L-1"),
        field=FIELDS,
        goal=st.sampled_from(Goal),
        target_role=st.builds(TargetRole, required_skills=some(SKILLS), preferred_skills=some(SKILLS)),
        target_employers=some(st.builds(TargetEmployer, name=maybe(named), kind=st.sampled_from(EmployerKind)), 2),
        education=some(
            st.builds(
                Education,
                level=st.sampled_from(EducationLevel),
                field_of_study=maybe(st.sampled_from(["computer science", "nursing", "weaving"])),
                year=maybe(st.integers(1960, 2027)),
            ),
            2,
        ),
        experience=st.builds(
            Experience, years_total=maybe(st.integers(0, 50)), years_in_field=maybe(st.integers(0, 50))
        ),
        skills=some(st.builds(HeldSkill, name=SKILLS, level=st.sampled_from(SkillLevel)), 4),
        evidence=some(st.builds(Evidence, kind=st.sampled_from(EvidenceKind), title=named, skills=some(SKILLS)), 2),
        credentials_held=some(
            st.builds(HeldCredential, title=named, status=st.sampled_from(HeldStatus), expires_on=maybe(DAYS)), 2
        ),
        stack_goal=st.builds(StackGoal, kind=st.sampled_from(StackGoalKind), credential=maybe(named)),
        deadline=maybe(DAYS),
        hours_per_week=maybe(st.integers(1, 80)),
        budget=maybe(st.builds(Budget, amount=st.integers(0, 5000), currency=st.sampled_from(["USD", "EUR"]))),
        language=maybe(st.sampled_from(["en", "de-CH"])),
        mode=st.sampled_from(Mode),
    )
