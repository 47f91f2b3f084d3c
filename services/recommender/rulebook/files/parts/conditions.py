"""Read `when`: the conditions of a rule, as data."""

from typing import Protocol

from services.recommender.rulebook.files.parts.marked_yaml import Place
from services.recommender.rulebook.rule import Branch, Comparison, Condition
from services.recommender.rulebook.vocabulary import FactField, Group, Kind, Vocabulary, suggestion

#: The member of `when` that lists alternatives; the rule fires when the other conditions and one alternative hold.
ANY = "any"

#: Which comparisons go with which kind of fact; texts are for showing only.
ADMITTED = {
    Kind.NUMBER: (
        Comparison.EQUALS,
        Comparison.NOT_EQUALS,
        Comparison.AT_LEAST,
        Comparison.AT_MOST,
        Comparison.MORE_THAN,
        Comparison.LESS_THAN,
        Comparison.KNOWN,
    ),
    Kind.CHOICE: (
        Comparison.EQUALS,
        Comparison.NOT_EQUALS,
        Comparison.ANY_OF,
        Comparison.NONE_OF,
        Comparison.KNOWN,
    ),
    Kind.TEXT: (),
}

#: YAML reads a bare yes or no as a boolean; in a choice they are the words.
AS_WORDS = {True: "yes", False: "no"}


class Reporting(Protocol):
    """Where a problem goes: the place in the file and the sentence."""

    def add(self, place: Place, sentence: str) -> None: ...


def finding_field(name: str) -> FactField:
    """Return the field for a finding: yes once a rule has concluded it, else no."""
    doc = f'Whether a rule concluded "{name}".'
    return FactField(group=Group.FINDING, name=name, kind=Kind.CHOICE, doc=doc, allowed=("no", "yes"))


def read_when(given: object, vocabulary: Vocabulary, report: Reporting) -> tuple[Branch, ...]:
    """Read `when` into branches, one per alternative of `any`; report what is wrong and return what could be read."""
    place: Place = ("when",)
    if given is None:
        return ()
    if not isinstance(given, dict) or not given:
        report.add(
            place, "must name at least one fact and what it is compared with, like field.culture: {equals: mixed}"
        )
        return ()
    common = _read_conditions({n: v for n, v in given.items() if n != ANY}, place, vocabulary, report)
    if ANY not in given:
        return (common,)
    alternatives = given[ANY]
    if not isinstance(alternatives, list) or len(alternatives) < 2:  # noqa: PLR2004 - one alternative is none
        report.add((*place, ANY), "must be a list of two or more alternatives, each a mapping of conditions")
        return (common,)
    branches = []
    for index, alternative in enumerate(alternatives):
        if not isinstance(alternative, dict) or not alternative:
            report.add((*place, ANY, index), "an alternative is a mapping of conditions, and not an empty one")
            continue
        branches.append(common + _read_conditions(alternative, (*place, ANY, index), vocabulary, report))
    return tuple(branches)


def _read_conditions(
    given: dict[object, object], place: Place, vocabulary: Vocabulary, report: Reporting
) -> tuple[Condition, ...]:
    conditions: list[Condition] = []
    for name, comparisons in given.items():
        here: Place = (*place, str(name))
        field = vocabulary.get(str(name))
        if field is None:
            report.add(here, vocabulary.not_found(str(name)))
        elif field.kind is Kind.TEXT:
            report.add(here, f"{name} is text for showing in because; rules compare numbers and choices only")
        elif not isinstance(comparisons, dict) or not comparisons:
            words = ", ".join(ADMITTED[field.kind])
            like = "at_least: 1" if field.kind is Kind.NUMBER else f"equals: {field.allowed[-1]}"
            report.add(here, f"must say how to compare, like {{{like}}}; {name} takes {words}")
        else:
            for comparison, literal in comparisons.items():
                condition = _read_condition(field, str(comparison), literal, (*here, str(comparison)), report)
                conditions.extend([condition] if condition else [])
    return tuple(conditions)


def _read_condition(field: FactField, word: str, literal: object, place: Place, report: Reporting) -> Condition | None:
    admitted = ADMITTED[field.kind]
    if word not in admitted:
        kind = f"a {field.kind}" + (f" ({', '.join(field.allowed)})" if field.allowed else "")
        report.add(
            place,
            f'{field.full_name} is {kind} and is not compared by "{word}"{suggestion(word, admitted)}; '
            f"it takes {', '.join(admitted)}",
        )
        return None
    comparison = Comparison(word)
    read, fault = _read_literal(field, comparison, literal)
    if fault:
        report.add(place, fault)
        return None
    return Condition(field=field, comparison=comparison, literal=read)


def _read_literal(
    field: FactField, comparison: Comparison, given: object
) -> tuple[int | str | bool | tuple[str, ...], str | None]:
    """Return the literal and what is wrong with it, if anything."""
    if comparison is Comparison.KNOWN:
        return (given, None) if isinstance(given, bool) else ("", "must be true or false")
    if comparison in {Comparison.ANY_OF, Comparison.NONE_OF}:
        if not isinstance(given, list) or not given:
            return "", "must be a list of words, like [bachelor, master]"
        words = tuple(_word(word) for word in given)
        faults = [fault for word in words if (fault := field.fault_in(word))]
        return words, faults[0] if faults else _unknown_among(words)
    if field.kind is Kind.CHOICE:
        word = _word(given)
        if comparison is Comparison.NOT_EQUALS and word == "unknown":
            return "", "the unknown never matches not_equals; say known: true"
        return word, field.fault_in(word)
    if given is None or field.fault_in(given):
        return "", field.fault_in(given if given is not None else "nothing")
    return int(str(given)), None


def _unknown_among(words: tuple[str, ...]) -> str | None:
    if "unknown" in words:
        return "the unknown never matches a list; use an alternative with equals: unknown, or known: false"
    return None


def _word(given: object) -> str:
    return AS_WORDS[given] if isinstance(given, bool) else str(given)
