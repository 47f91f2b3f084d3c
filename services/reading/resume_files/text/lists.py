"""Which skills, languages and certificates stand under their headings? One a line, or many between commas."""

import re
from collections.abc import Sequence

from services.reading.resume_dates import OVER
from services.reading.resume_files.text.periods import period_in
from services.reading.resume_files.text.text_lines import Line, Read, tidy
from services.reading.resume_files.tree import filled
from services.reading.skill_level_words import level_of
from services.recommender.names.languages import languages_named
from services.recommender.scales import SkillLevel

_GROUP = re.compile(r"^[^:,]{2,40}:\s*(?=\S)")
_APART = re.compile(r"[;|\u2022\u00b7\u25cf\t]|,(?![^()]*\))|\s{3,}|\s/\s")
_LEVEL = re.compile(
    r"^(?P<name>.+?)\s*(?:\((?P<inside>[^()]+)\)|\s[-\u2013\u2014]\s*(?P<behind>.+)|:\s*(?P<after>.+))$"
)
_BEHIND = re.compile(r"\s+([ABC][12]\+?)(?:\s*\([^()]*\))?$")
_SENTENCE = re.compile(r"(?:(?<=\w\w\w)|(?<=[12)+]))\.\s+(?=[^\W\d_])")
#: How a list of skills begins that is written as a sentence.
_LEAD = re.compile(
    r"^(?P<level>proficient|advanced|expert|experienced|skilled|familiar|basic|good|strong|working)?\s*"
    r"(?:knowledge of|experience (?:with|in)|command of|in|with)\s+(?=[A-Z])",
    re.IGNORECASE,
)
_AND = re.compile(r"\s+(?:and|und|et|y)\s+")
_ENDS = re.compile(
    r"\b(?:expire[sd]?(?: on)?|exp\b\.?|expiry(?: date)?|until|renewal|scade(?:nza)?(?: il)?"
    r"|(?:valid|current|active) (?:until|till|to|thru|through)|(?:g\u00fcltig )?bis|(?:v\u00e1lid[oa] |vigente )?hasta"
    r"|(?:valable )?jusqu\S* (?:au|en)?)\s*:?\s*(?P<end>(?=\D{0,20}\d).+)$",
    re.IGNORECASE,
)
_ISSUED = re.compile(
    r"\b(?:issued|obtained|awarded|earned|completed|erworben|ausgestellt|expedici\u00f3n|d\u00e9livr\u00e9e?)\b:?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*[|\u00b7\t]\s*|,\s+|\s{3,}")
_DASH = re.compile(r"\s[-\u2013\u2014]\s")
#: How long a course took says nobody who gave the certificate.
_LENGTH = re.compile(
    r"^\d+(?:[.,]\d+)?\s*(?:h|hrs?|hours?|std|stunden|ue|heures?|horas?|ore|uren|days?|tage|jours|d\u00edas|weeks?|ects|credits?|cr\u00e9ditos)"
    r"\b\.?$",
    re.IGNORECASE,
)
_OF_THE_NAME = re.compile(
    r".*\b(?:developer|administrator|engineer|architect|programmer|analyst|implementer|consultant|technician|auditor)$"
    r"|(?:associate|professional|expert|foundations?|practitioner|specialty|advanced|fundamentals|core|level"
    r"|in progress|ongoing|expected|scheduled|studying|pursuing|under way)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?:\b(?:credential|licen[cs]e|certificate|zertifikats?)\s*)?(?:\b(?:id|no|number|nr)\b\.?|#)\s*[:#]?\s*(?=\S*\d)\S+.*$",
    re.IGNORECASE,
)

#: A skill is a name: what is longer is a sentence.
_MOST_WORDS = 6
_LONGEST = 60


def read_skills(lines: Sequence[Line]) -> Read:
    """Return the skills; a group's name is none, and sentences are shown."""
    read = Read()
    for line in lines:
        text = _GROUP.sub("", line.text)
        lead = _LEAD.match(text)
        for part in _parts(_AND.sub(", ", text[lead.end() :]) if lead else text):
            name, level = _levelled(part)
            level = level or (lead["level"] if lead else None)
            if len(name.split()) > _MOST_WORDS or len(name) > _LONGEST:
                read.unplaced.append(line.shown("is a sentence; give the skills in it by their names"))
                break
            read.entries.append(filled(name=name, level=level))
    return read


def read_languages(lines: Sequence[Line]) -> Read:
    """Return a language for each name, with the level beside it; what names none is left for a person to place."""
    read = Read()
    for line in lines:
        for part in (each for sentence in _SENTENCE.split(line.text) for each in _parts(sentence)):
            name, level = _levelled(_BEHIND.sub(r" (\1)", part))
            if level is None:
                name, level = _language_and_level(name)
            if len(name.split()) > 2:  # noqa: PLR2004 - "Brazilian Portuguese"
                read.unplaced.append(line.shown("names no language; give it under skills"))
                break
            read.entries.append(filled(language=name, fluency=level))
    return read


def read_certificates(lines: Sequence[Line]) -> Read:
    """Return a certificate for each line; a line that says only when belongs to the one before."""
    read = Read()
    for line in lines:
        ends = _ENDS.search(line.text)
        text = line.text[: ends.start()] if ends else line.text
        over = OVER.search(text)
        text = OVER.sub(" ", text)
        period = period_in(text, one_date=True)
        rest = tidy(_NUMBER.sub("", _ISSUED.sub("", period.rest if period else text)))
        # Where somebody gives both ends, the second is the certificate's own.
        end = ends["end"].strip(" ).") if ends else period.ended if period and period.begun else None
        begun = (period.begun or period.ended) if period else None
        dated = filled(date=begun, expires=end, status="expired" if over else None)
        if rest:
            name, issuer = _name_and_issuer(rest)
            read.entries.append(filled(name=name, issuer=issuer) | dated)
        elif dated and read.entries:
            read.entries[-1] |= dated
        elif dated:
            read.unplaced.append(line.shown("says when, and not which certificate"))
    return read


def _name_and_issuer(rest: str) -> tuple[str, str | None]:
    """Return what stands before a comma or bar and what stands behind it; without one, before and behind a dash."""
    parts = [part for each in _BETWEEN.split(rest) if (part := each.strip()) and not _LENGTH.match(part)]
    if len(parts) == 1:
        parts = _DASH.split(parts[0], maxsplit=1)
    if not parts or (len(parts) > 1 and _OF_THE_NAME.match(parts[1])):
        return rest, None
    return parts[0], parts[1] if len(parts) > 1 else None


def _parts(text: str) -> list[str]:
    return [part for each in _APART.split(text) if (part := tidy(each))]


def _language_and_level(part: str) -> tuple[str, str | None]:
    """Return a language and what stands behind it of how well it is known: "Spanish native"."""
    words = part.split()
    for length in range(1, len(words)):
        level = " ".join(words[length:])
        if level_of(level) is not SkillLevel.UNKNOWN and languages_named(" ".join(words[:length])).codes:
            return " ".join(words[:length]), level
    return part, None


def _levelled(part: str) -> tuple[str, str | None]:
    found = _LEVEL.match(part)
    if found is None:
        return part, None
    return found["name"].strip(" :"), (found["inside"] or found["behind"] or found["after"]).strip()
