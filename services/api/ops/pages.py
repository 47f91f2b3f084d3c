"""What does an operator see? From what is wrong now, down to one attempt and the recommendation's page."""

from datetime import datetime
from typing import Any

from flask import Blueprint, request

from services.api.ops.charts import charts
from services.api.ops.clock_acts import CHOICES, hours_asked_for, late
from services.api.ops.guard import guarded, missing, rendered, session
from services.api.ops.headline import headline, worst_first
from services.api.pages.report_pages import page_of
from services.api.ports import ports, settings
from services.ledger.accounts.clients import Scope
from services.ledger.checkup.examination import of_ledger
from services.ledger.checkup.work_findings import of_files_of
from services.ledger.operators.sessions import Session
from services.ledger.store.errors import LedgerError
from services.ledger.waits.facts import Surroundings
from services.ledger.waits.holds import wait_of_endpoint
from services.ledger.waits.waits import waits_of_all, waits_of_job
from services.ledger.webhooks.deliveries import History
from services.ledger.work.jobs import Queue
from services.ledger.work.rescheduling import KINDS, LOOKED_AT

#: Rows of a list; further ones are a page away.
ROWS = 50

#: The hours that the charts may show.
HOURS = (1, 3, 12, 24)


def add_to(ops: Blueprint) -> None:
    """Serve the pages."""
    ops.get("/")(guarded(show_overview))
    ops.get("/endpoints")(guarded(show_endpoints))
    ops.get("/endpoints/<string:client>/<string:name>")(guarded(show_endpoint))
    ops.get("/clients/<string:client>")(guarded(show_client))
    ops.get("/jobs/<string:job_id>")(guarded(show_job))
    ops.get("/jobs/<string:job_id>/page")(guarded(show_recommendation))
    ops.get("/dead")(guarded(show_dead_letters))
    ops.get("/clock")(guarded(show_clock))
    ops.get("/audit")(guarded(show_audit))
    ops.get("/find")(guarded(find))


def shown(template: str, **values: Any) -> Any:
    """Return a page with what every page needs."""
    return rendered(template, session=session(), may_act=_may(session()), **values)


def _may(of: Session) -> bool:
    return of.may(Scope.WRITE_OPERATIONS)


def show_overview() -> Any:
    desk = ports().upkeep.desk
    seen = desk.snapshot()
    findings = (
        *of_ledger(desk.ask_redis(), seen, settings().shed_above_percent),
        *of_files_of("This API", ports().files_state()),
    )
    hours = request.args.get("hours", "3")
    wanted = int(hours) if hours in map(str, HOURS) else HOURS[1]
    clients = sorted({one.client for one in seen.endpoints})
    return shown(
        "overview.html",
        seen=seen,
        first=headline(findings, _refused(), sum(sum(queue.held.values()) for queue in seen.queues.values())),
        findings=worst_first(findings),
        waits=waits_of_all(Surroundings.of(seen)),
        late=desk.rescheduling.find(),
        worst=[one for one in seen.endpoints if one.is_failing or one.held_by][:ROWS],
        clients=clients,
        charts=charts(desk.samples(wanted * 60)),
        hours=wanted,
        choices=HOURS,
    )


def _refused() -> str:
    """Return why new profiles are refused; "" where they are taken."""
    try:
        ports().ping()
    except LedgerError as error:
        return str(error)
    return ""


def show_endpoints() -> Any:
    seen = ports().upkeep.desk.snapshot()
    return shown("endpoints.html", standings=seen.endpoints, client=None)


def show_client(client: str) -> Any:
    desk = ports().upkeep.desk
    standings = [one for one in desk.snapshot().endpoints if one.client == client]
    letters = ports().upkeep.dead_letters.newest(client, limit=ROWS)
    if not standings and not letters:
        raise missing(client)
    return shown("client.html", client=client, standings=standings, letters=letters)


def show_endpoint(client: str, name: str) -> Any:
    desk = ports().upkeep.desk
    found = [one for one in desk.snapshot().endpoints if (one.client, one.endpoint) == (client, name)]
    if not found:
        raise missing(name)
    history = History(client=client, endpoint=name)
    return shown(
        "endpoint.html",
        one=found[0],
        name=f"{client}/{name}",
        wait=wait_of_endpoint(found[0]),
        deliveries=ports().upkeep.deliveries.list(history, ROWS),
    )


def show_job(job_id: str) -> Any:
    desk, around = ports().upkeep.desk, Surroundings.of(ports().upkeep.desk.snapshot())
    job = desk.job(job_id, around)
    is_delivery = job.queue is Queue.DELIVER
    delivery = ports().upkeep.deliveries.get(None, job_id) if is_delivery else None
    view = None if is_delivery else ports().jobs.view(job.client, job_id)
    return shown(
        "job.html",
        job=job,
        delivery=delivery,
        view=view,
        waits=waits_of_job(job, around),
        may_read=session().may(Scope.READ_RECOMMENDATIONS),
    )


def show_recommendation(job_id: str) -> Any:
    """Show a learner's recommendation, for which the key needs the scope that reads them."""
    if not session().may(Scope.READ_RECOMMENDATIONS):
        raise missing(job_id)
    job = ports().upkeep.desk.job(job_id, Surroundings.of(ports().upkeep.desk.snapshot()))
    return page_of(ports().jobs.view(job.client, job_id))


def show_dead_letters() -> Any:
    queues = ports().upkeep.desk.snapshot().queues
    kept = {name: {reason: count for reason, count in one.dead.items() if count} for name, one in queues.items()}
    asked = {name: request.args.get(name, "").strip() for name in ("queue", "reason", "client")}
    queue = Queue(asked["queue"]) if asked["queue"] in set(Queue) else None
    letters = ports().upkeep.dead_letters.newest(
        asked["client"] or None, queue=queue, reason=asked["reason"] or None, limit=ROWS, before=_before()
    )
    return shown(
        "dead.html",
        letters=letters,
        asked=asked,
        kept=kept,
        more=letters[-1] if len(letters) == ROWS else None,
    )


def _before() -> tuple[datetime, str] | None:
    at, _, job_id = request.args.get("before", "").partition(" ")
    try:
        return (datetime.fromisoformat(at), job_id) if at else None
    except ValueError:
        return None


def show_clock() -> Any:
    hours = hours_asked_for()
    return shown("clock.html", hours=hours, choices=CHOICES, late=late(hours), kinds=KINDS, looked_at=LOOKED_AT)


def show_audit() -> Any:
    return shown("audit.html", entries=ports().upkeep.desk.audit.newest(ROWS * 4))


def find() -> Any:
    """Go to what was asked for: a job by its id, an endpoint as client/endpoint, a client by its name."""
    asked = request.args.get("id", "").strip()
    client, slash, endpoint = asked.partition("/")
    if slash:
        return show_endpoint(client, endpoint)
    return show_job(asked) if asked.startswith(("rec_", "msg_", "test_")) else show_client(asked)
