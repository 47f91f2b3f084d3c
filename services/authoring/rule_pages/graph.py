"""Which findings feed which rules? As a Mermaid flowchart, a text that code forges and editors draw."""

from collections.abc import Iterable, Iterator

from services.recommender.rulebook.engine.plain import holds
from services.recommender.rulebook.rule import Rule
from services.recommender.rulebook.vocabulary import Group


def mermaid(rules: Iterable[Rule]) -> str:
    """Return the flowchart of the findings that `rules` conclude, the rules that do, and those that the findings feed.

    An arrow is broken where the rule holds when the finding was not concluded. Rules without findings are left out.
    """
    rules = sorted(rules, key=lambda rule: rule.id)
    return "\n".join(["flowchart LR", *(f"  {line}" for line in _lines(rules))]) + "\n"


def _lines(rules: list[Rule]) -> Iterator[str]:
    concluded = {name for rule in rules for name in rule.findings_concluded()}
    yield "classDef finding fill:#eef2ff,stroke:#4338ca,color:#1e1b4b"
    for name in sorted(concluded):
        yield f'{_finding(name)}(["{name.replace("_", " ")}"]):::finding'
    for rule in rules:
        used = sorted(rule.findings_used() & concluded)
        node = f"rule_{rule.id.replace('/', '__').replace('-', '_')}"
        if used or rule.findings_concluded():
            yield f'{node}["{rule.id}"]'
        for name in sorted(rule.findings_concluded()):
            yield f"{node} --> {_finding(name)}"
        for name in used:
            yield f"{_finding(name)} {'-.->' if _wants_absent(rule, name) else '-->'} {node}"


def _finding(name: str) -> str:
    return f"finding_{name}"


def _wants_absent(rule: Rule, finding: str) -> bool:
    return any(
        condition.field.group is Group.FINDING and condition.field.name == finding and holds(condition, "no")
        for condition in rule.conditions()
    )
