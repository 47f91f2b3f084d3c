"""What may a rule speak of? Typed, total facts with a name, a unit, allowed values and a sentence of documentation."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from rapidfuzz import fuzz, process

from services.recommender.wording.formats import listed
from services.recommender.wording.formats import number as number_written
from services.recommender.wording.messages import word_of

#: What a fact may be: a whole number, one of the allowed words, or None for a number that is not known.
Value = int | str | None

#: The word that stands for "not known" in a choice; no comparison but `equals: unknown` ever matches it.
UNKNOWN = "unknown"

#: Parts the words of a fact that may be several at once, in the order of letters: "academic+public".
AND = "+"

#: Numbers beyond this are refused: the engine was measured safe with plain integers, and no honest fact is larger.
LARGEST_NUMBER = 1_000_000_000

#: The longest word that can be a slip of the pen.
LONGEST_SLIP = 100


class Group(StrEnum):
    """The fact types. The first four are known once per decision, the others once per path or candidate."""

    LEARNER = "learner"
    FIELD = "field"
    ROLE = "role"
    FINDING = "finding"
    PATH = "path"
    CREDENTIAL = "credential"
    FIT = "fit"


class Subject(StrEnum):
    """What a rule's effect falls on: the whole decision, each candidate, or each path."""

    DECISION = "decision"
    CANDIDATE = "candidate"
    PATH = "path"


#: Which subject each fact type describes. `credential` and `fit` describe one candidate and are one fact to the engine.
SUBJECT_OF = {
    Group.LEARNER: Subject.DECISION,
    Group.FIELD: Subject.DECISION,
    Group.ROLE: Subject.DECISION,
    Group.FINDING: Subject.DECISION,
    Group.PATH: Subject.PATH,
    Group.CREDENTIAL: Subject.CANDIDATE,
    Group.FIT: Subject.CANDIDATE,
}


class Kind(StrEnum):
    """NUMBER is compared by size, CHOICE by its words; TEXT may only be shown (in `because`), never compared."""

    NUMBER = "number"
    CHOICE = "choice"
    TEXT = "text"


@dataclass(frozen=True, kw_only=True)
class FactField:
    """One field of the vocabulary.

    A NUMBER is a whole number of `unit`, or None when unknown. `decimals` says how many of its digits stand behind the
    point when it is shown (importance 301 with two decimals reads 3.01). A CHOICE is one of `allowed`, or `several` of
    them, of which a comparison asks whether they are among it.
    `former_names` are full names under which rules that were written before still find it.
    """

    group: Group
    name: str
    kind: Kind
    doc: str
    unit: str = ""
    allowed: tuple[str, ...] = ()
    decimals: int = 0
    may_be_unknown: bool = False
    several: bool = False
    former_names: tuple[str, ...] = ()

    @cached_property
    def full_name(self) -> str:
        return f"{self.group}.{self.name}"

    @property
    def subject(self) -> Subject:
        return SUBJECT_OF[self.group]

    @property
    def blank(self) -> Value:
        """The value that says nothing: unknown where the field has such a word, else the first allowed one."""
        if self.kind is Kind.NUMBER:
            return None
        if self.kind is Kind.TEXT:
            return ""
        return UNKNOWN if UNKNOWN in self.allowed else self.allowed[0]

    def fault_in(self, value: object) -> str | None:
        """Say what is wrong with `value` as a value of this field, or return None when nothing is."""
        if self.kind is Kind.NUMBER:
            if value is None or (type(value) is int and abs(value) <= LARGEST_NUMBER):
                return None
            return f"must be a whole number{f' ({self.unit})' if self.unit else ''}, not {value!r}"
        if self.kind is Kind.TEXT:
            return None if isinstance(value, str) else f"must be text, not {value!r}"
        if value in self.allowed or (self.several and self._joins_allowed(value)):
            return None
        return f"must be one of {', '.join(self.allowed)}, not {value!r}{suggestion(str(value), self.allowed)}"

    def _joins_allowed(self, value: object) -> bool:
        words = words_in(value)
        return bool(words) and words_joined(words) == value and set(words) <= set(self.allowed) - {UNKNOWN}

    def show(self, value: Value) -> str:
        """Return `value` as a person reads it."""
        if value is None:
            return UNKNOWN
        if isinstance(value, int):
            return number_written(value, self.decimals)
        if self.several:
            return listed([word_of("path_kind", word) for word in words_in(value)])
        return word_of("path_kind", value) if self.kind is Kind.CHOICE else value


class Vocabulary:
    """All fields by full name ("fit.gap_share"), and the near-misses for those that are not there.

    A field is found by its former names too; only `renamed` tells them apart.
    """

    def __init__(self, fields: Iterable[FactField]) -> None:
        self._fields: Mapping[str, FactField] = {field.full_name: field for field in fields}
        self._former = {former: field for field in self for former in field.former_names}

    def __iter__(self) -> Iterator[FactField]:
        return iter(self._fields.values())

    def __contains__(self, full_name: str) -> bool:
        return self.get(full_name) is not None

    def __getitem__(self, full_name: str) -> FactField:
        return self._fields.get(full_name) or self._former[full_name]

    def get(self, full_name: str) -> FactField | None:
        return self._fields.get(full_name) or self._former.get(full_name)

    def renamed(self) -> Mapping[str, FactField]:
        """Return the fields that were called otherwise once, by each former name."""
        return self._former

    def extended(self, fields: Iterable[FactField]) -> "Vocabulary":
        """Return this vocabulary with `fields` added: the findings that a rulebook concludes."""
        return Vocabulary((*self, *fields))

    def of_subject(self, subject: Subject) -> tuple[FactField, ...]:
        return tuple(field for field in self if field.subject is subject)

    def not_found(self, full_name: str) -> str:
        """Return the sentence for a name that is not in the vocabulary, with a near-miss where there is one."""
        return f'no fact is called "{full_name}"{suggestion(full_name, self._fields)}'


def words_in(value: object) -> tuple[str, ...]:
    """Return the words of a value that is a choice; a number and what is not known have none."""
    return tuple(value.split(AND)) if isinstance(value, str) else ()


def words_joined(words: Iterable[str]) -> str:
    """Return the value of a fact that is all of `words` at once; unknown where there are none."""
    return AND.join(sorted(set(words))) or UNKNOWN


def suggestion(word: str, known: Iterable[str]) -> str:
    """Return '; did you mean "..."?' for the nearest of `known`, or nothing when none is near."""
    # An overlay may hold thousands of wrong names, and difflib takes half a millisecond for each.
    near = process.extractOne(word[:LONGEST_SLIP], tuple(known), scorer=fuzz.ratio, score_cutoff=60)
    return f'; did you mean "{near[0]}"?' if near else ""
