"""Read `instead_of` and `adds_to`: how a rule stands to others that weigh the same."""

from services.recommender.rulebook.files.parts.conditions import Reporting

#: The members that name other rules; a rule may do without any of them.
RELATIONS = ("instead_of", "adds_to")


def read_relation(member: str, given: object, report: Reporting) -> tuple[str, ...]:
    """Read a list of rule ids; whether there are such rules is found where all rules are known."""
    if given is None:
        return ()
    if not isinstance(given, list) or not given:
        report.add((member,), "must be a list of rule ids, like [recognition/others-recognise-it]")
        return ()
    named: list[str] = []
    for index, identity in enumerate(given):
        if not isinstance(identity, str):
            report.add((member, index), f"must be the id of a rule, not {identity!r}")
        elif identity in named:
            report.add((member, index), f"names {identity} a second time; remove one")
        else:
            named.append(identity)
    return tuple(named)
