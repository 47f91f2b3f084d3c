"""Which credentials held are the field's licence, and which are only near it?"""

from datetime import date
from pathlib import Path

import pytest

from services.recommender.decision.facts.learner import learner_facts
from services.recommender.learner import Experience, Field, HeldCredential, Profile, StackGoal, TargetRole
from services.recommender.recommend import recommend
from services.recommender.scales import Goal, HeldStatus, StackGoalKind
from services.recommender.situation.credentials.licences_named import names_licence
from services.recommender.situation.reading import read_situation
from tests.builders import shipped

ROOT = Path(__file__).resolve().parents[4]
KNOWLEDGE = shipped.knowledge()
RULEBOOK = shipped.rulebook()
TODAY = date(2026, 11, 22)
LICENSED = [each for each in KNOWLEDGE.occupations if each.licence is not None]

NURSE, PRACTICAL_NURSE, NURSE_PRACTITIONER = "29-1141.00", "29-2061.00", "29-1171.00"
ANESTHETIST, NURSE_AIDE, PILOT, AIRLINE_PILOT = "29-1151.00", "31-1131.00", "53-2012.00", "53-2011.00"
TRUCKER, BUS_DRIVER, BROKER, SALESPERSON = "53-3032.00", "53-3052.00", "41-9021.00", "41-9022.00"
PHYSICIAN, PHYSICIAN_ASSISTANT, LAB_TECHNICIAN = "29-1215.00", "29-1071.00", "29-2012.00"
DENTIST, HYGIENIST, DENTAL_ASSISTANT = "29-1021.00", "29-1292.00", "31-9091.00"
PHARMACIST, PHARMACY_TECHNICIAN, PHYSICAL_THERAPIST = "29-1051.00", "29-2052.00", "29-1123.00"
THERAPY_ASSISTANT, OCCUPATIONAL_THERAPIST, SPEECH = "31-2021.00", "29-1122.00", "29-1127.00"
TEACHER, SPECIAL_TEACHER, SUBSTITUTE, SOCIAL_WORKER = "25-2031.00", "25-2057.00", "25-3031.00", "21-1021.00"
LAWYER, ACCOUNTANT, ENGINEER, CHEMICAL_ENGINEER = "23-1011.00", "13-2011.00", "17-2051.00", "17-2041.00"
ARCHITECT, LANDSCAPE, ELECTRICIAN, PLUMBER = "17-1011.00", "17-1012.00", "47-2111.00", "47-2152.00"
COUNSELOR, THERAPIST, EMT, PARAMEDIC = "21-1014.00", "21-1013.00", "29-2042.00", "29-2043.00"
COSMETOLOGIST, BARBER, VET, VET_TECHNICIAN, SOFTWARE = (
    "39-5012.00",
    "39-5011.00",
    "29-1131.00",
    "29-2056.00",
    "15-1252.00",
)


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("RN License (California)", NURSE),
        ("Registered Nurse license", NURSE),
        ("R.N.", NURSE),
        ("Advanced Practice Registered Nurse licence", NURSE),
        ("Licensed Practical Nurse (LPN) license", PRACTICAL_NURSE),
        ("LVN", PRACTICAL_NURSE),
        ("Registered Nurse license", NURSE_AIDE),
        ("APRN license, Ohio", NURSE_PRACTITIONER),
        ("Family Nurse Practitioner (FNP-C)", NURSE_PRACTITIONER),
        ("Certified Registered Nurse Anesthetist", ANESTHETIST),
        ("Commercial pilot license", PILOT),
        ("FAA Commercial Pilot Certificate", PILOT),
        ("CPL", PILOT),
        ("ATP certificate", PILOT),
        ("Airline Transport Pilot", AIRLINE_PILOT),
        ("Commercial driver's license (CDL)", TRUCKER),
        ("CDL Class A", TRUCKER),
        ("CDL Class B with P and S endorsements", BUS_DRIVER),
        ("Real estate broker license", BROKER),
        ("Broker's licence", SALESPERSON),
        ("Real Estate License", SALESPERSON),
        ("Sales associate license (Florida)", SALESPERSON),
        ("State medical licence", PHYSICIAN),
        ("Medical license", PHYSICIAN),
        ("License to practice medicine, Texas Medical Board", PHYSICIAN),
        ("PA-C", PHYSICIAN_ASSISTANT),
        ("DDS", DENTIST),
        ("Dental licence", DENTIST),
        ("RDH", HYGIENIST),
        ("RPh, Texas State Board of Pharmacy", PHARMACIST),
        ("Registered pharmacy technician", PHARMACY_TECHNICIAN),
        ("Physical Therapist license", PHYSICAL_THERAPIST),
        ("PTA license", THERAPY_ASSISTANT),
        ("OTR/L", OCCUPATIONAL_THERAPIST),
        ("CCC-SLP", SPEECH),
        ("Professional Educator License", TEACHER),
        ("State teaching license", TEACHER),
        ("Teacher certification, New Jersey", TEACHER),
        ("Special education teaching license", SPECIAL_TEACHER),
        ("Substitute teaching permit", SUBSTITUTE),
        ("LMSW", SOCIAL_WORKER),
        ("Licensed Clinical Social Worker (LCSW)", SOCIAL_WORKER),
        ("Member of the New York State Bar", LAWYER),
        ("Attorney license", LAWYER),
        ("Certified Public Accountant (CPA)", ACCOUNTANT),
        ("PE license", ENGINEER),
        ("Professional Engineer", CHEMICAL_ENGINEER),
        ("Registered Architect", ARCHITECT),
        ("Journeyman electrician", ELECTRICIAN),
        ("Master Plumber licence", PLUMBER),
        ("LMHC", COUNSELOR),
        ("LMFT", THERAPIST),
        ("Paramedic license", EMT),
        ("Cosmetology license", COSMETOLOGIST),
        ("DVM license", VET),
    ],
)
def test_the_fields_licence_is_known_by_its_names(title, code):
    assert names_licence(title, KNOWLEDGE.occupations.get(code))


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Licensed Practical Nurse (LPN) license", NURSE),
        ("Licensed vocational nurse", NURSE),
        ("Registered Nurse license", NURSE_PRACTITIONER),
        ("RN", ANESTHETIST),
        ("Nurse practitioner license", ANESTHETIST),
        ("Certified Nursing Assistant", PRACTICAL_NURSE),
        ("Private pilot licence", PILOT),
        ("Student pilot certificate", PILOT),
        ("Remote pilot certificate (Part 107)", PILOT),
        ("Commercial driver's license (CDL)", PILOT),
        ("Driver's license", TRUCKER),
        ("Commercial learner's permit", TRUCKER),
        ("Commercial pilot license", TRUCKER),
        ("Commercial pilot license", AIRLINE_PILOT),
        ("Real estate salesperson license", BROKER),
        ("Physician assistant license", PHYSICIAN),
        ("Certified Medical Assistant (AAMA)", PHYSICIAN),
        ("Medical laboratory technician license", PHYSICIAN),
        ("Emergency medical technician license", PHYSICIAN),
        ("Medical license", LAB_TECHNICIAN),
        ("Dental hygienist license", DENTIST),
        ("Dental assistant license", HYGIENIST),
        ("Pharmacy technician license", PHARMACIST),
        ("Pharmacist intern license", PHARMACIST),
        ("Physical therapist assistant license", PHYSICAL_THERAPIST),
        ("Physical therapist license", THERAPY_ASSISTANT),
        ("COTA", OCCUPATIONAL_THERAPIST),
        ("Speech-language pathology assistant", SPEECH),
        ("Substitute teaching license", TEACHER),
        ("State teaching license", SPECIAL_TEACHER),
        ("Associate clinical social worker", SOCIAL_WORKER),
        ("Notary public licence", ACCOUNTANT),
        ("Certified public notary", ACCOUNTANT),
        ("Engineer in Training (EIT)", ENGINEER),
        ("Landscape architect license", ARCHITECT),
        ("AWS Certified Solutions Architect", ARCHITECT),
        ("Architect license", LANDSCAPE),
        ("Registered electrical apprentice", ELECTRICIAN),
        ("Apprentice electrician license", ELECTRICIAN),
        ("Journeyman electrician", PLUMBER),
        ("LPC associate", COUNSELOR),
        ("EMT license", PARAMEDIC),
        ("Cosmetology license", BARBER),
        ("Veterinary technician license", VET),
        ("Veterinary license", VET_TECHNICIAN),
        ("Driving licence", LAWYER),
        ("CPhT", PHARMACY_TECHNICIAN),
        ("Google Certified Educator Level 1", TEACHER),
        ("Administrator in training", "11-9111.00"),
        ("RN license", SOFTWARE),
        ("", NURSE),
    ],
)
def test_another_licence_is_not_taken_for_the_fields(title, code):
    assert not names_licence(title, KNOWLEDGE.occupations.get(code))


