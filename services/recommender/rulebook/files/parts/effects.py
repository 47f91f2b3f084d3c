"""Read `then`: what follows from a rule, and from that in which stage it runs."""

import re
from collections.abc import Callable

from services.recommender.paths import PathKind
from services.recommender.rulebook.files.parts.conditions import Reporting
from services.recommender.rulebook.files.parts.marked_yaml import Place
from services.recommender.rulebook.files.parts.points import read_points
from services.recommender.rulebook.rule import Ask, Branch, Caution, Conclude, Dimension, Effect, RuleOut, Stage, Weigh
from services.recommender.rulebook.vocabulary import Subject, Vocabulary, suggestion

#: Findings, cautions and questions are named by lower-case words joined by underscores.
CODE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")

DIMENSIONS = tuple(dimension.value for dimension in Dimension)
PATHS = tuple(path.value for path in PathKind)


def read_effects(given: object, vocabulary: Vocabulary, report: Reporting) -> tuple[Effect, ...]:
    """Read `then` into effects; report what is wrong and return what could be read."""
    if given is None:
        return ()
    if not isinstance(given, list) or not given:
        report.add(("then",), f"must be a list of effects: {', '.join(READERS)}")
        return ()
    effects = []
    for index, entry in enumerate(given):
        place: Place = ("then", index)
        if not isinstance(entry, dict) or len(entry) != 1:
            report.add(place, f"an effect is one of {', '.join(READERS)}, with what it takes")
            continue
        ((name, detail),) = entry.items()
        reader = READERS.get(str(name))
        if reader is None:
            report.add(place, f'there is no effect "{name}"{suggestion(str(name), READERS)}')
            continue
        effect = reader(detail, (*place, str(name)), vocabulary, report)
        effects.extend([effect] if effect else [])
    return tuple(effects)


def _read_conclude(detail: object, place: Place, _: Vocabulary, report: Reporting) -> Effect | None:
    return Conclude(finding=code) if (code := _code(detail, place, report)) else None


def _read_weigh(detail: object, place: Place, vocabulary: Vocabulary, report: Reporting) -> Effect | None:
    members = _members(detail, {"path", "dimension", "points"}, place, report)
    if members is None:
        return None
    dimension = members.get("dimension")
    if dimension not in DIMENSIONS:
        near = suggestion(str(dimension), DIMENSIONS)
        report.add((*place, "dimension"), f"must be one of {', '.join(DIMENSIONS)}, not {dimension!r}{near}")
        return None
    points = read_points(members.get("points"), (*place, "points"), vocabulary, report)
    path, sound = _path(members, place, report)
    return Weigh(dimension=Dimension(str(dimension)), points=points, path=path) if sound and points else None


def _read_rule_out(detail: object, place: Place, _: Vocabulary, report: Reporting) -> Effect | None:
    if detail is True:
        return RuleOut()
    members = _members(detail, {"path"}, place, report)
    if members is None:
        return None
    path, sound = _path(members, place, report)
    return RuleOut(path=path) if sound else None


def _read_caution(detail: object, place: Place, _: Vocabulary, report: Reporting) -> Effect | None:
    code, path = _code_with_path(detail, place, report)
    return Caution(code=code, path=path) if code else None


def _read_ask(detail: object, place: Place, _: Vocabulary, report: Reporting) -> Effect | None:
    code, path = _code_with_path(detail, place, report)
    return Ask(code=code, path=path) if code else None


READERS: dict[str, Callable[[object, Place, Vocabulary, Reporting], Effect | None]] = {
    "conclude": _read_conclude,
    "weigh": _read_weigh,
    "rule_out": _read_rule_out,
    "caution": _read_caution,
    "ask": _read_ask,
}


def stage_of(branches: tuple[Branch, ...], effects: tuple[Effect, ...], report: Reporting) -> Stage | None:
    """Say in which stage a rule runs, from what it speaks of; None when its parts do not go together."""
    subjects = {condition.field.subject for branch in branches for condition in branch} - {Subject.DECISION}
    names_path = any(getattr(effect, "path", None) for effect in effects)
    concludes = [effect for effect in effects if isinstance(effect, Conclude)]
    if len(subjects) > 1:
        report.add(("when",), "speaks of candidates (credential, fit) and of paths at once; write two rules")
        return None
    if concludes and (subjects or names_path or len(concludes) < len(effects)):
        report.add(
            ("then",), "a rule that concludes a finding looks at learner, field, role or findings and does nothing else"
        )
        return None
    if Subject.CANDIDATE in subjects:
        if names_path:
            report.add(("then",), "a rule about candidates weighs the candidate itself; leave the path out")
            return None
        return Stage.CREDENTIALS
    if concludes:
        return Stage.FINDINGS
    if not subjects and any(isinstance(effect, Weigh | RuleOut) and effect.path is None for effect in effects):
        report.add(("then",), "does not say what it weighs: name a path, or look at a candidate or path in when")
        return None
    return Stage.PATHS if branches and effects else None


def _members(detail: object, allowed: set[str], place: Place, report: Reporting) -> dict[str, object] | None:
    if not isinstance(detail, dict):
        report.add(place, f"must be a mapping with {', '.join(sorted(allowed))}")
        return None
    for name in detail:
        if name not in allowed:
            report.add((*place, str(name)), f'there is no "{name}" here{suggestion(str(name), allowed)}')
    return {str(name): value for name, value in detail.items()}


def _path(members: dict[str, object], place: Place, report: Reporting) -> tuple[PathKind | None, bool]:
    path = members.get("path")
    if path is None:
        return None, True
    if path not in PATHS:
        near = suggestion(str(path), PATHS)
        report.add((*place, "path"), f"must be one of {', '.join(PATHS)}, not {path!r}{near}")
        return None, False
    return PathKind(str(path)), True


def _code_with_path(detail: object, place: Place, report: Reporting) -> tuple[str | None, PathKind | None]:
    if not isinstance(detail, dict):
        return _code(detail, place, report), None
    members = _members(detail, {"code", "path"}, place, report) or {}
    path, _ = _path(members, place, report)
    return _code(members.get("code"), (*place, "code"), report), path


def _code(detail: object, place: Place, report: Reporting) -> str | None:
    if isinstance(detail, str) and CODE.fullmatch(detail):
        return detail
    report.add(place, "must be a name in lower case, words joined by underscores")
    return None
