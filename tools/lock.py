"""Are the lock files in step with pyproject.toml? `--check` answers from the files alone; no index is asked.

`python -m tools.lock --check` (packaging is needed) reports every problem at once. `--pin NAME` prints the pinned,
hashed entry of one package of the development lock, so that set-up can install the build backend before anything
else; that needs nothing but the standard library.
"""

import argparse
import re
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]

#: Each lock file with the extras of pyproject.toml that it covers.
LOCKS = {"requirements.lock": (), "requirements-dev.lock": ("demo", "dev", "bench", "encoder")}

#: What a lock file must not contain: a host or an index says where one machine found its packages, not what they are.
PLACE = re.compile(r"^-.*|\b(?:https?|file)://\S*", re.MULTILINE)

HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}\b")


@dataclass(frozen=True, kw_only=True)
class Pin:
    """One entry of a lock file: the folded name, the version, its marker ("" is "everywhere"), its own text."""

    name: str
    version: str
    marker: str
    text: str


def fold(name: str) -> str:
    """Return a distribution's name as the index compares it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def read_pins(text: str) -> tuple[Pin, ...]:
    """Read a lock file's entries in their order; what is no entry is left to `lock_problems`."""
    entry = re.compile(
        r"^([A-Za-z0-9][\w.-]*)==([^ ;\\\n]+)(?: *; *([^\\\n]*?))? *(?:\\\n|\n|$)((?:[ \t]+.*\n?)*)", re.MULTILINE
    )
    return tuple(
        Pin(name=fold(found[1]), version=found[2], marker=(found[3] or "").strip(), text=found[0].rstrip() + "\n")
        for found in entry.finditer(text)
    )


def lock_problems(name: str, text: str, wanted: "list[Requirement]") -> list[str]:
    """Return what is wrong with one lock file: unpinned or unhashed entries, places named, requirements not met."""
    pins = read_pins(text)
    problems = [
        f"{name}, line {text.count(chr(10), 0, found.start()) + 1}: names a place to load from ({found[0]})"
        for found in PLACE.finditer(text)
    ]
    entries = [line for line in text.splitlines() if line and not line.startswith((" ", "\t", "#", "-"))]
    problems += [f"{name}: {line.rstrip(' ' + chr(92))!r} pins no version" for line in entries if "==" not in line]
    problems += [f"{name}: {pin.name}=={pin.version} has no sha256 hash" for pin in pins if not HASH.search(pin.text)]
    for requirement in wanted:
        versions = [pin.version for pin in pins if pin.name == fold(requirement.name)]
        if not versions:
            problems.append(f"{name}: {requirement} of pyproject.toml is not pinned")
        problems += [
            f"{name}: {requirement.name}=={version} does not satisfy {requirement} of pyproject.toml"
            for version in versions
            if not requirement.specifier.contains(version, prereleases=True)
        ]
    return problems


def subset_problems(runtime: str, development: str) -> list[str]:
    """Return where the development lock lacks or changes what runs in production."""
    tested = {(pin.name, pin.version) for pin in read_pins(development)}
    return [
        f"requirements-dev.lock: lacks {pin.name}=={pin.version} of requirements.lock, so another version is tested"
        for pin in read_pins(runtime)
        if (pin.name, pin.version) not in tested
    ]


def check(root: Path) -> list[str]:
    """Return every problem of the lock files under `root`; none means they are in step."""
    from packaging.requirements import Requirement  # noqa: PLC0415 - `--pin` runs before anything is installed

    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    texts = {name: (root / name).read_text(encoding="utf-8") for name in LOCKS}
    problems = []
    for name, extras in LOCKS.items():
        lines = [
            *project["dependencies"],
            *(line for extra in extras for line in project["optional-dependencies"][extra]),
        ]
        problems += lock_problems(name, texts[name], [Requirement(line) for line in lines])
    return problems + subset_problems(texts["requirements.lock"], texts["requirements-dev.lock"])


def pin(root: Path, name: str) -> str | None:
    """Return the development lock's entry for one package as a requirements file of its own, None when it has none."""
    pins = read_pins((root / "requirements-dev.lock").read_text(encoding="utf-8"))
    return next((entry.text for entry in pins if entry.name == fold(name)), None)


def main() -> int:
    """Run from the command line; 0 is "in step" (or printed), 1 is not."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked = parser.add_mutually_exclusive_group(required=True)
    asked.add_argument("--check", action="store_true", help="compare the lock files with pyproject.toml")
    asked.add_argument("--pin", metavar="NAME", help="print one package's pinned entry")
    arguments = parser.parse_args()
    if arguments.pin:
        text = pin(ROOT, arguments.pin)
        print(text or f"requirements-dev.lock has no {arguments.pin}", end="", file=sys.stdout if text else sys.stderr)
        return 0 if text else 1
    problems = check(ROOT)
    print(
        "\n".join([*problems, "Run `make lock` and commit the lock files."]) if problems else "Lock files are in step."
    )
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
