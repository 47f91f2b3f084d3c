"""A format is one module: what declares itself is recognised, read, and named wherever formats are named."""

import json
import sys
from datetime import date
from importlib import import_module

import pytest

from services.importing.catalogue_import import Import
from services.importing.drafts import Provenance
from services.importing.import_report import ImportRejected
from services.importing.known_formats import FORMATS, FormatUndeclared, format_of, formats_in, names_of
from services.importing.source_files import Document, SourceFile

#: The whole of a new format: a line for each credential, behind a first line that says so.
BADGE_LINES = '''
"""Which credentials do badge lines hold?"""

from services.importing.drafts import Draft, Drafts
from services.importing.format import Format, Sign
from services.recommender.knowledge.credentials.credential import Credential, CredentialKind, Issuer


def read_lines(documents, reading):
    return Drafts(credentials=tuple(draft for document in documents for draft in drafts(document, reading)))


def drafts(document, reading):
    for line in document.text.splitlines()[1:]:
        title, issuer, address = line.split("@")
        yield Draft(
            place=document.place,
            key=title,
            own_id=None,
            credential=Credential(
                id="",
                title=title,
                kind=CredentialKind.MICRO_CREDENTIAL,
                issuer=Issuer(name=issuer),
                address=address,
                source=reading.provenance.source(address),
            ),
        )


FORMAT = Format(
    name="Badge lines",
    becomes="every line",
    uses="nothing",
    signs={Sign.MEMBERS: lambda document: (document.text or "").startswith("badges")},
    read=read_lines,
    media_types=("text/badges",),
)
'''


@pytest.fixture
def package(tmp_path, monkeypatch):
    """Return a package as a newcomer makes it, of modules by their names."""

    def package(**modules):
        name = f"formats_of_a_test_{len(sys.modules)}"
        (tmp_path / name).mkdir()
        for module, text in {"__init__": "", **modules}.items():
            (tmp_path / name / f"{module}.py").write_text(text, "utf-8")
        monkeypatch.syspath_prepend(str(tmp_path))
        return import_module(name)

    return package


@pytest.fixture
def read(skills):
    """Import a text with these formats."""

    def read(text, formats):
        provenance = Provenance(title="a test", licence="CC0 1.0", read_on=date(2026, 11, 22))
        return Import(skills=skills, provenance=provenance, formats=formats).read(
            [SourceFile(name="f", raw=text.encode())]
        )

    return read


def test_a_module_is_all_that_a_new_format_needs(package, read):
    formats = (*FORMATS, *formats_in(package(badge_lines=BADGE_LINES)))

    imported = read("badges\nSQL@Northwind@https://northwind.example/sql\n", formats)

    assert [(one.title, one.issuer.name) for one in imported.credentials] == [("SQL", "Northwind")]
    with pytest.raises(ImportRejected, match=r"^f: is empty; it should hold .*schema\.org or Badge lines\.$"):
        read(" ", formats)
    left_out = read('[{"no": "format"}]', formats).report.skipped
    assert [note.why for note in left_out] == [f"is in no format that is known: {names_of(formats)}"]


def test_a_module_that_declares_no_format_is_named(package):
    with pytest.raises(FormatUndeclared, match=r"half_done declares no FORMAT"):
        formats_in(package(half_done=""))


def test_the_formats_are_listed_by_name():
    assert names_of() == (
        "CASE, Credwise's own JSON Lines, CSV, CTDL, European Learning Model, Open Badges 3.0, Open edX course discovery "
        "or schema.org"
    )


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ({"id": 1, "title": 2, "issuer": 3, "source": 4, "@type": "Course"}, "Credwise's own JSON Lines"),
        ({"stack": {}}, "Credwise's own JSON Lines"),
        ({"@type": "ceterms:Badge", "@context": "https://schema.org"}, "CTDL"),
        ({"@graph": [{"ceterms:name": "x"}], "type": "Achievement"}, "CTDL"),
        ({"type": ["Qualification", "Achievement"]}, "European Learning Model"),
        ({"type": "Achievement", "@context": "https://schema.org"}, "Open Badges 3.0"),
        ({"@type": "Course"}, "schema.org"),
        (
            {"@type": "Course", "@context": {"Course": "ceterms:Course", "ceterms": "https://purl.org/ctdl/terms/"}},
            "CTDL",
        ),
        ({"@context": ["https://w3id.org/openbadges/v2", "https://schema.org"]}, "Open Badges 3.0"),
        ({"@context": [7, {"a": "http://data.europa.eu/snb/model"}]}, "European Learning Model"),
        ({"@type": "BachelorDegree", "name": "x"}, "CTDL"),
        ({"@type": "Person"}, None),
        ("title,issuer", None),
        (None, None),
    ],
)
def test_the_surest_sign_tells_the_format(value, name):
    found = format_of(Document(place="here", value=json.loads(json.dumps(value))))
    assert (found.name if found else None) == name
