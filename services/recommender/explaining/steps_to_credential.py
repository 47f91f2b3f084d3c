"""How does somebody get the credential advised, and whatever else the posting requires? What must be had comes first.

What was held is restored and what was begun is finished; neither is started with once more.
"""

from collections.abc import Iterator, Sequence

from services.recommender.decision.decision import Decision
from services.recommender.explaining.known_ways import MOST_SAID, name_them, named_ahead, said_by, ways
from services.recommender.knowledge.credentials.credential import Credential, CredentialKind
from services.recommender.knowledge.known import Knowledge
from services.recommender.knowledge.occupations.entry.ways_in import WorkSamples
from services.recommender.paths import PathKind
from services.recommender.recommendation.judgement import NextStep
from services.recommender.scales import Goal, HeldStatus
from services.recommender.situation.credentials.credential_names import credential_meant
from services.recommender.situation.credentials.same_credential import CAPITALS
from services.recommender.situation.role.role_skills import RoleSkill
from services.recommender.situation.role.served import served
from services.recommender.wording import formats
from services.recommender.wording.messages import Message, say, word


def steps_to_credential(decision: Decision, path: PathKind, knowledge: Knowledge) -> Iterator[NextStep]:
    """Yield the steps to the credential advised, and to all that the posting requires beside it."""
    situation = decision.situation
    start = decision.ranking.start
    first = start.credential if start else None
    unknown = bool(situation.required_unlisted)
    of_path = any(one.kind == path.value for one in situation.required_unlisted)
    if of_path and first is not None and not any(one.credential == first.id for one in situation.missing_credentials):
        first = None
    named = [way for way in named_ahead(decision, knowledge) if way.kind is path]
    if first is not None:
        yield from _begin(decision, first)
    else:
        yield from _restore(decision)
    required = required_beside(decision, first, knowledge)
    if first is None and not unknown and not required:
        yield from name_them(named) if named else _search(decision, path)
        if named and named[0].entry:
            yield said_by(named[0], say("next_step.entry", name=named[0].name, entry=named[0].entry))
    yield from _earn(required)
    untaught = _untaught(decision, first, required)
    if untaught:
        skills = [one.shown for one in untaught][:MOST_SAID]
        yield NextStep(text=say("next_step.required_and_not_taught", skills=skills))
    free = first is not None and first.cost is not None and not first.cost.amount
    yield NextStep(text=say("next_step.ask_the_issuer_of_what_is_free" if free else "next_step.ask_the_issuer"))
    if path is PathKind.CERTIFICATION:
        yield NextStep(text=say("next_step.book_the_exam"))
    elif ways(decision).work_samples not in {WorkSamples.RARE, WorkSamples.NEVER}:
        yield NextStep(text=say("next_step.make_work_beside_it"))
    several = bool(untaught) or len(required) + (first is not None) + len(situation.required_unlisted) > 1
    yield NextStep(text=_when_it_is_held(decision, first, several=several))


def required_beside(decision: Decision, first: Credential | None, knowledge: Knowledge) -> list[Credential]:
    """Return what the posting requires by a name that is known and is missing, beside `first` and its alternatives.

    What has lapsed is left to the step that restores it, and a licence to the steps to licences.
    """
    situation, known = decision.situation, knowledge.catalogue.credentials
    own = first.id if first is not None else None
    alternatives = {one.choice for one in situation.asked_credentials if own and one.credential == own and one.choice}
    lapsed = bool(decision.shared.get("learner.expired"))
    asked = [
        one.credential
        for one in situation.missing_credentials
        if one.choice not in alternatives and not (lapsed and one.held is HeldStatus.EXPIRED)
    ]
    found = dict.fromkeys(one for one in (*asked, *_cards(decision, knowledge)) if one is not None and one != own)
    return [known[one] for one in found if known[one].kind is not CredentialKind.LICENCE]


