"""Which port may a server of ours listen on? One that nobody else is given between choosing it and listening on it."""

import os
import socket
from itertools import count

#: Below the ports that Linux (from 32768) and others (from 49152) give by themselves to whoever connects or asks for
#: any: a port from there can be gone again before a server has it. Above what services are known by.
LOWEST, BEYOND = 16_384, 32_768

#: Each process begins at a place of its own, so that two that choose at the same moment do not meet.
_turns = count(os.getpid() * 101)


def free_port() -> int:
    """Return a port that is free on loopback, another one each time."""
    while True:
        port = LOWEST + next(_turns) % (BEYOND - LOWEST)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
