"""Names of degrees as they stand in résumés, each with the level it stands for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.recommender.names.degrees.degree_names import DegreeName, names_no_level, read_degree_names, said_beside
from services.recommender.scales import EducationLevel

THIS_YEAR = 2026

#: What names say, one to a line: a level (completed, if the dates say so), under way, given up, or none.
NAMES = {
    "none": """
        Master of Wine
        Master in Reiki
        Associate, ACCA
        Associate of the Society of Actuaries (ASA)
        Associate Fellow
        BA level
        Reiki Master Practitioner
        Doctoral studies
        Law degree
        Degree in Economics
        Elementary School
        Grade 10
        Junior Secondary Certificate
        Chartered Accountant
        CPA
        Nanodegree
        Associate in Claims
        Pre-med
        Masterclass in Finance
        Associate of the Chartered Institute
        Associate in Risk Management
        Associate of ACCA
        Bachelor pad
        Master Plumber Licence
        Master chef
        Master Black Belt
        Six Sigma Master Black Belt
        Master of Ceremonies
        All but dissertation
        Honorary Doctorate
        semester abroad
        Junior High School
        middle school
        primary school
        Primary School Leaving Certificate
        Degree
        Graduate
        Graduation
        BTEC
        Master Electrician
        MS Office
        MS Office Specialist
        Level 2 Award in Food Safety
        Bachelor's degree equivalent
        Postdoctoral Fellow
        Pre-Master's programme
        Licence
        Driving licence
        Master data management
        Associate, Chartered Insurance Institute
        Associate Member of ICAI
        Undergraduate
        University degree
        Doctor of Laws (honoris causa)
        Doctorate (honorary)
        LLD (hon.)
        Hon. Doctorate
        K-12
        Master Class
        Masterclass
        Scrum Master
        Webmaster
        Sales Associate
        Online
        study as needed
        be a doctor
        Course
        ...
        No degree
        Self-taught
        Reiki Master
        Master Sergeant
        TESDA NC II
        College undergraduate
        College Graduate
        College
        ITI
        DEC
        Cert II in Retail
        Year 10
        Realschulabschluss
        Promotion
        Some graduate courses
        Attended
        Postdoc
        Registered Nurse
        Certified Scrum Master
        Salesforce MVP
        Master Mariner
        Webmaster certificate
        Toastmaster
        Headmaster
        Bachelorette party
        NVQ
        Level 3 Certificate
        Level 1 Certificate
        CFA Level 2
        SCQF Level 7
        Top-up degree
        QTS
        LPC
        Minor in Spanish
        Exchange
        Study Abroad
        Erasmus exchange
        Semester exchange
        Summer School
        Bac+5
        Bac
        BTS
        DUT
        pilot licence
    """,
    "secondary": """
        BTEC L3
        Level 3 NVQ Diploma
        Apprenticeship Level 2
        Senior High
        Grade 12
        Upper Secondary
        GCSE and A-Levels
        High School
        High School Diploma
        GED
        A-levels
        A Levels
        Matriculation
        Intermediate - Pre-Engineering.
        International Baccalaureate
        Secondary School
        Advanced Highers
        AS Level
        AS/A Levels
        AS & A Levels
        T Levels
        Scottish Highers
        HS Diploma
        BTEC Level 3 Extended Diploma
        NVQ Level 2
        SVQ 3
        BTEC National Diploma
        Senior High School
        Year 12
        Class XII
        Some College, no degree
        Some College
        10+2
        High School Equivalency Diploma
        WASSCE
        SSCE
        West African Senior School Certificate
        STEM Strand, Senior High School
        High School Graduate
        Graduated high school
        HSC
        SSC
        10th
        12th
        XII (CBSE)
        Intermediate (MPC)
        VCE
        HSC (Year 12)
        Abitur
        Fachabitur
        GCE A Level
        GCE O Level
        A-Level: Maths, Physics
        GCSEs
        9 GCSEs A*-C
        International Baccalaureate Diploma
        IB Diploma
        BTEC First Diploma
        BTEC Nationals
        City & Guilds Level 3 Diploma
        NVQ Level III
        Modern Apprenticeship
        Access to HE Diploma
        Baccalauréat
    """,
    "postsecondary_certificate": """
        Mini-Masters
        Level 5 Diploma
        Executive MBA certificate
        Executive Master's Certificate
        Master Diploma in Digital Marketing
        Certificate of Higher Education
        OND
        Higher Diploma
        Bootcamp
        Post-secondary certificate
        college diploma
        Vocational training
        Undergraduate certificate
        Oracle DBA certificate
        DIPLOMA AS ELECTRICIAN
        Mini-MBA
        Mini MBA certificate
        Master Certificate in Project Management
        Master's-level certificate
        Post-Master's Certificate
        MD Anderson certificate
        Diploma
        CertHE
        Level 4 apprenticeship
        Post Graduate Program in Data Science
        Oracle DBA certification
        BCS Foundation Certificate
        FDA compliance certificate
        MBA certificate
        MBA Essentials
        Certificate, Boston, MA
        Certificate III in Commercial Cookery
        Ordinary National Diploma (OND)
        National Diploma
        Vocational Course
        Diploma in Mechanical Engineering
        D.Pharm
        MCA Deck Officer certificate
        Advanced Diploma
        Ontario College Diploma
        Certificate IV in IT
        Advanced Diploma of Nursing
        Ausbildung zum Fachinformatiker
        Nursing Diploma, RN
        Google Data Analytics Professional Certificate
        Masters Certificate
        NVQ 4
        CMI Level 7 Award
        Certificate of Completion
    """,
    "associate": """
        AS in Nursing
        A.S.
        Diploma of Higher Education
        AAS
        A.A.S.
        AA
        Associate's Degree
        Associates
        HND
        Foundation Degree
        Associate of Arts
        A. A. S.
        DipHE
        Associate Degree in Nursing
        Associate in Arts
        Associate
        Associate of Applied Science
        Associate of Science in Nursing
        Associate Degree Nursing (ADN)
        Higher National Diploma (HND)
        Associate Degree in Nursing (RN)
        BTEC HND
        BTEC Higher National Diploma
        Foundation Degree (FdA)
    """,
    "bachelor": """
        B-Tech
        BACHELOR OF SCIENCE
        AA/BA
        PGD
        b.tech
        Bsc
        B. E. (Mech)
        BS
        B.S.
        bs
        BSc
        B.Sc.
        B.Tech
        B. Tech
        B.Com
        BBA
        B.E.
        BE
        BA
        B.A.
        LLB
        BSN
        Bachelor of Science - BS
        Bachelors
        Bachelor's degree
        Honors B.A.
        BA Secondary Education
        Postgraduate Certificate
        Current Affairs BA
        Diplom FH
        Diplom (FH)
        Dipl.-Ing. (FH)
        A.B.
        LL. B
        PG Dip
        PGDM
        Level 6 Diploma
        PG Diploma
        B.Tech.
        B.Sc.(Hons)
        BSc (Hons) Computer Science
        B.Com (Hons)
        BA French with year abroad
        BE Mechanical Engineering
        BE MECHANICAL
        MBBS
        BSc Urban Planning
        BEd
        Licence professionnelle
        Undergraduate degree
        Graduate Certificate
        Honours Degree
        Bachelor of Engineering (B.E.) in Computer Science
        Bachelor of Science in Information Technology (BSIT)
        BSIT
        BS Accountancy
        Bachelor of Elementary Education
        Bachelor of Arts (Hons) Primary Education
        B.S., Computer Science, University of Maryland, MD
        BS Nursing (undergraduate)
        B.Voc
        BSc (180 ECTS credits)
        BA (Hons), 2:1
        BA(Hons) 2.1
        BSc Hons (First Class)
        B.Eng. (Co-op)
        Honours Bachelor of Arts
        Graduate Diploma
        Graduate Diploma of Education
        Bachelor of Science (B.Sc.)
        Diplom-Betriebswirt (BA)
        Diplom-Betriebswirt (FH)
        Bachelors in CS
        Degree Apprenticeship
        QQI Level 8 Honours Degree
        MB ChB
        MB BS
        MBBCh
        BVetMed
        PGCE
        BA LLB
        BBA LLB
        Double Major BS
        BSc with semester abroad
        Licenciatura
        Grado en Informática
        Laurea triennale
        Maîtrise
        Licence 3
    """,
    "master": """
        M-Tech
        M. B. A.
        m.sc.
        Magister Artium
        Mba
        MS
        M.S.
        MSc
        MBA
        MA
        M.A.
        MEng
        M.Tech
        Master of Science
        Masters
        Master
        B.A./M.A.
        Master of Secondary Education
        Magister
        Student Affairs M.Ed.
        Partial differential equations MSc
        DEA
        English Literature, MA
        Dipl.-Ing.
        Diplom-Informatiker
        Diplom
        NVQ Level 7
        M.Ed. in Student Affairs
        Erasmus Mundus Joint Master Degree
        Master Computer Science
        Executive MBA
        M.Sc.IT
        MS in Office Management
        Master's degree, MS Office specialist
        Deutsche Diplom-Kauffrau
        Master Informatique
        Master of Data Science
        Master Data Science
        Post Graduation
        M.Com
        MCA
        MSc (with distinction)
        Staatsexamen
        Master of Science (M.Sc.)
        Dipl.-Kfm.
        Dipl. Inf.
        EMBA
        eMBA
        Masters of Science
        Master's
        Masters Degree
        CMI Level 7 Diploma
        Integrated Masters (MEng)
        MSci
        MChem
        Executive Master
        International Master
        Professional Master's
        Dual degree BS + MS
        Integrated B.Tech + M.Tech
        Laurea magistrale
    """,
    "doctorate": """
        Ph D
        ph.d.
        MPhil/PhD
        PhD
        Ph.D.
        Ph. D
        Doctor of Physical Therapy
        J.D.
        M.D.
        PharmD
        Ed.D.
        Doctorate
        DPhil
        MBBS, MD
        LL.D.
        Pharm. D
        Doctor of Medicine (MD)
        MD
        Dr. rer. nat.
        Juris Doctor (JD)
        JD
        J.D., cum laude
    """,
    "doctorate given up": """
        PhD, A.B.D.
        PhD (ABD)
        Doctor of Philosophy (all but dissertation)
    """,
    "bachelor given up": """
        Bachelor foundation year
        BSc Fail
        Bachelor's thesis
        BSc - left after 2 years
        Bachelor of Arts, non-graduate
        Half of a Bachelor's
        Bachelor of Science, 75% complete
        Bachelor of Arts - abgebrochen
        Bachelor (ohne Abschluss)
        BSc, 2 years completed
        Bachelor (dropped out)
        Incomplete BSc
        Failed BSc
        Bachelor exchange semester
        Bachelor's degree (60 credits completed)
        Bachelor of Science (attended)
        Bachelor of Arts (transferred)
        Bachelor, semester abroad
    """,
    "bachelor + master under way": """
        Bachelor of Law, LLM expected 2027
    """,
    "bachelor under way": """
        Bachelor's Candidate
        BSc, exp May 2026
        Bachelor (en cours)
        BS expected 05/2027
        Bachelor's student
        BSc (in progress)
        Bachelor of Science - BS (in progress)
        Undergraduate Student
        B.E. 3rd year
        BSc, expected May 2025
        BSc (2027)
    """,
    "master under way": """
        MBA, expected 2028
        BS/MS (in progress)
        M.Tech (final year)
        MSc, thesis pending
        Masters in Business Administration (MBA) - in progress
        LLM expected 2027
    """,
    "doctorate under way": """
        MS/PhD student
        Incoming PhD student
        PhD candidate
        PhD candidate in Physics
        Ph.D. candidate
        Ph.D (pursuing)
        JD candidate
    """,
    "master + doctorate under way": """
        PhD student, MSc Physics
        PhD in progress, MSc 2015
    """,
    "master given up": """
        MA units
        36 units in MBA
        Master's Thesis
        Master, not completed
        MBA (dropped out after 1 year)
        MBA, incomplete
        Coursework toward MBA
        Completed coursework for MS in Statistics
        Visiting student, MSc
        MBA exchange program
        MBA exchange
    """,
    "secondary given up": """
        Some high school
    """,
}

ROWS = [(name.strip(), said) for said, names in NAMES.items() for name in names.strip().splitlines()]


def said_of(name):
    return " + ".join(
        one.level.value + " under way" * one.under_way + " given up" * one.given_up
        for one in read_degree_names(name, THIS_YEAR)
    )


@pytest.mark.parametrize(("name", "said"), ROWS)
def test_a_name_says_its_level_and_whether_it_was_completed(name, said):
    assert (said_of(name) or "none") == said


def test_no_name_stands_in_the_table_twice():
    names = [name for name, _ in ROWS]
    assert len(names) == len(set(names))


def test_a_year_that_has_come_says_nothing_of_a_degree():
    assert read_degree_names("BSc (2026)", 2026) == (DegreeName(EducationLevel.BACHELOR),)


@pytest.mark.parametrize("name", ["Degree", "Graduate", "Graduation", "Undergraduate", "University degree", "NVQ"])
def test_a_degree_without_its_level_is_told_apart_from_what_is_none(name):
    assert names_no_level(name)
    assert not names_no_level("Sabbatical")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("in progress", "under way"),
        ("Expected graduation: May 2027", "under way"),
        ("current", "under way"),
        ("is current", "under way"),
        ("Still studying", "under way"),
        ("History (dropped out)", "given up"),
        ("not completed", "given up"),
        ("ABD", "given up"),
        ("Relevant coursework: algorithms. Final year project on networks.", None),
        ("3.2", None),
        ("completed", None),
    ],
)
def test_another_member_can_say_that_a_degree_is_not_done(text, said):
    found = said_beside(text)
    assert (found and ("given up" if found.given_up else "under way")) == said


@given(st.text(max_size=60))
def test_any_text_can_be_asked_about(text):
    read_degree_names(text, THIS_YEAR)
    said_beside(text)
