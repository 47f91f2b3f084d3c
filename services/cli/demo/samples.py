"""Which learners does the demo post? The files in data/samples/, in the order of their names."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Sample:
    """One profile as it is posted, the file it is in, and the file's name in words."""

    path: Path
    name: str
    profile: Any


def read_samples(data_dir: Path) -> tuple[Sample, ...]:
    """Read every sample profile; raise FileNotFoundError where there are none."""
    folder = data_dir / "samples"
    paths = sorted(folder.glob("*.json"))
    if not paths:
        raise FileNotFoundError(f"{folder} holds no sample profile (*.json)")
    return tuple(
        Sample(path=path, name=path.stem.replace("-", " "), profile=json.loads(path.read_text(encoding="utf-8")))
        for path in paths
    )
