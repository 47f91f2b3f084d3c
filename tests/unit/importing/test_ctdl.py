"""CTDL: the catalogue of the fixture comes out as it was meant, and every member is read in all its spellings."""

import copy
from pathlib import Path

import pytest

from services.recommender.knowledge.credentials.credential import (
    Assessment,
    Choice,
    Cost,
    CredentialKind,
    CredentialStatus,
    Credits,
    ExperienceYears,
    Holding,
    IssuerKind,
    RecognitionForm,
    StackKind,
)
from services.recommender.knowledge.occupations.occupations import load_occupation_codes
from services.recommender.scales import EmployerKind, Mode, SkillLevel

ROOT = Path(__file__).resolve().parents[3]

SQL = "esco:598de5b0-5b58-4ea7-8058-a4bc4d18c742"


@pytest.fixture(scope="module")
def imported(importing, ctdl_stack):
    return importing(ctdl_stack)


@pytest.fixture(scope="module")
def by_id(imported):
    return {credential.id: credential for credential in imported.credentials}


def credential(**members):
    node = {
        "@context": "https://credreg.net/ctdl/schema/context/json",
        "@id": "https://example.org/resources/ce-1",
        "@type": "ceterms:Certificate",
        "ceterms:ctid": "ce-1",
        "ceterms:name": {"en": "A certificate"},
        "ceterms:subjectWebpage": "https://example.org/a",
        "ceterms:ownedBy": [{"@type": "ceterms:CredentialOrganization", "ceterms:name": "Example Institute"}],
    }
    return node | {f"ceterms:{name}": value for name, value in members.items()}


def test_every_credential_of_the_fixture_is_taken_with_its_kind(imported, by_id):
    assert {name: one.kind.value for name, one in by_id.items()} == {
        "ce-bsc-0001": "degree",
        "ce-cer-0001": "professional_certificate",
        "ce-ctn-0001": "certification",
        "ce-mic-0001": "micro_credential",
        "ce-mic-0002": "micro_credential",
        "ce-mic-0003": "micro_credential",
        "ce-mic-0004": "micro_credential",
    }
    assert imported.report.skipped == imported.report.mended == ()
    assert len(imported.report.taken) == 9


def test_a_micro_credential_of_the_fixture_says_all_it_has(by_id):
    one = by_id["ce-mic-0001"]
    assert (one.issuer.name, one.issuer.kind) == ("Example Data Institute", IssuerKind.VENDOR)
    assert one.address == "https://example.org/c/ce-mic-0001"
    assert [(taught.skill, taught.level, taught.assessed) for taught in one.skills] == [
        (SQL, SkillLevel.BEGINNER, True)
    ]
    assert one.assessment is Assessment.PROJECT
    assert (one.hours, one.validity_months, one.cost) == (20, 24, Cost(amount=49, currency="USD"))
    assert one.occupations == ("15-2051.01",)
    recognitions = {(r.by, r.form, r.asserted_by) for r in one.recognised_by}
    assert recognitions == {
        ("Example Retail Group (employer)", RecognitionForm.RECOGNISES, "Example Data Institute"),
        ("Example Accreditation Board", RecognitionForm.ACCREDITS, "Example Data Institute"),
    }
    assert one.quality_assurance == "accredited by Example Accreditation Board"


def test_alternatives_and_years_of_experience_become_a_condition(by_id):
    parts = [Holding(credential=f"ce-mic-000{number}") for number in (1, 2, 3)]
    assert by_id["ce-cer-0001"].prerequisites == Choice(
        needed=1,
        of=(
            Choice(needed=3, of=tuple(parts)),
            Choice(needed=3, of=(parts[0], parts[1], ExperienceYears(years=2))),
        ),
    )


def test_costs_of_several_sorts_add_up(by_id):
    assert by_id["ce-ctn-0001"].cost == Cost(amount=349, currency="USD")


def test_an_exam_of_a_certification_counts_as_proctored(by_id):
    assert by_id["ce-ctn-0001"].assessment is Assessment.PROCTORED_EXAM


