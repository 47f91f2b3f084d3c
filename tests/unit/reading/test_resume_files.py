"""Résumés as people have them, in the forms they are kept in, are read as a person reads them."""

import io
import json
import logging
import re
import zipfile
from contextlib import ExitStack, suppress
from datetime import date
from pathlib import Path
from random import Random
from xml.sax.saxutils import escape

import pytest
import yaml
from pypdf import PdfWriter
from thoroughness import examples

from services.intake.profile_schema import read_profile
from services.reading.resume_files.documents import pdf_child, pdf_document
from services.reading.resume_files.documents.pdf_document import MOST_AT_ONCE, ReadersBusy, text_in, text_of_pdf
from services.reading.resume_files.read_file import read_posted_resume, read_resume_bytes
from services.reading.resume_files.sections import ResumeRejected
from services.reading.resume_files.text.text_lines import COLUMN

FOLDER = Path(__file__).parents[2] / "data" / "resumes"
EXPECTED = yaml.safe_load((FOLDER / "EXPECTED.yaml").read_text(encoding="utf-8"))
TODAY = date(2026, 11, 29)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_resume_says_what_a_person_reads_in_it(name):
    expected, read = EXPECTED[name], read_resume_bytes((FOLDER / name).read_bytes(), TODAY)
    profile, whys = read.profile, [one.why for one in read.dropped]

    assert profile.get("experience", {}).get("years_total") == expected["years"]
    studied = [[one.get("level"), one.get("year"), one.get("field_of_study")] for one in profile.get("education", [])]
    assert studied == expected["education"]
    assert sorted(one["name"] for one in profile.get("skills", [])) == sorted(expected["skills"])
    assert profile.get("credentials_held", []) == expected["credentials"]
    for words in expected.get("dropped", ()):
        assert any(words in why for why in whys)


def pdf(*pages):
    """Return a PDF whose pages show the lines given."""
    shown = (
        b"".join(b"(" + re.sub(rb"([()\\])", rb"\\\1", line.encode("cp1252")) + b") Tj T*\n" for line in lines)
        for lines in pages
    )
    return pdf_of(*(b"BT /F1 10 Tf 12 TL 50 780 Td\n" + each + b"ET" for each in shown))


def pdf_of(*streams):
    """Return a PDF whose pages are drawn by the streams given."""
    fonts = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    objects, kids = [b"", b"", fonts], []
    for stream in streams:
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        kids.append(len(objects) + 1)
        place = len(objects)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % place
        )
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids))
    body, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(body))
    return body + b"xref\n0 %d\n0000000000 65535 f \n%s%s" % (len(objects) + 1, table, end)


