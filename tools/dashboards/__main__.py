"""Write the dashboards as Grafana reads them; `--check` says which differ from what is declared."""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tools.dashboards.pages import DASHBOARDS
from tools.dashboards.panel import Dashboard, Panel

FOLDER = Path(__file__).resolve().parents[2] / "deploy" / "grafana" / "dashboards"

#: Grafana's grid is so many columns wide.
COLUMNS = 24


def as_grafana(dashboard: Dashboard) -> dict[str, Any]:
    """Return a dashboard as Grafana reads it."""
    return {
        "uid": dashboard.uid,
        "title": dashboard.title,
        "tags": ["credwise"],
        "schemaVersion": 39,
        "editable": False,
        "refresh": "30s",
        "time": {"from": "now-3h", "to": "now"},
        "timezone": "utc",
        "panels": list(_placed(dashboard.panels)),
    }


def _placed(panels: Sequence[Panel]) -> Iterator[dict[str, Any]]:
    """Yield the panels row by row, from the left."""
    left = top = tallest = 0
    for number, panel in enumerate(panels, start=1):
        if left + panel.width > COLUMNS:
            left, top, tallest = 0, top + tallest, 0
        yield _panel(number, panel, {"x": left, "y": top, "w": panel.width, "h": panel.height})
        left, tallest = left + panel.width, max(tallest, panel.height)


def _panel(number: int, panel: Panel, place: dict[str, int]) -> dict[str, Any]:
    steps: list[dict[str, Any]] = [{"color": "green", "value": None}]
    if panel.worrying is not None:
        steps.append({"color": "red", "value": panel.worrying})
    return {
        "id": number,
        "type": panel.kind,
        "title": panel.title,
        "description": panel.what,
        "gridPos": place,
        "datasource": {"type": "prometheus", "uid": "prometheus"},
        "fieldConfig": {
            "defaults": {"unit": panel.unit, "min": 0, "thresholds": {"mode": "absolute", "steps": steps}},
            "overrides": [],
        },
        "targets": [
            {
                "refId": chr(ord("A") + place_of),
                "expr": query,
                "legendFormat": legend,
                "instant": panel.kind != "timeseries",
            }
            for place_of, (legend, query) in enumerate(panel.queries.items())
        ],
    }


def main(arguments: Sequence[str]) -> int:
    """Write the dashboards, or with `--check` say which differ."""
    differ = []
    for dashboard in DASHBOARDS:
        path = FOLDER / f"{dashboard.uid}.json"
        text = json.dumps(as_grafana(dashboard), indent=2, ensure_ascii=False) + "\n"
        if path.is_file() and path.read_text("utf-8") == text:
            continue
        differ.append(path.name)
        if "--check" not in arguments:
            path.write_text(text, "utf-8")
    if differ and "--check" in arguments:
        sys.stderr.write(f"Not as declared: {', '.join(differ)}. `make docs` writes them.\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
