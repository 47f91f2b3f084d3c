"""Is anything known against the pinned packages? `python -m tools.advisories` asks the advisory service, by pip-audit.

Where the service cannot be reached it says so and fails nothing: a build without a network is no finding. Exit code 1:
something is known, and printed; 2: pip-audit itself failed.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

#: What is shipped, and what it is built and tested with.
LOCKS = ("requirements.lock", "requirements-dev.lock")

#: What pip-audit says where nobody answers.
UNREACHABLE = ("ConnectionError", "Could not connect", "Max retries exceeded", "Name or service not known")

#: Where pip-audit is: in an environment of its own (Makefile).
AUDITOR = ROOT / ".venv" / "supply" / "bin" / "pip-audit"

#: Seconds that the service may take for one lock file.
PATIENCE = 120


def look(lock: str) -> tuple[int, str]:
    """Return pip-audit's exit code for a lock file, and what it said."""
    command = [str(AUDITOR), "--requirement", str(ROOT / lock), "--require-hashes", "--disable-pip"]
    service = ["--vulnerability-service", "osv", "--progress-spinner", "off", "--timeout", "10"]
    try:
        done = subprocess.run(  # noqa: S603 - nothing of it comes from outside
            [*command, *service], capture_output=True, text=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        return 2, UNREACHABLE[1]
    return done.returncode, f"{done.stdout}{done.stderr}".strip()


def main() -> int:
    """Look both lock files up."""
    worst = 0
    for lock in LOCKS:
        code, said = look(lock)
        if code and any(word in said for word in UNREACHABLE):
            print(f"{lock}: the advisory service cannot be reached from here, so nothing was looked up.")
            continue
        print(f"{lock}: {said}")
        is_finding = "vulnerabilit" in said
        worst = max(worst, 0 if not code else 1 if is_finding else 2)
    return worst


if __name__ == "__main__":
    sys.exit(main())
