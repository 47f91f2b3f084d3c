"""What does a client change of the rulebook? Rules added, switched off or weighed anew; cultures of fields declared."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from services.recommender.learner import DeclaredCulture
from services.recommender.rulebook.engine.durable import Engine
from services.recommender.rulebook.engine.stand_ins import stand_ins
from services.recommender.rulebook.files.code_words import Wording
from services.recommender.rulebook.files.rulebook import Origin, Rulebook, Ruleset, compile_stages
from services.recommender.rulebook.overlays.declaration import Declaration
from services.recommender.rulebook.rule import Rule
from services.recommender.rulebook.stages import layers_of_findings
from services.recommender.rulebook.vocabulary import Vocabulary


@dataclass(frozen=True, kw_only=True)
class Overlay:
    """What a client changes, checked against one rulebook. `content_hash` names exactly these files.

    `silenced` are rules of the rulebook that cannot fire any more, because what they wait for was switched off.
    """

    added: tuple[Rule, ...]
    declaration: Declaration
    vocabulary: Vocabulary
    wording: Wording
    content_hash: str
    silenced: tuple[str, ...]

    def rules(self, base: Rulebook) -> tuple[Rule, ...]:
        """Return every rule that is in force where this lies over `base`, in the order of their ids."""
        return in_force(base, self.declaration, self.added)


def apply_overlay(
    base: Rulebook, overlay: Overlay, *, compile_with: Callable[[str, tuple[Rule, ...]], Ruleset] = Engine
) -> Rulebook:
    """Return `base` as `overlay` changes it, compiled; its content hash names both, and its origin says which."""
    rules = overlay.rules(base)
    layers, _ = layers_of_findings(rules)
    findings, credentials, paths = compile_stages(rules, layers, compile_with)
    together = sha256(f"{base.content_hash}\n{overlay.content_hash}\n".encode()).hexdigest()
    return replace(
        base,
        rules={rule.id: rule for rule in rules},
        vocabulary=overlay.vocabulary,
        wording=overlay.wording,
        content_hash=f"sha256:{together}",
        findings=findings,
        credentials=credentials,
        paths=paths,
        origin=Origin(base=base.content_hash, overlay=overlay.content_hash),
        cultures=overlay.declaration.cultures,
    )


def in_force(base: Rulebook, declaration: Declaration, added: Iterable[Rule]) -> tuple[Rule, ...]:
    """Return the rules of `base` as `declaration` changes them, and those `added`, in the order of their ids."""
    off = declaration.switched_off
    kept = {name: rule for name, rule in base.rules.items() if name not in off}
    together = kept | dict(declaration.repointed) | {rule.id: rule for rule in added}
    return tuple(_past_those_off(together[name], base, off) for name in sorted(together))


def _past_those_off(rule: Rule, base: Rulebook, off: frozenset[str]) -> Rule:
    """Return `rule` standing in for what those that are switched off stood in for, rather than for them."""
    if off.isdisjoint((*rule.instead_of, *rule.adds_to)):
        return rule
    reached = stand_ins(base.rules.values())
    heirs = [
        heir
        for name in rule.instead_of
        for heir in ((name,) if name not in off else sorted(reached.get(name, frozenset()) - off))
    ]
    adds_to = tuple(name for name in rule.adds_to if name not in off)
    return replace(rule, instead_of=tuple(dict.fromkeys(heirs)), adds_to=adds_to)


def declared_culture(cultures: Mapping[str, DeclaredCulture], occupation: str) -> DeclaredCulture | None:
    """Return what is declared of the occupation with this code: the longest beginning of it that is named counts."""
    named = [code for code in cultures if occupation.startswith(code)]
    return cultures[max(named, key=len)] if named else None
