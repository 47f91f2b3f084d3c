"""Where does a worker's log go? To stderr, a line for each event, in the form that the settings ask for."""

import logging
import sys

from services.log_lines import formatter

#: Loggers that would say everything twice (each task's start and end), or warn of what receivers send.
QUIETER = {"celery.worker.strategy": logging.WARNING, "celery.app.trace": logging.WARNING, "urllib3": logging.ERROR}


def start_logging(role: str, form: str) -> None:
    """Write this process's log in our form from now on; `role` is a word such as "evaluate"."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter(form, role))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    logging.captureWarnings(True)
    for name, level in QUIETER.items():
        logging.getLogger(name).setLevel(level)
