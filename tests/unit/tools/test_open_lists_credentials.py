"""What becomes of a row of an open list: a credential with title, kind, issuer, skills and cost, or a reason why not."""

import pytest

from services.recommender.knowledge.credentials.credential import (
    Assessment,
    CredentialKind,
    CredentialStatus,
    IssuerKind,
)
from services.recommender.knowledge.skills import read_index
from services.recommender.scales import SkillLevel
from tools.build_data.sources.open_lists.credentials import Tables, make_credentials
from tools.build_data.sources.open_lists.free_certifications import FREE_CERTIFICATIONS
from tools.build_data.sources.open_lists.issuers import Issuers
from tools.build_data.sources.open_lists.offers import ListReport, Offer
from tools.build_data.sources.open_lists.report import write_report
from tools.build_data.sources.open_lists.review import ListReview
from tools.build_data.sources.open_lists.skill_tags import SkillTags

SKILLS = read_index(
    "onet:react\tReact\treact\nonet:react-native\tReact Native\treact native\nesco:ps\tAdobe Photoshop\tadobe photoshop\n",
    content_hash="sha256:x",
    name="test",
)


def _tables(issuers=(), review=(), assessments=(), tags=()):
    return Tables(
        issuers=Issuers(issuers),
        review=ListReview(review),
        assessments=tuple(assessments),
        tags=SkillTags(tags, SKILLS),
    )


def _review(begins, decision, title="", kind="", cost="", reason="because"):
    return {
        "list": "Free-Certifications",
        "begins": begins,
        "decision": decision,
        "title": title,
        "kind": kind,
        "cost": cost,
        "reason": reason,
    }


def _issuer(name, aliases="", kind="vendor", partner_kind=""):
    return {"issuer": name, "aliases": aliases, "kind": kind, "partner_kind": partner_kind}


def _offer(says, provider="Vendor", address="https://example.org/x", **more):
    return Offer(
        source=FREE_CERTIFICATIONS,
        where="README.md, line 1",
        says=says,
        provider=provider,
        groups=more.pop("groups", ("General",)),
        address=address,
        **more,
    )


def _credentials(*offers, known=frozenset(), **tables):
    report = ListReport()
    return make_credentials(offers, _tables(**tables), known, report), report


def test_a_sentence_without_a_title_is_skipped_with_the_remedy():
    credentials, report = _credentials(_offer("~670 free courses at Udemy, incl. certificates."))
    assert not credentials
    assert "list_review.csv" in report.skipped[0].why


def test_a_decision_gives_a_title_and_a_kind_or_a_reason_to_skip():
    (credential,), report = _credentials(
        _offer("Free Vendor Core Certification (worth $150)."),
        _offer("Voucher 100% off"),
        review=[
            _review("Free Vendor Core", "take", "Vendor Core Certification", "certification"),
            _review("Voucher", "skip", reason="a voucher"),
        ],
    )
    assert (credential.title, credential.kind) == ("Vendor Core Certification", CredentialKind.CERTIFICATION)
    assert report.skipped[0].why == "a voucher"


def test_a_row_known_by_hand_is_skipped_as_the_same():
    credentials, report = _credentials(
        _offer("Free AZ-900"), known=frozenset({"az"}), review=[_review("Free AZ-900", "same", "az")]
    )
    assert not credentials
    assert report.skipped[0].why == "the same as az, written by hand"
    assert not report.problems


def test_a_decision_that_points_nowhere_is_a_problem():
    _, report = _credentials(_offer("Free AZ-900"), review=[_review("Free AZ-900", "same", "az")])
    assert report.problems


@pytest.mark.parametrize(
    "row",
    [
        _review("A", "keep"),
        _review("A", "take"),
        _review("A", "skip", reason=""),
        _review("A", "take", "B", "badge"),
        _review("A", "take", "B", cost="5"),
    ],
)
def test_a_decision_that_cannot_be_followed_is_a_problem(row):
    assert ListReview([row]).problems


def test_a_decision_that_meets_no_row_is_reported():
    assert "begins so" in ListReview([_review("Nobody", "skip")]).unused()[0]


def test_an_issuer_is_found_by_every_spelling_and_an_unknown_one_stays_unknown():
    issuers = [_issuer("IBM Cognitive Class", "IBM / Cognitive Class|Cognitive Class")]
    (known, unknown), report = _credentials(
        _offer("Big Data", provider="IBM  / Cognitive Class"), _offer("Small Data", provider="Nobody"), issuers=issuers
    )
    assert (known.issuer.name, known.issuer.kind) == ("IBM Cognitive Class", IssuerKind.VENDOR)
    assert (unknown.issuer.name, unknown.issuer.kind) == ("Nobody", IssuerKind.UNKNOWN)
    assert len(report.mended) == 2


