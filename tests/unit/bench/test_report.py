"""What `make bench` writes: every figure with its command, the aims first, and what is missing said."""

from bench.__main__ import BENCHES, flat
from bench.report import Aim, Bench, page
from services.settings import ROOT

AT = {"day": "2026-11-30", "cores": 2, "processor": "a processor", "load": 0.2, "python": "3.11.7"}
MADE = (
    Bench("pipeline", within=9, aims=(Aim("CPU ms", at_most=10), Aim("rate", at_least=0.11))),
    Bench("latency", within=9, aims=(Aim("round trips", at_most=4),)),
)
TOLD = {
    "pipeline": {"figures": {"CPU ms": 12.5, "rate": 0.2, "profiles": 1234.5}, "trouble": "", "machine": AT},
    "latency": {"figures": None, "trouble": "not finished in 9 s", "machine": AT | {"load": 15.0}},
}


def test_aims_are_held_against_figures_and_what_was_not_measured_is_said():
    lines = list(page(MADE, TOLD))
    assert "| pipeline | CPU ms | 12.50 | at most 10 | missed: 1.25 of it |" in lines
    assert "| pipeline | rate | 0.20 | at least 0.11 | reached |" in lines
    assert "| latency | round trips | - | at most 4 | not measured |" in lines
    assert "| profiles | 1,234 |" in lines
    assert "Not measured: not finished in 9 s." in lines


def test_figures_of_a_busy_machine_are_provisional():
    text = "\n".join(page(MADE, TOLD))
    assert "`PYTHONPATH=. python bench/pipeline.py`; 2026-11-30, 2 cores (a processor), Python 3.11.7." in text
    assert "Python 3.11.7, provisional: load 15.0 by others." in text


def test_figures_within_figures_get_whole_names():
    told = {"cpu": {"api": 1, "redis": 2}, "took": [3, 1, 2], "flushes": None}
    assert flat(told) == {"cpu, api": 1, "cpu, redis": 2, "took, median": 2}


def test_every_bench_is_there():
    assert all((ROOT / "bench" / f"{one.name}.py").exists() for one in BENCHES)
