"""A credential that a posting names is neither learned nor shown: it is held, or it is what is missing."""

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from services.intake.profile_schema import read_profile
from services.presenting.descriptions import asked_for
from services.presenting.page.report import report_html
from services.presenting.terminal.recommendation import Extent, print_recommendation
from services.recommender.decision.facts.path import path_facts
from services.recommender.decision.facts.role import role_facts
from services.recommender.decision.facts.vocabulary import VOCABULARY
from services.recommender.explaining.as_read.readings import skills_reading
from services.recommender.explaining.trade_off import trade_off
from services.recommender.explaining.what_if.levers import Lever, changes
from services.recommender.paths import PathKind
from services.recommender.recommend import reach_decision, recommend
from services.recommender.recommendation.document import document_of, read_recommendation
from services.recommender.rulebook.files.rulebook import PlainRuleset, read_rulebook
from services.recommender.situation.reading import read_situation
from tests.builders import shipped

ROOT = Path(__file__).parents[4]
KNOWLEDGE = shipped.knowledge()
RULEBOOK = shipped.rulebook()
TODAY = date(2026, 11, 22)
SECURITY_WORK = {
    "learner_id": "x",
    "field": {"occupation": "15-1212.00"},
    "goal": "fill_skill_gap",
    "education": [{"level": "bachelor", "field_of_study": "Computer Science", "year": 2022}],
    "experience": {"years_total": 4, "years_in_field": 3},
    "skills": [{"name": "network security", "level": "advanced", "last_used": 2026}],
    "hours_per_week": 5,
    "budget": {"amount": 1000, "currency": "USD"},
}


def profile(*required, preferred=(), **members):
    role = {"required_skills": list(required), "preferred_skills": list(preferred)}
    return read_profile({**SECURITY_WORK, "target_role": role, **members})


def read(*required, **members):
    return read_situation(profile(*required, **members), KNOWLEDGE, TODAY)


def decided(*required, **members):
    return recommend(profile(*required, **members), knowledge=KNOWLEDGE, rulebook=RULEBOOK, on=TODAY).as_document()


def held(title, **more):
    return {"credentials_held": [{"title": title, **more}]}


@pytest.mark.parametrize(
    ("words", "credential"),
    [
        ("CISSP", "isc2-cissp"),
        ("cissp", "isc2-cissp"),
        ("Security+", "comptia-security-plus"),
        ("CompTIA Security+ (SY0-701)", "comptia-security-plus"),
        ("Cisco CCNA", "cisco-ccna"),
        ("CPA license", "us-cpa-licence"),
        ("SAA-C03", "aws-certified-solutions-architect-associate"),
        ("AWS Solutions Architect Associate", "aws-certified-solutions-architect-associate"),
        ("Azure Fundamentals", "microsoft-azure-fundamentals"),
        ("active CISSP certification required", "isc2-cissp"),
        ("Data Analytics Professional Certificate", "google-data-analytics-certificate"),
    ],
)
def test_a_title_or_a_short_form_of_it_names_the_credential(words, credential):
    situation = read(words)
    assert [one.credential for one in situation.asked_credentials] == [credential]
    assert (situation.required, situation.unmatched, situation.read_as) == ((), (), ())


@pytest.mark.parametrize(
    "words",
    # "BLS" is also the name of a skill; "Docker Essentials" and "Geospatial Analysis" are titles of short courses.
    [
        "AWS",
        "Python",
        "Kubernetes",
        "BLS",
        "ITIL",
        "Docker Essentials",
        "Geospatial Analysis",
        "Foundations",
        "Associate",
    ],
)
def test_what_names_a_skill_or_a_subject_is_no_credential(words):
    situation = read(words)
    assert situation.asked_credentials == ()
    assert len(situation.required) == 1


@pytest.mark.parametrize(
    ("words", "occupation", "credential"),
    [
        ("CPC", "29-2072.00", "aapc-cpc"),
        ("ACLS", "29-1141.00", "aha-advanced-cardiovascular-life-support"),
        ("CDL class A", "53-3032.00", "us-commercial-drivers-license"),
        ("AWS D1.1", "51-4121.00", "american-welding-society-certified-welder"),
        ("ISTQB", "15-1253.00", "istqb-ctfl"),
        ("CCNP or equivalent", "15-1241.00", "cisco-ccnp-enterprise"),
        # A medical assistant's and a management accountant's are both called so.
        ("CMA", "31-9092.00", "aama-cma"),
        ("CMA", "13-2011.00", "ima-cma"),
    ],
)
def test_a_short_form_names_the_credential_that_is_made_for_the_field(words, occupation, credential):
    (asked,) = read(words, field={"occupation": occupation}).asked_credentials
    assert (asked.credential, asked.required) == (credential, True)


