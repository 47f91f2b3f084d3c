"""Sheets of platforms by their own column names, and any sheet by a mapping; each column says what it became."""

import pytest

from services.importing.column_mapping import read_mapping
from services.importing.formats.csv.template import NAMES
from services.importing.import_report import ImportRejected

COURSERA = (
    "course,partner,skills,rating,reviewcount,level,certificatetype,duration,crediteligibility\n"
    "Data Tools,Example State,\"{ 'SQL', 'Data Analysis'}\",4.8,14K,Beginner level,Professional Certificate,"
    "3 - 6 Months,False\n"
    "Prompts,Acme,\"['Python']\",4.5,2K,Mixed,Course,1 - 4 Weeks,False\n"
)
EDX = (
    "title,n_enrolled,course_type,institution,Level,subject,language,course_effort,course_length,price,course_url\n"
    "Intro,12,Self-paced on your time,Example University,Introductory,Computer Science,English,6\u201318 hours per week,"
    "12 Weeks,FREE-Add a Verified Certificate for $149 USD,https://www.edx.org/course/intro\n"
)
UDEMY = (
    "id,title,is_paid,price,num_subscribers,num_lectures,content_length_min,category,language,course_url,level\n"
    "4715,Excel,False,0,10,20,130,Office Productivity,English,/course/excel/,All Levels\n"
    "4716,Excel 2,True,49.99,10,20,90,Office Productivity,English,/course/excel-2/,Expert Level\n"
)
CLASS_CENTRAL = (
    "Title,Institution,Provider,Subject,Pricing,Duration & workload,Languages,Certificate,Level,URL\n"
    'Ethics,Example University,Coursera,Philosophy,Free Online Course (Audit),"4 weeks long, 3-5 hours a week",'
    '"English, German",Paid Certificate Available,Beginner,https://www.classcentral.com/course/ethics\n'
    "Talk,,FutureLearn,Philosophy,Free,2 hours,English,No certificate,Beginner,https://www.classcentral.com/course/t\n"
)


def entries(imported):
    return {one.title: one for one in imported.credentials}


def whys(imported):
    return {note.what: note.why for note in imported.report.mended}


def test_a_sheet_of_coursera_is_read_by_its_own_columns(importing):
    imported = importing(COURSERA)
    tools, prompts = entries(imported)["Data Tools"], entries(imported)["Prompts"]
    assert (tools.kind, tools.issuer.name, tools.level, tools.mode) == (
        "professional_certificate", "Example State", "beginner", "online",
    )  # fmt: skip
    assert (len(tools.skills), tools.weeks_minimum, tools.hours) == (2, 13, None)
    assert (prompts.kind, prompts.level, prompts.weeks_minimum) == ("micro_credential", "unknown", 1)
    assert "is left out" in whys(imported)["reviewcount"]
    assert imported.report.columns[0].why == "is read as one of Coursera"


def test_a_sheet_of_edx_puts_effort_and_length_together(importing):
    one = entries(importing(EDX))["Intro"]
    assert (one.hours, one.hours_from, one.weeks_minimum, one.languages) == (216, 72, 12, ("en",))
    assert (one.cost.amount, one.cost.currency, one.level) == (149, "USD", "beginner")
    assert one.field_terms == ("Computer Science",)


def test_a_sheet_of_udemy_has_its_units_and_its_issuer(importing):
    imported = importing(UDEMY)
    free, paid = entries(imported)["Excel"], entries(imported)["Excel 2"]
    assert (free.hours, free.cost.amount, free.address) == (3, 0, "https://www.udemy.com/course/excel/")
    assert (free.issuer.name, free.issuer.kind, free.level) == ("Udemy", "learning_platform", "unknown")
    assert (paid.hours, paid.cost, paid.level) == (2, None, "expert")
    assert "so that the cost can be compared" in imported.report.mended[-1].why


