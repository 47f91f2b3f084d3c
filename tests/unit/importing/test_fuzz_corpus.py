"""Each reader against many damaged documents of its own: a report or a refusal, never another error."""

import json
from datetime import date
from pathlib import Path
from random import Random

import pytest
from thoroughness import examples

from services.importing.catalogue_import import Import
from services.importing.column_mapping import read_mapping
from services.importing.drafts import Provenance
from services.importing.formats.csv.template import NAMES, template
from services.importing.import_report import ImportRejected
from services.importing.source_files import SourceFile
from tests.builders.documents.damages import damaged, damaged_table, written
from tests.unit.importing.test_case_and_clr import CLR, FRAMEWORK
from tests.unit.importing.test_expansion import ALIASED
from tests.unit.importing.test_fuzz import SCHEMA_ORG, fits_the_catalogue
from tests.unit.importing.test_open_edx import COURSE, PROGRAMME
from tests.unit.importing.test_sheets import CLASS_CENTRAL, COURSERA, EDX, MAPPING, UDEMY

#: Damaged documents of each reader.
CASES = examples(300, 2_000, 20_000)

ACHIEVEMENT = {
    "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "issuer": {"id": "https://example.org", "name": "Example University"},
    "credentialSubject": {
        "achievement": {
            "id": "https://example.org/sql",
            "type": ["Achievement"],
            "achievementType": "Badge",
            "name": "SQL",
            "inLanguage": "en",
            "creditsAvailable": 5,
            "alignment": [
                {"targetName": "SQL", "targetUrl": "https://example.org/s", "targetType": "ceasn:Competency"}
            ],
            "resultDescription": [{"assessmentType": "Exam"}],
        }
    },
}
QUALIFICATION = {
    "@context": "http://data.europa.eu/snb/model/context/edc-ap",
    "type": "LearningAchievement",
    "title": {"en": ["SQL"]},
    "awardedBy": {"awardingBody": [{"legalName": {"en": "E"}, "homepage": {"contentURL": "https://example.org"}}]},
    "specifiedBy": {
        "type": "Qualification",
        "title": {"en": "SQL"},
        "volumeOfLearning": "PT20H",
        "language": "http://publications.europa.eu/resource/authority/language/ENG",
        "eqfLevel": {"id": "http://data.europa.eu/snb/eqf/5"},
        "creditPoint": [{"point": "5"}],
        "learningOutcome": [{"title": {"en": "SQL"}, "relatedESCOSkill": [{"prefLabel": {"en": "SQL"}}]}],
        "mode": [{"prefLabel": {"en": "Online"}}],
    },
}
OWN = {
    "id": "own-sql",
    "title": "SQL",
    "kind": "certification",
    "issuer": {"name": "I", "kind": "vendor"},
    "address": "https://example.org/sql",
    "source": {"title": "t", "address": "https://example.org", "licence": "CC0", "read_on": "2026-01-01"},
    "cost": {"amount": 5, "currency": "EUR", "amount_from": 1},
    "hours": 20,
    "prerequisites": {"all_of": [{"experience_years": 2}]},
}
CTDL = json.loads((Path(__file__).resolve().parents[2] / "data/ctdl/ctdl_catalog_stack.json").read_text("utf-8"))
DOCUMENTS = {
    "own": OWN,
    "ctdl": CTDL | {"@graph": CTDL["@graph"][:5]},
    "schema_org": SCHEMA_ORG,
    "aliased": ALIASED,
    "open_badges": ACHIEVEMENT,
    "clr_1": CLR,
    "elm": QUALIFICATION,
    "case": FRAMEWORK,
    "open_edx": {"results": [COURSE, PROGRAMME]},
}
TABLES = {"template": template(), "coursera": COURSERA, "edx": EDX, "udemy": UDEMY, "class_central": CLASS_CENTRAL}


class NoSkills:
    """An index without skills: what is fuzzed are the readers."""

    def __contains__(self, skill):
        return False

    def match(self, text):
        assert isinstance(text, str)


def read(raw, *, fits, **options):
    provenance = Provenance(title="t", licence="l", read_on=date(2026, 11, 22))
    try:
        imported = Import(skills=NoSkills(), provenance=provenance, **options).read([SourceFile(name="f", raw=raw)])
    except ImportRejected:
        return None
    if fits:
        fits_the_catalogue(imported, NoSkills())
    return imported


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_damaged_document_gives_a_report_or_is_refused(name):
    chance = Random(name)  # noqa: S311 - the same cases every time
    raws = (written(damaged(DOCUMENTS[name], chance), chance) for _ in range(CASES))
    read_at_all = sum(
        read(raw, fits=number % 4 == 0, courses=number % 2 == 0) is not None for number, raw in enumerate(raws)
    )
    assert read_at_all > CASES / 2


@pytest.mark.parametrize("name", TABLES)
def test_a_damaged_table_gives_a_report_or_is_refused(name):
    chance = Random(name)  # noqa: S311 - the same cases every time
    columns = read_mapping(MAPPING, "m", NAMES)
    read_at_all = sum(
        read(damaged_table(TABLES[name], chance), fits=number % 4 == 0, columns=columns if number % 5 == 0 else None)
        is not None
        for number in range(CASES)
    )
    assert read_at_all > CASES / 10
