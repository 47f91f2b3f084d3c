"""Where does a learner stand in what a credential teaches, and do its name and its issuer's speak of their role?"""

from datetime import date

import pytest

from services.intake.profile_schema import read_profile
from services.recommender.decision.facts.candidate.calculator import FitCalculator
from services.recommender.knowledge.credentials.credential import (
    Credential,
    CredentialKind,
    Issuer,
    Source,
    TaughtSkill,
)
from services.recommender.scales import SkillLevel
from services.recommender.situation.reading import read_situation
from tests.builders import shipped

TODAY = date(2026, 11, 22)
SOURCE = Source(title="a page", address="https://example.org", licence="facts", read_on=TODAY)


@pytest.fixture(scope="module")
def knowledge():
    return shipped.knowledge()


@pytest.fixture
def facts(knowledge):
    def _facts(*teaches, level=SkillLevel.ADVANCED, title="C", issuer="I", **members):
        members = {"learner_id": "x", "goal": "explore", "field": {"occupation": "15-2051.00"}, **members}
        situation = read_situation(read_profile(members), knowledge, TODAY)
        skills = tuple(
            TaughtSkill(skill=knowledge.skills.read(words).skill, level=level, assessed=None) for words in teaches
        )
        credential = Credential(
            id="c",
            title=title,
            kind=CredentialKind.CERTIFICATION,
            issuer=Issuer(name=issuer),
            address="https://example.org/c",
            source=SOURCE,
            skills=skills,
            level=level,
        )
        return FitCalculator.of(situation, knowledge.catalogue.credentials).fit(credential)

    return _facts


ROLE = {"required_skills": ["Python", "machine learning"]}


@pytest.mark.parametrize(
    ("skills", "years", "distance"),
    [
        # What is mastered already says nothing about what is missing.
        ([("Python", "expert"), ("machine learning", "beginner")], 0, 2),
        ([("Python", "expert")], 0, 2),
        # Whoever has practised for years begins one level up in a skill that is missing.
        ([("Python", "expert")], 5, 1),
        ([("Python", "expert")], 4, 2),
        # Nothing of it is missing: what is known of all it teaches counts.
        ([("Python", "expert"), ("machine learning", "intermediate")], 5, -1),
        ([("Python", "unknown"), ("machine learning", "unknown")], 5, None),
    ],
)
def test_a_level_is_held_against_what_the_credential_would_be_taken_for(facts, skills, years, distance):
    found = facts(
        "Python",
        "machine learning",
        target_role=ROLE,
        skills=[{"name": name, "level": level} for name, level in skills],
        experience={"years_in_field": years},
    )
    assert found.level_distance == distance


@pytest.mark.parametrize(
    ("issuer", "employer", "skill", "named"),
    [
        ("Amazon Web Services", "Amazon Web Services", "Kubernetes", "yes"),
        ("Amazon Web Services (AWS)", "Amazon", "Kubernetes", "yes"),
        ("Datadog", "Amazon Web Services", "Kubernetes", "no"),
        ("Salesforce", "Acme", "Salesforce software", "yes"),
        ("Web Academy", "Amazon Web Services", "Kubernetes", "no"),
    ],
)
def test_an_issuer_is_named_by_the_employer_or_a_skill(facts, issuer, employer, skill, named):
    found = facts(
        "Kubernetes",
        issuer=issuer,
        target_employers=[{"name": employer, "kind": "vendor_ecosystem"}],
        target_role={"required_skills": [skill]},
    )
    assert found.issuer_is_named == named


@pytest.mark.parametrize(
    ("title", "role", "named"),
    [
        ("Certified Platform Administrator", "Salesforce Administrator", "yes"),
        ("Certified Platform Developer", "Salesforce Administrator", "no"),
        ("Administrator", "Manager", "no"),
        ("Administrator", None, "no"),
        ("Geprüfte/r Bilanzbuchhalter/in (IHK)", "Bilanzbuchhalterin", "yes"),
        ("Elinstallatör: auktorisation", "Elinstallatör", "yes"),
        ("Elektromeister", "Elektromeister / Bauleiter", "yes"),
        ("Geprüfte/r Immobilienfachwirt/in", "Immobilienmaklerin", "no"),
        ("Mbo-diploma Apothekersassistent", "Apotheker", "no"),
    ],
)
def test_a_title_names_the_role_by_all_its_words(facts, title, role, named):
    asked = {"title": role} if role else {}
    assert facts("Kubernetes", title=title, issuer="Salesforce", target_role=asked).names_the_role == named


def test_no_course_is_too_easy_for_a_skill_that_is_missing(facts):
    found = facts("machine learning", level=SkillLevel.BEGINNER, target_role=ROLE, experience={"years_in_field": 20})
    assert found.level_distance == 0


@pytest.mark.parametrize(("occupation", "rests"), [("29-1216.00", "yes"), ("31-9092.00", "yes"), ("29-1141.00", "no")])
def test_a_nurses_certification_rests_on_a_nurses_licence(knowledge, occupation, rests):
    profile = read_profile({"learner_id": "x", "goal": "explore", "field": {"occupation": occupation}})
    compute = FitCalculator.of(read_situation(profile, knowledge, TODAY), knowledge.catalogue.credentials)
    informatics = knowledge.catalogue.credentials["ancc-informatics-nursing"]
    assert compute.fit(informatics).rests_on_other_licence == rests


def test_what_it_is_also_called_names_the_role_too(knowledge):
    asked = {"learner_id": "x", "goal": "explore", "field": {"occupation": "HR-Fachfrau"}, "country": "CH"}
    situation = read_situation(read_profile(asked), knowledge, TODAY)
    fachausweis = knowledge.catalogue.credentials["ch-hr-fachmann-frau-eidg-fachausweis"]
    assert FitCalculator.of(situation, knowledge.catalogue.credentials).fit(fachausweis).names_the_role == "yes"
