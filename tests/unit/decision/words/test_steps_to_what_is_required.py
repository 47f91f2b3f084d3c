"""The steps name all that the posting requires, say what nobody here knows, and start with nothing that is held."""

from datetime import date
from pathlib import Path

import pytest

from services.intake.profile_schema import read_profile
from services.recommender.names.skills.choices import asked_for
from services.recommender.recommend import recommend
from services.recommender.situation.credentials.credential_words import calls_credential
from services.recommender.situation.role.degrees_asked import names_subject
from tests.builders import shipped

ROOT = Path(__file__).parents[4]
KNOWLEDGE = shipped.knowledge()
RULEBOOK = shipped.rulebook()
TODAY = date(2026, 11, 29)

NURSE = "Registered Nurses"
DEVELOPER = "Software Developers"
CODER = "Medical Records Specialists"
LICENSED = {"title": "Registered nurse licence", "status": "valid", "issued_on": "2019-07-01"}


def answered(occupation, required, preferred=(), goal="fill_skill_gap", years=7, **members):
    asked = {
        "learner_id": "x",
        "field": {"occupation": occupation},
        "goal": goal,
        "country": "US",
        "hours_per_week": 6,
        "experience": {"years_total": years, "years_in_field": years},
        "target_role": {"required_skills": list(required), "preferred_skills": list(preferred)},
        "education": [{"level": "bachelor"}],
        **members,
    }
    return recommend(read_profile(asked), knowledge=KNOWLEDGE, rulebook=RULEBOOK, on=TODAY).as_document()


def steps(document):
    return [step["text"] for step in document["next_steps"]]


@pytest.mark.parametrize(
    ("occupation", "required", "named"),
    [
        (
            NURSE,
            ("Advanced Cardiovascular Life Support (ACLS)", "Pediatric Advanced Life Support (PALS)"),
            ("ACLS", "PALS"),
        ),
        (NURSE, ("ACLS", "PALS", "TNCC"), ("ACLS", "PALS", "TNCC")),
        (NURSE, ("CCRN", "ACLS"), ("CCRN", "ACLS")),
        (
            "Network and Computer Systems Administrators",
            ("CCNA", "Security+", "Linux+"),
            ("CCNA", "Security+", "Linux+"),
        ),
    ],
)
def test_every_credential_required_and_missing_is_named_before_one_applies(occupation, required, named):
    said = steps(answered(occupation, required, credentials_held=[LICENSED] if occupation == NURSE else []))
    apply = next(number for number, text in enumerate(said) if "Apply as soon" in text)
    assert "what the posting requires" in said[apply]
    assert all(any(name in text for text in said[:apply]) for name in named)


def test_who_holds_all_but_one_applies_as_soon_as_they_have_it():
    said = steps(answered(NURSE, ("ACLS",), credentials_held=[LICENSED]))
    assert not any("required" in text or "requires by name" in text for text in said)


def test_a_required_skill_that_the_credential_does_not_teach_is_named():
    wanted = "AWS Certified Solutions Architect - Professional"
    said = steps(answered("Cloud engineer", ("Terraform", "Kubernetes"), (wanted,), goal="signal_currency"))
    assert any("Terraform" in text for text in said)


@pytest.mark.parametrize(
    "words",
    [
        "AWS Certified Developer - Associate or Microsoft Azure Developer Associate",
        "AWS Certified Developer - Associate or Google Professional Cloud Developer",
        "Google Professional Cloud Developer or AWS Certified Developer - Associate",
        "AWS Certified Developer - Associate/Microsoft Azure Developer Associate",
    ],
)
def test_of_a_choice_the_half_that_is_known_is_advised_and_the_other_said_beside_it(words):
    document = answered(DEVELOPER, ("Java", words), ("Docker",), skills=[{"name": "Java", "level": "expert"}])
    assert document["items"][0]["credential"]["title"] == "AWS Certified Developer - Associate"
    assert "AWS Certified Developer" in document["verdict"]["sentence"]
    beside = next(text for text in steps(document) if "instead, which we do not know" in text)
    assert "AWS" not in beside


def test_of_a_choice_that_nobody_knows_all_of_it_is_said():
    said = steps(answered(DEVELOPER, ("Certified Widget Master or Certified Gadget Expert",)))
    assert "Certified Widget Master or Certified Gadget Expert" in said[0]


def test_a_slash_parts_phrases_of_which_one_is_known_and_leaves_short_names_whole():
    known = {"welding inspector"}.__contains__
    assert asked_for("welding inspector/pipe fitter", known) == (("welding inspector", "pipe fitter"),)
    assert asked_for("TCP/IP", {"TCP"}.__contains__) == (("TCP/IP",),)


@pytest.mark.parametrize(
    ("occupation", "required", "words"),
    [
        ("Web Developers", ("HTML",), "IAAP Certified Professional in Accessibility Core Competencies (CPACC)"),
        ("Web Developers", ("HTML",), "CPACC"),
        (CODER, ("ICD-10-CM",), "Certified Risk Adjustment Coder (CRC)"),
        (CODER, ("ICD-10-CM",), "CRC"),
        ("Hotel, Motel, and Resort Desk Clerks", ("customer service",), "Certified Hospitality Supervisor (CHS)"),
    ],
)
def test_what_the_posting_would_like_and_nobody_knows_is_said(occupation, required, words):
    said = steps(answered(occupation, required, (words,), goal="complement"))
    assert (
        f"The posting would like {words} as well, which we do not know. Ask the employer which issuer counts." in said
    )


