"""What did a person who read a row of a list decide about it? Our decisions, and the rule where they are silent.

A description that is a title is taken as it stands. One that reads as a sentence needs a row in list_review.csv.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from services.recommender.knowledge.credentials.credential import CredentialKind
from services.recommender.names.skills.skill_words import fold
from tools.build_data.sources.open_lists.offers import Offer

#: take: under `title`; technology, with_technology: the technology cell is the title, or stands before the text;
#: same: as the credential with the id `title`, written by hand; skip: for the reason given.
Decision = Literal["take", "technology", "with_technology", "same", "skip"]

#: A description longer than this is no title.
LONGEST_TITLE = 90

#: Words and signs that titles do not have and descriptions do.
_SENTENCE = re.compile(r"\bfree\b|\.$", re.IGNORECASE)

#: Signs that the lists set around titles and that add nothing to them.
_DECORATION = re.compile("[\u2120\u2122\u00ae\u201c\u201d*]")


@dataclass(frozen=True, kw_only=True)
class Reading:
    """How a row is read: under which title and kind it is taken, as which credential it is known, or why it is not.

    `free` is false where the list says free and a person found that only a part is.
    """

    title: str = ""
    kind: CredentialKind | None = None
    free: bool = True
    known_as: str | None = None
    skipped: str | None = None


class ListReview:
    """The decisions by list and by the beginning of the row's text, with or without "provider: "; the longest wins."""

    def __init__(self, rows: Iterable[Mapping[str, str]]) -> None:
        """Take the rows of list_review.csv: list, begins, decision, title, kind, cost ("" or "unknown"), reason."""
        self._rows = sorted(rows, key=lambda row: -len(row["begins"]))
        self._used: set[tuple[str, str]] = set()
        self.problems = [problem for row in self._rows for problem in _problems(row)]

    def read(self, offer: Offer) -> Reading:
        """Return how `offer` is read."""
        says = tidy(offer.says)
        texts = (fold(says), fold(f"{offer.provider}: {says}"))
        for row in self._rows:
            beginning = fold(row["begins"])
            if row["list"] == offer.source.name and any(text.startswith(beginning) for text in texts):
                self._used.add((row["list"], row["begins"]))
                return _decided(row, says, offer)
        if _SENTENCE.search(says) or len(says) > LONGEST_TITLE:
            return Reading(skipped="reads as a sentence, not a title; give it a title in list_review.csv")
        return Reading(title=says)

    def unused(self) -> tuple[str, ...]:
        """Return the rows that met no offer: the list has changed, or the beginning is misspelt."""
        return tuple(
            f'list_review.csv, row "{row["begins"]}": no row of {row["list"]} begins so; mend it or leave it out.'
            for row in self._rows
            if (row["list"], row["begins"]) not in self._used
        )


def tidy(text: str) -> str:
    """Return `text` without trade marks, typographic quotes and emphasis, with single spaces."""
    return " ".join(_DECORATION.sub("", text).split())


def _decided(row: Mapping[str, str], says: str, offer: Offer) -> Reading:
    kind = CredentialKind(row["kind"]) if row["kind"] else None
    free = row["cost"] != "unknown"
    match row["decision"]:
        case "skip":
            return Reading(skipped=row["reason"])
        case "same":
            return Reading(known_as=row["title"])
        case "technology":
            return Reading(title=offer.groups[0], kind=kind, free=free)
        case "with_technology":
            return Reading(title=f"{offer.groups[0]} {says}", kind=kind, free=free)
        case _:
            return Reading(title=row["title"], kind=kind, free=free)


def _problems(row: Mapping[str, str]) -> list[str]:
    where = f'list_review.csv, row "{row["begins"]}"'
    problems = []
    if row["decision"] not in get_args(Decision):
        problems.append(f'{where}: decision "{row["decision"]}" must be one of {", ".join(get_args(Decision))}.')
    if row["kind"] and row["kind"] not in list(CredentialKind):
        problems.append(f'{where}: kind "{row["kind"]}" must be one of {", ".join(CredentialKind)}.')
    if row["cost"] not in {"", "unknown"}:
        problems.append(f'{where}: cost "{row["cost"]}" must be empty or unknown.')
    if row["decision"] in {"take", "same"} and not row["title"]:
        problems.append(f"{where}: needs a title, or for same the id of the credential.")
    if row["decision"] == "skip" and not row["reason"]:
        problems.append(f"{where}: needs a reason.")
    return problems
