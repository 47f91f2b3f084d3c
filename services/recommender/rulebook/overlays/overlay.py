"""What does a client change of the rulebook? Rules added, switched off or weighed anew; cultures of fields declared."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from services.recommender.learner import DeclaredCulture
from services.recommender.rulebook.engine.durable import Engine
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
    kept = {name: rule for name, rule in base.rules.items() if name not in declaration.switched_off}
    together = kept | dict(declaration.repointed) | {rule.id: rule for rule in added}
    return tuple(together[name] for name in sorted(together))


def declared_culture(cultures: Mapping[str, DeclaredCulture], occupation: str) -> DeclaredCulture | None:
    """Return what is declared of the occupation with this code: the longest beginning of it that is named counts."""
    named = [code for code in cultures if occupation.startswith(code)]
    return cultures[max(named, key=len)] if named else None
