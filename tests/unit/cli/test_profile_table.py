"""A row of a spreadsheet is the profile that a person meant, and a heading that nobody knows is told with the one meant."""

import io
import json

import pytest

from services.cli.sending import parts
from services.cli.sending.parts import digest_of, parts_of
from services.cli.sending.profile_table import HEADINGS, TableRejected, rows_of
from services.reading.posted_profile import read_posted_profile

TABLE = """Learner ID;Occupation;Goal;Skills;Hours per week;Budget;Currency;Education;Qualification
l-1;Data Scientists;change_career;SQL; 6;1,500;EUR;bachelor;BTech
;;;;;;;;
l-2;15-1252.00;explore;"Python; Excel";;;;;
"""


def read(text):
    return [json.loads(line) if line.strip() else None for line in rows_of(io.StringIO(text))]


def test_each_row_becomes_a_profile_on_the_line_of_its_number():
    heading, first, blank, second = read(TABLE)
    assert heading is blank is None
    assert first == {
        "learner_id": "l-1",
        "field": {"occupation": "Data Scientists"},
        "goal": "change_career",
        "skills": [{"name": "SQL"}],
        "hours_per_week": 6,
        "budget": {"amount": 1500, "currency": "EUR"},
        "education": [{"level": "bachelor", "qualification": "BTech"}],
    }
    assert second["skills"] == [{"name": "Python"}, {"name": "Excel"}]
    assert read_posted_profile(first).profile.budget.amount == 1500


def test_every_heading_leads_to_a_member_that_the_api_takes():
    cells = {
        "learner_id": "l-1",
        "goal": "explore",
        "education": "bachelor",
        "deadline": "2027-06-30",
        "currency": "EUR",
        "language": "en",
        "mode": "online",
        "country": "GB",
        "years_total": "6",
        "years_in_field": "1",
        "hours_per_week": "6",
        "budget": "900",
    }
    names = [name for name in HEADINGS if name not in {"line_id", "unlisted"}]
    _, profile = read(",".join(names) + "\n" + ",".join(cells.get(name, "SQL") for name in names))
    assert read_posted_profile(profile).profile.learner_id == "l-1"


def test_an_unknown_heading_is_told_with_the_one_that_was_meant():
    with pytest.raises(TableRejected, match=r'no column "ocupation" \(did you mean "occupation"\?\); the headings'):
        read("learner_id,Ocupation\nl-1,x\n")


@pytest.mark.parametrize(
    ("cell", "sent"),
    [("6", 6), ("6.0", 6), ("1,500", 1500), ("1 500", 1500), ("1.500", 1500), ("1\u202f500", 1500), ("12,500.0", 12500)]
    + [(fraction, fraction) for fraction in ("3,5", "3.5", "1,50", "1500,00", "1,5000", "6 h", "-5", "\u0665")],
)
def test_thousands_are_read_and_a_fraction_is_never_taken_for_another_number(cell, sent):
    _, profile = read(f"hours_per_week;budget\n{cell};{cell}\n")
    assert (profile["hours_per_week"], profile["budget"]["amount"]) == (sent, sent)


def test_a_column_that_is_there_twice_is_refused():
    with pytest.raises(TableRejected, match='"goal" is there twice'):
        read("learner_id,goal,Goal\nl-1,explore,complement\n")


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252"])
def test_a_table_that_is_not_in_utf_8_says_how_to_save_it(tmp_path, encoding):
    table = tmp_path / "learners.csv"
    table.write_text("learner_id,role\nl-1,Bürokraft\n", encoding=encoding)
    with pytest.raises(TableRejected, match="CSV UTF-8"):
        list(parts_of(table))


def test_a_cell_beyond_the_headings_is_never_dropped_in_silence():
    with pytest.raises(TableRejected, match=r'row 3 has 3 cells, and there are 2 headings.*";" in double quotation'):
        read("learner_id;skills\nl-1;SQL;\nl-2;SQL;Python\n")


@pytest.mark.parametrize("suffix", ["ndjson", "json", "csv"])
def test_a_file_of_any_kind_is_cut_into_parts_that_know_their_place(tmp_path, suffix):
    count = parts.LINES + 5
    texts = {
        "ndjson": "".join(f'{{"learner_id":"l-{number}"}}\n' for number in range(count)),
        "json": json.dumps([{"learner_id": f"l-{number}"} for number in range(count)]),
        "csv": "learner_id\n" + "".join(f"l-{number}\n" for number in range(count)),
    }
    path = tmp_path / f"file.{suffix}"
    path.write_text(texts[suffix])
    first, second = parts_of(path)
    assert (first.offset, second.offset, second.number) == (0, parts.LINES, 2)
    assert json.loads(second.lines[-1]) == {"learner_id": f"l-{count - 1}"}
    assert len(digest_of(path)) == 32
