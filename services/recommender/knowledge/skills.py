"""Which skill does a word name? One index of ESCO skills, O*NET technologies and a few additions of our own.

The index is read from one file, `skills/index.tsv.gz`, which `tools/build_data` makes: a line per concept, parted by
tabs: id, label, then the keys of its aliases. Keys are folded when the file is made, so that loading stays quick.
`skills/near.tsv.gz` beside it holds which skills are near: pairs of ids, the wider one first.
"""

import gzip
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Literal

from services.recommender.names.skills.choices import parts_of
from services.recommender.names.skills.skill_phrases import without_phrases
from services.recommender.names.skills.skill_words import fold, spellings, without_brackets
from services.recommender.names.slips import Slips

#: The sentences that the licences of ESCO and O*NET ask to be shown where their terms are used.
ATTRIBUTION = (
    "This service uses the ESCO classification of the European Commission (v1.1.1, modified: labels, aliases and the "
    "skills of occupations only; these by Nesta's ESCO-O*NET crosswalk, copyright (c) 2021 Nesta, MIT licence). "
    "It includes information from the O*NET 29.3 Database by the U.S. Department of Labor, Employment and Training "
    "Administration (USDOL/ETA), used under the CC BY 4.0 license and modified; USDOL/ETA has not approved, endorsed, "
    "or tested these modifications. O*NET is a trademark of USDOL/ETA."
)

#: Texts whose match is remembered: profiles and occupations name the same few thousand things again and again, and
#: folding a text takes longer than all the rest of matching it.
REMEMBERED = 16_384

#: Texts of which is remembered what they name together; those of profiles and postings, which may be long.
REMEMBERED_PARTS = 4_096

#: How sure, in percent, a skill is that was found by mending its spelling. Measured by `bench/skills.py` and rounded
#: down: a name that no list has may be a letter from one that it has.
MENDED_CONFIDENCE = 95

#: Where the index lies in the data folder.
INDEX_FILE = Path("skills", "index.tsv.gz")

#: Where it lies which skills are near to one another.
NEAR_FILE = Path("skills", "near.tsv.gz")


class SkillsUnreadable(Exception):
    """The skill index is missing or damaged; the message says which file and how to make it again."""


@dataclass(frozen=True, kw_only=True)
class SkillMatch:
    """A skill found: its id, its label, and whether the words were its label or one of its aliases.

    "phrase" is a label or alias inside a phrase ("experience with Docker"), "fuzzy" one whose spelling was mended.
    `confidence` is in whole percent, and 100 for all but those.
    """

    skill: str
    label: str
    matched_by: Literal["label", "alias", "phrase", "fuzzy"]
    confidence: int = 100


