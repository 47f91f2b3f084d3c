"""What does a résumé (jsonresume.org, schema 1.0) say of what somebody can do? The rest is dropped, and named.

Total: what has the wrong shape says nothing. The members returned are those of a profile document, in its bounds.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from services.intake.aim_schemas import MOST_SKILLS
from services.intake.strict_json import pointer_to
from services.reading.resume_dates import OVER, Told, last_day, read_date, read_end
from services.reading.resume_education import read_education
from services.reading.resume_parts import MOST_ENTRIES, READ, Dropped, entries, line, lines, member
from services.reading.skill_level_words import level_of
from services.recommender.names.geography.countries import country_code

#: Sections that say who somebody is, or who vouches for them.
_PERSONAL = {
    "basics": "it says who the learner is, which Credwise never weighs; only its country is kept",
    "references": "it names people",
    "interests": "it says who the learner is, which Credwise never weighs",
    "volunteer": "what somebody volunteers for can say what they believe",
}

#: How much of each member a profile holds.
_MOST = {"education": 30, "skills": MOST_SKILLS, "evidence": 100, "credentials_held": 100}

#: The section that fills a member, where it is not called the same.
_FILLED_BY = {"evidence": "projects", "credentials_held": "certificates"}

#: Sections of jsonresume.org that say nothing a decision could use.
_OF_NO_USE = frozenset({"$schema", "meta", "awards"})

#: Words behind a certificate's name that say that it is not held yet.
_BEGUN = ("in progress", "ongoing", "expected", "scheduled", "studying", "pursuing", "under way")

#: A position that says that somebody studied. A working student works.
_STUDY = re.compile(
    r"(?<!working )(?<!work )"
    r"\b(?:students?|studentin|studierende[rn]?|estudiante|alumn[oa]|étudiante?|studente(?:ssa)?)\b"
    r"(?!\s+(?:assistant|worker|advis[eo]r|affairs|services|success|support|tutor|teacher|employee|intern|job))",
    re.IGNORECASE,
)


def read_resume(resume: Mapping[str, Any], today: date) -> tuple[dict[str, Any], tuple[Dropped, ...]]:
    """Return the members of a profile document that the résumé fills, and what was dropped.

    A job without an end is counted until `today`; a degree that ends later than that is a credential in progress. Years
    in the field are not told from it: which jobs were in the field aimed at, a résumé does not say.
    """
    education = read_education(resume, today)
    told: dict[str, list[dict[str, Any]]] = {
        "education": education.completed,
        "skills": list(_skills(resume)),
        "evidence": list(_evidence(resume)),
        "credentials_held": [*_certificates(resume), *education.under_way],
    }
    members: dict[str, Any] = {name: told[name][:most] for name, most in _MOST.items()}
    years, unread = _years_worked(resume, today)
    if years is not None:
        members["experience"] = {"years_total": years}
    if country := _country(resume):
        members["country"] = country
    dropped = (*_sections_dropped(resume), *education.dropped, *unread, *_beyond(told))
    return {name: member for name, member in members.items() if member}, dropped


def _beyond(told: Mapping[str, Sequence[Any]]) -> Iterator[Dropped]:
    """Yield a word on each member of which a profile holds less than the résumé says."""
    for name, most in _MOST.items():
        if len(told[name]) > most:
            why = f"a profile holds {most} of {name}; of {len(told[name])} the first were read"
            yield Dropped(pointer=f"/resume/{_FILLED_BY.get(name, name)}", why=why)


def _country(resume: Mapping[str, Any]) -> str | None:
    """Return the country of `basics.location.countryCode`: who says nothing else wants to work where they are."""
    basics = resume.get("basics")
    location = basics.get("location") if isinstance(basics, Mapping) else None
    said = line(location.get("countryCode")) if isinstance(location, Mapping) else None
    return country_code(said) if said else None


def _sections_dropped(resume: Mapping[str, Any]) -> Iterator[Dropped]:
    for name in resume:
        if name not in READ:
            unknown = "it is no section of jsonresume.org that Credwise reads, so what it says was not weighed"
            why = _PERSONAL.get(name, "Credwise has no use for it" if name in _OF_NO_USE else unknown)
            yield Dropped(pointer=pointer_to("/resume", name), why=why)
        elif not isinstance(resume[name], list | Mapping):
            yield Dropped(pointer=pointer_to("/resume", name), why="it is no list of entries")
        elif len(resume[name]) > MOST_ENTRIES:
            why = f"of its {len(resume[name])} entries the first {MOST_ENTRIES} were read"
            yield Dropped(pointer=pointer_to("/resume", name), why=why)
    for section, kept in (
        ("work", "only from when until when"),
        ("education", "of what was understood, what was studied, to which level and until which year"),
    ):
        if next(entries(resume, section), None) is not None:
            yield Dropped(pointer=f"/resume/{section}", why=f"{kept} was kept, and the rest was dropped")


def _skills(resume: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield each name once. A skill's keywords are skills too, at the level of the whole; so are languages."""
    seen = set()
    named = [
        (level_of(line(one.get("level"))), (_own_name(one), *_keywords(one))) for _, one in entries(resume, "skills")
    ]
    named += [
        (level_of(line(one.get("fluency"))), (line(one.get("language")),)) for _, one in entries(resume, "languages")
    ]
    for level, names in named:
        for name in names:
            if name is not None and name.casefold() not in seen:
                seen.add(name.casefold())
                yield {"name": name, "level": level.value}


