"""Run gunicorn with the API's configuration, all that waits made to wait as greenlets do, before anything is imported.

Only so can hundreds of connections wait in one process. Nothing is patched that concerns child processes and signals,
which gunicorn's own process, the parent of all others, looks after itself.
"""

from gevent import monkey

monkey.patch_all(os=False, signal=False, subprocess=False)

from gunicorn.app.wsgiapp import run  # type: ignore[import-untyped] # noqa: E402 - see above

if __name__ == "__main__":
    run()