class SkillIndex:
    """Skills by their id and by every spelling known for them. Immutable once built."""

    def __init__(
        self,
        *,
        labels: dict[str, str],
        ids_by_key: dict[str, str],
        content_hash: str,
        near: Mapping[str, frozenset[str]] | None = None,
    ) -> None:
        """Keep the label of every id, the id of every folded key, what is near, and the hash of where it is from."""
        self._labels = labels
        self._ids_by_key = ids_by_key
        self._near = near or {}
        self.content_hash = content_hash
        self.attribution = ATTRIBUTION
        self._slips = Slips(Counter(word for key in ids_by_key for word in key.split()))
        self._remembered = lru_cache(REMEMBERED)(self._match)
        self._remembered_reading = lru_cache(REMEMBERED)(self._read)
        self._remembered_parts = lru_cache(REMEMBERED_PARTS)(self._parts)

    def match(self, text: str) -> SkillMatch | None:
        """Return the skill that `text` names, or None; never a skill that is merely similar."""
        return self._remembered(text)

    def read(self, text: str) -> SkillMatch | None:
        """Return the skill that somebody's words mean, or None: as `match`, then without phrases, then mended.

        Only a word that is in no skill's name is mended, and only where all readings of it name one skill.
        """
        return self._remembered_reading(text)

    def names(self, text: str) -> bool:
        """Say whether `text` names a skill that is known, as it stands or in a phrase; a slip is no name."""
        found = self.read(text)
        return found is not None and found.matched_by != "fuzzy"

    def parts(self, text: str) -> tuple[str, ...]:
        """Return the words of every skill that `text` names together, as in "Excel and SQL" or "Python/R"."""
        return self._remembered_parts(text)

    def _parts(self, text: str) -> tuple[str, ...]:
        return parts_of(text, self.names)

    def _read(self, text: str) -> SkillMatch | None:
        if found := self.match(text):
            return found
        for bare in without_phrases(text):
            if found := self.match(bare):
                return replace(found, matched_by="phrase")
        for key in (*spellings(text), *without_phrases(text)):
            readings = {self.match(reading) for reading in self._slips.readings(key) if reading != key}
            skills = {found.skill: found for found in readings if found}
            if len(skills) == 1:
                return replace(skills.popitem()[1], matched_by="fuzzy", confidence=MENDED_CONFIDENCE)
        return None

    def _match(self, text: str) -> SkillMatch | None:
        for key in spellings(text):
            skill = self._ids_by_key.get(key)
            if skill is not None:
                label = self._labels[skill]
                by_label = key in {fold(label), fold(without_brackets(label))}
                return SkillMatch(skill=skill, label=label, matched_by="label" if by_label else "alias")
        return None

    def named(self, key: str) -> str | None:
        """Return the id of the skill that the folded words `key` name as they stand; None where they name none."""
        return self._ids_by_key.get(key)

    def label(self, skill: str) -> str:
        """Return the label of the skill with the id `skill`; KeyError where there is none."""
        return self._labels[skill]

    def near(self, skill: str) -> frozenset[str]:
        """Return the ids of the skills that are a kind of `skill`, or that it is a kind of; to have one is no other."""
        return self._near.get(skill, frozenset())

    def __contains__(self, skill: object) -> bool:
        return skill in self._labels

    def __iter__(self) -> Iterator[str]:
        return iter(self._labels)

    def __len__(self) -> int:
        return len(self._labels)


def load_skills(data_dir: Path) -> SkillIndex:
    """Read the skill index under `data_dir`, and which skills are near.

    The hash is over the unpacked texts, so that it does not depend on which zlib packed them. Raises SkillsUnreadable.
    """
    text, near = (_unpacked(data_dir / name) for name in (INDEX_FILE, NEAR_FILE))
    content_hash = f"sha256:{sha256((text + near).encode()).hexdigest()}"
    return read_index(text, content_hash=content_hash, name=str(data_dir / INDEX_FILE), near=near)


def _unpacked(path: Path) -> str:
    try:
        return gzip.decompress(path.read_bytes()).decode()
    except (OSError, EOFError, ValueError) as error:
        raise SkillsUnreadable(f"{path}: {error}. Make it again with `make data`.") from error


def read_index(text: str, *, content_hash: str, name: str, near: str = "") -> SkillIndex:
    """Build the index from the lines of its file, and those of the file that says which skills are `near`.

    `name` is what messages call the file. Raises SkillsUnreadable.
    """
    labels: dict[str, str] = {}
    ids_by_key: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        skill, _, rest = line.partition("\t")
        label, *keys = rest.split("\t")
        if not label:
            raise SkillsUnreadable(f"{name}, line {number}: needs an id, a label and its keys, parted by tabs.")
        labels[skill] = label
        for key in keys:
            if ids_by_key.setdefault(key, skill) != skill:
                raise SkillsUnreadable(f"{name}, line {number}: {key!r} already names {ids_by_key[key]}.")
    return SkillIndex(labels=labels, ids_by_key=ids_by_key, content_hash=content_hash, near=_both_ways(near, labels))


def _both_ways(pairs: str, known: Mapping[str, str]) -> dict[str, frozenset[str]]:
    near: dict[str, set[str]] = defaultdict(set)
    for line in pairs.splitlines():
        wider, _, narrower = line.partition("\t")
        if wider not in known or narrower not in known:
            raise SkillsUnreadable(f"{NEAR_FILE}: {line!r} names no two skills. Make it again with `make data`.")
        near[wider].add(narrower)
        near[narrower].add(wider)
    return {skill: frozenset(others) for skill, others in near.items()}