def test_a_sheet_of_class_central_names_the_institution_and_what_awards_nothing(importing):
    imported = importing(CLASS_CENTRAL)
    one = entries(imported)["Ethics"]
    assert (one.issuer.name, one.languages, one.hours, one.hours_from) == ("Example University", ("en", "de"), 20, 12)
    assert (one.cost, one.weeks_minimum) == (None, 4)
    assert [(note.what, note.why.partition(";")[0]) for note in imported.report.skipped] == [("Talk", "awards nothing")]
    talk = entries(importing(CLASS_CENTRAL, courses=True))["Talk"]
    assert (talk.issuer.name, talk.hours, talk.cost.amount) == ("FutureLearn", 2, 0)


MAPPING = """
columns:
  Kursname: title
  Length (min): {column: hours, unit: minutes}
  Tags: {column: skills, parts: "/"}
  Rating: null
always: {issuer: Example Academy, currency: EUR}
"""


def test_any_sheet_is_read_by_a_mapping_and_says_what_each_column_became(importing):
    mapping = read_mapping(MAPPING, "map.yaml", NAMES)
    sheet = "Kursname,Length (min),Tags,Rating,Price,Link\nSQL,90,SQL/Python,5,49,https://example.org/sql\n"
    imported = importing(sheet, columns=mapping)
    one = imported.credentials[0]
    assert (one.hours, len(one.skills), one.issuer.name) == (2, 2, "Example Academy")
    assert (one.cost.amount, one.cost.currency) == (49, "EUR")
    assert [(note.what, note.why) for note in imported.report.columns] == [
        ("Price", "becomes cost"),
        ("Link", "becomes address"),
        ("Kursname", "becomes title"),
        ("Length (min)", "becomes hours, in minutes"),
        ("Tags", "becomes skills"),
        ("Rating", "is no column of the template; it is left out"),
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("columns: {A: nothing}", "is no column"),
        ("columns: {A: languages}", 'did you mean "language"'),
        ("columns: {A: {column: hours, unit: fortnights}}", "the unit must be one of"),
        ("columns: {A: {column: hours, colour: red}}", "is neither column, unit nor parts"),
        ("columns: [1]", "must be names with values"),
        ("always: {A: 1}", "must be a column of the template"),
        ("colums: {}", "is neither columns nor always"),
        ("{", "is no YAML"),
        ("- " * 60_000, "at most 50000"),
        ("!!python/object:os.system {}", "is no YAML"),
    ],
)
def test_a_mapping_that_cannot_be_used_says_why(text, says):
    with pytest.raises(ImportRejected, match=says):
        read_mapping(text, "map.yaml", NAMES)


def test_a_sheet_of_class_central_multiplies_its_workload_by_its_duration(importing):
    text = (
        "Course Title,Institution,Provider,URL,Duration,Workload,Pricing,Certificate\n"
        "Ethics,Example University,Coursera,https://www.classcentral.com/course/e,11 weeks long,7 hours a week,Free,\n"
    )
    one = entries(importing(text))["Ethics"]
    assert (one.hours, one.weeks_minimum) == (77, 11)


def test_hours_a_week_say_nothing_of_less_than_a_week(importing):
    text = "title,issuer,address,weeks_minimum,hours_per_week\nA Certificate,X,https://x.example/a,1 day,6\n"
    imported = importing(text)
    assert entries(imported)["A Certificate"].hours is None
    assert any("less than one" in note.why for note in imported.report.mended)


def test_a_price_that_may_be_cut_short_is_left_out(importing):
    text = 'title,issuer,address,cost\nA Certificate,X,https://x.example/a,"$1,2"\nB Certificate,X,https://x.example/b,"$1,200"\n'
    imported = importing(text)
    assert entries(imported)["A Certificate"].cost is None
    assert entries(imported)["B Certificate"].cost.amount == 1200
    assert any("cut short" in note.why for note in imported.report.mended)


