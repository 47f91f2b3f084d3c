"""Why is there no room for new work, and what makes room? Owed work goes by itself; what is kept stays its time."""

from dataclasses import dataclass
from datetime import timedelta

from services.ledger.store.errors import LedgerFull
from services.ledger.store.policy import LedgerPolicy
from services.ledger.store.scripts import Scripts


@dataclass(frozen=True, kw_only=True)
class Fullness:
    """How full Redis is, and what is owed: what fills it beside that is kept of work that is done.

    `to_archive` are evaluations that the archive is to take; their recommendations stay until it has them.
    """

    percent: int
    evaluations: int
    webhooks: int
    dead: int
    to_archive: int = 0

    @property
    def is_owed(self) -> bool:
        """Whether work is under way that makes room when it is done."""
        return bool(self.evaluations or self.webhooks or self.to_archive)

    def sentence(self, policy: LedgerPolicy) -> str:
        """Return what is the matter and what to do about it."""
        start = (
            f"{self.percent} % of Redis's maxmemory is used, and from {policy.shed_above_percent} % on no new work is "
            "accepted."
        )
        dead = (
            f" {_counted(self.dead, 'dead letter')} stay until somebody requeues or discards them." if self.dead else ""
        )
        return f"{start} {self._archiving(policy) if policy.archives else self._keeping(policy.retention)}{dead}"

    def refusal(self, policy: LedgerPolicy) -> LedgerFull:
        """Return the error that says so."""
        return LedgerFull(self.sentence(policy), is_owed=self.is_owed)

    def _archiving(self, policy: LedgerPolicy) -> str:
        good = policy.idempotency or policy.retention
        return (
            f"Pending are {_counted(self.evaluations, 'evaluation')} and {_counted(self.webhooks, 'webhook')}, and the "
            f"archive is owed {_counted(self.to_archive, 'recommendation')}, which stay until it has them. The "
            "operator sees to it that archiver, database and workers are at work (`credwise ops status`), or makes "
            "room by raising maxmemory. The idempotency keys of what is finished stay for "
            f"{_counted(good.days, 'day')} (CREDWISE_IDEMPOTENCY_DAYS)."
        )

    def _keeping(self, retention: timedelta) -> str:
        owed = f"{_counted(self.evaluations, 'evaluation')} and {_counted(self.webhooks, 'webhook')}"
        kept = f"what is kept of finished evaluations for {_counted(retention.days, 'day')} after their last webhook"
        cause = (
            f"Pending are {owed}; these go when they are done, and the rest of it is {kept}"
            if self.is_owed
            else f"Nothing is pending: it is filled by {kept}, and waiting makes little room"
        )
        return (
            f"{cause}. The operator makes room by raising maxmemory at once, or by shortening "
            f"CREDWISE_RETENTION_DAYS for what finishes from then on."
        )


def read_fullness(scripts: Scripts) -> Fullness:
    """Ask the ledger; raises LedgerFull, LedgerUnavailable where it takes no write."""
    percent, evaluations, webhooks, dead, to_archive = scripts.run("probe")
    return Fullness(percent=percent, evaluations=evaluations, webhooks=webhooks, dead=dead, to_archive=to_archive)


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