@pytest.mark.parametrize(("words", "occupation"), [("CPC", "13-1161.00"), ("HR", "13-1071.00"), ("IDE", "15-1252.00")])
def test_the_same_letters_are_a_skill_in_a_field_that_the_credential_is_not_made_for(words, occupation):
    assert read(words, field={"occupation": occupation}).asked_credentials == ()


def test_what_is_called_preferred_among_the_required_is_welcome():
    (asked,) = read("CCRN preferred", field={"occupation": "29-1141.00"}).asked_credentials
    assert (asked.credential, asked.required) == ("aacn-ccrn", False)


def test_a_credential_named_twice_is_asked_for_once_and_required():
    situation = read("CISSP", "CISSP certification", preferred=["CISSP"])
    assert [(one.words, one.required) for one in situation.asked_credentials] == [("CISSP", True)]


@pytest.mark.parametrize(
    ("record", "standing"),
    [
        (held("CISSP", expires_on="2028-03-01"), "valid"),
        (held("CISSP certification"), "valid"),
        (held("CISSP", expires_on="2026-11-21"), "expired"),
        (held("CISSP", status="in_progress"), "in_progress"),
        (held("CISSP", status="revoked"), "revoked"),
        (held("CISM"), "no"),
        ({"skills": [{"name": "CISSP"}]}, "valid"),
        ({"skills": [{"name": "CISSP", "level": "beginner"}]}, "no"),
        ({"evidence": [{"kind": "project", "title": "A project", "skills": ["CISSP"]}]}, "no"),
    ],
)
def test_only_what_is_held_and_valid_covers_it(record, standing):
    situation = read("CISSP", **record)
    assert document_of(skills_reading(situation))["credentials_asked_for"] == [
        {
            "words": "CISSP",
            "label": "Certified Information Systems Security Professional (CISSP)",
            "credential": "isc2-cissp",
            "required": True,
            "held": standing,
            "or_else": [],
        }
    ]
    facts = role_facts(situation)
    assert facts.credentials_required == 1
    assert facts.credentials_missing == (0 if standing == "valid" else 1)
    assert facts.required == facts.unplaced == 0


@pytest.mark.parametrize(
    ("words", "title", "covered"),
    [
        ("OSHA 10", "OSHA 10-Hour Construction", True),
        ("OSHA 10", "OSHA 10", True),
        ("OSHA 10 card", "OSHA 10", True),
        ("OSHA 30", "OSHA 10-Hour Construction", False),
        ("AWS D1.1", "AWS D1.1 structural welding (steel)", True),
        ("Workforce planning", "Workforce planning and budgets", False),
        ("OSHA 10", "OSHA 10 exam prep", False),
        ("Oracle Certified Professional", "Oracle Certified Professional, MySQL 8.0 Database Administrator", True),
        ("Oracle Certified Professional", "Oracle Certified Professional exam prep", False),
        ("Professional Engineer", "Engineer in Training (EIT)", False),
        ("PE license", "PE exam passed", False),
        ("Auctioneer License", "Auctioneer Course", False),
    ],
)
def test_what_only_the_record_knows_counts_where_it_is_called_so(words, title, covered):
    asked = read(words, **held(title)).asked_credentials
    assert any(not one.missing for one in asked) is covered


@pytest.mark.parametrize(
    ("words", "title", "standing"),
    [
        ("CCNA", "Cisco CCNA 200-301", "valid"),
        ("BLS certification", "BLS for Healthcare Providers", "valid"),
        ("BLS", "BLS certification", "valid"),
        ("AWS Certified Solutions Architect", "AWS Certified Solutions Architect - Professional", "valid"),
        ("CFA", "CFA Level I", None),
        ("CISSP", "CISSP Associate", None),
        ("CPA", "CPA exam, two sections passed", None),
    ],
)
def test_the_catalogue_s_is_covered_by_the_whole_of_it_and_by_no_lesser_step(words, title, standing):
    (asked,) = read(words, **held(title)).asked_credentials
    assert (asked.held.value if asked.held else None) == standing


@pytest.mark.parametrize(
    ("title", "status", "aimed"),
    [
        ("PMP certification", "valid", None),
        ("PMP certification", "expired", "pmi-pmp-path"),
        ("CAPM", "valid", "pmi-pmp-path"),
    ],
)
def test_a_goal_that_is_held_is_no_stack_any_more(title, status, aimed):
    goal = {"stack_goal": {"kind": "named_credential", "credential": "PMP"}}
    aim = read("PMP", **goal, **held(title, status=status)).aim
    assert (aim.stack.id if aim.stack else None) == aimed


def test_the_licence_of_the_field_is_covered_by_the_licence_however_it_is_worded():
    nursing = {"field": {"occupation": "29-1141.00"}}
    (asked,) = read("Registered nurse license", **nursing, **held("RN license, Ohio")).asked_credentials
    assert not asked.missing


