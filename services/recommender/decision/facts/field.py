"""What is true of the field the learner aims at?"""

from collections.abc import Mapping
from typing import Literal

from services.recommender.decision.facts.record import FactRecord, fact
from services.recommender.knowledge.occupations.entry.ways_in import WorkSamples
from services.recommender.knowledge.occupations.occupation import Certainty, LicenceScope, Measure, Occupation
from services.recommender.names.geography.countries import country_name
from services.recommender.names.geography.places import LISTED_CODE
from services.recommender.paths import PathKind
from services.recommender.rulebook.vocabulary import Group
from services.recommender.scales import Culture
from services.recommender.situation.situation import CultureBasis, Situation
from services.recommender.wording import formats
from services.recommender.wording.messages import say

FoundBy = Literal["code", "title", "mended", "assumed", "unlisted"]

#: The fields that are known to move fast, whatever was counted: technology, data science, digital marketing and health
#: informatics, by the beginnings of their codes.
FAST_MOVING = ("15-12", "11-3021", "15-2051", "13-1161", "11-2021", "29-9021")

#: The share of hot technologies says something only where so many are listed.
LEAST_LISTED = 20

#: The country whose employers were asked about certification and degrees, and how far that speaks for others, in %.
SURVEYED_IN, TRUST_ELSEWHERE = LISTED_CODE, 50

#: How `Situation.resolved_by` is called where rules read it; every other word of it is some title.
_FOUND_BY: Mapping[str, FoundBy] = {
    "code": "code",
    "former_code": "code",
    "fuzzy": "mended",
    "common_title": "assumed",
    "unlisted": "unlisted",
}


class FieldFacts(FactRecord, group=Group.FIELD):
    """What rules may ask about the field aimed at; where O*NET does not list it, what is not declared is unknown."""

    title: str = fact("The field's title, as O*NET has it or as the profile gave it.")
    listed: Literal["yes", "no"] = fact("Whether O*NET lists the occupation.")
    culture: Culture = fact("The field's credential culture: the client's declared one, else the measured one.")
    measured_culture: Culture = fact("The credential culture computed from O*NET, whatever the client declared.")
    culture_basis: CultureBasis = fact("Where `culture` comes from.")
    culture_trust: int = fact(
        "How far `culture` speaks for the country aimed at: wholly where it was declared or surveyed there, by half "
        "where it is that of another country.",
        unit="%",
    )
    country: str = fact("The country that the answer speaks for, by its English name.")
    country_said: Literal["yes", "no"] = fact("Whether the profile says in which country the learner wants to work.")
    licence_differs_by: str = fact(
        "The parts of the country that have an authority each for the field's licence, where the profile names none of "
        "them, for showing; empty where one grants it, or the part is known."
    )
    licence_by_region: Literal["yes", "no"] = fact(
        "Whether who grants the field's licence differs within the country, and the profile does not say where in it."
    )
    employers_elsewhere: Literal["yes", "no"] = fact("Whether an employer aimed at is in another country than that.")
    countries_of_employers: str = fact("Those other countries, for showing; empty where there is none.")
    country_matters: Literal["yes", "no"] = fact(
        "Whether the field is another one elsewhere: its work needs a licence, or advisers name other things first."
    )
    found_by: FoundBy = fact(
        "How the occupation was found: mended is a title whose spelling or order of words was put right, assumed one "
        "of several occupations that mostly means this one."
    )
    taken_for: str = fact("Its title, and the occupations that the title given may mean as well, in words.")
    certification: Certainty = fact(
        "Whether certification clearly matters: importance is 3 or more with probability 0.8, or 0.2, or between."
    )
    certification_importance: int | None = fact(
        "How important employers' surveys found certification, from 1.00 to 5.00.",
        unit="hundredths of a point",
        decimals=2,
    )
    degree_share: int | None = fact("Jobs that need a degree.", unit="% of jobs")
    survey_age: int | None = fact("Age of the survey behind the importance of certification.", unit="years")
    licensed: LicenceScope | Literal["none_known"] = fact(
        "Whether the work needs a licence by law; some_titles is for a title or for signing only."
    )
    apprenticeship: Literal["no", "some_places", "yes"] = fact(
        "Whether an apprenticeship is known to lead into the work: in the country aimed at, or only in others."
    )
    named_first: Literal["unknown"] | PathKind = fact(
        "What kind of path advisers of the field name first, in the country aimed at or else anywhere."
    )
    work_samples: Literal["unknown"] | WorkSamples = fact(
        "Whether employers go by work that can be looked at: at any age, while there is no record yet, rarely, or "
        "never, since the work leaves nothing to look at."
    )
    licence_basis: Literal["none", "read", "remembered"] = fact(
        "Whether somebody read which licence the country asks for, or noted it from memory; none where none is known."
    )
    licence: str = fact("The licence's name, where the field is licensed.")
    licence_rests_on: Literal["degree", "unknown"] = fact(
        "What the licence is known to rest on where the field is licensed; unknown where nobody wrote it down."
    )
    licence_authority: str = fact("Who grants the licence, where the field is licensed.")
    job_zone: int | None = fact("O*NET job zone: preparation needed, from 1 (little) to 5 (extensive).", unit="zone")
    known_to_move_fast: Literal["yes", "no"] = fact(
        "Whether it is technology, data science, digital marketing or health informatics, which are known to move fast."
    )
    hot_technologies: int | None = fact("Technologies O*NET marks as hot for the occupation.", unit="technologies")
    hot_share: int | None = fact(
        f"Their share of all that are listed for the occupation; unknown where those are fewer than {LEAST_LISTED}.",
        unit="% of technologies",
    )
    in_demand_technologies: int | None = fact(
        "Technologies O*NET marks as in demand: often named in postings for the occupation.", unit="technologies"
    )


