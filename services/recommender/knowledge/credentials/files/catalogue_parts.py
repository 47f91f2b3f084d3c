"""How are the parts of a credential written in a file: issuer, source, skills, cost, recognition?"""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from services.recommender.knowledge.credentials.credential import (
    Cost,
    CredentialKind,
    Issuer,
    IssuerKind,
    Recognition,
    RecognitionForm,
    Requirement,
    SharedFee,
    Source,
    TaughtSkill,
)
from services.recommender.knowledge.credentials.files.requirement_file import read_requirement
from services.recommender.knowledge.credentials.limits import LARGEST, LARGEST_AMOUNT
from services.recommender.knowledge.credentials.remembered import Fact, Remembered
from services.recommender.knowledge.files.entries import Entry
from services.recommender.knowledge.skills import SkillMatch
from services.recommender.names.languages import languages_named
from services.recommender.scales import EmployerKind, SkillLevel

#: The one fact whose member has another name in a file.
_MEMBER_OF = {Fact.LANGUAGES: "language"}

#: The European Qualifications Framework has eight levels (Council Recommendation 2017/C 189/03).
HIGHEST_EQF_LEVEL = 8


class Skills(Protocol):
    """What the reader needs of the skill index."""

    def __contains__(self, skill: object) -> bool: ...
    def match(self, text: str) -> SkillMatch | None:
        """Return the skill that `text` names, or None."""
        ...


@dataclass(frozen=True, kw_only=True)
class SourceDefaults:
    """The licence and day that a whole file shares, for entries that name no source of their own.

    Either `read_on`, the day on which the issuers' pages were read, or `noted_on`, on which all was noted from memory.
    """

    licence: str
    read_on: date | None
    noted_on: date | None = None


def read_kind(entry: Entry) -> CredentialKind:
    """Return the kind, which every credential must say."""
    if entry.get("kind") is None:
        entry.problem(f'needs "kind", one of {", ".join(CredentialKind)}')
    return entry.one_of("kind", CredentialKind, CredentialKind.MICRO_CREDENTIAL)


def read_issuer(entry: Entry) -> Issuer:
    """Return the issuer, an object with a name and a kind."""
    inner = entry.inner("issuer")
    if inner is None:
        entry.problem('needs "issuer", an object with a name and a kind')
        return Issuer(name="")
    partner = inner.one_of("partner_kind", IssuerKind, IssuerKind.UNKNOWN)
    issuer = Issuer(
        name=inner.text("name"),
        kind=inner.one_of("kind", IssuerKind, IssuerKind.UNKNOWN),
        partner_kind=None if partner is IssuerKind.UNKNOWN else partner,
    )
    inner.close()
    return issuer


def read_source(entry: Entry, issuer: str, address: str, defaults: SourceDefaults | None) -> Source:
    """Return the source of the entry, or the one the whole file shares."""
    inner = entry.inner("source")
    if inner is None and defaults is not None:
        return Source(title=f"{issuer}: own page", address=address, **vars(defaults))
    if inner is None:
        entry.problem('needs "source", an object with title, address, licence and read_on')
        return Source(title="", address="", licence="", read_on=date.min)
    read_on, noted_on = inner.day("read_on"), inner.day("noted_on")
    if (read_on is None) == (noted_on is None):
        inner.problem('needs either "read_on", the day the source was read, or "noted_on" for what was remembered')
    source = Source(
        title=inner.text("title"),
        address=inner.address("address"),
        licence=inner.text("licence"),
        read_on=read_on,
        noted_on=noted_on,
    )
    inner.close()
    return source


def read_remembered(entry: Entry, noted_on: date | None) -> Remembered | None:
    """Return which facts of the entry were noted from memory; all of them where its source was, on `noted_on`."""
    given = tuple(fact for fact in Fact if entry.has(_MEMBER_OF.get(fact, fact.value)))
    inner = entry.inner("remembered")
    if inner is None:
        return Remembered(noted_on=noted_on, facts=given) if noted_on is not None else None
    day, said = inner.day("noted_on"), inner.texts("facts")
    if day is None:
        inner.problem('needs "noted_on", the day on which the facts were noted from memory')
    inner.close()
    for name in said:
        if name not in given:
            inner.problem(f'"facts" may name what the entry says, one of {", ".join(given)}, not "{name}"')
    return Remembered(noted_on=day or date.min, facts=tuple(fact for fact in given if fact in said))