@pytest.mark.parametrize("heading", ["certificate", "has_certificate"])
def test_a_course_without_a_certificate_is_told_by_either_heading(importing, heading):
    text = f"title,issuer,address,{heading}\nSeminar,MIT,https://x.example/a,No certificate\n"
    imported = importing(text)
    assert imported.credentials == ()
    assert "awards nothing" in imported.report.skipped[0].why


@pytest.mark.parametrize("certificate", ["Verified", ""])
def test_what_is_free_on_edx_is_the_audit(importing, certificate):
    text = (
        "title,institution,link,price,course_length,course_effort,has_certificate\n"
        f"Intro,MIT,https://www.edx.org/course/x,Free,4 Weeks,2 hours per week,{certificate}\n"
    )
    imported = importing(text)
    assert entries(imported)["Intro"].cost is None
    assert any("is that of the course" in note.why for note in imported.report.mended)


def test_sheets_that_others_gathered_of_the_platforms_are_read_as_well(importing):
    coursera = (
        "Course Title,Level,Skill gain,Offered By,Keyword,Duration to complete (Approx.),Course Url\n"
        "SQL for Data,Beginner level,\"['SQL', 'Sqlite']\",\"['University of Example, Davis']\",Data Science,"
        "15 hours (approximately),https://www.coursera.org/learn/sql\n"
    )
    one = entries(importing(coursera))["SQL for Data"]
    assert (one.issuer.name, one.hours, one.field_terms) == ("University of Example, Davis", 15, ("Data Science",))
    central = (
        "Course Id,Course Name,Provider,Universities/Institutions,Parent Subject,Child Subject,Url,Length\n"
        "7,Python,Coursera,University of Example,Programming,Python,https://www.classcentral.com/course/7,7 weeks long\n"
    )
    one = entries(importing(central))["Python"]
    assert (one.issuer.name, one.weeks_minimum, one.hours) == ("University of Example", 7, None)
    assert one.field_terms == ("Programming", "Python")


@pytest.mark.parametrize(
    "sheet",
    [
        "Kurstitel;Anbieter;Dauer;Gebühr;Sprache;Modalität;URL\nBuchhaltung;VHS;60 UE;1.099 €;Deutsch;Präsenz;{}\n",
        "Intitulé;Organisme;Durée;Tarif TTC;Langue;Modalité;Lien\nPaie;AFPA;45 heures;1099 € TTC;Français;Présentiel;{}\n",
        "Título;Entidad;Duración;Precio;Idioma;Modalidad;Enlace\nNóminas;SEPE;45 horas;1.099,00 €;Español;Presencial;{}\n",
    ],
)
def test_a_sheet_in_another_language_needs_no_mapping_for_usual_headings(importing, sheet):
    (one,) = importing(sheet.format("https://example.org/1").replace("Modalität", "Kursform")).credentials
    assert (one.hours, one.cost.amount, one.cost.currency, one.mode) == (45, 1099, "EUR", "in_person")
    assert one.languages[0] in {"de", "fr", "es"}


def test_a_sheet_of_coursera_without_addresses_stands_at_the_platform(importing):
    sheet = (
        "Title,Organization,Skills,Ratings,Review counts,Metadata\n"
        'Google Cybersecurity,Google,"Network Security, Linux",4.8,20K,Beginner · Professional Certificate · 3 - 6 Months\n'
    )
    one = entries(importing(sheet))["Google Cybersecurity"]
    assert (one.issuer.name, one.address, len(one.skills) > 0) == ("Google", "https://www.coursera.org", True)


def test_a_heading_that_json_writes_in_two_halves_is_one_character():
    mapping = read_mapping(r'{"columns": {"\ud83d\ude00 Name": "title"}}', "m", NAMES)
    assert list(mapping.columns) == list(read_mapping('{"columns": {"😀 Name": "title"}}', "m", NAMES).columns)


def test_half_a_character_is_refused():
    with pytest.raises(ImportRejected, match="is no YAML"):
        read_mapping(r'{"columns": {"\ud83d": "title"}}', "m", NAMES)
