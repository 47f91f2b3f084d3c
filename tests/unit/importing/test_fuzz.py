"""Whatever a file holds, an import ends with a report or with the one error of imports, never with another."""

import copy
import json
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from thoroughness import examples

from services.importing.formats.csv.template import template
from services.importing.import_report import ImportRejected
from services.recommender.knowledge.credentials.additions import read_additions, write_additions
from services.recommender.knowledge.credentials.catalogue import Catalogue
from services.recommender.knowledge.files.entries import Problems
from tests.builders.documents.damages import places_in

ROOT = Path(__file__).resolve().parents[3]
OFFICIAL = Path(os.environ.get("CREDWISE_OFFICIAL_DATA", ROOT.parent / "shared" / "data"))

SCHEMA_ORG = {
    "@context": "https://schema.org",
    "@type": "Course",
    "name": "Practical SQL",
    "url": "https://example.org/sql",
    "provider": {"@type": "Organization", "name": "Example Data Institute", "url": "https://example.org"},
    "timeRequired": "PT20H",
    "teaches": ["SQL", {"@type": "DefinedTerm", "name": "statistics"}],
    "offers": [{"@type": "Offer", "price": "49.00", "priceCurrency": "EUR"}],
    "hasCourseInstance": {"@type": "CourseInstance", "courseMode": ["online"]},
    "educationalCredentialAwarded": {
        "@type": "EducationalOccupationalCredential",
        "@id": "https://example.org/sql#certificate",
        "name": "SQL Certificate",
        "credentialCategory": "certificate",
        "competencyRequired": ["SQL"],
        "recognizedBy": {"@type": "Organization", "name": "Example Retail Group"},
        "validFor": "P2Y",
    },
}

FIXTURES = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "tests/data/ctdl").glob("*.json"))]
FIXTURES.append(SCHEMA_ORG)
ELM = OFFICIAL / "elm" / "Sample-MC-Annex1-unsigned.noimages.json"
if ELM.is_file():
    FIXTURES.append(json.loads(ELM.read_text(encoding="utf-8")))

junk = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(
        ["P2Y", "PT20H", "P", "_:b0", "https://", "http://[", "en", "@id", "9" * 400, "ce-mic-0001", "\ud800", "1e999"]
    ),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["@id", "@type", "id", "type", "en", "@value", "@list", "@set", "name", "targetNode", "@graph", "price"]
            ),
            inner,
            max_size=3,
        )
    ),
    max_leaves=6,
)

fuzzing = settings(
    max_examples=examples(150, 150, 3_000),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


@st.composite
def mutated(draw):
    """A fixture with a few of its values replaced, deleted, wrapped, moved or named otherwise."""
    document = copy.deepcopy(draw(st.sampled_from(FIXTURES)))
    for _ in range(draw(st.integers(1, 6))):
        places = list(places_in(document))
        if places:
            holder, key = places[draw(st.integers(0, len(places) - 1))]
            other, there = places[draw(st.integers(0, len(places) - 1))]
            _mutate(draw, holder, key, copy.deepcopy(other[there]))
    return document


def _mutate(draw, holder, key, elsewhere):
    """Change the value at `key` of `holder`; `elsewhere` is a value from another place of the document."""
    match draw(st.integers(0, 5)):
        case 0:
            holder[key] = draw(junk)
        case 1:
            del holder[key]
        case 2:
            holder[key] = [holder[key]]
        case 3:
            holder[key] = {"@id": draw(st.sampled_from(["_:b0", "https://example.org/resources/ce-mic-0001", ""]))}
        case 4:
            holder[key] = elsewhere
        case _ if isinstance(holder, dict):
            holder[draw(st.text(max_size=8)) or "x"] = holder.pop(key)
        case _:
            holder.append(copy.deepcopy(holder[key]))


def fits_the_catalogue(imported, skills):
    """Write the result, read it back, and lay it over an empty catalogue: what is imported can always be used."""
    problems = Problems()
    text = "".join(write_additions(imported.credentials, imported.stacks))
    text.encode()
    additions = read_additions(text, "written", skills, problems)
    assert problems.found == []
    assert additions.credentials == imported.credentials
    assert additions.stacks == imported.stacks
    Catalogue([], [], content_hash="").adding(additions)


@fuzzing
@given(st.lists(mutated(), min_size=1, max_size=2))
def test_a_damaged_document_gives_a_report_and_what_is_taken_can_be_used(importing, skills, documents):
    try:
        imported = importing(*(json.dumps(document) for document in documents))
    except ImportRejected:
        return
    fits_the_catalogue(imported, skills)


@fuzzing
@given(st.lists(st.tuples(st.integers(0, 10_000), st.binary(max_size=3)), min_size=1, max_size=8), st.data())
def test_a_file_with_damaged_bytes_gives_a_report_or_is_refused(importing, skills, changes, data):
    raw = bytearray(data.draw(st.sampled_from([json.dumps(FIXTURES[-1]).encode(), template().encode()])))
    for at, octets in changes:
        raw[at % len(raw) : at % len(raw) + 1] = octets
    try:
        imported = importing(bytes(raw))
    except ImportRejected:
        return
    fits_the_catalogue(imported, skills)


@fuzzing
@given(st.lists(st.lists(st.text(max_size=12), max_size=32), max_size=6), st.sampled_from([",", ";", "\t"]))
def test_a_table_of_anything_gives_a_report_or_is_refused(importing, skills, rows, delimiter):
    heading = template().split("\n")[0].replace(",", delimiter)
    lines = [heading, *(delimiter.join(cells) for cells in rows)]
    try:
        imported = importing("\n".join(lines).encode("utf-8", "replace"))
    except ImportRejected:
        return
    fits_the_catalogue(imported, skills)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xef\xbb\xbf",
        b"   \n ",
        b"{",
        b"[" * 100_000,
        b'{"a":' * 500 + b"1" + b"}" * 500,
        b"\x00" * 50,
        b'{"@graph": ["a", 1, null]} x',
        b'"unclosed',
        b"title;nothing\na;b\n",
    ],
)
def test_a_file_that_is_no_catalogue_is_refused_by_name(importing, raw):
    with pytest.raises(ImportRejected, match="file0"):
        importing(raw)
