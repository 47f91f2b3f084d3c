"""Grafana's dashboards: declared in pages.py, written to deploy/grafana/dashboards by `make docs`."""