def _cards(decision: Decision, knowledge: Knowledge) -> Iterator[str | None]:
    """Yield what is suggested for a missing skill and is called just as the posting calls it: "PALS" is a card too."""
    situation = decision.situation
    code = situation.occupation.code if situation.occupation else None
    shown = {judged.credential.id for judged, _ in decision.ranking.shown}
    for one in situation.gap if situation.skills_from == "named" else ():
        words = one.any_of[0].words
        if len(one.any_of) == 1 and CAPITALS.search(words):
            found = credential_meant(words, knowledge.catalogue, occupation=code)
            yield found if found in shown and situation.held.get(found) is not HeldStatus.EXPIRED else None


def steps_beside(decision: Decision, knowledge: Knowledge) -> Iterator[NextStep]:
    """Yield the credentials that a posting requires, where something else than a credential is advised."""
    yield from _earn(required_beside(decision, None, knowledge))


def steps_beyond_catalogue(decision: Decision) -> Iterator[NextStep]:
    """Yield what the posting would take or like to see by names that nobody here knows."""
    asked = decision.situation.asked_credentials
    known = {one.choice for one in asked if one.choice and not one.unlisted}
    instead = [one.words for one in asked if one.unlisted and one.missing and one.choice in known]
    if instead:
        yield NextStep(text=say("next_step.or_what_we_do_not_know", names=formats.choice(instead)))
    liked = [one.words for one in decision.situation.welcome_unlisted]
    if liked:
        yield NextStep(text=say("next_step.welcome_and_unknown", names=liked[:MOST_SAID]))


def _begin(decision: Decision, first: Credential) -> Iterator[NextStep]:
    """Yield how `first` is begun: restored where it has lapsed, finished where it was begun."""
    titled = say("label.title_and_issuer", title=first.title, issuer=first.issuer.name)
    asked = decision.situation.asked_credentials
    choices = {one.choice for one in asked if one.credential == first.id and one.choice}
    lapsed = [one.label for one in asked if one.choice in choices and one.held is HeldStatus.EXPIRED]
    match decision.situation.held.get(first.id):
        case HeldStatus.EXPIRED if decision.shared.get("learner.expired"):
            yield from _restore(decision, first.address)
        case HeldStatus.IN_PROGRESS:
            yield from _restore(decision)
            yield NextStep(text=say("next_step.finish", credential=titled), address=first.address)
        case _ if lapsed:
            text = say("next_step.restore_or_start", titles=lapsed, credential=titled)
            yield NextStep(text=text, address=first.address)
        case _:
            yield from _restore(decision)
            yield NextStep(text=say("next_step.enrol", credential=titled), address=first.address)


def _restore(decision: Decision, address: str | None = None) -> Iterator[NextStep]:
    if expired := decision.shared.get("learner.expired"):
        yield NextStep(text=say("next_step.restore", titles=str(expired)), address=address)


def _earn(required: Sequence[Credential]) -> Iterator[NextStep]:
    if required:
        names = [say("label.title_and_issuer", title=one.title, issuer=one.issuer.name) for one in required]
        yield NextStep(text=say("next_step.required_beside", credentials=names))


def _untaught(decision: Decision, first: Credential | None, required: Sequence[Credential]) -> list[RoleSkill]:
    """Return the required skills that are missing and that none of what is to be earned is known to teach."""
    situation = decision.situation
    if situation.skills_from != "named" or first is None:
        return []
    taught = {
        one.skills for each in (first, *required) for one in served(situation.gap, each, situation.held_skills).all
    }
    return [one for one in situation.gap if one.skills not in taught]


def _when_it_is_held(decision: Decision, credential: Credential | None, *, several: bool) -> Message:
    """Say what to do with the credential: who explores decides, who has a posting applies, others look for one."""
    situation = decision.situation
    if situation.profile.goal is Goal.EXPLORE:
        return say("next_step.then_look_again")
    if several:
        return say("next_step.then_apply_with_all")
    if credential is not None and credential.id in {one.credential for one in situation.asked_credentials}:
        return say("next_step.then_apply_by_name")
    return say("next_step.then_apply" if situation.skills_from == "named" else "next_step.then_find_postings")


def _search(decision: Decision, path: PathKind) -> Iterator[NextStep]:
    skills = [term.shown for term in decision.situation.gap][:MOST_SAID]
    if skills:
        yield NextStep(text=say("next_step.search_for_skills", kind=word(path), skills=skills))
    else:
        yield NextStep(text=say("next_step.search", kind=word(path)))
