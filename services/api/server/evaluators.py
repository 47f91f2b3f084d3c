"""Which of gunicorn's workers are evaluators? As many as there are places, and a place is free when its holder dies."""

import fcntl
from tempfile import TemporaryFile


class EvaluatorPlaces:
    """The evaluators' places. Make it before forking; each worker asks for one once.

    A place is a byte of a file without a name, and taking it a lock of that byte: the kernel takes it back when the
    process ends, however it ends, and the worker that gunicorn starts in its stead finds it free.
    """

    def __init__(self, count: int) -> None:
        self._count = count
        self._file = TemporaryFile()  # noqa: SIM115 - it is kept open as long as this lives

    def take(self) -> bool:
        """Take a place for this process and tell whether there was one."""
        return any(self._taken(place) for place in range(self._count))

    def _taken(self, place: int) -> bool:
        try:
            fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, place)
        except OSError:
            return False
        return True
