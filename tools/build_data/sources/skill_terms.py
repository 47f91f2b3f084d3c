"""Which terms become the skill index? Merges ESCO's skills, O*NET's technologies and our own two small tables.

One concept has one id. ESCO wins: a technology with the label of an ESCO skill is an alias of it. A label wins over an
alias; our aliases win over everyone's; an alias that two concepts claim names neither, and is counted.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from services.recommender.names.skills.skill_words import fold, slug, without_brackets
from tools.build_data.sources.european.esco import EscoSkill


@dataclass(frozen=True, kw_only=True)
class Addition:
    """A concept that neither ESCO nor O*NET has, and why it is needed."""

    slug: str
    label: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class SkillTerms:
    """The merged index: (id, label, keys) by id, keys sorted, and what was left out or is wrong."""

    concepts: tuple[tuple[str, str, tuple[str, ...]], ...]
    merged_technologies: int
    contested_aliases: int
    problems: tuple[str, ...]

    def lines(self) -> str:
        """Return the text of the index file: a line per concept, parted by tabs."""
        return "".join("\t".join((skill, label, *keys)) + "\n" for skill, label, keys in self.concepts)


@dataclass
class _Index:
    labels: dict[str, str] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)

    def add(self, skill: str, label: str) -> None:
        """Add a concept under its label, and under the label without brackets where that is free."""
        self.labels[skill] = label
        self.owners.setdefault(fold(label), skill)
        self.owners.setdefault(fold(without_brackets(label)), skill)


def merge(
    skills: Iterable[EscoSkill],
    technologies: Iterable[str],
    additions: Iterable[Addition],
    aliases: Mapping[str, str],
) -> SkillTerms:
    """Return the merged index; `aliases` maps an alias to the label of the concept it names."""
    skills = tuple(skills)
    index = _Index()
    # Full labels first: a bracketed "Erlang (computer programming)" must not take the key of another skill's label.
    for skill in skills:
        index.owners.setdefault(fold(skill.label), f"esco:{skill.uuid}")
    for skill in skills:
        index.add(f"esco:{skill.uuid}", skill.label)
    merged = _add_technologies(index, technologies, aliases)
    for addition in additions:
        index.add(f"credwise:{addition.slug}", addition.label)
    problems = _add_curated(index, aliases)
    contested = _add_alternatives(index, skills)
    return SkillTerms(
        concepts=_concepts(index),
        merged_technologies=merged,
        contested_aliases=contested,
        problems=tuple(problems),
    )


def _add_technologies(index: _Index, technologies: Iterable[str], aliases: Mapping[str, str]) -> int:
    """Add each technology as a concept unless ESCO or our alias table has it under another; return how many had."""
    curated = {fold(alias) for alias in aliases}
    merged = 0
    for name in technologies:
        if fold(name) in index.owners or fold(name) in curated:
            merged += 1
        elif f"onet:{slug(name)}" not in index.labels:
            index.add(f"onet:{slug(name)}", name)
    return merged


def _add_curated(index: _Index, aliases: Mapping[str, str]) -> list[str]:
    """Give our aliases their concepts; return what is wrong with the table."""
    problems = []
    for alias, label in sorted(aliases.items()):
        skill = index.owners.get(fold(label))
        if skill is None or fold(index.labels[skill]) != fold(label):
            problems.append(f'aliases.csv, alias "{alias}": no concept has the label "{label}".')
        elif index.labels.get(index.owners.get(fold(alias), "")) == alias:
            problems.append(f'aliases.csv, alias "{alias}": it is a label of its own; leave the row out.')
        else:
            index.owners[fold(alias)] = skill
    return problems


def _add_alternatives(index: _Index, skills: Iterable[EscoSkill]) -> int:
    """Add ESCO's alternative labels where one concept alone claims them; return how many were contested."""
    claims: dict[str, set[str]] = defaultdict(set)
    for skill in skills:
        for alternative in skill.alternatives:
            claims[fold(alternative)].add(f"esco:{skill.uuid}")
    contested = 0
    for key, claimants in claims.items():
        if key in index.owners or not key:
            continue
        if len(claimants) == 1:
            index.owners[key] = next(iter(claimants))
        else:
            contested += 1
    return contested


def _concepts(index: _Index) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    keys: dict[str, list[str]] = defaultdict(list)
    for key, skill in index.owners.items():
        keys[skill].append(key)
    return tuple((skill, label, tuple(sorted(keys[skill]))) for skill, label in sorted(index.labels.items()))
