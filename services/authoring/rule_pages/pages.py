"""What do the rules say, as pages a person reads? Markdown, one page per chapter, built from the files alone.

The same files give the same bytes, so the pages can be committed and compared.
"""

from collections.abc import Iterable, Iterator, Mapping

from services.authoring.rule_pages.graph import mermaid
from services.authoring.rule_pages.rule_words import MATCHED, conditions_told, effect_told, in_words, safe, shown
from services.authoring.rule_pages.source_shares import source_shares
from services.recommender.rulebook.files.code_words import Wording
from services.recommender.rulebook.files.rule_file import PLACEHOLDER
from services.recommender.rulebook.files.rule_folder import RuleFolder
from services.recommender.rulebook.gate.testing import Case
from services.recommender.rulebook.rule import (
    Rule,
)
from services.recommender.rulebook.rule_source import SourceBasis
from services.recommender.rulebook.vocabulary import FactField, Group, Kind

#: The first line of every page. Only files that begin with it are ever replaced or removed.
MARK = "<!-- Built from the rule files by `credwise rules docs`; change the rules instead. -->"

#: The page of all facts, and the page that names all others.
VOCABULARY_PAGE, INDEX = "vocabulary.md", "README.md"


def build_pages(rule_folder: RuleFolder, cases: Iterable[Case]) -> Mapping[str, str]:
    """Return every page's text by its file name."""
    chapters: dict[str, list[Rule]] = {}
    for rule in rule_folder.rules:
        chapters.setdefault(rule.chapter, []).append(rule)
    by_id = {rule.id: rule for rule in rule_folder.rules}
    by_rule: dict[str, list[Case]] = {}
    for case in cases:
        by_rule.setdefault(case.rule.id, []).append(case)
    pages = {
        f"{chapter}.md": _page(_chapter(chapter, rules, by_rule, rule_folder.wording, by_id))
        for chapter, rules in chapters.items()
    }
    return {
        INDEX: _page(_index(chapters)),
        VOCABULARY_PAGE: _page(_vocabulary(rule_folder)),
        **pages,
    }


def _page(lines: Iterable[str]) -> str:
    return "\n".join([MARK, "", *lines]) + "\n"


def _index(chapters: Mapping[str, list[Rule]]) -> Iterator[str]:
    rules = [rule for own in chapters.values() for rule in own]
    yield "# The rules"
    yield ""
    yield f"{len(rules)} rules in {len(chapters)} chapters, and [the facts that they may speak of]({VOCABULARY_PAGE})."
    yield ""
    yield from _read(rules)
    for chapter, own in chapters.items():
        yield ""
        yield f"## [{in_words(chapter).capitalize()}]({chapter}.md)"
        yield ""
        for rule in own:
            yield f"- [{safe(rule.title)}]({_address(rule)})"
    yield ""
    yield "## Findings and the rules they feed"
    yield ""
    yield "What concludes a finding, the finding, and the rules that use it; a broken arrow leads to a rule that holds"
    yield "where the finding was not concluded."
    yield ""
    yield from ("```mermaid", *mermaid(rules).splitlines(), "```")
    yield ""
    yield "| finding | concluded by | used by |"
    yield "|---|---|---|"
    for finding in sorted({name for rule in rules for name in rule.findings_concluded()}):
        by = ", ".join(_link(rule) for rule in rules if finding in rule.findings_concluded())
        used = ", ".join(_link(rule) for rule in rules if finding in rule.findings_used())
        yield f"| `finding.{finding}` | {by} | {used} |"


def _read(rules: list[Rule]) -> Iterator[str]:
    """Yield how much of each chapter was read."""
    yield "How much of it was read: the points are always our judgement, whatever a rule rests on."
    yield ""
    yield "| chapter | rules | cite something read | sources read | from memory | our judgement |"
    yield "|---|---:|---:|---:|---:|---:|"
    for share in source_shares(rules):
        counts = " | ".join(str(share.sources[basis]) for basis in SourceBasis)
        yield f"| {in_words(share.chapter)} | {share.rules} | {share.read_rules} ({share.percent} %) | {counts} |"


