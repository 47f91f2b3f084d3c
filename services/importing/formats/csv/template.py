"""What may a catalogue in CSV say? The columns of the template, what each means, and an example row."""

import csv
import io
from dataclasses import dataclass

from services.recommender.knowledge.credentials.credential import (
    Assessment,
    CredentialKind,
    CredentialStatus,
    IssuerKind,
)
from services.recommender.scales import Mode, SkillLevel


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column: its name, what it holds, an example, and other headings it is known by."""

    name: str
    says: str
    example: str = ""
    also: tuple[str, ...] = ()


def _one_of(*words: str) -> str:
    return f"one of {', '.join(words)}"


def _names(parted: str) -> tuple[str, ...]:
    return tuple(parted.split("|"))


#: Every column. Only title and issuer are required; an empty cell says "not known".
COLUMNS = (
    Column(name="id", says="an id of your own that stays the same; made of issuer and title where it is empty"),
    Column(
        name="title",
        says="what the credential is called (required)",
        example="SQL Querying",
        also=_names(
            "name|credential|course|course name|course title|program|program title|program name|"
            "certification|certificate name|credential name|certification name|qualification|"
            "kurs|kurstitel|kursname|titel|intitulé|intitulé de la formation|formation|titre|curso|título|titolo|corso"
        ),
    ),
    Column(
        name="issuer",
        says="who awards it (required)",
        example="Example Data Institute",
        also=_names(
            "provider|awarding body|organisation|organization|institution|institutions|university|"
            "school|partner|partners|course organization|offered by|vendor|company|awarded by|"
            "universities institutions|issued by|anbieter|träger|bildungsträger|"
            "organisme|organisme de formation|proveedor|entidad|ente"
        ),
    ),
    Column(
        name="kind",
        says=_one_of(*CredentialKind),
        example="micro_credential",
        also=_names(
            "type|credential type|certificate type|course certificate type|certificatetype|"
            "credential kind|award type|reward"
        ),
    ),
    Column(name="issuer_kind", says=_one_of(*IssuerKind), example="industry_body"),
    Column(
        name="address",
        says="the web page of the credential",
        example="https://example.org/sql",
        also=_names(
            "url|link|website|webpage|course url|course link|web page|homepage|page|"
            "class central url|program url|marketing url|lien|enlace"
        ),
    ),
    Column(
        name="skills",
        says='what it teaches, in words or as ids of skills, parted by "|"',
        example="SQL | data analysis",
        also=_names(
            "competencies|skills gained|skills covered|skill gain|course skills|skills taught|associated skills|skill"
        ),
    ),
    Column(
        name="outcomes",
        says='learning outcomes in full sentences, parted by "|"',
        also=_names(
            "learning outcomes|what you will learn|what you ll learn|learning objectives|objectives|course summary"
        ),
    ),
    Column(
        name="level",
        says=_one_of(*SkillLevel),
        example="beginner",
        also=_names("difficulty|difficulty level|course difficulty|instructional level|course level|level type"),
    ),
    Column(name="eqf_level", says="level of the European Qualifications Framework, 1 to 8", also=("eqf",)),
    Column(name="assessment", says=_one_of(*Assessment), example="project"),
    Column(
        name="hours",
        says='hours of learning in all, like 20, "90 minutes" or "PT20H"',
        example="20",
        also=_names(
            "workload|duration|hours of learning|total hours|course time|duration and workload|"
            "time to complete|course duration|duration to complete approx|duration to complete|time to complete approx|"
            "estimated duration|estimated time|dauer|durée|duración|durata"
        ),
    ),
    Column(
        name="hours_per_week",
        says='hours of learning a week, like 5 or "3-5 hours"; with weeks they make hours',
        also=_names("course effort|weekly hours|effort|weekly workload|hours a week"),
    ),
    Column(name="hours_per_week_from", says="the fewest hours a week where hours_per_week are the most"),
    Column(
        name="weeks_minimum",
        says='the fewest weeks it can take, like 12 or "3 months"',
        also=_names("weeks|course length|length|weeks to complete|number of weeks"),
    ),
    Column(name="exam_wait_weeks", says="weeks one usually waits for the exam"),
    Column(
        name="cost",
        says='what the learner pays in all, like 49; 0 or "free"',
        example="49",
        also=_names(
            "price|fee|fees|tuition|price in all|list price|exam cost|exam fee|total cost|cost in all|pricing|"
            "preis|kosten|gebühr|kursgebühr|tarif|tarif ttc|prix|prix ttc|precio|coste|prezzo|costo"
        ),
    ),
    Column(name="is_paid", says="no where it costs nothing, yes where it does", also=("paid",)),
    Column(name="currency", says="ISO 4217, like EUR", example="EUR"),
    Column(
        name="validity_months",
        says='months until it has to be renewed, like 36 or "3 years"',
        also=("validity", "valid for"),
    ),
    Column(
        name="offer_ends",
        says="the last day on which it is offered; one that has passed says that it no longer is",
        also=_names("expiration|expiration date|available until|enrollment end|offered until"),
    ),
    Column(
        name="revised_on",
        says="the day on which its content was last revised, like 2026-06-01, 2026-06 or 2026",
        also=_names("revised|last revised|last updated|content updated|last update|last update date"),
    ),
    Column(name="status", says=_one_of(*CredentialStatus), example="active"),
    Column(name="superseded_by", says="the id of the credential that replaces it"),
    Column(name="prerequisites", says='ids of credentials that must be held before, parted by "|"'),
    Column(name="prerequisites_needed", says="how many of them; all where it is empty"),
    Column(name="years_of_experience", says="years of experience in the field that are required"),
    Column(name="recognised_by", says='who accepts it, by name, parted by "|"', also=("recognized by",)),
    Column(
        name="quality_assurance", says="how its quality is assured, like accredited by whom", also=("accreditation",)
    ),
    Column(name="credits", says="academic credits it is worth", also=("ects", "credit points")),
    Column(name="credits_toward", says="the id or name of what the credits count toward"),
    Column(name="country", says="the country or region of the issuer", example="Ireland", also=("region",)),
    Column(
        name="language",
        says="language tags or names, like en or German, English",
        example="en",
        also=_names("languages|course language|content language|language of instruction|sprache|langue|idioma|lingua"),
    ),
    Column(
        name="subjects",
        says='fields it belongs to, parted by "|"',
        also=_names(
            "subject|category|subcategory|topic|keywords|primary subject|tags|field|domain|parent subject|child subject"
        ),
    ),
    Column(
        name="certificate",
        says="no where nothing is awarded; else what is",
        also=("has certificate", "certificate available", "certificate offered"),
    ),
    Column(
        name="mode",
        says=_one_of(*Mode),
        example="online",
        also=_names("delivery|form of participation|delivery mode|course mode|kursform|modalité|modalidad|modalità"),
    ),
    Column(name="occupations", says='O*NET-SOC codes it is meant for, parted by "|"', example="15-2051.00"),
)


def template() -> str:
    """Return the template: the heading and one example row, as CSV."""
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\n")
    rows.writerow([column.name for column in COLUMNS])
    rows.writerow([column.example for column in COLUMNS])
    return written.getvalue()


#: The names of all columns.
NAMES = frozenset(column.name for column in COLUMNS)

#: Columns that may hold several, so that several headings may add to them.
SEVERAL = frozenset({"skills", "outcomes", "subjects", "language", "occupations", "recognised_by", "prerequisites"})
