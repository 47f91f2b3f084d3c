"""Where do the cases lie, and what does each hold? Learners, pairs and files with right answers (README.md beside)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

#: The cases that anybody can run; a third more is kept apart by whoever judges, and run with `--cases FOLDER`.
CASES = Path(__file__).parent

#: What a résumé among the files is asked for, where a case names nothing else.
RESUME_OPTIONS = {"occupation": "Data Scientists", "goal": "change_career"}


@dataclass(frozen=True, kw_only=True)
class Learner:
    """One learner: what is sent, and what an adviser of that field and country would say."""

    id: str
    country: str | None
    field: str
    profile: Mapping[str, Any] | None
    resume: Any = None
    options: Mapping[str, str] = field(default_factory=dict)
    expect: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A law between the answers to two profiles, or within one, or about titles each alone in a profile."""

    id: str
    relations: tuple[str, ...]
    base: Mapping[str, Any] | None = None
    change: Mapping[str, Any] | None = None
    items: tuple[Mapping[str, Any], ...] = ()
    alone: bool = False
    titles: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, kw_only=True)
class FileCase:
    """A file as the world writes it, how it is read, and what must come of it."""

    id: str
    path: Path
    read_as: str
    member: str | None
    checks: tuple[str, ...]


def read_learners(folder: Path = CASES) -> Iterator[Learner]:
    for path in sorted((folder / "learners").glob("*.yaml")):
        case = yaml.safe_load(path.read_text(encoding="utf-8"))
        yield Learner(
            id=case["id"],
            country=None if case["country"] == "-" else case["country"],
            field=case["field"],
            profile=case.get("profile"),
            resume=case.get("resume", case.get("resume_text")),
            options=case.get("options", {}),
            expect=case["expect"],
        )


def read_pairs(folder: Path = CASES) -> Iterator[Pair]:
    for path in sorted((folder / "pairs").glob("*.yaml")):
        case = yaml.safe_load(path.read_text(encoding="utf-8"))
        catalogue = case.get("catalogue") or {}
        yield Pair(
            id=case["id"],
            relations=tuple(case["law"]["relation"]),
            base=case.get("base"),
            change=case.get("change"),
            items=tuple(catalogue.get("items", ())),
            alone=catalogue.get("only", False),
            titles=tuple(case.get("titles", ())),
        )


def read_file_cases(folder: Path = CASES) -> Iterator[FileCase]:
    listed = yaml.safe_load((folder / "files" / "EXPECTED.yaml").read_text(encoding="utf-8"))
    for case in listed["files"]:
        yield FileCase(
            id=case["id"],
            path=folder / "files" / case["file"],
            read_as=case["read_as"],
            member=case.get("member"),
            checks=tuple(case["checks"]),
        )


def merge_patch(target: Any, patch: Any) -> Any:
    """Return `target` with the merge patch applied (RFC 7396): members replace, null removes, lists are replaced."""
    if not isinstance(patch, Mapping):
        return patch
    merged = dict(target) if isinstance(target, Mapping) else {}
    for name, value in patch.items():
        if value is None:
            merged.pop(name, None)
        else:
            merged[name] = merge_patch(merged.get(name), value)
    return merged
