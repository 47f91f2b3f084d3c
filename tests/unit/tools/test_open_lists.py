"""The open lists are dirty: what can be mended is mended, what cannot be read is skipped, and both are said."""

from datetime import date

import pytest

from services.recommender.scales import SkillLevel
from tools.build_data.sources.open_lists.awesome_certificates import read_awesome_certificates
from tools.build_data.sources.open_lists.free_certifications import read_free_certifications
from tools.build_data.sources.open_lists.offer_dates import last_day
from tools.build_data.sources.open_lists.offers import ListReport

AWESOME_HEAD = (
    "# List\n## Design\n### Photoshop\n\n| Course Name | Course Provider | Level | Hour(s) | Reward |\n"
    "| :--- |:---|:---|:---:|:---:|\n"
)
FREE_HEAD = "# Free\n## General\n\n| Technology | Provider | Description | Link | Expiration |\n| - | - | - | - | - |\n"
TROPHY, MEDAL = "\N{TROPHY}", "\N{SPORTS MEDAL}"


def _awesome(*rows):
    report = ListReport()
    table = AWESOME_HEAD + "".join(f"| {row} |\n" for row in rows)
    return list(read_awesome_certificates(table, report)), report


def _free(*rows, head=FREE_HEAD):
    report = ListReport()
    return list(read_free_certifications(head + "".join(f"| {row} |\n" for row in rows), "README.md", report)), report


def _course(name="Intro", provider="Kaggle", level="Beginner", hours="4", reward=TROPHY):
    return (
        f'<a href="https://example.org/{name}" target="_blank"> {name} </a> | {provider} | {level} | {hours} | {reward}'
    )


def test_a_row_of_the_first_list_is_read_with_its_headings_and_reward():
    (offer,), report = _awesome(_course(reward=f'<a href="https://badge.example">{MEDAL}</a>'))
    assert (offer.says, offer.provider, offer.address) == ("Intro", "Kaggle", "https://example.org/Intro")
    assert (offer.level, offer.hours, offer.reward) == (SkillLevel.BEGINNER, 4, "badge")
    assert offer.groups == ("Photoshop", "Design")
    assert not report.mended
    assert not report.skipped


@pytest.mark.parametrize(
    ("text", "hours"),
    [("4", 4), ("0.1", 1), ("1.5", 2), ("8.0", 8), ("300", 300), ("336", None), ("-", None), ("", None)],
)
def test_hours_are_whole_rounded_up_and_unknown_where_they_cannot_be_meant(text, hours):
    (offer,), report = _awesome(_course(hours=text))
    assert offer.hours == hours
    assert bool(report.mended) == (hours is None)


def test_a_level_in_lower_case_is_mended_and_one_nobody_knows_is_unknown():
    (lower, odd), report = _awesome(_course("A", level="intermediate"), _course("B", level="Guru"))
    assert lower.level is SkillLevel.INTERMEDIATE
    assert odd.level is SkillLevel.UNKNOWN
    assert [note.says for note in report.mended] == ["A", "B"]


def test_a_row_without_a_link_or_a_cell_is_skipped_with_its_line():
    offers, report = _awesome("No link | Kaggle | Beginner | 4 | " + TROPHY, "short | row")
    assert not offers
    assert [note.where for note in report.skipped] == ["README.md, line 7", "README.md, line 8"]


def test_a_five_column_row_is_read():
    (offer,), report = _free("Cilium | Isovalent | BGP on Cilium | [Link](https://example.org/bgp) | Unknown")
    assert (offer.says, offer.provider, offer.groups) == ("BGP on Cilium", "Isovalent", ("Cilium", "General"))
    assert not offer.ended
    assert not report.skipped


def test_a_row_that_lacks_a_cell_is_read_by_where_its_link_stands():
    (offer,), report = _free("ICSI | Network Specialist | [Link](https://example.org/i) | 31/08/2020")
    assert (offer.provider, offer.says, offer.ends) == ("ICSI", "Network Specialist", date(2020, 8, 31))
    assert report.mended


def test_a_row_whose_link_hides_in_the_text_is_skipped():
    offers, report = _free("Azure | Free access to courses [Link](https://example.org/a) | 31-May-2020")
    assert not offers
    assert "broken row" in report.skipped[0].why


def test_a_table_head_is_never_an_offer():
    markdown = FREE_HEAD + "| A | B | C | [Link](https://example.org/c) | Unknown |\n\n" + FREE_HEAD.split("\n\n")[1]
    report = ListReport()
    assert len(list(read_free_certifications(markdown, "README.md", report))) == 1
    assert not report.skipped


def test_what_stands_in_the_file_of_expired_offers_has_ended():
    head = FREE_HEAD.replace("## General\n", "")
    (offer,), _ = _free("A | B | C | [Link](https://example.org/c) | Unknown", head=head)
    assert offer.ended


def test_an_offer_whose_last_day_lies_before_the_list_has_ended():
    ended, open_ = _free(
        "A | B | C | [Link](https://example.org/c) | 31-Dec-2024",
        "A | B | D | [Link](https://example.org/d) | 31-Dec-2025",
    )[0]
    assert ended.ended
    assert not open_.ended
    assert open_.ends == date(2025, 12, 31)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("31-Dec-2024", date(2024, 12, 31)),
        ("Sept 30, 2023", date(2023, 9, 30)),
        ("Oct 31 2021", date(2021, 10, 31)),
        ("January 31, 2022", date(2022, 1, 31)),
        ("retires on July 14, 2023", date(2023, 7, 14)),
        ("31/08/2020", date(2020, 8, 31)),
        ("October 2023", date(2023, 10, 31)),
        ("?31-May-2020?", date(2020, 5, 31)),
        ("31-Feb-2024", None),
        ("2022", None),
        ("Unknown", None),
        ("Unlimited", None),
        ("Limited Time", None),
        ("90 days of access", None),
        ("", None),
    ],
)
def test_the_last_day_is_read_in_every_way_the_list_writes_it(text, day):
    assert last_day(text) == day