def test_credit_toward_a_degree_is_known_from_either_side(by_id, imported):
    assert (by_id["ce-cer-0001"].credits, by_id["ce-cer-0001"].credits_toward) == (3, "ce-bsc-0001")
    stack = next(stack for stack in imported.stacks if stack.kind is StackKind.DEGREE_CREDIT)
    assert stack.title == "Credit toward B.S. in Data Science (example)"
    assert stack.requirement == Holding(credential="ce-cer-0001")


def test_what_prepares_is_recommended_and_not_required(by_id):
    assert by_id["ce-ctn-0001"].prepared_by == ("ce-mic-0001", "ce-cer-0001")
    assert by_id["ce-ctn-0001"].prerequisites is None


def test_a_superseded_credential_names_its_successor(by_id):
    assert by_id["ce-mic-0004"].status is CredentialStatus.SUPERSEDED
    assert by_id["ce-mic-0004"].superseded_by == "ce-mic-0001"


def test_a_pathway_is_a_stack_with_its_two_of_three(imported):
    stack = next(stack for stack in imported.stacks if stack.id == "ce-pwy-0001")
    assert stack.kind is StackKind.PROFESSIONAL_DESIGNATION
    of = tuple(Holding(credential=f"ce-mic-000{number}") for number in (1, 2, 3))
    assert stack.requirement == Choice(needed=2, of=(Holding(credential="ce-ctn-0001"), Choice(needed=2, of=of)))


@pytest.mark.parametrize(
    ("operator", "number", "needed"),
    [("logic:And", None, 3), ("logic:Or", None, 1), ("logic:And", 2, 2), ("logic:Or", "2", 2), (None, 9, 3)],
)
def test_a_component_condition_asks_for_its_number_before_its_operator(importing, ctdl_stack, operator, number, needed):
    document = copy.deepcopy(ctdl_stack)
    condition = document["@graph"][-1]["ceterms:hasCondition"][0]
    condition["ceterms:logicalOperator"] = {
        "@type": "ceterms:CredentialAlignmentObject",
        "ceterms:targetNode": operator,
    }
    condition["ceterms:requiredNumber"] = number
    stack = next(stack for stack in importing(document).stacks if stack.id == "ce-pwy-0001")
    assert stack.requirement.of[1].needed == needed if needed > 1 else stack.requirement.of[1].needed == 1


def test_full_addresses_mean_the_same_as_prefixes(importing, ctdl_stack):
    def spelled(value):
        if isinstance(value, dict):
            return {
                key.replace("ceterms:", "https://purl.org/ctdl/terms/"): spelled(inner) for key, inner in value.items()
            }
        if isinstance(value, list):
            return [spelled(inner) for inner in value]
        return value.replace("ceterms:", "https://purl.org/ctdl/terms/") if isinstance(value, str) else value

    assert importing(spelled(ctdl_stack)).credentials == importing(ctdl_stack).credentials


def test_one_resource_per_file_is_the_same_as_one_graph(importing, ctdl_stack):
    context = {"@context": ctdl_stack["@context"]}
    apart = importing(*(context | node for node in ctdl_stack["@graph"]))
    together = importing(ctdl_stack)
    assert apart.credentials == together.credentials
    assert apart.stacks == together.stacks


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Plain", "Plain"),
        (["In a list"], "In a list"),
        ({"EN-us": "American"}, "American"),
        ({"de": "Deutsch", "en_GB": "British"}, "British"),
        ({"fr": ["Un", "Deux"]}, "Un"),
        ({"@value": "Typed", "@language": "en"}, "Typed"),
        ([{"@language": "en", "@value": "In a list of values"}], "In a list of values"),
        ({"en": "  two\n spaces "}, "two spaces"),
    ],
)
def test_a_text_is_read_in_every_shape(only, name, title):
    assert only(credential(name=name))[0].title == title


