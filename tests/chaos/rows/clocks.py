"""What does a host whose clock is wrong by an hour do to the schedule?"""

from datetime import timedelta

from tests.chaos.trial import Trial, row

HOUR = timedelta(hours=1)


@row(
    "the clocks of API, workers and dispatcher wrong by an hour, some ahead, some behind",
    "scheduling and signed timestamps unaffected; the skew is a metric and a start-up check",
)
def wrong_clock(trial: Trial) -> None:
    clocks = trial.place.clocks
    clocks["api"].set_ahead(HOUR)
    clocks["evaluate"].set_ahead(-HOUR)
    clocks["deliver"].set_ahead(-HOUR)
    clocks["dispatcher"].set_ahead(HOUR)
    trial.place.end("dispatcher")
    trial.place.start("dispatcher")
    trial.hr.post_many(trial.amount)
    trial.until(lambda: len(trial.inbox.counts()) >= trial.amount, 20, "every webhook")
    # What waits for its lease or its schedule: a worker that is killed, a receiver that refuses once.
    refused: list[str] = []
    trial.inbox.answer = lambda webhook_id: refused.append(webhook_id) or 503 if not refused else 204
    trial.place.crash("evaluate")
    trial.hr.post_many(2)
    trial.until(lambda: len(trial.inbox.counts()) >= trial.amount + 2, 30, "the retry after five seconds")
    ahead = _skew(trial)
    trial.expect(ahead is not None and abs(ahead + 3600) < 60, f"by the metric Redis is {ahead} s ahead of the API")
    said = trial.place.processes.log("dispatcher").read_text("utf-8")
    trial.expect("WARNING" in said and "clock" in said, "the dispatcher did not warn at its start")
    trial.note(f"skew as a metric: {ahead} s; the dispatcher warned")
    trial.fault_ends()


def _skew(trial: Trial) -> float | None:
    """Read the metric as Prometheus does."""
    for line in trial.hr.read("/metrics").splitlines():
        if line.startswith("credwise_redis_clock_ahead_seconds "):
            return float(line.split()[1])
    return None
