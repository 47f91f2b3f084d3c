"""What do people usually do next on the path advised, in this field? In steps, the first one first.

There are steps for every verdict, whatever the catalogue holds: they come from the licence, what advisers name first,
the apprenticeship and the degree that are known of the occupation, and say so where nothing is.
"""

from collections.abc import Iterable, Iterator

from msgspec import structs

from services.recommender.decision.decision import Decision
from services.recommender.decision.facts.degree import degree_asked, professional_weeks
from services.recommender.explaining.advice import is_before_a_licence
from services.recommender.explaining.known_ways import (
    MOST_SAID,
    apprenticeship,
    licence_there,
    name_them,
    named_first,
    said_by,
    ways,
)
from services.recommender.explaining.steps_to_licence import steps_after_licence, steps_to_licence
from services.recommender.knowledge.credentials.credential import Credential
from services.recommender.knowledge.known import Knowledge
from services.recommender.knowledge.occupations.ways_in import UsualDegree, WorkSamples
from services.recommender.paths import PathKind
from services.recommender.recommendation.codes import Role
from services.recommender.recommendation.judgement import NextStep
from services.recommender.scales import Goal, HeldStatus
from services.recommender.wording.messages import Message, say, word

#: A year in weeks, as apprenticeships are counted.
_YEAR = 52


def next_steps(decision: Decision, knowledge: Knowledge) -> list[NextStep]:
    """Return the steps for the verdict of `decision`, in their order."""
    path = decision.verdict.path
    unlisted = [one.words for one in decision.situation.required_unlisted]
    first = [NextStep(text=say("next_step.ask_the_issuer_of", names=unlisted))] if unlisted else []
    return _each_address_once((*first, *_renew(decision), *_on(path, decision, knowledge)))


def _on(path: PathKind, decision: Decision, knowledge: Knowledge) -> Iterable[NextStep]:
    match path:
        case PathKind.NOTHING_NEEDED:
            return _apply(decision)
        case PathKind.PORTFOLIO:
            return _show_work(decision)
        case PathKind.LICENCE:
            return steps_to_licence(decision)
        case PathKind.APPRENTICESHIP:
            return _apprenticeship(decision)
        case PathKind.DEGREE:
            return _degree(decision, knowledge)
        case _:
            return _credential(decision, path)


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


def _show_work(decision: Decision) -> Iterator[NextStep]:
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
    yield from name_them([way for way in named_first(decision) if way.kind is not PathKind.PORTFOLIO])
    yield from _apprenticeship_too(decision)


def _credential(decision: Decision, path: PathKind) -> Iterator[NextStep]:
    if expired := decision.shared.get("learner.expired"):
        yield NextStep(text=say("next_step.restore", titles=str(expired)))
    first = _to_start_with(decision)
    named = [way for way in named_first(decision) if way.kind is path]
    if any(one.kind == path.value for one in decision.situation.required_unlisted):
        first, named = None, []
    elif first is None and not named:
        yield _search(decision, path)
    if first is not None:
        titled = say("label.title_and_issuer", title=first.title, issuer=first.issuer.name)
        yield NextStep(text=say("next_step.enrol", credential=titled), address=first.address)
    elif named:
        yield from name_them(named)
        if named[0].entry:
            yield said_by(named[0], say("next_step.entry", name=named[0].name, entry=named[0].entry))
    free = first is not None and first.cost is not None and not first.cost.amount
    yield NextStep(text=say("next_step.ask_the_issuer_of_what_is_free" if free else "next_step.ask_the_issuer"))
    if path is PathKind.CERTIFICATION:
        yield NextStep(text=say("next_step.book_the_exam"))
    elif ways(decision).work_samples not in {WorkSamples.RARE, WorkSamples.NEVER}:
        yield NextStep(text=say("next_step.make_work_beside_it"))
    yield NextStep(text=_when_it_is_held(decision, first))
    yield from _apprenticeship_too(decision)


def _to_start_with(decision: Decision) -> Credential | None:
    """Return the credential that the steps are about."""
    return next((judged.credential for judged, role in decision.ranking.shown if role is Role.ROUTE), None)


def _when_it_is_held(decision: Decision, credential: Credential | None) -> Message:
    """Say what to do with the credential: who explores decides, who has a posting applies, others look for one."""
    situation = decision.situation
    if situation.profile.goal is Goal.EXPLORE:
        return say("next_step.then_look_again")
    if credential is not None and credential.id in {one.credential for one in situation.asked_credentials}:
        return say("next_step.then_apply_by_name")
    return say("next_step.then_apply" if situation.skills_from == "named" else "next_step.then_find_postings")


def _search(decision: Decision, path: PathKind) -> NextStep:
    skills = [term.shown for term in decision.situation.gap][:MOST_SAID]
    if skills:
        return NextStep(text=say("next_step.search_for_skills", kind=word(path), skills=skills))
    return NextStep(text=say("next_step.search", kind=word(path)))


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
    usual = ways(decision).degree
    if occupation is not None and professional_weeks(occupation.code):
        usual = UsualDegree.PROFESSIONAL
    if degree_asked(decision.situation).doctorate:
        yield NextStep(text=say("next_step.doctorate"))
    elif usual is None:
        yield NextStep(text=say("next_step.degree_level_unknown"))
    else:
        yield NextStep(text=say("next_step.degree_level", degree=word(usual)))
    subjects = knowledge.fields_of_study.preparing_for(occupation.code)[:MOST_SAID] if occupation else ()
    if subjects:
        yield NextStep(text=say("next_step.fields_of_study", subjects=subjects))
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
