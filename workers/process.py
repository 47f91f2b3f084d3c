"""Which process is this? Its name in the ledger's claims and heartbeats."""

import os
import socket


def worker_name() -> str:
    """Return "host:pid"; after a fork it is the child's."""
    return f"{socket.gethostname()}:{os.getpid()}"
