"""Each name of a credential, as people write it, means one credential or none; never a wrong one."""

import pytest

from services.recommender.situation.credentials.credential_names import (
    credential_meant,
    credential_titled,
    stack_titled,
)
from tests.builders import shipped

CATALOGUE = shipped.knowledge().catalogue
ARCHITECT = "aws-certified-solutions-architect-associate"
PROADVISOR = "quickbooks-online-proadvisor"

MEANT = [
    ("CompTIA Security+ CE", "comptia-security-plus"),
    ("CompTIA Security+ (SY0-701)", "comptia-security-plus"),
    ("CompTIA Security+ SY0-601", "comptia-security-plus"),
    ("CISSP certification", "isc2-cissp"),
    ("CISSP - Certified Information Systems Security Professional", "isc2-cissp"),
    ("(ISC)\u00b2 CISSP", "isc2-cissp"),
    ("Project Management Professional (PMP) Certification", "pmi-pmp"),
    ("Project Management Professional (PMP) Certificate", "pmi-pmp"),
    ("PMP certification", "pmi-pmp"),
    ("PMI PMP", "pmi-pmp"),
    ("PMP (Project Management Professional)", "pmi-pmp"),
    ("Google Project Management Professional Certificate", "google-project-management-certificate"),
    ("AWS Certified Solutions Architect Associate (SAA-C03)", ARCHITECT),
    ("AWS Certified Solutions Architect", ARCHITECT),
    ("AWS Solutions Architect", ARCHITECT),
    ("AWS Certified Solutions Architect - Professional", "aws-certified-solutions-architect-professional"),
    ("PRINCE2 Practitioner", "peoplecert-prince2-practitioner"),
    ("AWS Certified Developer", "aws-certified-developer-associate"),
    ("Microsoft Azure Administrator (AZ-104)", "microsoft-azure-administrator-associate"),
    ("Azure Administrator", "microsoft-azure-administrator-associate"),
    ("Power BI Data Analyst", "microsoft-power-bi-data-analyst"),
    ("Databricks Data Engineer", "databricks-data-engineer-associate"),
    ("Google Cloud Professional Architect", "google-professional-cloud-architect"),
    ("Cisco CCNA 200-301", "cisco-ccna"),
    ("Net+", "comptia-network-plus"),
    ("Sec+", "comptia-security-plus"),
    ("Certified Scrum Master (CSM)", "scrum-alliance-csm"),
    ("Certified Scrum Master", "scrum-alliance-csm"),
    ("PSM", "scrum-org-psm-1"),
    ("SHRM-CP certification", "shrm-cp"),
    ("Salesforce Administrator Certification", "salesforce-administrator"),
    ("ITIL 4", "peoplecert-itil-4-foundation"),
    ("QuickBooks ProAdvisor", PROADVISOR),
    ("QuickBooks Online ProAdvisor", PROADVISOR),
    ("QuickBooks Certified ProAdvisor", PROADVISOR),
    ("Google Analytics Certification", "google-analytics-certification"),
    ("Google Ads certification", "google-ads-search-certification"),
    ("Google Data Analytics", "google-data-analytics-certificate"),
    ("Google Data Analytics Certificate", "google-data-analytics-certificate"),
    ("Google UX Design Certificate", "google-ux-design-certificate"),
    ("Google IT Support Certificate", "google-it-support-certificate"),
    ("APICS CPIM", "ascm-cpim"),
    ("Lean Six Sigma Green Belt", "asq-six-sigma-green-belt"),
    ("BLS certification", "aha-basic-life-support"),
    ("BLS for Healthcare Providers", "aha-basic-life-support"),
    ("RN license", "us-registered-nurse-licence"),
    ("CPA license", "us-cpa-licence"),
    # ISC2's own name for who has passed and not yet the years.
    ("CISSP exam passed", "isc2-associate"),
    ("CISSP (exam passed)", "isc2-associate"),
]

NOT_MEANT = [
    "CISSP Associate",
    "CISSP (Associate)",
    "CISSP - Associate of ISC2",
    "CISSP bootcamp",
    "CFA Level I",
    "CFA (Level I)",
    "CFA Level II candidate",
    "PE exam passed",
    "CPA exam, two sections passed",
    "CPA (exam passed)",
    "CPA candidate",
    "PMP prep course",
    "PMP (35 hours of training)",
    "PMP (CAPM)",
    "Project Management",
    "Google Project Management",
    "CCNA fundamentals",
    "CCNA essentials",
    "CompTIA A+ 220-1101",
    "Microsoft Azure Administrator (AZ-900)",
    "Cisco certification",
    "Google certification",
    "SHRM Certified",
    "AWS Certified",
    "AWS",
    "HashiCorp Terraform",
    "Kubernetes and Cloud Native",
    "Data Analytics Certificate",
    "IT Support Certificate",
    "Analytics Certification",
    "Advanced CSM",
    "PSM II",
    "AWS Certified Solutions Architect Expert",
    "Azure Administrator Expert",
    "Power BI Data Analyst Expert",
    "PRINCE2 Agile Practitioner",
    "BLS Instructor",
    "Six Sigma Black Belt",
    "Real Estate Course",
    "Associate",
    "certification",
]


@pytest.mark.parametrize(("words", "meant"), [*MEANT, *((words, None) for words in NOT_MEANT)])
def test_a_name_means_the_same_in_postings_records_and_goals(words, meant):
    assert (credential_meant(words, CATALOGUE), credential_titled(words, CATALOGUE)) == (meant, meant)


def test_a_short_course_is_what_its_title_says_only_where_no_subject_can_stand():
    course = "aws-cloud-quest-cloud-practitioner"
    title = CATALOGUE.credentials[course].title
    assert credential_titled(title, CATALOGUE) == course
    assert credential_meant(title, CATALOGUE) is None


@pytest.mark.parametrize(
    ("words", "stack"),
    [
        ("CISSP certification", "isc2-cissp-path"),
        ("PMP", "pmi-pmp-path"),
        # Its full title is the credential's alone.
        ("Project Management Professional (PMP)", None),
        ("RHCA certification", "red-hat-certified-architect"),
        ("PMP (CAPM)", None),
        ("RHCA exam", None),
        ("CCNP", None),
        ("CAPM", None),
    ],
)
def test_a_stack_is_named_by_its_title_or_inside_a_phrase(words, stack):
    assert stack_titled(words, CATALOGUE) == stack