def _skill_entries(entry: Entry) -> tuple[Entry, ...]:
    """Return the skills as objects; in a hand-written file a skill may be just its words."""
    return tuple(
        Entry(
            {"skill": value} if isinstance(value, str) else value,
            where=f"{entry.where}, skills[{number}]",
            problems=entry.problems,
        )
        for number, value in enumerate(entry.list("skills"))
    )


def _taught(inner: Entry, skills: Skills) -> TaughtSkill:
    named = inner.text("skill")
    if named and named not in skills and not inner.problems.full:
        match = skills.match(named)
        if match is None:
            inner.problem(
                f'no skill is called "{named}"; use an id or words of data/skills, or add it to additions.csv'
            )
        else:
            named = match.skill
    taught = TaughtSkill(
        skill=named,
        level=inner.one_of("level", SkillLevel, SkillLevel.UNKNOWN),
        assessed=inner.boolean("assessed"),
    )
    inner.close()
    return taught


def read_cost(entry: Entry) -> Cost | None:
    """Return the cost; None where it is not known."""
    inner = entry.inner("cost")
    if inner is None:
        return None
    amount, currency = inner.whole_number("amount", at_least=0, at_most=LARGEST_AMOUNT), inner.text("currency")
    least = inner.whole_number("amount_from", at_least=0, at_most=LARGEST_AMOUNT if amount is None else amount)
    inner.close()
    if amount is None:
        inner.problem('needs "amount", whole units of the currency')
        return None
    return Cost(amount=amount, currency=currency, amount_from=least)


def read_hours(entry: Entry) -> tuple[int | None, int | None]:
    """Return the hours of learning, and the least of them where they are a range."""
    most = entry.whole_number("hours", at_least=1, at_most=LARGEST["hours"])
    least = entry.whole_number("hours_from", at_least=1, at_most=LARGEST["hours"] if most is None else most)
    if most is None and least is not None:
        entry.problem('"hours_from" is the least of a range and needs "hours", the most')
    return most, least


def read_shared_fees(entry: Entry) -> tuple[SharedFee, ...]:
    """Return the fees that are paid once for all credentials that name them; each needs a name and a cost."""
    fees: list[SharedFee] = []
    for inner in entry.inners("shared_fees"):
        name, cost = inner.text("name"), read_cost(inner)
        if inner.get("cost") is None:
            inner.problem('needs "cost", an object with amount and currency')
        inner.close()
        if cost is not None:
            fees.append(SharedFee(name=name, cost=cost))
    return tuple(fees)


def optional_requirement(entry: Entry, name: str) -> Requirement | None:
    """Return the requirement under `name`; None where there is none."""
    inner = entry.inner(name)
    return None if inner is None else read_requirement(inner)


def _recognition(inner: Entry) -> Recognition:
    recognition = Recognition(
        by=inner.text("by"),
        by_kind=inner.one_of("by_kind", EmployerKind, EmployerKind.UNKNOWN),
        asserted_by=inner.text("asserted_by"),
        asserted_on=inner.day("asserted_on"),
        form=inner.one_of("form", RecognitionForm, RecognitionForm.RECOGNISES),
    )
    inner.close()
    return recognition


def read_taught(entry: Entry, skills: Skills) -> tuple[TaughtSkill, ...]:
    """Return the skills that the entry teaches, each by its id in the index."""
    return tuple(_taught(inner, skills) for inner in _skill_entries(entry))


def read_recognitions(entry: Entry) -> tuple[Recognition, ...]:
    """Return who recognises it, each with the party that says so."""
    return tuple(_recognition(inner) for inner in entry.inners("recognised_by"))


def read_languages(entry: Entry) -> tuple[str, ...]:
    """Return the languages it is taught in, from one text or several; words that name none are kept as they are."""
    said = entry.get("language")
    texts = said if isinstance(said, list) else [] if said is None else [said]
    if not all(isinstance(text, str) and text.strip() for text in texts):
        entry.problem(f'"language" must be a language tag like en, or a list of them, not {said!r}')
        return ()
    read = (languages_named(text) for text in texts)
    return tuple(dict.fromkeys(words for one in read for words in (*one.codes, *one.unread)))


def read_eqf_level(entry: Entry) -> int | None:
    """Return the level of the European Qualifications Framework, 1 to 8; None where it is not known."""
    return entry.whole_number("eqf_level", at_least=1, at_most=HIGHEST_EQF_LEVEL)
