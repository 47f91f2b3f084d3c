"""Tasks that do nothing, and all that their worker imports: what it is compared with should cost it nothing."""

import os

from celery import Celery

#: Where the worker finds its Redis.
VARIABLE = "BENCH_NO_OPS_REDIS"

app = Celery("no_ops", broker=os.environ.get(VARIABLE), backend=os.environ.get(VARIABLE))
app.conf.broker_connection_retry_on_startup = True


@app.task(ignore_result=True)  # type: ignore[untyped-decorator] # celery has no types
def nothing() -> None:
    """Do nothing."""


@app.task  # type: ignore[untyped-decorator]
def answer() -> None:
    """Do nothing, and have it known that it is done."""
