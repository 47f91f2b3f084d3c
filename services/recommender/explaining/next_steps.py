"""What do people usually do next on the path advised, in this field? In steps, the first one first.

There are steps for every verdict, whatever the catalogue holds: they come from the licence, what advisers name first,
the apprenticeship and the degree that are known of the occupation, and say so where nothing is.
"""

from collections.abc import Iterable, Iterator
from typing import assert_never

from msgspec import structs

from services.recommender.decision.decision import Decision
from services.recommender.decision.facts.degree import degree_asked, professional_weeks
from services.recommender.explaining.advice import is_before_a_licence
from services.recommender.explaining.known_ways import (
    MOST_SAID,
    apprenticeship,
    degrees_named,
    licence_there,
    name_them,
    named_ahead,
    said_by,
    ways,
)
from services.recommender.explaining.steps_to_credential import (
    steps_beside,
    steps_beyond_catalogue,
    steps_to_credential,
)
from services.recommender.explaining.steps_to_licence import steps_after_licence, steps_to_licence
from services.recommender.knowledge.known import Knowledge
from services.recommender.knowledge.occupations.entry.ways_in import UsualDegree, WorkSamples
from services.recommender.paths import PATHS, PathKind
from services.recommender.recommendation.judgement import NextStep
from services.recommender.scales import HeldStatus
from services.recommender.situation.role.degrees_asked import names_subject
from services.recommender.wording import formats
from services.recommender.wording.messages import say, word

#: A year in weeks, as apprenticeships are counted.
_YEAR = 52


def next_steps(decision: Decision, knowledge: Knowledge) -> list[NextStep]:
    """Return the steps for the verdict of `decision`, in their order."""
    path = decision.verdict.path
    unlisted = [one.named for one in decision.situation.required_unlisted]
    first = [NextStep(text=say("next_step.ask_the_issuer_of", names=unlisted))] if unlisted else []
    beside = () if PATHS[path].is_a_credential else steps_beside(decision, knowledge)
    beyond = steps_beyond_catalogue(decision)
    return _each_address_once((*first, *_renew(decision), *_on(path, decision, knowledge), *beside, *beyond))


def _on(path: PathKind, decision: Decision, knowledge: Knowledge) -> Iterable[NextStep]:
    match path:
        case PathKind.NOTHING_NEEDED:
            return _apply(decision)
        case PathKind.PORTFOLIO:
            return _show_work(decision, knowledge)
        case PathKind.LICENCE:
            return steps_to_licence(decision)
        case PathKind.APPRENTICESHIP:
            return _apprenticeship(decision)
        case PathKind.DEGREE:
            return _degree(decision, knowledge)
        case PathKind.MICRO_CREDENTIAL | PathKind.PROFESSIONAL_CERTIFICATE | PathKind.CERTIFICATION:
            return (*steps_to_credential(decision, path, knowledge), *_apprenticeship_too(decision))
    assert_never(path)


def _each_address_once(steps: Iterable[NextStep]) -> list[NextStep]:
    """Return the steps with an address only where none before has it."""
    seen: set[str | None] = set()
    told = []
    for step in steps:
        told.append(structs.replace(step, address=None) if step.address in seen else step)
        seen.add(step.address)
    return told


def _renew(decision: Decision) -> Iterator[NextStep]:
    """Yield that what ends soon is renewed, before anything else: to earn it again takes far more."""
    if expiring := decision.shared.get("learner.expiring"):
        yield NextStep(text=say("next_step.renew", titles=str(expiring)))


def _apply(decision: Decision) -> Iterator[NextStep]:
    situation = decision.situation
    yield NextStep(text=say("next_step.apply"))
    evidence = [one.title for one in situation.profile.evidence][:MOST_SAID]
    if evidence:
        yield NextStep(text=say("next_step.bring_evidence", titles=evidence))
    valid = [
        one.title for one in situation.profile.credentials_held if one.status_on(situation.on) is HeldStatus.VALID
    ][:MOST_SAID]
    if valid:
        yield NextStep(text=say("next_step.bring_credentials", titles=valid))
    skills = [term.shown for term in situation.required][:MOST_SAID]
    if skills and not evidence:
        yield NextStep(text=say("next_step.bring_examples", skills=skills))
    elif not evidence and not valid:
        yield NextStep(text=say("next_step.bring_a_record"))
    if decision.field.licensed == "everywhere":
        licence = licence_there(decision)
        if licence is not None:
            yield NextStep(text=say("next_step.licence_at_hand", licence=licence.name))


