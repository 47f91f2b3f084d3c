"""How does gunicorn run the API? Its configuration file, made of Credwise's settings.

The application is loaded once and then forked, so that all workers share the knowledge in memory; nothing connects
to Redis before the fork, and each worker opens connections of its own.
"""

import socket
import struct
from collections.abc import Iterable
from typing import Any

from services.api.edge_log import EdgeLogger
from services.settings import read_settings

#: Seconds for which a client may send nothing, or take nothing, while a thread waits for it. A client that drips
#: single bytes can still hold a thread: in front of the open internet belongs a proxy that gathers requests first.
SILENCE = 15

_settings = read_settings()

wsgi_app = "services.api.server.wsgi:app"
bind = f"{_settings.api_host}:{_settings.api_port}"
workers = _settings.api_workers
worker_class = "gthread"
threads = _settings.api_threads
preload_app = True

#: Seconds without a sign of life after which a worker is killed. Signs come from its main thread, not from requests.
timeout = 30
#: Seconds that running requests have when the server is told to stop.
graceful_timeout = 20
#: Seconds that an idle connection is kept for its client's next request.
keepalive = 5

# gunicorn's control socket lies in the home directory, which a container need not have, and nobody here uses it.
control_socket_disable = True

accesslog = "-"
logger_class = EdgeLogger
# U is the route's pattern; see services/api/edge_log.py.
access_log_format = '%(h)s "%(m)s %(U)s" %(s)s %(B)s bytes %(M)s ms %({x-request-id}o)s'


def limit_silence(listeners: Iterable[Any], seconds: int) -> None:
    """Limit silence on every connection: sockets accepted from a listener inherit its timeouts (Linux)."""
    wait = struct.pack("ll", seconds, 0)
    for listener in listeners:
        listener.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, wait)
        listener.sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, wait)


def when_ready(server: Any) -> None:
    limit_silence(server.LISTENERS, SILENCE)
