"""What does overlay.yaml say: rules switched off, points changed, cultures of fields, the country of learners?"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeGuard

from services.recommender.learner import DeclaredCulture
from services.recommender.names.geography.countries import country_code
from services.recommender.rulebook.files.checks.graded_tables import faults_in_table
from services.recommender.rulebook.files.checks.what_follows import Consequences
from services.recommender.rulebook.files.parts.marked_yaml import MarkedDocument, Place
from services.recommender.rulebook.files.parts.points import RIGHT_POINTS, is_points, read_points
from services.recommender.rulebook.files.rule_file import Report
from services.recommender.rulebook.files.rulebook import Rulebook
from services.recommender.rulebook.rule import GradedPoints, Rule, Weigh
from services.recommender.rulebook.vocabulary import suggestion
from services.recommender.scales import Culture

#: The members of overlay.yaml; any of them may be left out.
MEMBERS = ("switch_off", "points", "cultures", "country")

#: An O*NET-SOC code, or the beginning of one that stands for all occupations whose codes begin so: "15", "15-12".
OCCUPATIONS = re.compile(r"[0-9]{2}(-[0-9]{1,4}|-[0-9]{4}\.[0-9]{2})?")

#: The cultures that can be declared: whoever does not know a field's culture leaves the field out.
CULTURES = tuple(culture.value for culture in Culture if culture is not Culture.UNKNOWN)


@dataclass(frozen=True, kw_only=True)
class Declaration:
    """What is changed of the rulebook: rules switched off, rules with other points, and the cultures of fields.

    `cultures` is by an occupation's code or the beginning of one; `country` (ISO 3166-1) is where the client's learners
    want to work who do not say it.
    """

    switched_off: frozenset[str] = frozenset()
    repointed: Mapping[str, Rule]
    cultures: Mapping[str, DeclaredCulture]
    country: str | None = None


def read_declaration(document: MarkedDocument, base: Rulebook, report: Report) -> Declaration:
    """Read overlay.yaml against the rules it is laid over; report what is wrong and return what could be read."""
    content = document.value
    if not isinstance(content, dict):
        report.add((), f"an overlay is a mapping with some of the members {', '.join(MEMBERS)}")
        content = {}
    for name in content:
        if name not in MEMBERS:
            report.add((name,), f'an overlay has no member "{name}"{suggestion(str(name), MEMBERS)}')
    switched_off = frozenset(_switched_off(content.get("switch_off"), base.rules, report))
    return Declaration(
        switched_off=switched_off,
        repointed={rule.id: rule for rule in _repointed(content.get("points"), base, switched_off, report)},
        cultures=dict(_cultures(content.get("cultures"), report)),
        country=_country(content.get("country"), report),
    )


def _switched_off(given: object, rules: Mapping[str, Rule], report: Report) -> Iterator[str]:
    if given is not None and not isinstance(given, list):
        report.add(("switch_off",), "must be a list of rule ids, like [field_culture/degree-field-opens-by-degree]")
        return
    seen: set[str] = set()
    for index, identity in enumerate(given or ()):
        place: Place = ("switch_off", index)
        if not _is_rule(identity, rules, place, report):
            continue
        if identity in seen:
            report.add(place, f"{identity} is switched off above already; remove one")
        seen.add(identity)
        yield identity


def _repointed(given: object, base: Rulebook, switched_off: frozenset[str], report: Report) -> Iterator[Rule]:
    """Yield each rule whose points are changed, with its new ones."""
    reading = _Points(base, report)
    for identity, wanted in _entries(given, "points", "each rule's id to its new points", report):
        place: Place = ("points", identity)
        if not _is_rule(identity, base.rules, place, report):
            continue
        if identity in switched_off:
            report.add(place, "is switched off, so its points count for nothing; remove one of the two")
        elif not isinstance(wanted, dict) or not wanted:
            report.add(place, "must map a dimension, or the place of an effect in then, to points: {recognition: 10}")
        else:
            yield _with_points(base.rules[identity], wanted, place, reading)


class _Points:
    """Reads points that are to stand in a rule of the rulebook: a number, or a table without a gap in that rule."""

    def __init__(self, base: Rulebook, report: Report) -> None:
        self._base, self.report = base, report

    @cached_property
    def _consequences(self) -> Consequences:
        return Consequences(self._base.rules.values(), self._base.vocabulary)

    def read(self, given: object, rule: Rule, place: Place) -> int | GradedPoints | None:
        if not isinstance(given, dict) and not is_points(given):
            self.report.add(place, f"{RIGHT_POINTS}; to do without the rule, switch it off")
            return None
        points = read_points(given, place, self._base.vocabulary, self.report)
        for sentence in faults_in_table(points, rule, self._consequences) if isinstance(points, GradedPoints) else ():
            self.report.add(place, sentence)
        return points


def _with_points(rule: Rule, wanted: Mapping[object, object], place: Place, reading: _Points) -> Rule:
    report = reading.report
    effects = list(rule.effects)
    changed: set[int] = set()
    for name, given in wanted.items():
        here: Place = (*place, str(name))
        index = _weigh_named(str(name), rule, here, report)
        if index is None:
            continue
        effect = effects[index]
        if index in changed:
            report.add(here, f"changes then.{index} a second time; keep one")
        elif isinstance(effect, Weigh) and (points := reading.read(given, rule, here)):
            changed.add(index)
            effects[index] = replace(effect, points=points)
    return replace(rule, effects=tuple(effects))


def _weigh_named(name: str, rule: Rule, place: Place, report: Report) -> int | None:
    """Return the place in `then` of the weigh that `name` means: a place itself, or a dimension that stands once."""
    weighs = {index: effect for index, effect in enumerate(rule.effects) if isinstance(effect, Weigh)}
    named = [index for index, effect in weighs.items() if name in {str(index), effect.dimension.value}]
    if len(named) == 1:
        return named[0]
    if not weighs:
        report.add(place, f"{rule.id} weighs nothing, so it has no points to change")
        return None
    listed = ", ".join(f"{index} ({_described(effect)})" for index, effect in weighs.items())
    if named:
        report.add(place, f"{rule.id} weighs {name} {len(named)} times; name the one you mean by its place: {listed}")
    else:
        known = {effect.dimension.value for effect in weighs.values()}
        report.add(place, f"{rule.id} has no such weigh{suggestion(name, known)}; it has {listed}")
    return None


def _described(effect: Weigh) -> str:
    return f"{effect.dimension} of {effect.path}" if effect.path else effect.dimension.value


def _cultures(given: object, report: Report) -> Iterator[tuple[str, DeclaredCulture]]:
    for code, said in _entries(given, "cultures", 'occupations to a culture and its source, like "15-1252.00"', report):
        place: Place = ("cultures", code)
        if not OCCUPATIONS.fullmatch(code):
            report.add(place, 'must be an O*NET-SOC code or the beginning of one, like "15-1252.00", "15-12" or "15"')
        elif not isinstance(said, dict) or set(said) != {"culture", "source"}:
            report.add(place, "needs a culture and its source: {culture: mixed, source: Our survey of 2026}")
        elif said["culture"] not in CULTURES:
            near = suggestion(str(said["culture"]), CULTURES)
            report.add((*place, "culture"), f"must be one of {', '.join(CULTURES)}, not {said['culture']!r}{near}")
        elif not isinstance(said["source"], str) or not said["source"].strip():
            report.add((*place, "source"), "must say in words where this is known from; learners will read it")
        else:
            source = " ".join(said["source"].split())
            yield code, DeclaredCulture(culture=Culture(said["culture"]), source=source)


def country_declared(document: MarkedDocument) -> str | None:
    """Return the country alone that overlay.yaml names; None where it names none, or not a known one."""
    given = document.value.get("country") if isinstance(document.value, dict) else None
    return country_code(given) if isinstance(given, str) else None


def _country(given: object, report: Report) -> str | None:
    code = country_code(given) if isinstance(given, str) else None
    if given is not None and code is None:
        report.add(("country",), "must be a country's ISO 3166-1 code, like GB, or its name, like Germany")
    return code


def _entries(given: object, member: str, what: str, report: Report) -> Iterator[tuple[str, object]]:
    """Yield the entries of a mapping by the words of their keys: YAML reads an unquoted 15 as a number."""
    if given is not None and not isinstance(given, dict):
        report.add((member,), f"must map {what}")
    elif given:
        yield from ((str(key), value) for key, value in given.items())


def _is_rule(identity: object, rules: Mapping[str, Rule], place: Place, report: Report) -> TypeGuard[str]:
    if isinstance(identity, str) and identity in rules:
        return True
    report.add(place, f'the rulebook has no rule "{identity}"{suggestion(str(identity), rules)}')
    return False
