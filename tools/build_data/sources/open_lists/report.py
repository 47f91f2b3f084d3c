"""What became of the rows of the open lists? The report that is kept beside the catalogue, for people who review it."""

from collections import Counter
from collections.abc import Iterable

from services.recommender.knowledge.credentials.credential import Credential, CredentialStatus
from tools.build_data.sources.open_lists.offers import ListReport, Note


def write_report(credentials: tuple[Credential, ...], report: ListReport) -> str:
    """Return the report as Markdown: counts, then the rows that were skipped, mended or left without a skill."""
    untagged = [credential for credential in credentials if not credential.skills]
    expired = sum(1 for credential in credentials if credential.status is CredentialStatus.EXPIRED_OFFER)
    parts = [
        "# How the open lists became the catalogue",
        "",
        "Written by `make data`; do not edit. Decisions are in the tables beside it: `list_review.csv`, `issuers.csv`,",
        "`assessments.csv`, `skill_tags.csv`.",
        "",
        f"- rows read: {report.rows}",
        f"- credentials: {len(credentials)}, of which {expired} are offers that have ended",
        f"- rows skipped: {len(report.skipped)}",
        f"- tagged with a skill: {len(credentials) - len(untagged)}; without one: {len(untagged)}",
        *_counted("by source", (credential.source.title for credential in credentials)),
        *_counted("by kind", (credential.kind for credential in credentials)),
        *_counted("by kind of issuer", (credential.issuer.kind for credential in credentials)),
        *_counted("by assessment", (credential.assessment for credential in credentials)),
        "",
        "## Skipped, by reason",
        "",
        *_counted("", (_reason(note) for note in report.skipped)),
        "",
        "## Skipped rows",
        "",
        *_noted(report.skipped),
        "",
        "## Mended rows",
        "",
        "Spellings of issuers are mended by `issuers.csv` and left out here.",
        "",
        *_noted(note for note in report.mended if not note.why.startswith('issuer "') or "not in" in note.why),
        "",
        "## Without a skill",
        "",
        *(f"- {credential.issuer.name}: {credential.title}" for credential in untagged),
    ]
    return "\n".join(parts) + "\n"


def _counted(title: str, values: Iterable[str]) -> list[str]:
    counts = sorted(Counter(values).items(), key=lambda pair: (-pair[1], pair[0]))
    if not title:
        return [f"- {count}: {value}" for value, count in counts]
    return [f"- {title}: " + ", ".join(f"{value} {count}" for value, count in counts)]


def _reason(note: Note) -> str:
    return "the same as another credential" if note.why.startswith("the same as ") else note.why


def _noted(notes: Iterable[Note]) -> list[str]:
    return [f"- {note.where}: {note.says[:80]} - {note.why}" for note in notes]
