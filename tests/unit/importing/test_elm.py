"""The European Learning Model: every element of Annex I that a catalogue can hold is read."""

import json
import os
from pathlib import Path

import pytest

from services.recommender.knowledge.credentials.completeness import completeness
from services.recommender.knowledge.credentials.credential import Assessment, IssuerKind
from services.recommender.scales import Mode

ROOT = Path(__file__).resolve().parents[3]
OFFICIAL = Path(os.environ.get("CREDWISE_OFFICIAL_DATA", ROOT.parent / "shared" / "data")) / "elm"
SAMPLE = OFFICIAL / "Sample-MC-Annex1-unsigned.noimages.json"

QUALIFICATION = {
    "@context": "http://data.europa.eu/snb/model/context/edc-ap",
    "id": "urn:x:1",
    "type": "Qualification",
    "title": {"en": "Bread"},
    "eqfLevel": {"id": "http://data.europa.eu/snb/eqf/4", "type": "Concept"},
    "volumeOfLearning": "PT30H",
    "creditPoint": {"point": "1"},
    "mode": {"prefLabel": {"en": "Presential"}},
    "learningOutcome": [{"title": {"en": "bake bread"}}],
    "awardingBody": {"legalName": {"de": "Backschule"}, "homepage": {"contentURL": "https://example.org"}},
    "accreditation": {"title": {"en": "Accredited"}, "accreditingAgent": {"legalName": {"en": "Board"}}},
}


def test_who_awards_it_may_stand_with_the_opportunity_to_earn_it(only):
    body = QUALIFICATION["awardingBody"]
    offered = {name: value for name, value in QUALIFICATION.items() if name != "awardingBody"}
    one, _ = only(offered | {"awardingOpportunity": [{"type": "AwardingOpportunity", "awardingBody": [body]}]})
    assert one.issuer.name == "Backschule"


@pytest.mark.skipif(not SAMPLE.is_file(), reason="the sample of the model is not here")
def test_the_annex_sample_says_all_but_its_quality_assurance(only):
    one, _ = only(json.loads(SAMPLE.read_text(encoding="utf-8")))
    assert (one.title, one.issuer.name) == ("Digital micro-credential creation", "University of Zed")
    assert one.issuer.kind is IssuerKind.UNIVERSITY
    assert (one.hours, one.credits, one.eqf_level) == (60, 2, 6)
    assert (one.country, one.languages, one.mode) == ("Ireland", ("en",), Mode.BLENDED)
    assert one.assessment is Assessment.PROJECT
    assert len(one.skills) == 4
    assert one.outcomes == ("Communication, collaboration and creativity", "Developing digital content")
    assert completeness(one).missing == ("type of quality assurance",)


@pytest.mark.skipif(not SAMPLE.is_file(), reason="the sample of the model is not here")
def test_nothing_of_the_learner_is_kept(importing):
    imported = importing(SAMPLE.read_bytes())
    assert "Andromeda" not in repr(imported)


def test_a_qualification_on_its_own_is_taken(only):
    one, _ = only(QUALIFICATION)
    assert (one.title, one.issuer.name, one.eqf_level, one.hours) == ("Bread", "Backschule", 4, 30)
    assert one.quality_assurance == "Accredited by Board"
    assert one.mode is Mode.IN_PERSON


@pytest.mark.parametrize(
    ("change", "field", "expected"),
    [
        ({"eqfLevel": {"id": "http://data.europa.eu/snb/eqf/9"}}, "eqf_level", None),
        ({"eqfLevel": "six"}, "eqf_level", None),
        ({"volumeOfLearning": "P60M"}, "hours", None),
        ({"volumeOfLearning": ["x", "PT5H"]}, "hours", 5),
        ({"creditPoint": [{"point": "two"}]}, "credits", None),
        ({"language": {"id": "http://publications.europa.eu/resource/authority/language/DEU"}}, "languages", ("de",)),
        ({"language": {"id": "http://x.example/7", "prefLabel": {"en": "German"}}}, "languages", ("de",)),
        ({"learningOutcome": [None, 4, {"title": []}]}, "outcomes", ()),
    ],
)
def test_a_wrong_member_counts_as_not_said(only, change, field, expected):
    assert getattr(only(QUALIFICATION | change)[0], field) == expected


def test_a_document_without_an_achievement_is_skipped(importing):
    imported = importing({"type": ["EuropeanDigitalCredential"], "credentialSubject": {"type": "Person"}})
    assert [note.why for note in imported.report.skipped] == ["holds no learning achievement"]
