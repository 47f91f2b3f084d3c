"""Which process is this? Its name in the ledger's claims and heartbeats."""

import os
import socket


def worker_name(pid: int | None = None) -> str:
    """Return "host:pid" of this process (after a fork, the child's) or of another one on this host."""
    return f"{socket.gethostname()}:{os.getpid() if pid is None else pid}"
