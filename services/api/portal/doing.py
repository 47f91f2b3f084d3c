"""What may whoever runs a receiver do? Asked for, shown with what it would do, confirmed, done, and noted."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask import Blueprint, redirect, request, url_for
from werkzeug.exceptions import BadRequest

from services.api.portal.guard import by_link, delivery_here, here, rendered
from services.api.ports import ports
from services.ledger.store.errors import LedgerError
from services.ledger.views import JobState
from services.ledger.webhooks.deliveries import History
from services.ledger.webhooks.resend_batches import Selection

#: What stands in the audit for the key: there is none.
BY_LINK = "portal link"


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of an act: a sentence, noted in the audit, a `secret` that is shown once, the id of a `test`."""

    sentence: str
    secret: str = ""
    test: str = ""


@dataclass(frozen=True, kw_only=True)
class Act:
    """One act: `would` says what it would do, to the webhook it is about where it is about one."""

    label: str
    would: str
    does: Callable[[str], Outcome]


def _test(_about: str) -> Outcome:
    test_id = ports().upkeep.tests.start(here().client, here().endpoint)
    return Outcome(sentence="A test event is on its way.", test=test_id)


def _send_again(about: str) -> Outcome:
    delivery_here(about)
    ports().upkeep.deliveries.send_again(here().client, about)
    return Outcome(sentence=f"{about} is sent again now, under the same webhook-id.")


def _send_dead_again(_about: str) -> Outcome:
    history = History(client=here().client, endpoint=here().endpoint)
    _, looked_at = ports().upkeep.resendings.start(Selection(history=history, state=JobState.DEAD))
    return Outcome(sentence=f"{looked_at} webhooks are looked through; those that were given up are sent again.")


def _rotate(_about: str) -> Outcome:
    secret = ports().endpoints.rotate_secret(here().client, here().endpoint)
    return Outcome(sentence="There is a new secret; the one before stays good for 24 hours.", secret=secret)


ACTS = {
    "test": Act(label="Send a test", would="One test event is sent to your receiver now.", does=_test),
    "send-again": Act(
        label="Send again", would="This webhook is sent once more, under the same webhook-id.", does=_send_again
    ),
    "send-dead-again": Act(
        label="Send what was given up again",
        would="All webhooks that were given up and are still kept are sent again, ten a second, "
        "under the same webhook-ids.",
        does=_send_dead_again,
    ),
    "rotate": Act(
        label="Make a new secret",
        would="A new secret is made and shown once. The one before stays good for 24 hours; put the new one into your "
        "receiver within that time.",
        does=_rotate,
    ),
}


def add_to(portal: Blueprint) -> None:
    """Serve the acts."""
    portal.post("/<string:token>/acts/<string:name>")(by_link(act))


def act(token: str, name: str) -> Any:
    """Show what an act would do; do it when that was confirmed.

    Nobody else's page can send the form: its address holds the link.
    """
    wanted, about = ACTS.get(name), request.form.get("about", "")
    if wanted is None:
        raise BadRequest
    if request.form.get("confirmed") != "yes":
        return rendered("confirm.html", token=token, portal=here(), name=name, act=wanted, about=about)
    try:
        outcome = wanted.does(about)
    except LedgerError as error:
        _note(name, about, f"refused: {error}")
        raise
    _note(name, about, outcome.sentence)
    if outcome.test:
        return redirect(url_for("portal.show_test", token=token, test_id=outcome.test), HTTPStatus.SEE_OTHER)
    return rendered("done.html", token=token, portal=here(), outcome=outcome)


def _note(name: str, about: str, outcome: str) -> None:
    what = f"{here().name} {about}".strip()
    ports().upkeep.desk.audit.note(key_id=BY_LINK, client=here().client, action=name, about=what, outcome=outcome)
