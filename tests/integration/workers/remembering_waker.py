"""A waker that publishes nothing and remembers what it was asked to wake."""


class RememberingWaker:
    """Remembers what it was asked to wake; `takes` says whether the broker takes it."""

    def __init__(self, *, takes=True):
        self.woken = []
        self.takes = takes

    def wake(self, queue, job_id):
        self.woken.append((queue, job_id))
        return self.takes
