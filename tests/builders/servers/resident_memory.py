"""How much memory does something leave behind in this process?"""

import gc
import os
from pathlib import Path

import pytest

STATM = Path("/proc/self/statm")


def grown_by(work):
    """Do `work`; return by how many bytes this process's resident memory is larger than before. Skips without /proc."""
    if not STATM.exists():
        pytest.skip("the resident memory of a process is read from /proc")
    gc.collect()
    before = resident()
    work()
    gc.collect()
    return resident() - before


def resident():
    return int(STATM.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
