"""What became of the credential facts? The report that is kept beside the catalogue, for people who review it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from services.recommender.knowledge.credentials.coverage import coverage
from services.recommender.knowledge.credentials.credential import Credential


@dataclass
class StarterReport:
    """What was completed and added (ids), skipped (row, reason), and left out as another name (id, name).

    `about_nothing` are the ids in our own facts that no credential has, `not_there` what is named first, but in no row.
    """

    completed: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    about_nothing: list[str] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    shared_names: list[tuple[str, str]] = field(default_factory=list)
    not_there: Counter[str] = field(default_factory=Counter)


def write_report(credentials: tuple[Credential, ...], report: StarterReport) -> str:
    """Return the report as Markdown: one page, written down in the order in which it is read."""
    untagged = [one for one in credentials if not one.skills]
    local = sum(1 for one in credentials if one.valid_in)
    parts = [
        "# How the credential facts became the starter catalogue",
        "",
        "Written by `make data`; do not edit. Decisions are in the tables beside it: `fact_skills.csv`,",
        "`fact_recognition.csv`, `fact_review.csv`.",
        "",
        f"- credentials: {len(credentials)}, of which {len(report.completed)} complete an entry that was there before",
        f"- added by `added_credentials.tsv`: {len(report.added)}",
        f"- counting in one country or state only: {local}",
        f"- without a skill that the index knows: {len(untagged)}",
        "",
        "## What they say",
        "",
        "| | known | of these read | of these remembered |",
        "|---|---|---|---|",
        *(f"| {one.name} | {one.known} | {one.read} | {one.remembered} |" for one in coverage(credentials)),
        "",
        "## Rows left out",
        "",
        *_lines(f"{where}: {reason}" for where, reason in report.skipped),
        "",
        "## Other names that say nothing, since more than one credential has them",
        "",
        *_lines(f"{identity}: {name}" for identity, name in sorted(report.shared_names)),
        "",
        "## Facts of `added_facts.tsv` about a credential that is not there",
        "",
        *_lines(report.about_nothing),
        "",
        "## Named first by advisers, but in no row",
        "",
        *_lines(sorted(report.not_there)),
        "",
        "## Without a skill",
        "",
        *_lines(f"{one.id}: {', '.join(one.field_terms)}" for one in untagged),
        "",
    ]
    return "\n".join(parts)


def _lines(entries: Iterable[str]) -> Iterator[str]:
    yield from (f"- {entry}" for entry in entries)
