"""Read `sources`: what a rule rests on, with the day on which it was read or the plain word that it was not."""

from collections.abc import Mapping
from datetime import date

from services.recommender.rulebook.files.parts.conditions import Reporting
from services.recommender.rulebook.files.parts.marked_yaml import Place
from services.recommender.rulebook.rule_source import RuleSource, SourceBasis
from services.recommender.rulebook.vocabulary import suggestion
from services.recommender.yaml_faults import not_text

#: The members of a source, in the order people write them.
MEMBERS = ("title", "address", "basis", "checked_on")

#: The words for a source's basis.
BASES = tuple(basis.value for basis in SourceBasis)


def read_sources(given: object, report: Reporting) -> tuple[RuleSource, ...]:
    """Read `sources`; report what is wrong and return what could be read.

    A source from before `basis` is taken too, and counts as remembered whatever its day: the day stood then beside
    judgements and citations from memory as well, so it shows no reading. `credwise rules check` asks for the word.
    """
    if given is None:
        return ()
    if not isinstance(given, list) or not given:
        report.add(("sources",), "must be a list of at least one source, each with a title and its basis")
        return ()
    read = (_read_source(entry, ("sources", index), report) for index, entry in enumerate(given))
    return tuple(source for source in read if source is not None)


def _read_source(entry: object, place: Place, report: Reporting) -> RuleSource | None:
    if not isinstance(entry, dict) or not isinstance(entry.get("title"), str):
        said = not_text(entry.get("title")) if isinstance(entry, dict) else ""
        report.add(place, f"a source needs a title, and its basis: {', '.join(BASES)}{said}")
        return None
    for name in entry:
        if name not in MEMBERS:
            near = suggestion(str(name), MEMBERS)
            report.add((*place, str(name)), f'a source has no member "{name}"{near}; it has {", ".join(MEMBERS)}')
    checked_on = entry.get("checked_on")
    if checked_on is not None and type(checked_on) is not date:
        report.add((*place, "checked_on"), "must be the day somebody last read the source, as YYYY-MM-DD")
        return None
    basis = _read_basis(entry, place, report)
    if basis is None:
        return None
    address = entry.get("address")
    return RuleSource(
        title=entry["title"],
        basis=basis,
        checked_on=checked_on if basis is SourceBasis.READ else None,
        address=address and str(address),
        states_basis="basis" in entry,
    )


def _read_basis(entry: Mapping[object, object], place: Place, report: Reporting) -> SourceBasis | None:
    if "basis" not in entry:
        return SourceBasis.REMEMBERED
    has_day, given = entry.get("checked_on") is not None, entry["basis"]
    if given not in BASES:
        near = suggestion(str(given), BASES)
        report.add((*place, "basis"), f"must be one of {', '.join(BASES)}, not {given!r}{near}")
        return None
    basis = SourceBasis(str(given))
    if basis is SourceBasis.READ and not has_day:
        report.add((*place, "basis"), "says that the source was read; say when, as checked_on: YYYY-MM-DD")
    elif basis is not SourceBasis.READ and has_day:
        sentence = f"is the day on which the source was read, and its basis is {basis}; take it out, or read the source"
        report.add((*place, "checked_on"), sentence)
    return basis