def docx(lines, *, document=None, packed=zipfile.ZIP_DEFLATED):
    """Return a DOCX with a paragraph for each line."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    runs = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in lines)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", packed) as archive:
        whole = f'<w:document xmlns:w="{space}"><w:body>{runs}</w:body></w:document>'
        archive.writestr("word/document.xml", document or whole)
    return held.getvalue()


WRITTEN = [name for name in EXPECTED if name.endswith(".txt")]


@pytest.mark.parametrize("name", WRITTEN)
def test_a_docx_says_what_its_text_says(name):
    text = (FOLDER / name).read_text(encoding="utf-8")
    alike = read_resume_bytes(docx(text.splitlines()), TODAY)
    assert alike == read_resume_bytes(text.encode(), TODAY)


@pytest.mark.parametrize("name", ["us_nurse.txt", "de_kaufmann.txt", "us_linkedin.txt"])
def test_a_pdf_says_what_its_text_says(name):
    text = (FOLDER / name).read_text(encoding="utf-8").replace("\t", "    ")
    read = read_resume_bytes(pdf(text.splitlines()), TODAY)
    assert read.profile == read_resume_bytes(text.encode(), TODAY).profile


def test_a_europass_pdf_is_read_by_the_xml_that_it_carries():
    xml = (FOLDER / "europass_2020.xml").read_bytes()
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_attachment("attachment.xml", xml)
    held = io.BytesIO()
    writer.write(held)
    assert read_resume_bytes(held.getvalue(), TODAY) == read_resume_bytes(xml, TODAY)


def placed(*texts):
    """Return a page of a PDF with each text at its place, line by line across the columns."""
    at = sorted(texts, key=lambda one: (-one[1], one[0]))
    return pdf_of(b"".join(b"BT /F1 10 Tf 1 0 0 1 %d %d Tm (%s) Tj ET\n" % (x, y, text.encode()) for x, y, text in at))


def test_a_pdf_of_two_columns_is_read_by_column_and_says_so():
    left = ("Skills", "Python", "SQL", "Certifications", "Tableau Desktop Specialist, Tableau, 2023")
    right = ("Experience", "Analyst, March 2019 -", "November 2026", "Education", "BSc Mathematics, 2013 - 2016")
    columns = [(x, 780 - 14 * line, text) for x, side in ((50, left), (300, right)) for line, text in enumerate(side)]
    read = read_resume_bytes(placed(*columns), TODAY)
    assert [one["name"] for one in read.profile["skills"]] == ["Python", "SQL"]
    assert read.profile["experience"] == {"years_total": 7}
    assert read.profile["education"][0]["year"] == 2016
    assert any("page 1 has two columns" in one.why and "please confirm" in one.why for one in read.dropped)


def test_what_opens_a_column_under_no_heading_belongs_to_no_list():
    left = ("Skills", "Python", "SQL", "Certifications", "Tableau Desktop Specialist, Tableau, 2023")
    right = ("Lee Chan", "Data Analyst at Retail Co", "Experience", "Analyst", "March 2019 - November 2026")
    columns = [(x, 780 - 14 * line, text) for x, side in ((50, left), (300, right)) for line, text in enumerate(side)]
    read = read_resume_bytes(placed(*columns), TODAY)
    assert [one["title"] for one in read.profile["credentials_held"]] == ["Tableau Desktop Specialist"]
    assert read.profile["experience"] == {"years_total": 7}
    assert any("at the head of a column and under no heading" in one.why for one in read.dropped)


def test_a_column_goes_on_where_it_stopped_on_the_page_before():
    left, right = (
        [f"{COLUMN}{line}" for line in ("Skills", "SQL")],
        [COLUMN * 2 + "Certifications", COLUMN * 2 + "CCNA"],
    )
    more = [f"{COLUMN}Python", COLUMN * 2 + "PMP"]
    read = read_resume_bytes("\n".join(["Jane Example", *left, *right, *more]).encode(), TODAY)
    assert [one["name"] for one in read.profile["skills"]] == ["SQL", "Python"]
    assert [one["title"] for one in read.profile["credentials_held"]] == ["CCNA", "PMP"]


@pytest.mark.parametrize(
    "line", ["1/1", "Page 2 of 3", "Seite 1 von 2", "- 2 -", "11/29/26, 10:06 PM", "\ufb01le:///home/cv.html 1/1"]
)
def test_what_belongs_to_the_page_is_in_no_list(line):
    read = read_resume_bytes(f"Certifications\nCerti\ufb01ed Welder, AWS\n{line}\nCCNA, Cisco".encode(), TODAY)
    assert [one["title"] for one in read.profile["credentials_held"]] == ["Certified Welder", "CCNA"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "CompTIA Network+ (2018, expired)",
            {"title": "CompTIA Network+", "issued_on": "2018-01-01", "status": "expired"},
        ),
        ("Staplerschein, abgelaufen", {"title": "Staplerschein", "status": "expired"}),
        ("ACLS - AHA (valid through Nov 2027)", {"title": "ACLS", "issuer": "AHA", "expires_on": "2027-11-30"}),
        ("First Aid, expired June 2021", {"title": "First Aid", "expires_on": "2021-06-30"}),
        (
            "Excel avanzado, 40 horas, Adams, 2020",
            {"title": "Excel avanzado", "issuer": "Adams", "issued_on": "2020-01-01"},
        ),
        ("Leadership Through Coaching, 2020", {"title": "Leadership Through Coaching", "issued_on": "2020-01-01"}),
        ("Microsoft Certified, Azure Administrator", {"title": "Microsoft Certified, Azure Administrator"}),
    ],
)
def test_a_line_says_who_gave_a_certificate_and_how_it_stands(line, said):
    read = read_resume_bytes(f"Certifications\n{line}".encode(), TODAY)
    assert read.profile["credentials_held"] == [said]


def test_a_job_to_date_goes_on():
    read = read_resume_bytes(b"Work experience\nBarista, Cafe, Sept 2024 to date", TODAY)
    assert read.profile["experience"] == {"years_total": 2}


def test_what_a_profile_has_no_room_for_is_said():
    skills = [{"name": f"skill {number}"} for number in range(400)]
    read = read_posted_resume({"skills": skills, "certificates": [{"name": f"c {one}"} for one in range(101)]}, TODAY)
    whys = [one.why for one in read.dropped]
    assert "a profile holds 100 of credentials_held; of 101 the first were read" in whys
    assert any("of skills; of 400 the first were read" in why for why in whys)
    written = read_resume_bytes(b"Education\n" + b"BSc in Physics, MIT, 2019\n" * 40, TODAY)
    assert any("a profile holds 30 of education; of 40" in one.why for one in written.dropped)


def test_what_is_beyond_the_length_of_a_line_is_said():
    read = read_resume_bytes(b"Skills\n" + b"Python, SQL, " * 1000, TODAY)
    assert "line 2 was read as far as its first 2,000 characters; write it on several lines" in [
        one.why for one in read.dropped
    ]


def test_so_many_pdfs_are_read_at_once_and_the_next_one_is_told_to_come_back():
    with ExitStack() as reading:
        for _ in range(MOST_AT_ONCE):
            reading.enter_context(pdf_document._READING)
        with pytest.raises(ReadersBusy, match="no more are read at once"):
            read_resume_bytes(pdf(["Skills", "SQL"]), TODAY)
        assert read_resume_bytes(b"Skills\nSQL", TODAY).profile
    assert read_resume_bytes(pdf(["Skills", "SQL"]), TODAY).profile


def test_an_xml_in_a_pdf_that_is_no_europass_hides_nothing():
    writer = PdfWriter(clone_from=io.BytesIO(pdf(["Skills", "SQL"])))
    writer.add_attachment("invoice.xml", b"<invoice/>")
    held = io.BytesIO()
    writer.write(held)
    assert [one["name"] for one in read_resume_bytes(held.getvalue(), TODAY).profile["skills"]] == ["SQL"]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("2021 Máster en Urgencias (en curso, finaliza en 2027)", "Máster en Urgencias"),
        ("PhD in Physics (expected 2028)", "PhD in Physics"),
        ("MSc Physics (in progress, part time)", "MSc Physics"),
    ],
)
def test_a_degree_under_way_is_called_by_its_name_alone(line, title):
    read = read_resume_bytes(f"Education\n{line}".encode(), TODAY)
    assert [(one["title"], one["status"]) for one in read.profile["credentials_held"]] == [(title, "in_progress")]


def test_a_language_is_read_with_the_level_that_stands_behind_it():
    read = read_resume_bytes("Idiomas\nEspañol nativo, Inglés B2, Portugués".encode(), TODAY)
    assert [(one["name"], one["level"]) for one in read.profile["skills"]] == [
        ("Español", "expert"),
        ("Inglés", "intermediate"),
        ("Portugués", "unknown"),
    ]


def test_a_resume_that_names_two_degrees_keeps_both():
    read = read_resume_bytes(b"Education\nBachelor's and Master's in Physics, University of Leeds, June 2018", TODAY)
    assert read.profile["education"] == [
        {"level": "bachelor", "field_of_study": "Physics"},
        {"level": "master", "year": 2018, "field_of_study": "Physics"},
    ]


BOMB = b'<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;&b;">]><SkillsPassport>&c;</SkillsPassport>'


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (BOMB, "declares entities"),
        (docx((), document=BOMB.decode()), "declares entities"),
        (docx((), document=" " * 9 * 1024 * 1024), "unpacks to more"),
        (docx((), packed=zipfile.ZIP_BZIP2), "packed in a way that no DOCX has"),
        (docx((), packed=zipfile.ZIP_LZMA), "packed in a way that no DOCX has"),
        (docx((), document="<a>" * 200), "deep"),
        (b"<a>" + b"<b/>" * 100_001 + b"</a>", "elements"),
        (b"<html><body>Jane</body></html>", "no Europass CV"),
        (b"PK\x03\x04 and nothing", "damaged"),
        (pdf(*([["Skills", "SQL"]] * 31)), "more than 30 pages"),
        (pdf([]), "holds no text"),
        (b"%PDF-1.7\nnothing", "damaged"),
        (b"\xd0\xcf\x11\xe0 Word", "save it as DOCX"),
        (b"{\\rtf1 Jane}", "RTF"),
        (b"\x89PNG\r\n\x00", "no text, and no PDF"),
        (b"My life so far", "No heading"),
        (b"Skills\n" + b"a\n" * 6000, "lines"),
        (b"{", "not usable JSON"),
        (b"a" * (4 * 1024 * 1024 + 1), "bytes"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(raw, says):
    with pytest.raises(ResumeRejected, match=says):
        read_resume_bytes(raw, TODAY)


ASKED = {"learner_id": "learner-1", "field": {"occupation": "Data Scientists"}, "goal": "fill_skill_gap"}


def mutated(raw, random):
    """Return the file with something dropped, doubled, swapped or changed."""
    held = bytearray(raw)
    for _ in range(random.randint(1, 4)):
        place, length = random.randrange(len(held) or 1), random.randint(1, 40)
        part = bytes(held[place : place + length])
        change = random.randrange(4)
        if change == 0:
            del held[place : place + length]
        elif change == 1:
            held[place:place] = part * random.randint(1, 5)
        elif change == 2:
            held[place : place + length] = random.choice(STRANGE)
        else:
            held[place : place + 1] = bytes([random.randrange(256)])
    return bytes(held)


STRANGE = [
    b"\xef\xbb\xbf",
    b"\xed\xa0\x80",
    b"\x00",
    b"9999",
    b"-1",
    b"null",
    b"[]",
    b"{}",
    b"\n\n",
    b"(((",
    b"\xe2\x80\xae",
    b"0000",
]


@pytest.mark.parametrize("name", EXPECTED)
def test_whatever_is_changed_in_a_file_is_refused_or_fits_the_schema(name):
    alike = sum(Path(other).suffix == Path(name).suffix for other in EXPECTED)
    times = examples(400, 2_400, 20_000) // alike
    check_mutations((FOLDER / name).read_bytes(), Random(name), times)  # noqa: S311 - the same every time


def test_whatever_is_changed_in_a_docx_is_refused_or_fits_the_schema():
    raw = docx((FOLDER / "us_nurse.txt").read_text(encoding="utf-8").splitlines())
    check_mutations(raw, Random("docx"), examples(400, 2_000, 20_000))  # noqa: S311 - the same every time


def read_here(raw):
    """Read a PDF as the process of its own does, without starting one; what it would end of is a refusal."""
    try:
        said = pdf_child.said_of(raw)
    except Exception:  # noqa: BLE001 - the process ends of anything, and its parent refuses
        raise ResumeRejected("The PDF is damaged.") from None
    return text_in(json.loads(json.dumps(said)))


#: Damaged PDFs in all, half of them in their bytes and half in the text that their pages show.
PDFS = examples(400, 2_000, 20_000)


@pytest.mark.filterwarnings("ignore::Warning:pypdf")
def test_whatever_is_changed_in_a_pdf_is_refused_or_fits_the_schema(caplog):
    caplog.set_level(logging.CRITICAL)
    short = (FOLDER / "us_nurse.txt").read_text(encoding="utf-8").splitlines()[:14]
    check_mutations(pdf(short), Random("pdf"), PDFS // 2, read_here)  # noqa: S311 - the same every time
    random = Random("text")  # noqa: S311 - the same every time
    for _ in range(PDFS // 2):
        text = mutated("\n".join(short).encode("cp1252"), random).replace(b"\\", b"/")
        shown = b"".join(b"(%s) Tj T*\n" % re.sub(rb"[()\r]", b"", line) for line in text.split(b"\n"))
        check(pdf_of(b"BT /F1 10 Tf 12 TL 50 780 Td\n" + shown + b"ET"), read_here)


def test_a_damaged_pdf_is_refused_by_its_own_process_too():
    raw = pdf((FOLDER / "us_nurse.txt").read_text(encoding="utf-8").splitlines())
    check_mutations(raw, Random("process"), 5)  # noqa: S311 - each starts a process


def check_mutations(raw, random, times, read_pdf=text_of_pdf):
    for _ in range(times):
        check(mutated(raw, random), read_pdf)


def check(sent, read_pdf=text_of_pdf):
    with suppress(ResumeRejected):
        read_profile({**ASKED, **read_resume_bytes(sent, TODAY, read_pdf).profile})
