"""What do the runs of an Open edX course say: prices, effort, level, and whether it can still be taken?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from services.importing.drafts import Reading
from services.importing.values.credentials.credential_words import level_called
from services.importing.values.linked_data.json_ld import Node
from services.importing.values.money.costs import Price, price_said
from services.importing.values.times.days import day_said
from services.importing.values.times.workloads import Span, Workload
from services.recommender.knowledge.credentials.credential import CredentialStatus
from services.recommender.scales import SkillLevel

#: Modes in which a course is paid for and awards a certificate.
_PAID = frozenset({"verified", "professional", "no-id-professional", "credit", "executive-education", "masters"})

#: Runs that nobody can take any more, and credentials that are not offered, by the words of the service.
_ARCHIVED = frozenset({"archived"})
_RETIRED = frozenset({"retired", "deleted", "unpublished"})


@dataclass(frozen=True, kw_only=True)
class Runs:
    """The runs of a course: those that can still be taken, or all where none can."""

    nodes: tuple[Node, ...]
    archived: bool

    @classmethod
    def of(cls, course: Node) -> "Runs":
        """Return the runs of `course`."""
        runs = tuple(course.nodes("course_runs"))
        said = {id(run): (run.text("availability") or "").casefold() for run in runs}
        current = tuple(
            run
            for run in runs
            if said[id(run)] not in _ARCHIVED and run.text("status") not in {"unpublished", "archived"}
        )
        return cls(nodes=current or runs, archived=bool(runs) and not current)


def awards(course: Node, runs: Runs) -> bool:
    """Say whether the course awards anything: it, or one of its runs, has a mode that is paid for."""
    modes = {seat.text("type") for run in runs.nodes for seat in run.nodes("seats")}
    modes |= {one.text("mode") for one in course.nodes("entitlements")}
    return bool(modes & _PAID) or not modes - {None}


def read_prices(node: Node, runs: Runs | None) -> Iterator[Price]:
    """Yield what is paid in all: for a programme, or for one of the modes that award something."""
    for one in node.nodes("price_ranges"):
        for value in one.plain("total") or one.plain("max"):
            yield price_said(value, one.text("currency"))
    entitled = [(one, one.text("mode")) for one in node.nodes("entitlements")]
    seats = [(seat, seat.text("type")) for run in (runs.nodes if runs else ()) for seat in run.nodes("seats")]
    seen: set[tuple[Decimal, str | None]] = set()
    for one, mode in entitled or seats:
        if mode in _PAID - {"credit"}:
            for value in one.plain("price"):
                price = price_said(value, one.text("currency"))
                if (price.amount, price.currency) not in seen:
                    seen.add((price.amount, price.currency))
                    yield price


def read_time(describing: tuple[Node, ...], title: str, reading: Reading) -> Workload:
    """Return the least and the most of the work, by the first of the course and its runs that says it."""
    for node in describing:
        weeks = _span(node, "weeks_to_complete_min", "weeks_to_complete_max") or _span(node, "weeks_to_complete")
        rate = _span(node, "min_effort", "max_effort") or _span(
            node, "min_hours_effort_per_week", "max_hours_effort_per_week"
        )
        hours = _span(node, "total_hours_of_effort")
        if weeks is None and rate is None and hours is None:
            continue
        found = Workload(
            hours=hours,
            rate=_scaled(rate, Fraction(1, 7)) if rate is not None else None,
            days=_scaled(weeks, Fraction(7)) if weeks is not None else None,
        )
        if rate is not None and found.total is None:
            reading.notes.mend(
                node.place, title, "says hours a week and not for how many weeks; its hours are not known"
            )
        return found
    return Workload()


def _span(node: Node, least: str, most: str | None = None) -> Span | None:
    low, high = node.number(least), node.number(most or least)
    low, high = (high if low is None else low), (low if high is None else high)
    return Span(least=Fraction(low), most=Fraction(high)) if low and high and low <= high else None


def _scaled(span: Span, by: Fraction) -> Span:
    return Span(least=(span.least or 0) * by, most=(span.most or 0) * by)


def read_offered(node: Node, runs: Runs | None, title: str, reading: Reading) -> tuple[date | None, CredentialStatus]:
    """Return the last day on which one can enrol, and whether that is over."""
    said = (node.text("status") or "").casefold()
    if said in _RETIRED or (runs is not None and runs.archived):
        why = "its runs are archived" if runs is not None and runs.archived else f'its status is "{said}"'
        reading.notes.mend(node.place, title, f"is no longer offered: {why}")
        return None, CredentialStatus.DEPRECATED
    ends = [day_said(run.text("enrollment_end") or run.text("end")) for run in (runs.nodes if runs else ())]
    known = [day for day in ends if day is not None]
    if not known or len(known) < len(ends):
        return None, CredentialStatus.ACTIVE
    last = max(known)
    if last >= reading.provenance.read_on:
        return last, CredentialStatus.ACTIVE
    reading.notes.mend(node.place, title, f"is no longer offered: its last run ended on {last}")
    return last, CredentialStatus.EXPIRED_OFFER


def read_level(describing: tuple[Node, ...], title: str, reading: Reading) -> SkillLevel:
    """Return the level; one that is none of ours is noted."""
    for node in describing:
        said = node.text("level_type") or next((one.text("value") for one in node.nodes("level_type")), None)
        if said is not None:
            level = level_called(said)
            if level is SkillLevel.UNKNOWN:
                reading.notes.mend(node.place, title, f'level_type "{said}" names no level of ours; it was left out')
            return level
    return SkillLevel.UNKNOWN
