"""Are the sample learners profiles that the service takes?"""

from pathlib import Path

import pytest

from services.cli.demo.samples import read_samples
from services.intake.profile_schema import read_profile, write_profile
from services.intake.strict_json import read_json
from services.recommender.knowledge.occupations.occupations import load_occupations
from services.recommender.knowledge.occupations.resolution import Resolved

DATA = Path(__file__).resolve().parents[3] / "data"
FILES = sorted((DATA / "samples").glob("*.json"))


def test_there_are_samples_of_every_kind_of_answer():
    assert len(read_samples(DATA)) >= 6


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_sample_is_a_profile_and_survives_the_round_trip(path):
    profile = read_profile(read_json(path.read_bytes()))
    assert read_profile(write_profile(profile)) == profile


def test_every_sample_aims_at_an_occupation_that_resolves():
    occupations = load_occupations(DATA)
    for path in FILES:
        profile = read_profile(read_json(path.read_bytes()))
        assert isinstance(occupations.resolve(profile.field.occupation), Resolved), path.name


def test_learner_ids_are_opaque_and_differ():
    ids = [sample.profile["learner_id"] for sample in read_samples(DATA)]
    assert len(set(ids)) == len(ids)


def test_a_folder_without_samples_is_refused(tmp_path):
    with pytest.raises(FileNotFoundError, match="holds no sample profile"):
        read_samples(tmp_path)
