"""Does the house keep its measure? Prints every function, module and folder that is too large, and ends with 1.

    python -m tools.sizes

A function has at most 40 lines, a module 250, a folder 13 modules beside its `__init__.py`. What stands in `LONG` may
be longer, for the reason that is said there; what no longer needs to stand there is named too.
"""

import ast
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("services", "workers", "tools")

FUNCTION, MODULE, FOLDER = 40, 250, 13

_A_TABLE = "one table, a line a member: parted, nobody would see that it is whole"

#: The modules and functions that may be longer, and why.
LONG: Mapping[str, str] = {
    "services/api/edge/resource.py:operation": "one declaration with all its parts, in the order that they wrap a view",
    "services/archive/migrations/versions/0002_decision_log.py:upgrade": "the tables of a release, in their order",
    "services/importing/formats/ctdl/credential.py:read_credential": _A_TABLE,
    "services/ledger/store/keys.py": "the one page of what the ledger keeps",
    "services/recommender/decision/facts/candidate/calculator.py:fit": _A_TABLE,
    "services/recommender/explaining/record.py:write_record": _A_TABLE,
    "services/recommender/knowledge/credentials/files/catalogue_file.py:read_credential": _A_TABLE,
    "services/recommender/knowledge/credentials/credential.py": "one value and what it is made of",
    "services/recommender/knowledge/occupations/occupations.py": "one class, found by code, title and likeness",
    "services/recommender/paths.py:path_of": "one table, a case a path: mypy names the path that has none",
    "services/recommender/situation/reading.py:read_situation": "one straight reading, each step over what was found",
    "services/settings.py:read_settings": _A_TABLE,
    "tools/build_data/sources/facts/starter_report.py:write_report": "one page, in the order in which it is read",
}


def excesses(root: Path, long: Mapping[str, str]) -> Iterator[str]:
    """Yield a line for whatever under `root` is too large, and for each entry of `long` that is not needed."""
    modules = sorted(path for folder in FOLDERS for path in (root / folder).rglob("*.py"))
    spared = set()
    for module in modules:
        place = module.relative_to(root).as_posix()
        text = module.read_text(encoding="utf-8")
        if (lines := len(text.splitlines())) > MODULE:
            if place in long:
                spared.add(place)
            else:
                yield f"{place}: {lines} lines; a module has at most {MODULE}. Part it by what it speaks of."
        for node in ast.walk(ast.parse(text)):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            name, lines = f"{place}:{node.name}", (node.end_lineno or node.lineno) - node.lineno + 1
            if lines <= FUNCTION:
                continue
            if name in long:
                spared.add(name)
            else:
                yield f"{name}: {lines} lines; a function has at most {FUNCTION}. Name its parts."
    for folder, several in Counter(module.parent for module in modules if module.name != "__init__.py").items():
        if several > FOLDER:
            yield f"{folder.relative_to(root)}: {several} modules; a folder has at most {FOLDER}. Part it by subject."
    yield from (f"{name} is no longer too long: take it out of tools/sizes.py" for name in sorted(long.keys() - spared))


if __name__ == "__main__":
    found = list(excesses(ROOT, LONG))
    print("\n".join(found) or "Functions, modules and folders keep their measure.")
    sys.exit(1 if found else 0)
