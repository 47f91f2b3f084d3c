"""What does a new rule look like before its author has filled it in? Rule and test pass the check as they are."""

import json
from dataclasses import dataclass
from datetime import date

from services.recommender.rulebook.gate.left_undone import TO_FILL_IN, ends_as_a_sentence
from services.recommender.rulebook.vocabulary import UNKNOWN, FactField, Group, Kind, Subject


@dataclass(frozen=True, kw_only=True)
class NewRule:
    """What the author has said about the rule so far; `fact` is the first thing it will look at."""

    id: str
    title: str
    rationale: str
    source: str
    because: str
    fact: FactField
    today: date


def rule_text(new: NewRule) -> str:
    """Return the rule file: sound, with one condition and one effect to be replaced."""
    path = "path: micro_credential, " if new.fact.subject is Subject.DECISION else ""
    compared = ", ".join(_comparisons(new.fact))
    return f"""\
# yaml-language-server: $schema=../rule.schema.json
id: {new.id}
title: {_quoted(new.title)}
rationale: {_quoted(new.rationale)}
sources:
  - title: {_quoted(new.source)}
    basis: remembered
# Once you have read it: basis: read, and checked_on: {new.today}. What is your own is a judgement.
# {new.fact.full_name}: {new.fact.doc} It is compared by {compared}.
# Every condition must hold. `credwise rules vocabulary` lists all facts.
when:
  {new.fact.full_name}: {{{_comparison(new.fact)}: {_holding(new.fact)}}}
# Or: conclude a finding, rule_out, caution (a code of cautions.yaml), ask (a code of questions.yaml).
then:
  - weigh: {{{path}dimension: relevance, points: 5}}
# What the learner reads. A fact in braces is shown: {{field.title}}.
because: {_quoted(_sentence(new.because))}
"""


def cases_text(new: NewRule) -> str:
    """Return the test file: the condition on both sides, and the unknown."""
    name = new.fact.full_name
    lines = [
        "# yaml-language-server: $schema=../test.schema.json",
        "# Each case changes one fact. `credwise rules coverage` says what is not tried yet.",
        f"facts: {{{name}: {_holding(new.fact)}}}",
        "fires:",
        f"  - name: {_quoted(f'{name} is {_holding(new.fact)}')}",
        "stays_silent:",
        f"  - name: {_quoted(f'{name} is {_failing(new.fact)}')}",
        f"    facts: {{{name}: {_failing(new.fact)}}}",
    ]
    if new.fact.blank in {None, UNKNOWN} and _failing(new.fact) != UNKNOWN:
        lines += ["  - name: it is not known", f"    facts: {{{name}: unknown}}"]
    return "\n".join(lines) + "\n"


def to_fill_in(what: str) -> str:
    """Return the text that stands for what the author has not said; the check remarks on it until it is replaced."""
    return f"{TO_FILL_IN} {what}"


def _comparisons(fact: FactField) -> tuple[str, ...]:
    return ("at_least", "at_most", "equals", "known") if fact.kind is Kind.NUMBER else ("equals", "any_of", "none_of")


def _comparison(fact: FactField) -> str:
    return _comparisons(fact)[0]


def _holding(fact: FactField) -> int | str:
    """Return a value that the condition is written for."""
    if fact.kind is Kind.NUMBER:
        return 1
    if fact.group is Group.FINDING:
        return "yes"
    return next(word for word in fact.allowed if word != fact.blank)


def _failing(fact: FactField) -> int | str:
    if fact.kind is Kind.NUMBER:
        return 0
    return next((word for word in fact.allowed if word not in {_holding(fact), UNKNOWN}), UNKNOWN)


def _sentence(text: str) -> str:
    shown = _shown(text)
    return shown if ends_as_a_sentence(shown) else f"{shown}."


def _quoted(text: str) -> str:
    """Return `text` on one line in double quotes, YAML's and JSON's alike."""
    return json.dumps(_shown(text), ensure_ascii=False)


def _shown(text: str) -> str:
    """Return `text` on one line; what cannot be shown is left out."""
    return " ".join("".join(sign for sign in text if sign.isprintable() or sign.isspace()).split())
