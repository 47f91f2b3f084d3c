"""How does gunicorn run the API? Its configuration file, made of Credwise's settings.

The application is loaded once and then forked, so that all workers share the knowledge in memory; nothing connects
to Redis before the fork, and each worker opens connections of its own.
"""

import os
from pathlib import Path
from tempfile import gettempdir
from typing import Any

from services.api.edge.edge_log import EdgeLogger
from services.api.server.evaluators import EvaluatorPlaces
from services.settings import read_settings

_settings = read_settings()

#: Where the workers hand on what takes long to the evaluators; its name is that of this installation's first process.
_EVALUATORS = Path(gettempdir(), f"credwise-evaluators-{os.getpid()}.sock")

_places = EvaluatorPlaces(_settings.api_evaluators)

wsgi_app = "services.api.server.wsgi:app"
bind = [
    f"{_settings.api_host}:{_settings.api_port}",
    f"{_settings.api_host}:{_settings.api_health_port}",
    f"unix:{_EVALUATORS}",
]
workers = _settings.api_workers + _settings.api_evaluators
worker_class = "services.api.server.worker.ApiWorker"
preload_app = True
# Nobody but this user may hand on work.
umask = 0o077

#: Connections that one worker holds on each port. Each may want one to Redis as well; together with the listeners they
#: stay below the 1,024 open files that a process may have by default.
worker_connections = 256

#: Seconds without a sign of life after which a worker is killed: the longest that an evaluator may be at one request.
timeout = 30
#: Seconds that running requests have when the server is told to stop.
graceful_timeout = 20
#: Seconds that an idle connection is kept for its client's next request.
keepalive = 5

# No header of a request says where the application is mounted, or who sent it and over what: no proxy is trusted.
forwarder_headers = ""
forwarded_allow_ips = ""
secure_scheme_headers: dict[str, str] = {}

# gunicorn's control socket lies in the home directory, which a container need not have, and nobody here uses it.
control_socket_disable = True

accesslog = "-"
logger_class = EdgeLogger
# U is the route's pattern; see services/api/edge/edge_log.py.
access_log_format = '%(h)s "%(m)s %(U)s" %(s)s %(B)s bytes %(M)s ms %({x-request-id}o)s'


def post_fork(_server: Any, worker: Any) -> None:
    worker.takes_on(
        evaluates=_places.take(),
        evaluators=_EVALUATORS,
        most_with_them=_settings.api_evaluations,
        at_hand=_settings.api_evaluators,
        health_port=_settings.api_health_port,
    )


def worker_exit(_server: Any, worker: Any) -> None:
    """End a worker that was told to stop. gunicorn calls this in the worker, and in its own process for lost ones."""
    if worker.pid == os.getpid() and worker.booted and not worker.alive:
        # All is answered. Taking the interpreter down would copy the shared knowledge only to free it: seconds of work.
        os._exit(0)
