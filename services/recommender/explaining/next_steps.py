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
from services.recommender.knowledge.known import Knowledge
from services.recommender.knowledge.occupations.ways_in import UsualDegree, WorkSamples
from services.recommender.names.places import LISTED_CODE
from services.recommender.paths import PathKind
from services.recommender.recommendation.codes import Role
from services.recommender.recommendation.judgement import NextStep
from services.recommender.scales import HeldStatus
from services.recommender.wording.messages import say, word

#: A year in weeks, as apprenticeships are counted.
_YEAR = 52


def next_steps(decision: Decision, knowledge: Knowledge) -> list[NextStep]:
    """Return the steps for the verdict of `decision`, in their order."""
    path = decision.verdict.path
    unlisted = [one.words for one in decision.situation.required_unlisted]
    first = [NextStep(text=say("next_step.ask_the_issuer_of", names=unlisted))] if unlisted else []
    return _each_address_once((*first, *_on(path, decision, knowledge)))


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
    skills = [term.label for term in situation.required][:MOST_SAID]
    if skills and not evidence:
        yield NextStep(text=say("next_step.bring_examples", skills=skills))
    elif not evidence and not valid:
        yield NextStep(text=say("next_step.bring_a_record"))
    if decision.field.licensed == "everywhere":
        licence = licence_there(decision)
        if licence is not None:
            yield NextStep(text=say("next_step.licence_at_hand", licence=licence.name))


def _show_work(decision: Decision) -> Iterator[NextStep]:
    situation, field = decision.situation, decision.field.title
    if ways(decision).work_samples is WorkSamples.RARE:
        beginner = not situation.profile.experience.years_in_field
        yield NextStep(
            text=say("next_step.get_practice" if beginner else "next_step.write_down_the_record", field=field)
        )
        yield NextStep(text=say("next_step.name_somebody"))
    else:
        skills = [term.label for term in situation.gap or situation.required][:MOST_SAID]
        if skills:
            yield NextStep(text=say("next_step.make_work_with", field=field, skills=skills))
        else:
            yield NextStep(text=say("next_step.make_work", field=field))
        yield NextStep(text=say("next_step.have_it_looked_at"))
        yield NextStep(text=say("next_step.send_it"))
    yield from name_them(decision, [way for way in named_first(decision) if way.kind is not PathKind.PORTFOLIO])
    yield from _apprenticeship_elsewhere(decision)


def _credential(decision: Decision, path: PathKind) -> Iterator[NextStep]:
    if expired := decision.shared.get("learner.expired"):
        yield NextStep(text=say("next_step.restore", titles=str(expired)))
    first = next((judged.credential for judged, role in decision.ranking.shown if role is Role.ROUTE), None)
    named = [way for way in named_first(decision) if way.kind is path]
    if any(one.kind == path.value for one in decision.situation.required_unlisted):
        first, named = None, []
    elif first is None and not named:
        yield _search(decision, path)
    if first is not None:
        titled = say("label.title_and_issuer", title=first.title, issuer=first.issuer.name)
        yield NextStep(text=say("next_step.enrol", credential=titled), address=first.address)
    elif named:
        yield from name_them(decision, named)
        if named[0].entry:
            yield said_by(named[0], say("next_step.entry", name=named[0].name, entry=named[0].entry))
    yield NextStep(text=say("next_step.ask_the_issuer"))
    if path is PathKind.CERTIFICATION:
        yield NextStep(text=say("next_step.book_the_exam"))
    elif ways(decision).work_samples is not WorkSamples.RARE:
        yield NextStep(text=say("next_step.make_work_beside_it"))
    yield NextStep(text=say("next_step.then_apply"))
    yield from _apprenticeship_elsewhere(decision)


def _search(decision: Decision, path: PathKind) -> NextStep:
    skills = [term.label for term in decision.situation.gap][:MOST_SAID]
    if skills:
        return NextStep(text=say("next_step.search_for_skills", kind=word(path), skills=skills))
    return NextStep(text=say("next_step.search", kind=word(path), field=decision.field.title))


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
    occupation, field = decision.situation.occupation, decision.field
    usual = ways(decision).degree
    if occupation is not None and professional_weeks(occupation.code):
        usual = UsualDegree.PROFESSIONAL
    if degree_asked(decision.situation).doctorate:
        yield NextStep(text=say("next_step.doctorate"))
    elif usual is None:
        yield NextStep(text=say("next_step.degree_level_unknown", field=field.title))
    else:
        yield NextStep(text=say("next_step.degree_level", field=field.title, degree=word(usual)))
    subjects = knowledge.fields_of_study.preparing_for(occupation.code)[:MOST_SAID] if occupation else ()
    if subjects:
        yield NextStep(text=say("next_step.fields_of_study", subjects=subjects))
    yield NextStep(text=say("next_step.ask_for_credit"))
    licence = licence_there(decision)
    if licence is not None and decision.shared.get("finding.licence_rests_on_a_degree") == "yes":
        yield NextStep(text=say("next_step.licence_after_degree", licence=licence.name, authority=licence.granted_by))
        yield from steps_after_licence(decision)


def _apprenticeship_elsewhere(decision: Decision) -> Iterator[NextStep]:
    """Yield that other countries have an apprenticeship, for who is new to the field; where people are is not told."""
    if decision.field.apprenticeship == "some_places" and decision.shared.get("finding.entrant") == "yes":
        # The American one is by American bodies, which tell nobody elsewhere anything.
        known = [way for way in ways(decision).apprenticeships if way.country != LISTED_CODE]
        names = list(dict.fromkeys(way.name for way in known))[:MOST_SAID]
        if known:
            yield said_by(known[0], say("next_step.apprenticeship_elsewhere", names=names))
