"""A posting's line is parted where its parts are names, and "or", "and", "/" and commas say which of them suffice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.recommender.names.skills.choices import asked_for, parts_of
from tests.builders import shipped

SKILLS = shipped.knowledge().skills
CREDENTIALS = {"CISSP", "CISM", "CPIM", "CSCP", "PRINCE2", "PMP"}


def is_name(words):
    match = SKILLS.read(words)
    return words in CREDENTIALS or (match is not None and match.matched_by != "fuzzy")


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("Tableau or Power BI", [["Tableau", "Power BI"]]),
        ("Python/R", [["Python", "R"]]),
        ("Python and/or R", [["Python", "R"]]),
        ("either AWS or Azure", [["AWS", "Azure"]]),
        ("AWS, Azure or GCP", [["AWS", "Azure", "GCP"]]),
        ("C, C++ or Rust", [["C", "C++", "Rust"]]),
        ("C/C++", [["C", "C++"]]),
        ("CPIM or CSCP", [["CPIM", "CSCP"]]),
        ("CISSP, CISM or equivalent", [["CISSP", "CISM"]]),
        ("React, Angular or similar framework", [["React", "Angular"]]),
        ("experience with Tableau or Power BI", [["experience with Tableau", "Power BI"]]),
        ("BI tools such as Tableau or Power BI", [["BI tools", "Tableau", "Power BI"]]),
        ("BI tools (Tableau, Power BI)", [["BI tools", "Tableau", "Power BI"]]),
        ("Excel and SQL", [["Excel"], ["SQL"]]),
        ("Word, Excel, PowerPoint", [["Word"], ["Excel"], ["PowerPoint"]]),
        ("Supply chain, logistics and procurement", [["Supply chain"], ["logistics"], ["procurement"]]),
        ("Microsoft Word and Excel", [["Microsoft Word"], ["Excel"]]),
        ("Google Analytics and Ads", [["Google Analytics"], ["Google Ads"]]),
        ("DNS, DHCP, TCP/IP", [["DNS"], ["DHCP"], ["TCP/IP"]]),
        ("Python, SQL and Tableau or Power BI", [["Python"], ["SQL"], ["Tableau", "Power BI"]]),
        ("Docker & Kubernetes", [["Docker"], ["Kubernetes"]]),
        ("Tableau oder Power BI", [["Tableau", "Power BI"]]),
        ("Tableau bzw. Power BI", [["Tableau", "Power BI"]]),
        ("PMP en/of PRINCE2", [["PMP", "PRINCE2"]]),
        ("PMP of PRINCE2", [["PMP", "PRINCE2"]]),
        ("PMP o PRINCE2", [["PMP", "PRINCE2"]]),
        ("PMP ou PRINCE2", [["PMP", "PRINCE2"]]),
        ("PMP eller PRINCE2", [["PMP", "PRINCE2"]]),
        ("PMP lub PRINCE2", [["PMP", "PRINCE2"]]),
        ("Excel und SQL", [["Excel"], ["SQL"]]),
        ("Excel och SQL", [["Excel"], ["SQL"]]),
    ],
)
def test_a_line_is_read_as_everything_that_it_asks_for(line, asked):
    assert asked_for(line, is_name) == tuple(map(tuple, asked))


@pytest.mark.parametrize(
    "line",
    [
        *("PL/SQL", "TCP/IP", "CI/CD", "A/B testing", "UI/UX", "OS/400", "AC/DC", "Windows 10/11", "R&D"),
        *("research and development", "Health and Safety", "Health, safety and environment", "food and beverage"),
        *("knowledge of SQL", "Chart of Accounts", "Forschung und Entwicklung", "hälsa och säkerhet"),
        *("Accounts payable and receivable", "mergers and acquisitions", "Diversity, equity and inclusion"),
        *("Bachelor's degree in Accounting or equivalent experience", "HR policies and procedures", "R", "Go", ""),
    ],
)
def test_a_name_that_holds_such_words_and_signs_is_one_thing(line):
    assert asked_for(line, is_name) == ((line,),)


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("Python/R", {"Python", "R"}),
        ("Excel and SQL", {"Excel", "SQL"}),
        ("HTML/CSS", {"HTML/CSS", "HTML", "CSS"}),
        ("Python/Etc  Packaging / App Dev", {"Python"}),
        ("TCP/IP", {"TCP/IP"}),
        ("weaving of dreams", {"weaving of dreams"}),
    ],
)
def test_of_themselves_people_name_all_that_stands_there(words, parts):
    assert set(parts_of(words, is_name)) == parts


NAMES = st.lists(st.sampled_from(["Tableau", "Python", "SQL", "Docker", "Excel"]), min_size=2, max_size=5, unique=True)


@given(names=NAMES)
def test_a_choice_of_names_is_one_requirement_and_a_list_of_names_is_as_many(names):
    *most, last = names
    assert asked_for(f"{', '.join(most)} or {last}", is_name) == (tuple(names),)
    assert asked_for("/".join(names), is_name) == (tuple(names),)
    assert asked_for(f"{', '.join(most)} and {last}", is_name) == tuple((name,) for name in names)
    assert asked_for(", ".join(names), is_name) == tuple((name,) for name in names)


@given(text=st.text(max_size=60))
def test_any_text_asks_for_something_or_is_kept_as_it_stands(text):
    asked = asked_for(text, is_name)
    assert asked
    assert all(asked)
    assert parts_of(text, is_name)
