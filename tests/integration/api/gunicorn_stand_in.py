"""The real configuration of gunicorn, with the stand-in application and little patience for silent clients."""

from pathlib import Path

from services.api.server.gunicorn_conf import *  # noqa: F403 - gunicorn reads a configuration from one module's names
from services.api.server.gunicorn_conf import limit_silence

wsgi_app = "stand_in:for_gunicorn()"
pythonpath = str(Path(__file__).parent)


def when_ready(server):
    limit_silence(server.LISTENERS, 1)