@pytest.mark.parametrize(
    ("class_", "kind"),
    [
        ("ceterms:OpenBadge", CredentialKind.MICRO_CREDENTIAL),
        ("ceterms:CertificateOfCompletion", CredentialKind.MICRO_CREDENTIAL),
        ("ceterms:ApprenticeshipCertificate", CredentialKind.PROFESSIONAL_CERTIFICATE),
        ("ceterms:JourneymanCertificate", CredentialKind.PROFESSIONAL_CERTIFICATE),
        ("ceterms:MasterCertificate", CredentialKind.PROFESSIONAL_CERTIFICATE),
        ("ceterms:SecondarySchoolDiploma", CredentialKind.PROFESSIONAL_CERTIFICATE),
        ("ceterms:GeneralEducationDevelopment", CredentialKind.PROFESSIONAL_CERTIFICATE),
        ("ceterms:License", CredentialKind.LICENCE),
        ("ceterms:AssociateOfAppliedScienceDegree", CredentialKind.DEGREE),
        ("ceterms:ResearchDoctorate", CredentialKind.DEGREE),
        ("https://purl.org/ctdl/terms/MicroCredential", CredentialKind.MICRO_CREDENTIAL),
        (["ceterms:Credential", "ceterms:Certification"], CredentialKind.CERTIFICATION),
        ("ceterms:TradeDiploma", CredentialKind.PROFESSIONAL_CERTIFICATE),
    ],
)
def test_every_class_has_its_kind(only, class_, kind):
    assert only(credential() | {"@type": class_})[0].kind is kind


@pytest.mark.parametrize("class_", ["ceterms:CredentialOrganization", "ceterms:CredentialComponent", "ceterms:Course"])
def test_what_is_no_credential_is_not_taken(importing, class_):
    assert importing(credential() | {"@type": class_}).credentials == ()


def test_a_quality_assurance_credential_is_skipped_with_the_reason(importing):
    report = importing(credential() | {"@type": "ceterms:QualityAssuranceCredential"}).report
    assert [note.why for note in report.skipped] == ["is awarded to organisations, not to learners"]


def price(amount, sort, currency="USD"):
    return {"ceterms:price": amount, "ceterms:currency": currency, "ceterms:directCostType": f"costType:{sort}"}


@pytest.mark.parametrize(
    ("costs", "expected"),
    [
        ([price(100, "Tuition"), price(20.5, "Application")], Cost(amount=121, currency="USD")),
        (
            [price(120, "AggregateCost"), price(100, "Tuition"), price(20, "Application")],
            Cost(amount=120, currency="USD"),
        ),
        ([price(100, "Tuition"), price(300, "Tuition")], Cost(amount=300, currency="USD", amount_from=100)),
        (price("1,299.00", "Tuition", "€"), Cost(amount=1299, currency="EUR")),
        ([price(0, "Tuition")], Cost(amount=0, currency="USD")),
        ([price(10, "Tuition"), price(10, "Application", "EUR")], None),
        ([price(10, "Tuition", "dollars")], None),
        ([price(-5, "Tuition")], None),
        ([price("a lot", "Tuition")], None),
        ("free", None),
    ],
)
def test_costs_are_added_but_an_aggregate_holds_its_parts(only, costs, expected):
    assert only(credential(estimatedCost=costs))[0].cost == expected


@pytest.mark.parametrize(
    ("duration", "hours", "weeks"),
    [
        ([{"ceterms:exactDuration": "PT20H"}], 20, None),
        ({"ceterms:minimumDuration": "P4W", "ceterms:maximumDuration": "P6W"}, None, 4),
        ("P4Y", None, 208),
        ([{"ceterms:exactDuration": "PT90M"}], 2, None),
        ([{"ceterms:exactDuration": "P2WT30H"}], 30, 2),
        ([{"ceterms:exactDuration": "20 hours"}], 20, None),
        ({"ceterms:minimumDuration": "PT20H", "ceterms:maximumDuration": "PT60H"}, 60, None),
        ([{"ceterms:exactDuration": "P4Y"}, {"ceterms:exactDuration": "P2Y"}], None, 104),
        ([{"ceterms:exactDuration": "5 hours per week"}], None, None),
    ],
)
def test_a_clock_part_is_effort_and_a_calendar_part_is_time(only, duration, hours, weeks):
    one, _ = only(credential(estimatedDuration=duration))
    assert (one.hours, one.weeks_minimum) == (hours, weeks)


