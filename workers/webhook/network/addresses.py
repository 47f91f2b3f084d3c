"""Which addresses does a host name have right now? Ask the system's resolver, within a time."""

import socket
from collections.abc import Sequence
from queue import Empty, SimpleQueue
from threading import Thread

#: How long a name may take to resolve, in seconds. A silent name server would otherwise hold an attempt for half a
#: minute, longer than the whole attempt may take.
RESOLVE_SECONDS = 3.0


class NameNotResolved(Exception):
    """The name has no address, or none was learnt in time; the message is a sentence, for the log. Try again later."""


def system_resolver(host: str, port: int) -> Sequence[str]:
    """Return the IP addresses of `host` in the order to try them; raise NameNotResolved when there are none."""
    answers: SimpleQueue[list[str] | OSError] = SimpleQueue()
    # The system's resolver takes no timeout, so it is asked in a thread that may be left behind.
    Thread(target=_ask, args=(host, port, answers), daemon=True, name=f"resolve {host}").start()
    try:
        answer = answers.get(timeout=RESOLVE_SECONDS)
    except Empty:
        raise NameNotResolved(f"The name {host} was not resolved within {RESOLVE_SECONDS:g} seconds.") from None
    if isinstance(answer, OSError) or not answer:
        raise NameNotResolved(f"The name {host} has no address ({getattr(answer, 'strerror', 'empty answer')}).")
    return answer


def _ask(host: str, port: int, answers: SimpleQueue[list[str] | OSError]) -> None:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        answers.put(error)
    except UnicodeError as error:  # A label that the resolver's own encoding refuses.
        answers.put(OSError(0, str(error)))
    else:
        answers.put([str(address[0]) for *_, address in found])
