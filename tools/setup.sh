#!/usr/bin/env bash
# Builds .venv from the lock file: finds a Python, says what is missing, installs what is pinned and nothing else.
# `make setup` runs it when requirements-dev.lock changed. PYTHON=/path/to/python3.12 chooses the interpreter.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf '==> %s\n' "$*"; }

supported() { "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 12))' 2>/dev/null; }

# What a Python needs beside itself: printed as Debian's package names, nothing when all is there.
missing() {
    "$1" - <<'PYTHON'
import importlib.util, pathlib, sys, sysconfig

version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
if not all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
    print(f"{version}-venv")
if not pathlib.Path(sysconfig.get_path("include"), "Python.h").is_file():
    print(f"{version}-dev")
PYTHON
}

chosen=""
lacking=""
for candidate in ${PYTHON:-python3.12 python3.11 python3}; do
    supported "$candidate" || continue
    lacking="$(missing "$candidate" | tr '\n' ' ')"
    command -v "${CC:-cc}" >/dev/null || lacking+="gcc libc6-dev"
    chosen="$candidate"
    [ -n "$lacking" ] || break
done
if [ -z "$chosen" ]; then
    echo "Credwise needs Python 3.11 or 3.12, and found neither ${PYTHON:-on the PATH}." >&2
    echo "On Debian or Ubuntu: sudo apt-get install python3 python3-venv python3-dev gcc libc6-dev make" >&2
    echo "Where it lies elsewhere: make setup PYTHON=/path/to/python3.12" >&2
    exit 1
fi
if [ -n "$lacking" ]; then
    echo "$chosen was found, but the rules engine is compiled at set-up and this is missing: $lacking" >&2
    echo "On Debian or Ubuntu: sudo apt-get install $lacking" >&2
    exit 1
fi

began=$SECONDS
# A virtual environment whose interpreter is gone (an upgrade, a moved folder) is built again.
if ! supported .venv/bin/python; then
    say "Creating .venv with $("$chosen" --version)"
    rm -rf .venv
    "$chosen" -m venv .venv
fi
pip() { .venv/bin/python -m pip --disable-pip-version-check "$@"; }

say "Installing the build backend, pinned: an isolated build would download whichever is newest"
.venv/bin/python tools/lock.py --pin setuptools >.venv/build-backend.txt
pip install --quiet --require-hashes -r .venv/build-backend.txt

say "Installing $(grep -c '^[A-Za-z0-9].*==' requirements-dev.lock) pinned packages (durable-rules is compiled; about a minute)"
# A build without isolation needs the environment's own setuptools; --use-pep517 keeps older pips from asking for wheel.
pip install --no-build-isolation --use-pep517 --require-hashes --progress-bar off -r requirements-dev.lock |
    sed -u -n -e 's/^Collecting \([^ ]*\).*/    \1/p' -e 's/^ *Building wheel for \([^ ]*\).*started/    compiling \1/p'

say "Installing credwise itself, editable"
pip install --quiet --no-deps --no-build-isolation -e .
touch .venv/installed
say "Ready after $((SECONDS - began)) s."