def _chapter(
    chapter: str, rules: Iterable[Rule], cases: Mapping[str, list[Case]], wording: Wording, by_id: Mapping[str, Rule]
) -> Iterator[str]:
    yield f"# {in_words(chapter).capitalize()}"
    yield ""
    yield f"[All chapters]({INDEX}) · [what rules may speak of]({VOCABULARY_PAGE})"
    yield ""
    yield f"{source_shares(rules)[-1]}."
    for rule in rules:
        yield ""
        yield f'<a id="{_anchor(rule)}"></a>'
        yield ""
        yield f"## {safe(rule.title)}"
        yield ""
        yield f"`{rule.id}`"
        yield ""
        yield safe(rule.rationale)
        yield ""
        yield from conditions_told(rule)
        yield ""
        yield "Then:"
        yield ""
        yield from (f"- {effect_told(effect, MATCHED[rule.stage], wording)}" for effect in rule.effects)
        yield ""
        yield from _relations(rule, by_id)
        yield f"> {PLACEHOLDER.sub(shown, safe(rule.because))}"
        yield ""
        yield from _tried(cases.get(rule.id, []))
        yield "Sources:"
        yield ""
        for source in rule.sources:
            title = f"[{safe(source.title)}](<{source.address}>)" if source.address else safe(source.title)
            yield f"- {title} ({source.in_words})"


def _relations(rule: Rule, rules: Mapping[str, Rule]) -> Iterator[str]:
    """Yield which rules it stands in for or adds to, and which ones stand in for it."""
    replacing = [other.id for other in rules.values() if rule.id in other.instead_of]
    for words, names in (
        ("Stands in for, where both fire", rule.instead_of),
        ("Adds to, as a reason of its own", rule.adds_to),
        ("Does not count where this fires", replacing),
    ):
        if names:
            yield f"{words}: {', '.join(_link(rules[name]) for name in sorted(names) if name in rules)}."
            yield ""


def _tried(cases: list[Case]) -> Iterator[str]:
    for fires, words in ((True, "Fires"), (False, "Stays silent")):
        names = "; ".join(safe(case.name) for case in cases if case.fires is fires)
        yield f"{words}: {names}."
        yield ""


def _vocabulary(rule_folder: RuleFolder) -> Iterator[str]:
    yield "# What rules may speak of"
    yield ""
    yield "Every fact, with its values or its unit. A number that is not known is `unknown`, and no comparison but"
    yield "`known: false` matches it; a word that is not known matches `equals: unknown` and `known: false` only."
    for group in Group:
        fields = sorted(
            (field for field in rule_folder.vocabulary if field.group is group), key=lambda field: field.full_name
        )
        if not fields:
            continue
        yield ""
        yield f"## {group.value}"
        yield ""
        yield "| fact | values | meaning |"
        yield "|---|---|---|"
        for field in fields:
            formerly = "".join(f" Formerly `{name}`." for name in field.former_names)
            yield f"| `{field.full_name}` | {_values(field)} | {safe(field.doc)}{formerly} |"


def _values(field: FactField) -> str:
    if field.kind is Kind.TEXT:
        return "text, for showing only"
    if field.kind is Kind.CHOICE:
        words = ", ".join(f"`{word}`" for word in field.allowed)
        return f"several of {words}" if field.several else words
    return f"a whole number ({field.unit}){', or `unknown`' if field.may_be_unknown else ''}"


def _link(rule: Rule) -> str:
    return f"[{rule.id}]({_address(rule)})"


def _address(rule: Rule) -> str:
    return f"{rule.chapter}.md#{_anchor(rule)}"


def _anchor(rule: Rule) -> str:
    return rule.id.partition("/")[2]
