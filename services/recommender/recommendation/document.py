"""What is recommended, to whom, and why? The answer as a type: what every page, terminal, webhook and client reads.

A Struct is a frozen dataclass that knows its JSON. Within one major `schema_version` its members are only ever added
to, and those added later have a value for documents that lack them. What is not known is None, and null in JSON;
whatever is counted is a whole number. The published schema (docs/recommendation.schema.json) is made of these classes.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Literal

import msgspec
from msgspec import Struct

from services.recommender.recommendation.asking import WorthAsking
from services.recommender.recommendation.judgement import (
    BeyondShortlist,
    Counterfactuals,
    Finding,
    Item,
    LeftOutCredential,
    NextStep,
    PathResult,
    RuleSources,
    TradeOffSide,
    Verdict,
)
from services.recommender.recommendation.parts import Remark, Sentence
from services.recommender.recommendation.plan import StackPlan
from services.recommender.recommendation.reading import (
    EducationReading,
    EmployerReading,
    FieldReading,
    HeldReading,
    SkillsReading,
)
from services.recommender.wording.formats import INTERNATIONAL
from services.recommender.wording.messages import Message

#: The document's form; a change that takes something away or gives it another meaning gets a new number.
FORM: Literal["credwise.recommendation/1"] = "credwise.recommendation/1"

#: Which members a document has: the first number is the form's, the second goes up where members are added.
SCHEMA_VERSION = "1.4"

#: The version of documents that do not say one.
FIRST_VERSION = "1.0"

#: What documents of earlier versions lack, by the version that brought it: members of the whole, or of a part of it;
#: "*" stands for every entry of a list.
_BROUGHT = {
    "1.1": ("schema_version", "rests_on"),
    "1.2": ("wording", "provenance/wording"),
    "1.3": (
        "locale",
        "education",
        *("held/*/read_as", "held/*/country", "held/*/authorities", "held/*/revocation"),
        "left_out/*/asked_about",
        *("field/language", "field/country", "field/country_given", "provenance/countries"),
        "skills/held",
        "skills/begun",
        "skills/often_asked_for",
        "skills/choices",
        "skills/in_own_words",
        "skills/degrees_asked_for",
        "skills/credentials_asked_for/*/or_else",
        "items/*/begins",
        *("items/*/near", "skills/near"),
        "next_steps",
        "worth_asking",
        "employers",
        "provenance/rates",
        "items/*/cost_converted",
        "stack_plan/plans/*/cost_converted",
        "stack_plan/plans/*/days",
        "stack_plan/plans/*/steps/*/days",
    ),
    "1.4": ("employers/*/country", "field/region"),
}


class Provenance(Struct, frozen=True, kw_only=True):
    """What the decision was made from, as hashes: the same ones give the same bytes.

    `wording` is that of the sentences, `countries` of what belongs to countries, `rates` that of the exchange rates;
    None in documents from before they were told.
    """

    rulebook: str
    overlay: str | None
    catalogue: str
    catalogue_additions: str | None
    occupations: str
    skills: str
    attribution: list[str]
    wording: str | None = None
    countries: str | None = None
    rates: str | None = None


class Recommendation(Struct, frozen=True, kw_only=True):
    """A decision with everything that a reader needs to follow it, and to make it again.

    `facts` are what rules read of learner, field and role; those of paths and items stand with them. `rests_on` are the
    sources of every rule that is named. `wording` says how the texts that no rule wrote were put together; those of
    rules go by their rule or code, those of sources by their basis. `next_steps` are what people usually do next on the
    path of the verdict, the first one first. `worth_asking` are what the profile leaves open and would matter most, the
    most likely to matter first. `locale` (BCP 47) is the one that the texts write days, numbers and money by; members
    keep ISO dates and whole numbers.
    """

    form: Literal["credwise.recommendation/1"]
    learner_id: str
    profile: dict[str, Any]
    decided_on: date
    field: FieldReading
    verdict: Verdict
    paths: list[PathResult]
    trade_off: list[TradeOffSide]
    items: list[Item]
    left_out: list[LeftOutCredential]
    beyond_shortlist: BeyondShortlist
    counterfactuals: Counterfactuals
    stack_plan: StackPlan | None
    cautions: list[Remark]
    questions: list[Remark]
    findings: list[Finding]
    skills: SkillsReading
    held: list[HeldReading]
    facts: dict[str, int | str | None]
    provenance: Provenance
    schema_version: str = FIRST_VERSION
    rests_on: list[RuleSources] = msgspec.field(default_factory=list)
    wording: list[Sentence] = msgspec.field(default_factory=list)
    next_steps: list[NextStep] = msgspec.field(default_factory=list)
    employers: list[EmployerReading] = msgspec.field(default_factory=list)
    worth_asking: list[WorthAsking] = msgspec.field(default_factory=list)
    locale: str = INTERNATIONAL
    education: list[EducationReading] = msgspec.field(default_factory=list)

    def as_document(self) -> dict[str, Any]:
        """Return it JSON-ready: whole numbers, words, lists and mappings, no floats."""
        return document_of(self)

    def as_document_of(self, version: str) -> dict[str, Any]:
        """Return it as documents of an earlier `version` were written: without what later ones brought."""
        document = self.as_document()
        later = (place for brought, places in _BROUGHT.items() if _order(brought) > _order(version) for place in places)
        for place in later:
            _take_out(document, place.split("/"))
        if "schema_version" in document:
            document["schema_version"] = min(version, self.schema_version, key=_order)
        return document

    def to_json(self) -> str:
        """Return the document as JSON in one fixed form, so that the same decision is the same text."""
        return canonical(self)


class UnreadableRecommendation(Exception):
    """The document is none that this version can read; the message names the place and what is wrong there."""


def document_of(part: Struct) -> dict[str, Any]:
    """Return a recommendation or a part of one JSON-ready."""
    document: dict[str, Any] = msgspec.to_builtins(part, enc_hook=_plain)
    return document


def _take_out(part: Any, place: Sequence[str]) -> None:
    """Take the member at `place` out of a document, or out of every part that it has there."""
    first, *rest = place
    if first == "*":
        for one in part:
            _take_out(one, rest)
    elif not rest:
        del part[first]
    elif part.get(first) is not None:
        _take_out(part[first], rest)


def _plain(text: object) -> str:
    """Return a sentence as the text that it is; nothing else is in a recommendation that JSON does not know."""
    if not isinstance(text, Message):
        raise NotImplementedError(f"no JSON is known for {type(text).__name__}")
    return str(text)


def _order(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def canonical(document: Struct | Mapping[str, Any]) -> str:
    """Return a document as JSON in one fixed form: members sorted, no spaces."""
    return msgspec.json.encode(document, enc_hook=_plain, order="sorted").decode()


def read_recommendation(document: Mapping[str, Any]) -> Recommendation:
    """Return what a stored document says; members of later versions are passed over.

    Raises UnreadableRecommendation.
    """
    try:
        return msgspec.convert(document, Recommendation)
    except msgspec.ValidationError as error:
        raise UnreadableRecommendation(str(error)) from error