def test_an_alias_of_two_issuers_and_a_kind_nobody_knows_are_problems():
    assert Issuers([_issuer("A", "X"), _issuer("B", "X")]).problems
    assert Issuers([_issuer("A", kind="shop")]).problems


def test_the_second_of_two_that_are_the_same_is_skipped():
    credentials, report = _credentials(
        _offer("BGP on Cilium"),
        _offer("Bgp on cilium", address="https://elsewhere.example"),
        _offer("BGP on Cilium lab", ended=True),
        _offer("Cilium Egress"),
    )
    assert [credential.title for credential in credentials] == ["BGP on Cilium", "Cilium Egress"]
    assert [note.why for note in report.skipped] == ["the same as vendor-bgp-on-cilium"] * 2


def test_levels_of_one_title_are_different_credentials():
    issuers = [_issuer("HackerRank", kind="learning_platform")]
    credentials, _ = _credentials(
        _offer("Problem Solving", provider="HackerRank", level=SkillLevel.BEGINNER),
        _offer(
            "Problem Solving", provider="HackerRank", level=SkillLevel.INTERMEDIATE, address="https://example.org/y"
        ),
        issuers=issuers,
    )
    assert [credential.id[-12:] for credential in credentials] == ["ing-beginner", "intermediate"]


@pytest.mark.parametrize(
    ("title", "kind", "hours", "expected"),
    [
        ("Intro", "vendor", None, "micro_credential"),
        ("Developer Certification", "vendor", None, "certification"),
        ("Developer Certification", "vendor", 3, "micro_credential"),
        ("Certified Developer", "industry_body", 20, "certification"),
        ("Certified Developer", "learning_platform", 20, "micro_credential"),
        ("Web Certification", "learning_platform", 300, "professional_certificate"),
    ],
)
def test_the_word_certification_alone_makes_none(title, kind, hours, expected):
    (credential,), _ = _credentials(_offer(title, hours=hours), issuers=[_issuer("Vendor", kind=kind)])
    assert credential.kind == expected


def test_how_it_is_assessed_is_unknown_unless_our_table_says():
    rows = [{"issuer": "Vendor", "title_contains": "Lab", "assessment": "practical", "level": "", "reason": ""}]
    (lab, talk), _ = _credentials(_offer("A Lab"), _offer("Z Talk"), issuers=[_issuer("Vendor")], assessments=rows)
    assert (lab.assessment, talk.assessment) == (Assessment.PRACTICAL, Assessment.UNKNOWN)


def test_our_table_can_give_the_level_where_the_lists_word_is_misleading():
    rows = [{"issuer": "Vendor", "title_contains": "Lab", "assessment": "project", "level": "beginner", "reason": ""}]
    offers = [_offer("A Lab", level=SkillLevel.ADVANCED), _offer("Z Talk", level=SkillLevel.ADVANCED)]
    (lab, talk), _ = _credentials(*offers, issuers=[_issuer("Vendor")], assessments=rows)
    assert (lab.level, talk.level) == (SkillLevel.BEGINNER, SkillLevel.ADVANCED)


def test_free_is_a_cost_of_nothing_and_an_ended_offer_has_no_known_cost():
    (open_, ended), _ = _credentials(_offer("A open"), _offer("Z ended", ended=True))
    assert open_.cost.amount == 0
    assert ended.cost is None
    assert ended.status is CredentialStatus.EXPIRED_OFFER


def test_the_longest_term_tags_a_title_and_groups_count_only_where_none_does():
    tags = [
        {"in": "title", "term": "React", "skills": "React"},
        {"in": "title", "term": "React Native", "skills": "React Native"},
        {"in": "group", "term": "Photoshop", "skills": "Adobe Photoshop"},
    ]
    credentials, _ = _credentials(
        _offer("React Native CSS"),
        _offer("Reaction Basics", groups=("Photoshop",)),
        _offer("Zen React", groups=("Photoshop",)),
        _offer("Zzz"),
        tags=tags,
    )
    assert [[taught.skill for taught in credential.skills] for credential in credentials] == [
        ["onet:react-native"],
        ["esco:ps"],
        ["onet:react"],
        [],
    ]


def test_a_tag_whose_skill_is_not_a_label_is_a_problem():
    rows = [
        {"in": "title", "term": "A", "skills": "Reakt"},
        {"in": "name", "term": "B", "skills": "React"},
        {"in": "title", "term": "C", "skills": "React"},
        {"in": "title", "term": "c", "skills": "React"},
    ]
    assert len(SkillTags(rows, SKILLS).problems) == 3


def test_the_report_counts_what_was_taken_and_names_what_was_not():
    credentials, report = _credentials(_offer("Kept"), _offer("Dropped."))
    text = write_report(credentials, report)
    assert "- credentials: 1" in text
    assert "README.md, line 1: Dropped." in text
    assert "Kept" in text.split("## Without a skill")[1]
