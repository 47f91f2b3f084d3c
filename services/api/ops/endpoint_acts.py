"""What may an operator do with endpoints, one by one (client/endpoint) or all of a client's?"""

from services.api.pages.acts import Act, Done
from services.api.ports import ports
from services.ledger.standings.endpoint_standings import EndpointStanding
from services.ledger.store.errors import NotFound
from services.ledger.views import JobState
from services.ledger.webhooks.deliveries import History
from services.ledger.webhooks.resend_batches import Selection

#: Why an endpoint is paused or switched off, for its client.
BY_OPERATOR = "The operator did this on the operators' page."


def _standing(about: str) -> EndpointStanding:
    for one in ports().upkeep.desk.snapshot().endpoints:
        if f"{one.client}/{one.endpoint}" == about:
            return one
    raise NotFound(f"There is no endpoint {about}.")


def _all_of(client: str, state: str) -> list[EndpointStanding]:
    found = [one for one in ports().upkeep.desk.snapshot().endpoints if one.client == client]
    if not found:
        raise NotFound(f"Client {client} has no endpoints.")
    return [one for one in found if one.state == state]


def _would_pause(about: str) -> str:
    return f"Webhooks to {about} are kept back until it is resumed; {_standing(about).pending} are pending now."


def _pause(about: str) -> Done:
    one = _standing(about)
    ports().upkeep.desk.endpoints.pause(one.client, one.endpoint, BY_OPERATOR)
    return Done(sentence=f"{about} is paused.")


def _would_resume(about: str) -> str:
    return f"{_standing(about).pending} pending webhooks of {about} are sent as they are due."


def _resume(about: str) -> Done:
    one = _standing(about)
    ports().upkeep.desk.endpoints.resume(one.client, one.endpoint)
    return Done(sentence=f"{about} is resumed, with a closed circuit breaker.")


def _would_disable(about: str) -> str:
    pending = _standing(about).pending
    return f"{pending} pending webhooks of {about} become dead letters; nothing is sent until the client puts it again."


def _disable(about: str) -> Done:
    one = _standing(about)
    why = f"{BY_OPERATOR} Put the endpoint again to enable it."
    ports().upkeep.desk.endpoints.disable(one.client, one.endpoint, why)
    return Done(sentence=f"{about} is switched off.")


def _would_rotate(about: str) -> str:
    client = _standing(about).client
    return f"{about} gets a new secret, shown once: give it to {client}. The one before stays good for 24 hours."


def _rotate(about: str) -> Done:
    one = _standing(about)
    secret = ports().upkeep.desk.endpoints.rotate_secret(one.client, one.endpoint)
    return Done(sentence=f"{about} has a new secret; the one before stays good for 24 hours.", secret=secret)


def _would_test(about: str) -> str:
    return f"One test event is sent to {_standing(about).address} now."


def _test(about: str) -> Done:
    one = _standing(about)
    test_id = ports().upkeep.tests.start(one.client, one.endpoint)
    return Done(sentence=f"A test event is on its way to {about}; look for {test_id} to see what came of it.")


def _would_resend_dead(about: str) -> str:
    state = _standing(about).state
    return f"All dead webhooks of {about} that are kept are sent again, 10 a second. The endpoint is {state} now."


def _resend_dead(about: str) -> Done:
    one = _standing(about)
    history = History(client=one.client, endpoint=one.endpoint)
    _, selected = ports().upkeep.resendings.start(Selection(history=history, state=JobState.DEAD))
    return Done(sentence=f"The dispatchers look through {selected} webhooks of {about} and send the dead ones again.")


def _would_pause_all(client: str) -> str:
    active = _all_of(client, "active")
    pending = sum(one.pending for one in active)
    return f"{len(active)} endpoints of {client} are paused; {pending} pending webhooks are kept back."


def _pause_all(client: str) -> Done:
    active = _all_of(client, "active")
    for one in active:
        ports().upkeep.desk.endpoints.pause(client, one.endpoint, BY_OPERATOR)
    return Done(sentence=f"{len(active)} endpoints of {client} are paused.")


def _would_resume_all(client: str) -> str:
    return f"{len(_all_of(client, 'paused'))} paused endpoints of {client} are resumed."


def _resume_all(client: str) -> Done:
    paused = _all_of(client, "paused")
    for one in paused:
        ports().upkeep.desk.endpoints.resume(client, one.endpoint)
    return Done(sentence=f"{len(paused)} endpoints of {client} are resumed.")


ENDPOINT_ACTS = (
    Act(name="pause-endpoint", label="Pause", would=_would_pause, does=_pause),
    Act(name="resume-endpoint", label="Resume", would=_would_resume, does=_resume),
    Act(name="test-endpoint", label="Send a test", would=_would_test, does=_test),
    Act(name="resend-dead", label="Send dead webhooks again", would=_would_resend_dead, does=_resend_dead),
    Act(name="rotate-endpoint", label="Rotate the secret", would=_would_rotate, does=_rotate),
    Act(name="disable-endpoint", label="Switch off", would=_would_disable, does=_disable),
    Act(name="pause-client", label="Pause all endpoints", would=_would_pause_all, does=_pause_all),
    Act(name="resume-client", label="Resume all endpoints", would=_would_resume_all, does=_resume_all),
)
