"""How is a profile read? Its words become occupations, skills, held credentials and a goal, given what is known."""

from collections.abc import Mapping
from datetime import date

from services.recommender.knowledge.known import Knowledge
from services.recommender.knowledge.occupations.occupation import Basis, Occupation
from services.recommender.learner import DeclaredCulture, Profile
from services.recommender.rulebook.overlays.overlay import declared_culture
from services.recommender.scales import Culture, SkillLevel
from services.recommender.situation.aims.employers import employers_aimed_at
from services.recommender.situation.aims.occupation_aimed_at import in_its_country, resolve_occupation
from services.recommender.situation.aims.stack_aim import read_aim
from services.recommender.situation.credentials.field_reader import FieldReader
from services.recommender.situation.credentials.held_documents import skills_aligned
from services.recommender.situation.credentials.holdings import (
    certified_skills,
    held_credentials,
    held_until,
    parts_of_lapsed,
)
from services.recommender.situation.credentials.said_in_title import with_standing_said
from services.recommender.situation.credentials.short_forms import with_short_forms
from services.recommender.situation.credentials.usual_validity import with_usual_ends
from services.recommender.situation.education_read import with_levels
from services.recommender.situation.evidence_about_role import pieces_about_role
from services.recommender.situation.place import place_of
from services.recommender.situation.role.asked_credentials import AskedReader
from services.recommender.situation.role.degrees_asked import degree_named
from services.recommender.situation.role.posting import Posting, read_posting
from services.recommender.situation.role.role_skills import role_skills
from services.recommender.situation.situation import CultureBasis, Situation
from services.recommender.situation.skills.grasp import joined
from services.recommender.situation.skills.known_skills import KnownSkills, dated_by
from services.recommender.situation.terms import (
    read_all,
    read_term,
    technology_terms,
    terms_read,
    widespread_skills,
)


def read_situation(
    profile: Profile, knowledge: Knowledge, on: date, cultures: Mapping[str, DeclaredCulture] | None = None
) -> Situation:
    """Read `profile` against `knowledge` on the day `on`; raises UnresolvedOccupation.

    `cultures` are those that the client's overlay declares, by occupation code or the beginning of one. Long, since it
    is one straight reading: each line says where a member comes from, and later ones read what earlier ones found.
    """
    sent, profile = profile, _as_stated(profile, knowledge, on)
    resolved = resolve_occupation(profile, knowledge)
    occupation = in_its_country(resolved, profile, knowledge) if resolved else None
    declared = profile.field.declared_culture
    if declared is None and cultures and occupation:
        declared = declared_culture(cultures, occupation.code)
    culture, culture_basis = _culture(declared, occupation)
    profile = with_short_forms(
        profile, FieldReader(knowledge=knowledge, occupation=occupation, place=place_of(profile))
    )
    held = held_credentials(profile, knowledge, on)
    asking = AskedReader(profile=profile, knowledge=knowledge, occupation=occupation, held=held, on=on)
    posting = read_posting(
        profile.target_role,
        lambda words: asking.names_degree(words) or asking.names_credential(words) or knowledge.skills.names(words),
    )
    required, preferred, skills_from = role_skills(posting, occupation, knowledge, asking)
    evidence = tuple(
        frozenset(term.skill for words in piece.skills for term in read_all(words, knowledge))
        for piece in profile.evidence
    )
    known = KnownSkills(profile=profile, knowledge=knowledge, dated=dated_by(occupation, on.year))
    aligned = skills_aligned(profile, on, knowledge.skills, lambda said: read_term(said, knowledge).skill)
    own = _words_of_skills(profile, posting, asking)
    return Situation(
        profile=profile,
        countries=knowledge.countries.known(),
        region=_region_code(profile, knowledge),
        sent=sent,
        on=on,
        occupation=occupation,
        resolved_by=resolved.matched_by.value if resolved else "unlisted",
        resolved_title=resolved.matched_title if resolved else None,
        other_titles=tuple(other.title for other in resolved.others) if resolved else (),
        title_language=resolved.language if resolved else None,
        confidence=resolved.confidence if resolved else None,
        culture=culture,
        culture_basis=culture_basis,
        required=required,
        preferred=preferred,
        skills_from=skills_from,
        held_skills=joined(
            dict.fromkeys(sorted(aligned), SkillLevel.UNKNOWN),
            (*known.named(), *known.shown(), *certified_skills(knowledge, held)),
        ),
        evidence_skills=evidence,
        evidence_about_role=pieces_about_role(profile, evidence, (*required, *preferred), occupation, knowledge),
        hot_skills=frozenset(term.skill for term in technology_terms(occupation, knowledge, in_demand=False)),
        widespread_skills=widespread_skills(occupation, knowledge),
        held=held,
        unmatched=tuple(dict.fromkeys(t.words for words in own for t in read_all(words, knowledge) if not t.matched)),
        read_as=terms_read(own, knowledge),
        aim=read_aim(profile, knowledge, held),
        held_until=held_until(profile, knowledge, on),
        lapsed_parts=parts_of_lapsed(profile, knowledge, on),
        declared=declared,
        asked_credentials=asking.asked(posting),
        asked_degrees=asking.degrees(posting),
        exchange=knowledge.rates.on(on),
        employers=employers_aimed_at(profile, knowledge.employers),
    )


def _region_code(profile: Profile, knowledge: Knowledge) -> str | None:
    region = knowledge.countries.region(place_of(profile), profile.region)
    return region.code if region else None


def _as_stated(profile: Profile, knowledge: Knowledge, on: date) -> Profile:
    """Return the profile with what its own words say beside their place: ends, standings, levels."""
    profile = with_usual_ends(profile, knowledge.catalogue, on)
    profile = with_standing_said(profile, knowledge.catalogue, on.year)
    return with_levels(profile, knowledge.qualifications, knowledge.fields_of_study, on.year)


def _words_of_skills(profile: Profile, posting: Posting, asking: AskedReader) -> list[str]:
    """Return the words of posting and profile that may name skills, for they name neither credential nor degree."""
    choices = (*posting.required, *posting.preferred)
    named = {words for choice in choices for words in choice if asking.in_choice(words, choice) is not None}
    own = (*posting.words, *(skill.name for skill in profile.skills))
    return [one for one in own if not (one in named or asking.names_credential(one) or degree_named(one))]


def _culture(declared: DeclaredCulture | None, occupation: Occupation | None) -> tuple[Culture, CultureBasis]:
    if declared:
        return declared.culture, "declared"
    if occupation is None or occupation.culture.culture is Culture.UNKNOWN:
        return Culture.UNKNOWN, "unknown"
    measures = (occupation.culture.certification, occupation.culture.degree_share)
    imputed = any(measure is None or measure.basis is Basis.IMPUTED for measure in measures)
    return occupation.culture.culture, "imputed" if imputed else "measured"