@pytest.mark.parametrize("occupation", LICENSED, ids=lambda each: each.code)
def test_every_licence_is_known_by_its_own_name(occupation):
    assert names_licence(occupation.licence.name, occupation)


def learner(code, title, years, status=HeldStatus.VALID, goal=None, skill="Conduit bending"):
    return Profile(
        learner_id="l",
        field=Field(occupation=code),
        goal=Goal.FILL_SKILL_GAP,
        target_role=TargetRole(title="the role", required_skills=(skill,)),
        experience=Experience(years_total=years, years_in_field=years),
        credentials_held=(HeldCredential(title=title, status=status),) if title else (),
        stack_goal=StackGoal(kind=StackGoalKind.PROFESSIONAL_DESIGNATION, credential=goal)
        if goal
        else StackGoal(kind=StackGoalKind.NONE),
    )


def facts(*what, **more):
    known = learner_facts(read_situation(learner(*what, **more), KNOWLEDGE, TODAY), KNOWLEDGE)
    return known.licence, known.nearby_licence


def best_path(*what, **more):
    document = recommend(learner(*what, **more), knowledge=KNOWLEDGE, rulebook=RULEBOOK, on=TODAY).as_document()
    return document["verdict"]["path"]


@pytest.mark.parametrize(
    ("code", "title"),
    [
        (NURSE, "Licensed Practical Nurse (LPN) license"),
        (NURSE_PRACTITIONER, "Registered Nurse license"),
        (PILOT, "Private pilot licence"),
        (BROKER, "Real estate salesperson license"),
        (TEACHER, "Substitute teaching permit"),
        (ELECTRICIAN, "Registered electrical apprentice"),
        (ENGINEER, "Engineer in Training (EIT)"),
        (PHYSICAL_THERAPIST, "Physical therapist assistant license"),
    ],
)
def test_a_nearby_licence_is_near_and_not_held(code, title):
    assert facts(code, title, 0) == ("not_named", "yes")


