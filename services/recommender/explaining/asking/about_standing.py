"""What is open of where the learner stands?"""

from collections.abc import Iterator
from dataclasses import replace

from services.recommender.decision.facts.holdings.licence import licence_held
from services.recommender.explaining.asking import typical_answers as typical
from services.recommender.explaining.asking.question import ALL, NO, YES, Question, trials, yes_or_no
from services.recommender.learner import Education, Evidence, HeldCredential, Profile
from services.recommender.profile_document import part_document
from services.recommender.recommendation.asking import AnswerChoice
from services.recommender.recommendation.codes import AnswerKind
from services.recommender.scales import SKILL_LEVELS, EducationLevel, EvidenceKind, QuestionCode, SkillLevel
from services.recommender.situation.role.role_skills import terms_in
from services.recommender.situation.situation import Situation
from services.recommender.situation.terms import Term
from services.recommender.wording.messages import say, word


def licence(profile: Profile, situation: Situation) -> Iterator[Question]:
    """Yield the question whether the field's licence is held, where nobody wrote of it."""
    asked = situation.occupation.licence if situation.occupation else None
    if asked is None or licence_held(situation) != "not_named":
        return
    held = HeldCredential(title=asked.name)
    yield Question(
        code=QuestionCode.LICENCE,
        text=say("asking.licence", licence=asked.name),
        member="/credentials_held/-",
        kind=AnswerKind.CHOICE,
        choices=yes_or_no(part_document(held)),
        trials=trials(
            {YES: typical.HOLDS_LICENCE},
            words=lambda _: say("answer.licence"),
            profile=lambda _: replace(profile, credentials_held=(*profile.credentials_held, held)),
        ),
    )


def education(profile: Profile) -> Iterator[Question]:
    """Yield the question for the highest level of education, also where no name that was given could be read."""
    if any(one.level is not EducationLevel.UNKNOWN or one.qualification is None for one in profile.education):
        return
    levels = (level for level in EducationLevel if level is not EducationLevel.UNKNOWN)
    yield Question(
        code=QuestionCode.EDUCATION,
        text=say("asking.education"),
        member="/education",
        kind=AnswerKind.CHOICE,
        choices=tuple(AnswerChoice(code=each.value, text=word(each), value=[{"level": each.value}]) for each in levels),
        trials=trials(
            typical.EDUCATION,
            answer=str,
            words=lambda level: say("answer.education", level=word(level)),
            profile=lambda level: replace(profile, education=(Education(level=level),)),
        ),
    )


def years_in_field(profile: Profile) -> Iterator[Question]:
    """Yield the question for the years in the field; no more are tried than were worked in all."""
    total = profile.experience.years_total
    if profile.experience.years_in_field is not None:
        return
    shares = {years: share for years, share in typical.YEARS_IN_FIELD.items() if total is None or years <= total}
    yield Question(
        code=QuestionCode.YEARS_IN_FIELD,
        text=say("asking.years_in_field"),
        member="/experience/years_in_field",
        kind=AnswerKind.NUMBER,
        unit=say("answer.unit_years"),
        trials=trials(
            shares,
            words=lambda years: say("answer.years_in_field", count=years),
            profile=lambda years: replace(profile, experience=replace(profile.experience, years_in_field=years)),
        ),
    )


def skill_levels(profile: Profile, situation: Situation) -> Iterator[Question]:
    """Yield a question for each of the first skills without a level that the role asks for."""
    asked = {name.casefold() for term in _asked(situation) for name in (term.words, term.label)}
    without_level = [
        place
        for place, skill in enumerate(profile.skills)
        if skill.level is SkillLevel.UNKNOWN and skill.name.casefold() in asked
    ]
    yield from (_skill_level(place, profile) for place in without_level[: typical.SKILLS_WITHOUT_LEVEL])


def _skill_level(place: int, profile: Profile) -> Question:
    before, skill, behind = profile.skills[:place], profile.skills[place], profile.skills[place + 1 :]
    return Question(
        code=QuestionCode.SKILL_LEVEL,
        text=say("asking.skill_level", skill=skill.name),
        member=f"/skills/{place}/level",
        kind=AnswerKind.CHOICE,
        choices=tuple(AnswerChoice(code=level.value, text=word(level), value=level.value) for level in SKILL_LEVELS),
        trials=trials(
            typical.SKILL_LEVEL,
            answer=str,
            words=lambda level: say("answer.skill_level", level=word(level), skill=skill.name),
            profile=lambda level: replace(profile, skills=(*before, replace(skill, level=level), *behind)),
        ),
    )


def evidence(profile: Profile, situation: Situation) -> Iterator[Question]:
    """Yield the question for something to show for the first skills that the role asks for."""
    known = dict.fromkeys(term.shown for term in _asked(situation) if term.matched)
    skills = tuple(known)[: typical.SKILLS_SHOWN]
    occupation = situation.occupation
    if profile.evidence or not skills or (occupation and not occupation.ways_in.work_can_be_shown):
        return
    title = str(say("answer.evidence_title"))

    def piece(shown: tuple[str, ...]) -> Evidence:
        return Evidence(kind=EvidenceKind.PROJECT, title=title, skills=shown)

    # One skill is its own code; more are offered together as well.
    sets = {ALL: skills, **{skill: (skill,) for skill in skills}} if len(skills) > 1 else {skills[0]: skills}
    shares = {ALL: typical.HAS_EVIDENCE_OF_ALL, skills[0]: typical.HAS_EVIDENCE}
    yield Question(
        code=QuestionCode.EVIDENCE,
        text=say("asking.evidence", skills=skills),
        member="/evidence",
        kind=AnswerKind.CHOICE,
        choices=(
            *(
                AnswerChoice(code=code, text=say("answer.shows", skills=shown), value=[part_document(piece(shown))])
                for code, shown in sets.items()
            ),
            AnswerChoice(code=NO, text=say("label.no")),
        ),
        trials=trials(
            {code: share for code, share in shares.items() if code in sets},
            words=lambda code: say("answer.evidence", skills=sets[code]),
            profile=lambda code: replace(profile, evidence=(piece(sets[code]),)),
        ),
    )


def _asked(situation: Situation) -> tuple[Term, ...]:
    """Return what the role asks for, what is missing first."""
    return terms_in((*situation.gap, *situation.required, *situation.preferred))
