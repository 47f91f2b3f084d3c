"""What does a worker's log look like? One line per event on stderr: time, level, role, process, sentence.

Lines name jobs by their ids and never show a profile, a recommendation or a secret. That is why an unexpected error is
written without its message, which may quote what it choked on: its kind and the places it came through are enough.
"""

import logging
import sys
from datetime import UTC, datetime

from services.log_text import describe_error, in_one_line

#: Loggers that would say everything twice (each task's start and end), or warn of what receivers send.
QUIETER = {"celery.worker.strategy": logging.WARNING, "celery.app.trace": logging.WARNING, "urllib3": logging.ERROR}


class OneLine(logging.Formatter):
    """Writes a record as one line, whatever is in it."""

    def __init__(self, role: str) -> None:
        super().__init__()
        self._role = role

    def format(self, record: logging.LogRecord) -> str:
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        parts = [moment, record.levelname, f"{self._role}[{record.process}]", in_one_line(record.getMessage())]
        if record.exc_info and record.exc_info[1] is not None:
            parts.append(describe_error(record.exc_info[1]))
        return " ".join(parts)


def start_logging(role: str) -> None:
    """Write this process's log in our form from now on; `role` is a word such as "evaluate"."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(OneLine(role))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    logging.captureWarnings(True)
    for name, level in QUIETER.items():
        logging.getLogger(name).setLevel(level)