def test_one_that_is_held_leaves_nothing_to_do():
    document = decided("network security", "CISSP", **held("CISSP", expires_on="2028-03-01"))
    assert document["verdict"]["path"] == "nothing_needed"
    assert document["skills"]["not_recognised"] == document["skills"]["missing"] == []
    assert "skills_not_placed" not in {caution["code"] for caution in document["cautions"]}


def test_one_that_is_missing_is_the_advice_and_says_why():
    document = decided("CompTIA Security+", "network security")
    first = document["items"][0]
    assert document["verdict"]["path"] == "certification"
    assert first["credential"]["id"] == "comptia-security-plus"
    assert first["closes"] == ["CompTIA Security+"]
    assert "The posting asks for it by name, and you do not hold it." in [c["because"] for c in first["contributions"]]
    assert {"relevance/teaches-nothing-missing", "relevance/below-your-level"}.isdisjoint(
        contribution["rule"] for contribution in first["contributions"]
    )


def test_one_that_is_merely_welcome_is_offered_beside_what_leads():
    document = decided("network security", preferred=["CompTIA Security+"])
    assert document["verdict"]["path"] == "nothing_needed"
    assert "relevance/welcome-by-name" in {
        contribution["rule"] for item in document["items"] for contribution in item["contributions"]
    }


def test_a_posting_that_requires_only_a_credential_is_a_role_that_is_named():
    situation = read("CISSP")
    assert (situation.skills_from, situation.preferred) == ("named", ())
    assert "no_required_skills_named" not in {caution["code"] for caution in decided("CISSP")["cautions"]}


def test_the_path_of_its_kind_is_asked_for_and_no_other():
    situation = read("CISSP", preferred=["Google Data Analytics Professional Certificate"])
    asked = {kind: path_facts(kind, situation, ()).asked_for_by_name for kind in PathKind}
    assert asked.pop(PathKind.CERTIFICATION) == "required"
    assert asked.pop(PathKind.PROFESSIONAL_CERTIFICATE) == "preferred"
    assert set(asked.values()) == {"no"}


@pytest.mark.parametrize(
    ("status", "asked"), [("in_progress", "preferred"), ("expired", "preferred"), ("revoked", "no")]
)
def test_a_wish_for_what_was_revoked_is_no_path(status, asked):
    situation = read("network security", preferred=["CISSP"], **held("CISSP", status=status))
    assert path_facts(PathKind.CERTIFICATION, situation, ()).asked_for_by_name == asked
    required = read("CISSP", **held("CISSP", status=status))
    assert path_facts(PathKind.CERTIFICATION, required, ()).asked_for_by_name == "required"


def test_the_sides_count_it_among_what_is_missing():
    decision = reach_decision(
        profile("CompTIA Security+", "network security"), knowledge=KNOWLEDGE, rulebook=RULEBOOK, on=TODAY
    )
    first, second = trade_off(decision)
    assert (first.closes, first.of, second.of) == (1, 1, 1)


@pytest.mark.parametrize("required", [["CISSP"], ["network security", "CISSP"], ["CISSP", "OSHA 10"]])
def test_no_project_is_ever_offered_in_its_place(required):
    situation = read(*required, **held("OSHA 10"))
    offered = [
        change.words
        for steps in changes(situation, (), KNOWLEDGE.catalogue.credentials)
        for change in steps
        if change.lever is Lever.EVIDENCE
    ]
    assert not [words for words in offered if "CISSP" in words or "OSHA" in words]


def test_the_same_posting_gives_the_same_bytes_on_engine_and_plain_evaluator():
    asking = profile("CISSP", "network security", preferred=["Security+", "PMP"], **held("PMP"))
    plainly = read_rulebook(ROOT / "rules", VOCABULARY, compile_with=PlainRuleset)
    made = {
        recommend(asking, knowledge=KNOWLEDGE, rulebook=r, on=TODAY).to_json() for r in (RULEBOOK, plainly, RULEBOOK)
    }
    assert len(made) == 1


def test_it_is_said_in_the_words_of_the_posting():
    asked = skills_reading(read("CISSP", preferred=["Security+", "PMP"], **held("PMP"))).credentials_asked_for
    assert [asked_for(one) for one in asked] == [
        "CISSP (missing)",
        "Security+ (welcome, missing)",
        "PMP (welcome, held)",
    ]


def test_page_and_terminal_name_them_apart_from_what_was_not_recognised():
    recommendation = read_recommendation(decided("CISSP", "tea ceremony", preferred=["Security+"]))
    console = Console(record=True, width=200, file=StringIO())
    print_recommendation(recommendation, console, Extent.FULL)
    assert "Credentials the posting asks for: CISSP (missing), Security+ (welcome, missing)" in console.export_text()
    page = report_html(recommendation)
    assert "<dt>Credentials the posting asks for</dt><dd>CISSP (missing), Security+ (welcome, missing)</dd>" in page
    assert "<dt>Skills not recognised</dt><dd>tea ceremony</dd>" in page