def _own_name(skill: Mapping[str, Any]) -> str | None:
    """Return the name of a skill; the label of a group of them ("Tools", "Soft skills") is none."""
    grouped = "name" not in skill and bool(_keywords(skill))
    return None if grouped else line(skill.get("name") or skill.get("label"))


def _keywords(skill: Mapping[str, Any]) -> list[str]:
    return lines(skill.get("keywords") or skill.get("items"))


def _certificates(resume: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for _, one in entries(resume, "certificates"):
        said = line(one.get("name")) or line(one.get("title"))
        if said is not None:
            title, standing = _name_and_standing(said)
            over = standing == "expired" or OVER.search(line(one.get("status")) or "") is not None
            begun = standing == "in_progress"
            issued, ends = read_date(member(one, "date") or "").day, last_day(member(one, "expires") or "")
            in_order = ends and not begun and (issued is None or ends >= issued)
            more = {
                "issuer": member(one, "issuer"),
                "issued_on": issued.isoformat() if issued and not begun else None,
                "expires_on": ends.isoformat() if ends and in_order else None,
                "status": "in_progress" if begun else "expired" if over else None,
            }
            yield {"title": title} | {name: value for name, value in more.items() if value}


def _name_and_standing(said: str) -> tuple[str, str | None]:
    """Return the name without the words behind it that say that it is not held yet, or no more, and which they say."""
    over = OVER.search(said)
    begun = next((said.casefold().index(words) for words in _BEGUN if words in said.casefold()), None)
    at = over.start() if over else begun
    if at is None:
        return said, None
    name = said[:at].rstrip(" ([-\u2013\u2014,:;") or said
    return name, "expired" if over else "in_progress"


def _evidence(resume: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for section, kind, when in (("projects", "project", "endDate"), ("publications", "publication", "releaseDate")):
        for _, one in entries(resume, section):
            title, made = line(one.get("name")), read_date(line(one.get(when)) or "").day
            if title is not None:
                skills = list(dict.fromkeys(lines(one.get("keywords"))))[:50]
                yield {"kind": kind, "title": title, "skills": skills} | ({"year": made.year} if made else {})


def _years_worked(resume: Mapping[str, Any], today: date) -> tuple[int | None, list[Dropped]]:
    """Return whole years in which there was work, counted by the month, and the jobs whose dates cannot be read.

    Overlapping jobs count once. A job's last month counts, unless only its year is known: one until May and one from
    June leave no gap. Being a student is no work.
    """
    months: set[int] = set()
    unread = []
    for pointer, one in entries(resume, "work"):
        position, first, last = member(one, "position"), member(one, "startDate"), member(one, "endDate")
        begun, ended = read_date(first or "").day, read_end(last) if last else Told(still=True)
        until = today if ended.still else ended.day
        if position and _STUDY.search(position):
            unread.append(Dropped(pointer=pointer, why=f'"{position}" is study, so it adds no years of work'))
        elif begun is None or until is None:
            said = f'"{first or "nothing"}" to "{last or "now"}"'
            unread.append(Dropped(pointer=pointer, why=f"its dates, {said}, could not be read, so it adds no years"))
        elif begun <= (until := min(until, today)):
            whole = not ended.year_only and (last_day(last or "") or until).day > 1
            months.update(range(begun.year * 12 + begun.month, until.year * 12 + until.month + whole))
    return min(len(months) // 12, 70) if months else None, unread