def field_facts(situation: Situation) -> FieldFacts:
    """Return what is true of the field."""
    occupation = situation.occupation
    measured, licence = (occupation.culture, occupation.licence) if occupation else (None, None)
    importance = measured.certification if measured else None
    tools = occupation.technologies if occupation else ()
    return FieldFacts(
        title=situation.field_title,
        listed="yes" if occupation else "no",
        culture=situation.culture,
        measured_culture=measured.culture if measured else Culture.UNKNOWN,
        culture_basis=situation.culture_basis,
        culture_trust=_culture_trust(situation),
        country=country_name(situation.place),
        country_said="yes" if situation.country_said else "no",
        employers_elsewhere="yes" if situation.countries_of_employers else "no",
        countries_of_employers=formats.listed(tuple(map(country_name, situation.countries_of_employers))),
        licence_differs_by=licence.differs_by if licence else "",
        licence_by_region="yes" if licence and licence.differs_by else "no",
        country_matters="yes" if _differs_by_country(occupation) else "no",
        taken_for=_taken_for(situation),
        found_by=_FOUND_BY.get(situation.resolved_by, "title"),
        certification=measured.certainty if measured else Certainty.UNKNOWN,
        certification_importance=importance.value if importance else None,
        degree_share=whole_percent(measured.degree_share if measured else None),
        survey_age=_survey_age(importance, situation.on.year),
        licensed=licence.scope if licence else "none_known",
        licence_basis=("remembered" if licence.remembered else "read") if licence else "none",
        licence=licence.name if licence else "",
        apprenticeship=_apprenticeship(situation),
        named_first=_named_first(situation),
        work_samples=occupation.ways_in.work_samples if occupation else "unknown",
        licence_rests_on="degree" if licence and licence.rests_on_degree else "unknown",
        licence_authority=licence.granted_by if licence else "",
        job_zone=occupation.job_zone if occupation else None,
        known_to_move_fast="yes" if occupation and occupation.code.startswith(FAST_MOVING) else "no",
        hot_technologies=sum(tool.hot for tool in tools) if occupation else None,
        hot_share=sum(tool.hot for tool in tools) * 100 // len(tools) if len(tools) >= LEAST_LISTED else None,
        in_demand_technologies=sum(1 for tool in tools if tool.in_demand) if occupation else None,
    )


def _culture_trust(situation: Situation) -> int:
    return 100 if situation.declared or situation.place == SURVEYED_IN else TRUST_ELSEWHERE


def _differs_by_country(occupation: Occupation | None) -> bool:
    """Say whether work needs a licence, or advisers of several countries name things of their own first."""
    if occupation is None:
        return False
    licensed = occupation.licence is not None and occupation.licence.work_needs_it
    return licensed or len({one.country for one in occupation.named_first}) > 1


def _apprenticeship(situation: Situation) -> Literal["no", "some_places", "yes"]:
    occupation = situation.occupation
    if occupation is None:
        return "no"
    trade = occupation.licence is not None and occupation.licence.apprenticeship
    if trade or occupation.ways_in.apprenticeship_in(situation.place):
        return "yes"
    return "some_places" if occupation.ways_in.apprenticeships else "no"


def _named_first(situation: Situation) -> Literal["unknown"] | PathKind:
    occupation = situation.occupation
    named = occupation.ways_in.named_in(situation.place) if occupation else ()
    return next((way.kind for way in named if way.kind), "unknown")


def whole_percent(share: Measure | None) -> int | None:
    """Return hundredths of a percent as whole percent, halves up."""
    return (share.value + 50) // 100 if share else None


def _taken_for(situation: Situation) -> str:
    title, others = situation.field_title, situation.other_titles
    return say("held.taken_for", title=title, others=others) if others else title


def _survey_age(importance: Measure | None, this_year: int) -> int | None:
    """Return whole years since the survey ("MM/YYYY"); unknown where the value was imputed or undated."""
    if importance is None or importance.surveyed is None:
        return None
    return max(0, this_year - int(importance.surveyed.rpartition("/")[2]))
