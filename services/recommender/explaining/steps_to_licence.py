"""How does somebody get the licence of the field, or get it back? The programme first, then examination and authority.

A licence under way, expired or of another country is spoken of as just that.
"""

from collections.abc import Iterator

from services.recommender.decision.decision import Decision
from services.recommender.decision.facts.licence import licence_country
from services.recommender.explaining.known_ways import MOST_SAID, licence_there, named_first, said_by
from services.recommender.knowledge.credentials.credential import CredentialKind
from services.recommender.knowledge.occupations.occupation import Licence
from services.recommender.names.countries import country_name
from services.recommender.paths import PathKind
from services.recommender.recommendation.judgement import NextStep
from services.recommender.rulebook.rule_source import SourceBasis
from services.recommender.wording.messages import Message, say


def steps_to_licence(decision: Decision) -> Iterator[NextStep]:
    """Yield the steps to the licence that the field asks for, or that the posting names where the field has none."""
    licence = licence_there(decision)
    if licence is None:
        named = [one.label for one in decision.situation.asked_credentials if one.kind is CredentialKind.LICENCE]
        goal = decision.situation.profile.stack_goal.credential
        names = named[:MOST_SAID] or [goal or say("path_kind.licence")]
        yield NextStep(text=say("next_step.licence_of_posting", names=names))
        return
    name, authority = licence.name, licence.granted_by
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


def _from_the_start(decision: Decision, licence: Licence) -> Iterator[NextStep]:
    way = next((one for one in named_first(decision) if one.kind is PathKind.LICENCE and one.entry), None)
    if way is not None:
        yield said_by(way, say("next_step.licence_programme", name=way.name, entry=way.entry))
        yield _from(licence, say("next_step.licence_programmes_approved"))
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
    yield _from(licence, say("next_step.licence_apply", licence=licence.name, authority=licence.granted_by))


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
