"""Is the promise kept when things break? Real processes, a real Redis, real sockets, and faults at chosen points.

`python -m tests.chaos --short` runs the whole matrix in a few minutes. `rows/` holds what is broken and what must be
seen; everything else here is the machinery: `place.py` runs the service, `proxy.py` stands between each process and
Redis, `inbox.py` receives, `hr_system.py` posts and keeps a journal on disk, `account.py` compares the two.
"""
