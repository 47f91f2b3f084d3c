"""What every import test starts from: the skill index, and a way to import values as if they were files."""

import json
from datetime import date
from pathlib import Path

import pytest

from services.importing.catalogue_import import Import
from services.importing.drafts import Provenance
from services.importing.source_files import SourceFile
from services.recommender.knowledge.skills import load_skills

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def skills():
    return load_skills(ROOT / "data")


@pytest.fixture(scope="session")
def importing(skills):
    """Import values: each a JSON value, a text or bytes; keywords go to Import, `address` to its provenance."""

    def run(*values, address=None, **options):
        files = []
        for number, value in enumerate(values):
            raw = (
                value if isinstance(value, bytes) else (value if isinstance(value, str) else json.dumps(value)).encode()
            )
            files.append(SourceFile(name=f"file{number}", raw=raw))
        provenance = Provenance(title="a test", licence="CC0 1.0", read_on=date(2026, 11, 22), address=address)
        return Import(skills=skills, provenance=provenance, **options).read(files)

    return run


@pytest.fixture
def only(importing):
    """Import one value and return its one credential and the reasons of all notes."""

    def run(value, **options):
        imported = importing(value, **options)
        assert len(imported.credentials) == 1, imported.report
        return imported.credentials[0], [note.why for note in (*imported.report.mended, *imported.report.skipped)]

    return run


@pytest.fixture(scope="session")
def ctdl_stack():
    return json.loads((ROOT / "tests/data/ctdl/ctdl_catalog_stack.json").read_text(encoding="utf-8"))
