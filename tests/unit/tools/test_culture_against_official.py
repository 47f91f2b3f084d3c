"""The committed occupations are what the builder makes of the official O*NET files, and agree with a second computation.

The official files are not in this repository. CREDWISE_OFFICIAL_DATA names a folder that holds `onet/`; by default it is
looked for beside the checkout.
"""

import argparse
import csv
import gzip
import os
from pathlib import Path

import pytest

from services.recommender.knowledge.occupations.occupation import Basis
from services.recommender.knowledge.occupations.occupations import load_occupations
from services.recommender.scales import Culture
from tools.build_data.fields import occupations as builder
from tools.build_data.sources.american.onet import read_release

ROOT = Path(__file__).parents[3]
OFFICIAL = Path(os.environ.get("CREDWISE_OFFICIAL_DATA") or ROOT.parent / "shared" / "data") / "onet"

pytestmark = pytest.mark.skipif(
    not (OFFICIAL / "Occupation Data.txt").is_file(),
    reason=f"the official O*NET files are not in {OFFICIAL}; CREDWISE_OFFICIAL_DATA can name another folder",
)

#: The second computation took the first five characters of a code for its minor group; SOC 2018 has wider ones (29-1000, not
#: 29-12). These rows are imputed from a minor group, or pass one over, where that makes a difference.
NARROWER_GROUP = {
    "29-1249.00": "Surgeons, All Other",
    "43-4199.00": "Information and Record Clerks, All Other",
    "43-9199.00": "Office and Administrative Support Workers, All Other",
    "47-2141.00": "Painters, Construction and Maintenance",
    "51-4199.00": "Metal Workers and Plastic Workers, All Other",
    "53-7199.00": "Material Moving Workers, All Other",
}

#: The one of them whose class differs: importance 1.97 from the minor group, where the major group has 2.84.
OTHER_CLASS_BY_GROUP = "53-7199.00"

#: 46.43 + 21.43 + 3.57 + 3.57 is 75 percent exactly; summed in binary floating point it falls just short of the boundary.
EXACTLY_AT_THE_BOUNDARY = "11-9111.00"


@pytest.fixture(scope="module")
def occupations():
    return load_occupations(ROOT / "data")


@pytest.fixture(scope="module")
def reference():
    with (OFFICIAL / "derived_credential_culture.csv").open(encoding="utf-8", newline="") as lines:
        return {row["onet_soc_code"]: row for row in csv.DictReader(lines)}


@pytest.fixture(scope="module")
def rendered():
    return builder.render(read_release(OFFICIAL))


def test_all_occupations_are_compared(occupations, reference):
    assert [each.code for each in occupations] == sorted(reference)
    assert len(reference) == 1016


def test_every_class_agrees_but_for_the_two_explained(occupations, reference):
    different = {
        each.code: (each.culture.culture, reference[each.code]["culture"])
        for each in occupations
        if each.culture.culture.value.replace("_", "-") != reference[each.code]["culture"]
    }
    assert different == {
        EXACTLY_AT_THE_BOUNDARY: (Culture.DEGREE_PLUS_CREDENTIAL, "credential-driven"),
        OTHER_CLASS_BY_GROUP: (Culture.EXPERIENCE_FOCUSED, "mixed"),
    }


@pytest.mark.parametrize(
    ("column", "name", "tolerance"),
    [
        # The reference has two decimals; halves are rounded down here and to even there.
        ("cert_importance_2D4a", "certification", 1),
        # The reference has one decimal, so half a tenth of a percent.
        ("degree_required_pct", "degree_share", 5),
    ],
)
def test_every_number_agrees_within_rounding_but_for_the_narrower_groups(
    occupations, reference, column, name, tolerance
):
    different = set()
    for each in occupations:
        measure, other = getattr(each.culture, name), reference[each.code][column]
        expected = round(float(other) * 100) if other else None
        same = (
            measure is expected if measure is None or expected is None else abs(measure.value - expected) <= tolerance
        )
        if not same:
            different.add(each.code)
    assert different <= NARROWER_GROUP.keys()


def test_every_basis_agrees_but_for_the_narrower_groups(occupations, reference):
    levels = {"relP": "related occupations", "broad": "broad group", "minor": "minor group", "major": "major group"}
    different = set()
    for each in occupations:
        for name, column in (("certification", "cert_source"), ("degree_share", "degree_source")):
            measure, source = getattr(each.culture, name), reference[each.code][column]
            if measure is None:
                same = source == "none"
            elif measure.basis is Basis.MEASURED:
                same = source == "measured"
            else:
                same = measure.imputed_from.startswith(levels[source.removeprefix("imputed:")])
            if not same:
                different.add(each.code)
    assert different <= NARROWER_GROUP.keys()


def test_the_explained_rows_do_take_the_wider_group(occupations):
    for code in NARROWER_GROUP:
        culture = occupations.get(code).culture
        sources = {measure.imputed_from for measure in (culture.certification, culture.degree_share)}
        assert f"minor group {code[:4]}000" in sources


def test_the_class_can_be_told_from_the_numbers_shown(occupations):
    """Rounding to hundredths moves no occupation over a boundary."""
    for each in occupations:
        c, d = each.culture.certification, each.culture.degree_share
        if c is None:
            assert each.culture.culture is Culture.UNKNOWN
        else:
            boundaries = (c.value >= 300, c.value >= 200, d.value >= 7500, d.value >= 5000)
            assert (
                each.culture.culture
                is {
                    (True, True, True, True): Culture.DEGREE_PLUS_CREDENTIAL,
                    (True, True, False, True): Culture.CREDENTIAL_DRIVEN,
                    (True, True, False, False): Culture.CREDENTIAL_DRIVEN,
                    (False, True, True, True): Culture.MIXED,
                    (False, True, False, True): Culture.MIXED,
                    (False, True, False, False): Culture.MIXED,
                    (False, False, True, True): Culture.DEGREE_FOCUSED,
                    (False, False, False, True): Culture.DEGREE_FOCUSED,
                    (False, False, False, False): Culture.EXPERIENCE_FOCUSED,
                }[boundaries]
            )


def test_the_committed_files_are_what_the_builder_makes_today(rendered):
    for name, text in rendered.items():
        raw = (ROOT / "data" / name).read_bytes()
        committed = gzip.decompress(raw) if name.endswith(".gz") else raw
        assert committed.decode() == text, f"data/{name} is not what the builder makes; run make data"


def test_two_builds_are_the_same_bytes_and_small(tmp_path, capsys):
    for folder in ("one", "two"):
        builder.build(argparse.Namespace(onet=OFFICIAL, data=tmp_path / folder))
    one = {path.name: path.read_bytes() for path in sorted((tmp_path / "one" / "occupations").iterdir())}
    two = {path.name: path.read_bytes() for path in sorted((tmp_path / "two" / "occupations").iterdir())}
    assert one == two
    assert len(one) == 4
    assert sum(map(len, one.values())) < 3_500_000
    assert "1016 occupations" in capsys.readouterr().out
