"""Turn a rule file into a Rule, collecting every problem with its place instead of stopping at the first."""

import re
from collections.abc import Mapping
from pathlib import Path

from services.recommender.rulebook.files.parts.conditions import read_when
from services.recommender.rulebook.files.parts.effects import read_effects, stage_of
from services.recommender.rulebook.files.parts.marked_yaml import MarkedDocument, Place, YamlFault
from services.recommender.rulebook.files.parts.relations import RELATIONS, read_relation
from services.recommender.rulebook.files.parts.sources import read_sources
from services.recommender.rulebook.problems import Problem
from services.recommender.rulebook.rule import Rule
from services.recommender.rulebook.vocabulary import Vocabulary, suggestion
from services.recommender.yaml_faults import not_text

#: The members of a rule file, in the order people write them.
MEMBERS = ("id", "title", "rationale", "sources", "when", *RELATIONS, "then", "because")

#: chapter/name, both lower case, words joined by hyphens in the name and underscores in the chapter.
ID = re.compile(r"[a-z][a-z0-9_]*/[a-z0-9]+(-[a-z0-9]+)*")

#: A fact that `because` shows: {field.title}.
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


class Report:
    """Collects the problems of one file; every reader below adds to it and goes on."""

    def __init__(self, file: str, document: MarkedDocument | None = None, rule: str = "") -> None:
        self.problems: list[Problem] = []
        self._file = file
        self._document = document
        self.rule = rule

    def add(self, place: Place, sentence: str) -> None:
        line = self._document.line_of(place) if self._document else 0
        member = ".".join(str(part) for part in place)
        self.problems.append(Problem(file=self._file, line=line, rule=self.rule, member=member, sentence=sentence))


def read_rule(
    path: Path, file: str, vocabulary: Vocabulary, document: MarkedDocument | YamlFault
) -> tuple[Rule | None, list[Problem]]:
    """Turn what `path` holds into a rule; return it, or None beside all that is wrong. `file` is how to call it."""
    if isinstance(document, YamlFault):
        return None, [Problem(file=file, line=document.line, rule="", member="", sentence=document.sentence)]
    report = Report(file, document)
    if not isinstance(document.value, dict):
        report.add((), f"a rule file is a mapping with the members {', '.join(MEMBERS)}")
        return None, report.problems
    content: dict[str, object] = {str(name): value for name, value in document.value.items()}
    report.rule = content["id"] if isinstance(content.get("id"), str) else ""  # type: ignore[assignment]
    _check_members(content, report)
    _check_id(content, path, report)
    branches = read_when(content.get("when"), vocabulary, report)
    effects = read_effects(content.get("then"), vocabulary, report)
    sources = read_sources(content.get("sources"), report)
    stage = stage_of(branches, effects, report)
    instead_of, adds_to = (read_relation(member, content.get(member), report) for member in RELATIONS)
    _check_because(content.get("because"), vocabulary, report)
    if report.problems or stage is None:
        return None, report.problems
    rule = Rule(
        id=str(content["id"]),
        title=str(content["title"]).strip(),
        rationale=" ".join(str(content["rationale"]).split()),
        sources=sources,
        branches=branches,
        effects=effects,
        because=" ".join(str(content["because"]).split()),
        stage=stage,
        file=file,
        instead_of=instead_of,
        adds_to=adds_to,
    )
    return rule, []


def _check_members(content: Mapping[str, object], report: Report) -> None:
    for name in content:
        if name not in MEMBERS:
            report.add((name,), f'a rule has no member "{name}"{suggestion(name, MEMBERS)}')
    for name in MEMBERS:
        if name not in content and name not in RELATIONS:
            report.add((), f'the member "{name}" is missing')
        elif name in {"title", "rationale", "because"} and not (
            isinstance(content[name], str) and str(content[name]).strip()
        ):
            report.add((name,), f"must be a sentence or two of text{not_text(content[name])}")


def _check_id(content: Mapping[str, object], path: Path, report: Report) -> None:
    identity = content.get("id")
    if identity is None:
        return
    expected = f"{path.parent.name}/{path.stem.replace('_', '-')}"
    if not isinstance(identity, str) or not ID.fullmatch(identity):
        report.add(("id",), f'must look like "chapter/short-name" in lower case; for this file: "{expected}"')
    elif identity != expected:
        report.add(("id",), f'does not fit the file\'s place; it must be "{expected}", or the file must move')


def _check_because(given: object, vocabulary: Vocabulary, report: Report) -> None:
    if isinstance(given, str):
        for name in PLACEHOLDER.findall(given):
            if name not in vocabulary:
                report.add(("because",), vocabulary.not_found(name))
