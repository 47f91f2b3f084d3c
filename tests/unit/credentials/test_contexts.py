"""The contexts that signatures are checked with are the files we say they are, and nothing else is loaded."""

import json
from hashlib import sha256
from pathlib import Path

CONTEXTS = Path(__file__).parents[3] / "data" / "contexts"
INDEX = json.loads((CONTEXTS / "index.json").read_text())


def test_every_context_is_the_file_that_was_taken_from_its_package():
    for address, entry in INDEX.items():
        raw = (CONTEXTS / entry["file"]).read_bytes()
        assert sha256(raw).hexdigest() == entry["sha256"], address
        assert "@context" in json.loads(raw)
        assert entry["licence"] in {"MIT", "BSD-3-Clause", "W3C Software and Document License"}


def test_no_file_is_left_over():
    kept = {path.name for path in CONTEXTS.glob("*.json")} - {"index.json"}
    assert kept == {entry["file"] for entry in INDEX.values()}


def test_the_licences_of_all_packages_are_with_them():
    licences = (CONTEXTS / "LICENSES.txt").read_text()
    for entry in INDEX.values():
        assert entry["package"] in licences