def _show_work(decision: Decision, knowledge: Knowledge) -> Iterator[NextStep]:
    situation = decision.situation
    if ways(decision).work_samples is WorkSamples.RARE:
        beginner = not situation.profile.experience.years_in_field
        yield NextStep(text=say("next_step.get_practice" if beginner else "next_step.write_down_the_record"))
        yield NextStep(text=say("next_step.name_somebody"))
    else:
        skills = [term.shown for term in situation.gap or situation.required][:MOST_SAID]
        if skills:
            yield NextStep(text=say("next_step.make_work_with", skills=skills))
        else:
            yield NextStep(text=say("next_step.make_work"))
        yield NextStep(text=say("next_step.have_it_looked_at"))
        yield NextStep(text=say("next_step.send_it"))
    yield from name_them([way for way in named_ahead(decision, knowledge) if way.kind is not PathKind.PORTFOLIO])
    yield from _apprenticeship_too(decision)


def _apprenticeship(decision: Decision) -> Iterator[NextStep]:
    way = apprenticeship(decision)
    if way is None or not way.issuer:
        yield NextStep(text=say("next_step.apprenticeship_ask"))
    else:
        yield said_by(way, say("next_step.apprenticeship_offer", name=way.name, issuer=way.issuer))
    if way and way.entry:
        yield said_by(way, say("next_step.apprenticeship_entry", entry=way.entry))
    if way and way.weeks:
        yield said_by(way, say("next_step.apprenticeship_years", count=max(1, way.weeks // _YEAR)))
    else:
        yield NextStep(text=say("next_step.apprenticeship_years_unknown"))
    licence = licence_there(decision)
    if licence is not None and is_before_a_licence(decision):
        yield NextStep(
            text=say(
                "next_step.apprenticeship_licence",
                licence=licence.name,
                authority=licence.granted_by,
            )
        )


def _degree(decision: Decision, knowledge: Knowledge) -> Iterator[NextStep]:
    occupation = decision.situation.occupation
    usual, named = ways(decision).degree, degrees_named(decision)
    asked = [one.words for one in decision.situation.missing_degrees if not one.of_school]
    if occupation is not None and professional_weeks(occupation.code):
        usual = UsualDegree.PROFESSIONAL
    if degree_asked(decision.situation).doctorate:
        yield NextStep(text=say("next_step.doctorate"))
    elif asked:
        yield NextStep(text=say("next_step.degree_of_posting", degrees=asked[:MOST_SAID]))
    elif named:
        yield said_by(named[0], say("next_step.degree_named", names=[way.name for way in named[:MOST_SAID]]))
    elif usual is None:
        yield NextStep(text=say("next_step.degree_level_unknown"))
    else:
        yield NextStep(text=say("next_step.degree_level", degree=word(usual)))
    subjects = knowledge.fields_of_study.preparing_for(occupation.code)[:MOST_SAID] if occupation else ()
    if subjects and not named and not any(map(names_subject, asked)):
        yield NextStep(text=say("next_step.fields_of_study", subjects=formats.choice(subjects)))
    yield NextStep(text=say("next_step.ask_for_credit"))
    licence = licence_there(decision)
    if licence is not None and decision.shared.get("finding.licence_rests_on_a_degree") == "yes":
        yield NextStep(text=say("next_step.licence_after_degree", licence=licence.name, authority=licence.granted_by))
        yield from steps_after_licence(decision)


def _apprenticeship_too(decision: Decision) -> Iterator[NextStep]:
    """Yield the apprenticeship of the learner's country, for who is new to the field; those elsewhere help nobody."""
    way = apprenticeship(decision)
    if way is not None and decision.shared.get("finding.entrant") == "yes":
        yield said_by(way, say("next_step.apprenticeship_too", name=way.name))