def test_a_licence_far_off_is_not_near():
    assert facts(PILOT, "Commercial driver's license (CDL)", 0) == ("not_named", "no")


def test_what_ended_is_not_near_any_more():
    assert facts(NURSE, "LPN license", 0, status=HeldStatus.EXPIRED) == ("not_named", "no")


def test_years_in_the_field_make_a_licence_that_is_no_others_the_fields():
    assert facts(PHYSICIAN, "State board license no. 4711", 12)[0] == "valid"
    assert facts(PHYSICIAN, "State board license no. 4711", 0)[0] == "not_named"


def test_years_in_work_that_needs_no_licence_make_no_licence_its_title():
    assert facts(ACCOUNTANT, "State license no. 4711", 12)[0] == "not_named"


@pytest.mark.parametrize("title", ["Driver's license", "Hunting license", "RN license", "Licensed massage therapist"])
def test_years_in_the_field_make_no_other_licence_the_fields(title):
    assert facts(ELECTRICIAN, title, 12)[0] == "not_named"


@pytest.mark.parametrize("title", ["NCLEX-RN review course for the RN license", "RN exam candidate"])
def test_preparing_for_a_licence_is_not_holding_it(title):
    assert facts(NURSE, title, 12)[0] == "not_named"


@pytest.mark.parametrize(
    ("code", "title", "offered"),
    [
        (NURSE, "Licensed Practical Nurse", True),
        (NURSE, "RN License (California)", False),
        (NURSE_PRACTITIONER, "Registered Nurse license", False),
    ],
)
def test_only_the_fields_licence_is_offered_and_only_while_it_is_not_held(code, title, offered):
    what = learner(code, title, 0, skill="provide professional care in nursing")
    document = recommend(what, knowledge=KNOWLEDGE, rulebook=RULEBOOK, on=TODAY).as_document()
    assert ("us-registered-nurse-licence" in {each["credential"]["id"] for each in document["items"]}) is offered


def test_a_lapsed_licence_comes_before_everything_else():
    assert best_path(PHYSICIAN, "State medical licence", 12, status=HeldStatus.EXPIRED) == "licence"


def test_a_designation_that_is_a_licence_is_the_licence_path():
    assert best_path(ACCOUNTANT, None, 5, goal="Certified Public Accountant (CPA)") == "licence"
    assert best_path(CHEMICAL_ENGINEER, None, 5, goal="Professional Engineer (PE)") == "licence"


def test_an_accountant_who_wants_no_title_hears_of_no_licence():
    document = recommend(learner(ACCOUNTANT, None, 5), knowledge=KNOWLEDGE, rulebook=RULEBOOK, on=TODAY).as_document()
    assert document["field"]["licence"] is None
    assert not [each for each in document["cautions"] if "licence" in each["code"]]


def test_an_apprentice_works_toward_the_licence_of_the_trade():
    what = learner(ELECTRICIAN, "Registered electrical apprentice", 2, status=HeldStatus.IN_PROGRESS)
    document = recommend(what, knowledge=KNOWLEDGE, rulebook=RULEBOOK, on=TODAY).as_document()
    assert document["verdict"]["path"] == "licence"
    assert "apprenticeship_leads_to_the_licence" in {each["code"] for each in document["cautions"]}
