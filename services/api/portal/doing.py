"""What may whoever runs a receiver do? Asked for, shown with what it would do, confirmed, done, and noted."""

from functools import partial
from http import HTTPStatus
from typing import Any

from flask import Blueprint, redirect, request, url_for
from werkzeug.exceptions import BadRequest

from services.api.pages.acts import Act, Done, do_and_note, is_confirmed
from services.api.portal.guard import by_link, delivery_here, here, rendered
from services.api.ports import ports
from services.ledger.views import JobState
from services.ledger.webhooks.deliveries import History
from services.ledger.webhooks.resend_batches import Selection

#: What stands in the audit for the key: there is none.
BY_LINK = "portal link"


def _test(_about: str) -> Done:
    test_id = ports().upkeep.tests.start(here().client, here().endpoint)
    return Done(sentence="A test event is on its way.", test=test_id)


def _send_again(about: str) -> Done:
    delivery_here(about)
    ports().upkeep.deliveries.send_again(here().client, about)
    return Done(sentence=f"{about} is sent again now, under the same webhook-id.")


def _send_dead_again(_about: str) -> Done:
    history = History(client=here().client, endpoint=here().endpoint)
    _, looked_at = ports().upkeep.resendings.start(Selection(history=history, state=JobState.DEAD))
    return Done(sentence=f"{looked_at} webhooks are looked through; those that were given up are sent again.")


def _rotate(_about: str) -> Done:
    secret = ports().endpoints.rotate_secret(here().client, here().endpoint)
    return Done(sentence="There is a new secret; the one before stays good for 24 hours.", secret=secret)


def _would_test(_about: str) -> str:
    return "One test event is sent to your receiver now."


def _would_send_again(_about: str) -> str:
    return "This webhook is sent once more, under the same webhook-id."


def _would_send_dead_again(_about: str) -> str:
    return (
        "All webhooks that were given up and are still kept are sent again, ten a second, under the same webhook-ids."
    )


def _would_rotate(_about: str) -> str:
    return (
        "A new secret is made and shown once. The one before stays good for 24 hours; put the new one into your "
        "receiver within that time."
    )


ACTS = {
    act.name: act
    for act in (
        Act(name="test", label="Send a test", would=_would_test, does=_test),
        Act(name="send-again", label="Send again", would=_would_send_again, does=_send_again),
        Act(
            name="send-dead-again",
            label="Send what was given up again",
            would=_would_send_dead_again,
            does=_send_dead_again,
        ),
        Act(name="rotate", label="Make a new secret", would=_would_rotate, does=_rotate),
    )
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
    if not is_confirmed():
        would = wanted.would(about)
        return rendered("confirm.html", token=token, portal=here(), act=wanted, about=about, would=would)
    done = do_and_note(wanted, about, partial(_note, name, about))
    if done.test:
        return redirect(url_for("portal.show_test", token=token, test_id=done.test), HTTPStatus.SEE_OTHER)
    return rendered("done.html", token=token, portal=here(), done=done)


def _note(name: str, about: str, outcome: str) -> None:
    what = f"{here().name} {about}".strip()
    ports().upkeep.desk.audit.note(key_id=BY_LINK, client=here().client, action=name, about=what, outcome=outcome)
