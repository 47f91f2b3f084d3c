"""What an installed package needs besides modules is in it: in a checkout, everything is there anyway."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[3]


def test_every_file_that_is_no_module_is_named_as_package_data():
    named = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["package-data"]
    shipped = {
        path
        for package, patterns in named.items()
        for pattern in patterns
        for path in ROOT.joinpath(*package.split(".")).glob(pattern)
        if path.is_file()
    }
    there = {
        path
        for folder in ("services", "workers")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and path.suffix != ".py" and "__pycache__" not in path.parts
    }
    assert there
    assert there <= shipped, sorted(str(path.relative_to(ROOT)) for path in there - shipped)