def test_an_accreditor_who_says_so_itself_counts_as_its_own_word(importing):
    board = {
        "@id": "https://example.org/resources/ce-board",
        "@type": "ceterms:QACredentialOrganization",
        "ceterms:name": "Board",
        "ceterms:agentSectorType": "agentSector:PrivateNonProfit",
        "ceterms:accredits": ["ce-1"],
    }
    one = importing(credential(accreditedBy="https://example.org/resources/ce-board"), board).credentials[0]
    assert [(r.by, r.by_kind, r.asserted_by) for r in one.recognised_by] == [("Board", EmployerKind.NONPROFIT, "Board")]


def test_a_certificate_without_conditions_requires_its_parts(importing):
    part = credential() | {"@id": "https://example.org/resources/ce-2", "ceterms:ctid": "ce-2", "ceterms:name": "Part"}
    whole = credential(hasPart=["https://example.org/graph/ce-2"])
    found = {one.id: one for one in importing([whole, part]).credentials}
    assert found["ce-1"].prerequisites == Holding(credential="ce-2")


def test_credits_as_a_condition_and_hours_of_contact_are_told_apart(only):
    value = {"schema:value": 30, "ceterms:creditUnitType": "creditUnit:SemesterHour"}
    one, _ = only(credential(requires={"ceterms:creditValue": [value]}))
    assert one.prerequisites == Credits(credits=30, toward="A certificate")
    contact = value | {"ceterms:creditUnitType": "creditUnit:ContactHour"}
    assert only(credential(requires={"ceterms:creditValue": [contact]}))[0].prerequisites is None


def test_competency_text_mode_and_level_are_read(only):
    learning = {
        "@type": "ceterms:LearningOpportunityProfile",
        "ceterms:teaches": [
            {"@type": "ceasn:Competency", "ceasn:competencyText": {"en-US": "SQL"}},
            {"ceterms:targetNodeName": {"en": "Herding of cats"}},
        ],
        "ceterms:deliveryType": [{"ceterms:targetNode": "deliveryType:BlendedDelivery"}],
        "ceterms:estimatedDuration": {"ceterms:timeRequired": "PT12H"},
    }
    level = {"ceterms:targetNode": "audLevel:IntermediateLevel"}
    one, _ = only(credential(requires=[{"ceterms:targetLearningOpportunity": [learning]}], audienceLevelType=level))
    assert [taught.skill for taught in one.skills] == [SQL]
    assert "Herding of cats" in one.field_terms
    assert (one.mode, one.level, one.hours) == (Mode.BLENDED, SkillLevel.INTERMEDIATE, 12)


def test_an_offer_that_has_expired_is_no_longer_offered(only):
    one, notes = only(credential(expirationDate="2020-01-01"))
    assert one.status is CredentialStatus.EXPIRED_OFFER
    assert "is no longer offered: its expirationDate 2020-01-01 has passed" in notes


def test_a_price_that_is_paid_again_is_no_price_in_all(only):
    one, notes = only(credential(estimatedCost=[price(49, "Tuition") | {"ceterms:paymentPattern": "month"}]))
    assert one.cost is None
    assert any("is to be paid per month" in note for note in notes)


def test_a_code_of_soc_2010_becomes_its_successor_and_what_is_none_is_left_out(importing):
    codes = load_occupation_codes(ROOT / "data")
    node = {
        "@context": "https://credreg.net/ctdl/schema/context/json",
        "@type": "ceterms:Badge",
        "ceterms:name": "N",
        "ceterms:subjectWebpage": "https://example.org/n",
        "ceterms:offeredBy": [{"ceterms:name": "I"}],
        "ceterms:occupationType": [
            {"ceterms:codedNotation": "15-1132.00"},
            {"ceterms:targetNode": "https://www.onetonline.org/link/summary/13-2099.02"},
            {"ceterms:codedNotation": "99-9999.00"},
        ],
    }
    imported = importing(node, codes=codes)
    assert imported.credentials[0].occupations == ("15-1252.00", "13-2054.00")
    assert [(note.what, note.why.partition(";")[0]) for note in imported.report.mended] == [
        ("15-1132.00", "is a code of SOC 2010"),
        ("13-2099.02", "is a code of SOC 2010"),
        ("99-9999.00", "is the code of no occupation in O*NET-SOC 2019"),
    ]
