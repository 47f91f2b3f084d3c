"""What is a kind of problem? Its type, status and title, and what to do about it."""

from dataclasses import dataclass
from http import HTTPStatus


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of problem: `slug` ends its type URI, `meaning` says on that page what to do about it."""

    slug: str
    status: HTTPStatus
    title: str
    meaning: str
