"""Why is there no room for new work, and what makes room? Owed work goes by itself; what is kept stays its time."""

from dataclasses import dataclass
from datetime import timedelta

from services.ledger.store.scripts import Scripts


@dataclass(frozen=True, kw_only=True)
class Fullness:
    """How full Redis is, and what is owed: what fills it beside that is kept of work that is done."""

    percent: int
    evaluations: int
    webhooks: int
    dead: int

    @property
    def is_owed(self) -> bool:
        """Whether work is under way that makes room when it is done."""
        return bool(self.evaluations or self.webhooks)

    def sentence(self, shed_above: int, retention: timedelta) -> str:
        """Return what is the matter and what to do about it."""
        owed = f"{_counted(self.evaluations, 'evaluation')} and {_counted(self.webhooks, 'webhook')}"
        kept = f"what is kept of finished evaluations for {_counted(retention.days, 'day')} after their last webhook"
        cause = (
            f"Pending are {owed}; these go when they are done, and the rest of it is {kept}"
            if self.is_owed
            else f"Nothing is pending: it is filled by {kept}, and waiting makes little room"
        )
        dead = (
            f" {_counted(self.dead, 'dead letter')} stay until somebody requeues or discards them." if self.dead else ""
        )
        return (
            f"{self.percent} % of Redis's maxmemory is used, and from {shed_above} % on no new work is accepted. "
            f"{cause}.{dead} The operator makes room by raising maxmemory at once, or by shortening "
            f"CREDWISE_RETENTION_DAYS for what finishes from then on."
        )


def read_fullness(scripts: Scripts) -> Fullness:
    """Ask the ledger; raises LedgerFull, LedgerUnavailable where it takes no write."""
    percent, evaluations, webhooks, dead = scripts.run("probe")
    return Fullness(percent=percent, evaluations=evaluations, webhooks=webhooks, dead=dead)


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
