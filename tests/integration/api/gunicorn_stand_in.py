"""The real configuration of gunicorn, with the stand-in application and little patience for slow clients."""

from pathlib import Path

from services.api.server import gunicorn_conf
from services.api.server.gunicorn_conf import *  # noqa: F403 - gunicorn reads a configuration from one module's names

wsgi_app = "stand_in:for_gunicorn()"
pythonpath = str(Path(__file__).parent)


def post_fork(server, worker):
    gunicorn_conf.post_fork(server, worker)
    worker.head_within = worker.body_within = 1