def test_what_is_welcome_is_not_said_again_where_it_is_required():
    said = steps(answered(CODER, ("CRC",), ("Certified Risk Adjustment Coder (CRC)",)))
    assert any("requires CRC by name" in text for text in said)
    assert not any("would like" in text for text in said)


@pytest.mark.parametrize("words", ["CRC", "CPACC", "CHS", "DP-100", "AZ-204", "SAA-C03", "N10-009"])
def test_short_forms_of_credentials_are_told_by_how_they_are_written(words):
    assert calls_credential(words)


@pytest.mark.parametrize(
    "words", ["SQL", "HTML", "AWS", "HIPAA", "CMDB", "CRUD", "CPR", "RS-232", "ICD-10", "CPT-4", "OSHA", "CI/CD", "SAP"]
)
def test_tools_laws_and_methods_in_capitals_are_no_credentials(words):
    assert not calls_credential(words)


def test_what_advisers_name_first_is_not_said_to_who_holds_it():
    coder = answered(
        CODER,
        ("CPC", "ICD-10-CM", "HCC coding"),
        ("Certified Risk Adjustment Coder (CRC)",),
        goal="complement",
        credentials_held=[{"title": "Certified Professional Coder (CPC)", "expires_on": "2028-05-31"}],
        skills=[{"name": "ICD-10-CM", "level": "expert"}, {"name": "CPT coding", "level": "expert"}],
        education=[{"level": "associate", "field_of_study": "Health information technology"}],
    )
    assert coder["verdict"]["path"] == "certification"
    assert not any("Certified Professional Coder" in text for text in steps(coder))


def test_who_has_worked_for_years_is_not_sent_to_the_first_course():
    web = answered("Web Developers", ("HTML", "web accessibility"), goal="complement", years=9)
    assert not any("CS50" in text for text in steps(web))


def test_the_degree_that_the_posting_asks_for_is_the_one_to_choose():
    asked = "Bachelor's degree in computer science"
    education = [{"level": "associate", "field_of_study": "Liberal arts"}]
    members = {"education": education, "stack_goal": {"kind": "degree_credit"}, "hours_per_week": 15}
    graduate = answered(DEVELOPER, (asked, "Java"), goal="change_career", years=0, **members)
    assert graduate["verdict"]["path"] == "degree"
    assert steps(graduate)[0] == f"Choose the degree that the posting asks for: {asked}."
    assert not any("Choose a subject" in text for text in steps(graduate))


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("Bachelor's degree in computer science", True),
        ("BSN required", True),
        ("Bachelor's degree", False),
        ("Bachelor's degree in a related field", False),
        ("Associate degree in arts", False),
    ],
)
def test_a_degree_says_its_subject_or_leaves_it_open(words, named):
    assert names_subject(words) is named


def test_what_has_lapsed_is_restored_and_not_started_with_as_well():
    ccna = {"title": "Cisco Certified Network Associate (CCNA)", "status": "expired", "expires_on": "2022-05-01"}
    said = steps(answered("Network and Computer Systems Administrators", ("CCNA",), credentials_held=[ccna]))
    assert said[0].startswith("First renew what has expired")
    assert not any(text.startswith("Start with") for text in said)


def test_where_either_would_do_restoring_and_starting_anew_are_one_step():
    csm = {"title": "Certified ScrumMaster (CSM)", "status": "expired", "expires_on": "2023-04-01"}
    words = "Certified ScrumMaster (CSM) or Professional Scrum Master I (PSM I)"
    said = steps(answered("Scrum Master", (words, "Agile"), goal="signal_currency", credentials_held=[csm]))
    assert sum("ScrumMaster" in text or "Scrum Master I" in text for text in said) == 1


def test_what_was_begun_is_finished():
    title = "Salesforce Certified Platform Administrator"
    begun = [{"title": title, "status": "in_progress"}]
    document = answered("Salesforce administrator", (title, "Salesforce"), credentials_held=begun)
    assert f"Finish what you have begun: {title}" in document["verdict"]["sentence"]
    assert steps(document)[0].startswith("Finish what you have begun")


def test_where_nothing_can_be_named_the_sentence_goes_on_with_what_to_do():
    desk = "Hotel, Motel, and Resort Desk Clerks"
    skills = [{"name": "customer service", "level": "expert"}]
    members = {"education": [{"level": "associate", "field_of_study": "Hospitality"}], "skills": skills, "years": 4}
    clerk = answered(desk, ("customer service", "staff supervision"), goal="complement", **members)
    assert clerk["verdict"]["nothing_to_name"]
    assert clerk["verdict"]["sentence"].endswith("Ask two employers which one they look for.")
    liked = "Certified Hospitality Supervisor (CHS)"
    clerk = answered(desk, ("customer service", "staff supervision"), (liked,), goal="complement", **members)
    assert clerk["verdict"]["sentence"].endswith(
        f"Ask the employer which issuer counts for what the posting names: {liked}."
    )
