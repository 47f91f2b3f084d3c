"""What do several parts of an answer hold? Money, names, and what rules said."""

from datetime import date
from typing import Any

from msgspec import Struct

from services.recommender.rulebook.rule import Dimension


class Money(Struct, frozen=True, kw_only=True):
    """An amount in whole units of `currency` (ISO 4217)."""

    amount: int
    currency: str


class ConvertedMoney(Struct, frozen=True, kw_only=True):
    """About how much something comes to in another currency, by the reference rates of the day `rates_of`.

    It may turn out `margin` percent dearer or cheaper; that is kept when it is held against a budget.
    """

    amount: int
    currency: str
    rates_of: date
    margin: int


class Reference(Struct, frozen=True, kw_only=True):
    """Which credential or stack is meant."""

    id: str
    title: str


class CredentialName(Struct, frozen=True, kw_only=True):
    """Which credential is meant."""

    id: str
    title: str
    issuer: str


class Contribution(Struct, frozen=True, kw_only=True):
    """Points that one rule gives on one dimension, and why."""

    rule: str
    dimension: Dimension
    points: int
    because: str


class Exclusion(Struct, frozen=True, kw_only=True):
    """A rule that rules out, and why."""

    rule: str
    because: str


class Remark(Struct, frozen=True, kw_only=True):
    """A caution or a question: its code, what the learner reads, and the rule that says it with its reason."""

    code: str
    text: str
    rule: str
    because: str


class Sentence(Struct, frozen=True, kw_only=True):
    """How a text of the document was put together, so that it can be said in another language.

    `pointer` (RFC 6901) is where it stands, `id` the sentence that it is. `parameters` are what is filled in: texts,
    numbers, `{"date": ...}`, `{"amount": ..., "currency": ...}`, lists, and sentences with an id and parameters.
    """

    pointer: str
    id: str
    parameters: dict[str, Any]
