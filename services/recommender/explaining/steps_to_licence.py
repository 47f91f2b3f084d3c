"""How does somebody get the licence of the field, or get it back? The programme first, then examination and authority.

A licence under way, expired or of another country is spoken of as just that.
"""

import re
from collections.abc import Iterator

from services.recommender.decision.decision import Decision
from services.recommender.decision.facts.holdings.licence import licence_country
from services.recommender.explaining.known_ways import MOST_SAID, degrees_named, licence_there, named_first, said_by
from services.recommender.knowledge.credentials.credential import CredentialKind
from services.recommender.knowledge.occupations.entry.ways_in import WayIn
from services.recommender.knowledge.occupations.occupation import Licence, LicenceScope
from services.recommender.names.folding import fold
from services.recommender.names.geography.countries import country_name
from services.recommender.paths import PathKind
from services.recommender.recommendation.judgement import NextStep
from services.recommender.rulebook.rule_source import SourceBasis
from services.recommender.scales import HeldStatus
from services.recommender.situation.credentials.licences_named import names_licence
from services.recommender.situation.role.asked_credential import AskedCredential
from services.recommender.wording.messages import Message, say

#: What a licence requires says so where it rests on a school or programme that its authority has to know.
_APPROVED = re.compile(r"\b(?:accredited|approved)\b", re.IGNORECASE)


def steps_to_licence(decision: Decision) -> Iterator[NextStep]:
    """Yield the steps to the licence that the field asks for, then to what else the posting or the goal names.

    Who holds the field's licence and is asked for another one is told of that one alone.
    """
    licence, beyond = licence_there(decision), list(_beyond(decision))
    if licence is None or (beyond and not _misses_own(decision)):
        yield from _named(decision, beyond)
        return
    yield from _to_own(decision, licence)
    if beyond:
        yield from _named(decision, beyond)


def _beyond(decision: Decision) -> Iterator[AskedCredential]:
    """Yield the licences that the posting names, are missing, and are not the field's own or are above it."""
    situation = decision.situation
    own = None if decision.learner.licence == HeldStatus.VALID else situation.occupation
    for one in situation.asked_credentials:
        if one.kind is CredentialKind.LICENCE and one.missing and not names_licence(one.words, own):
            yield one


def _misses_own(decision: Decision) -> bool:
    """Say whether the field's own licence is to be had first: the work needs it everywhere, or the posting asks."""
    needed = decision.field.licensed is LicenceScope.EVERYWHERE or decision.situation.misses_field_licence
    return needed and decision.learner.licence != HeldStatus.VALID


def _named(decision: Decision, beyond: list[AskedCredential]) -> Iterator[NextStep]:
    """Yield whom to ask about licences that are known by what the posting or the goal calls them."""
    if lapsed := [one.label for one in beyond if one.held is HeldStatus.EXPIRED][:MOST_SAID]:
        yield NextStep(text=say("next_step.restore", titles=lapsed))
    goal = decision.situation.profile.stack_goal.credential
    others = [one.label for one in beyond if one.held is not HeldStatus.EXPIRED][:MOST_SAID]
    if others or not lapsed:
        names = others or [goal or say("path_kind.licence")]
        yield NextStep(text=say("next_step.licence_of_posting", names=names))


def _to_own(decision: Decision, licence: Licence) -> Iterator[NextStep]:
    name, authority = _called(decision, licence), licence.granted_by
    match decision.learner.licence:
        case "expired" | "revoked":
            yield _from(licence, say("next_step.licence_restore", licence=name, authority=authority))
        case "elsewhere":
            if country := licence_country(decision.situation):
                there = country_name(decision.situation.place)
                of_one = say("next_step.licence_is_of", country=country_name(country), there=there)
                yield _from(licence, of_one)
            yield _from(licence, say("next_step.licence_assess"))
            yield _from(licence, say("next_step.licence_apply", licence=name, authority=authority))
        case "in_progress":
            yield _from(licence, say("next_step.licence_finish", licence=name, authority=authority))
        case "not_valid_yet" | "unproven" | "valid":
            yield _from(licence, say("next_step.licence_confirm", licence=name, authority=authority))
        case _:
            yield from _from_the_start(decision, licence)
    yield from steps_after_licence(decision)


def _tells_of(way: WayIn, decision: Decision) -> bool:
    """Say whether what advisers name tells what the licence advised requires, and not what another one does.

    Tax preparers are told of the accountant's licence as well, whose hours of study no tax preparer needs.
    """
    goal = decision.situation.profile.stack_goal.credential
    if way.kind is not PathKind.LICENCE or not way.entry:
        return False
    if decision.learner.goal_is_licence == "yes" and goal:
        return fold(goal) in fold(way.name)
    return names_licence(way.name, decision.situation.occupation)


def _called(decision: Decision, licence: Licence) -> str:
    """Return what the learner calls the licence that is their goal, which may be one of several, else its name."""
    goal = decision.situation.profile.stack_goal.credential
    return goal if goal and names_licence(goal, decision.situation.occupation) else licence.name


def _from_the_start(decision: Decision, licence: Licence) -> Iterator[NextStep]:
    way = next((one for one in named_first(decision) if _tells_of(one, decision)), None)
    if way is not None:
        yield said_by(way, say("next_step.licence_programme", name=way.name, entry=way.entry))
        if _APPROVED.search(way.entry):
            yield _from(licence, say("next_step.licence_programmes_approved"))
    elif licence.rests_on_degree and (degrees := degrees_named(decision)):
        yield said_by(degrees[0], say("next_step.licence_rests_on", names=[one.name for one in degrees[:MOST_SAID]]))
    else:
        yield _from(
            licence,
            say("next_step.licence_programme_unknown"),
        )
    if years := decision.learner.years_in_field:
        yield _from(licence, say("next_step.licence_years_count", count=years))
    elif decision.field.apprenticeship == "yes":
        yield NextStep(text=say("next_step.apprenticeship_ask"))
        yield NextStep(text=say("next_step.work_under_supervision"))
    yield _from(
        licence, say("next_step.licence_apply", licence=_called(decision, licence), authority=licence.granted_by)
    )


def steps_after_licence(decision: Decision) -> Iterator[NextStep]:
    """Yield what advisers name after the licence; a degree comes before it, wherever they name it."""
    named = named_first(decision)
    place = next((number for number, way in enumerate(named) if way.kind is PathKind.LICENCE), None)
    before = {PathKind.LICENCE, PathKind.DEGREE}
    if place is not None and (after := [way for way in named[place + 1 :] if way.kind not in before]):
        yield said_by(after[0], say("next_step.after_the_licence", names=[way.name for way in after[:MOST_SAID]]))


def _from(licence: Licence, text: Message) -> NextStep:
    """Return a step that rests on the list of licences, which nobody has confirmed with the authorities."""
    return NextStep(text=text, address=licence.address or None, basis=SourceBasis.REMEMBERED)
