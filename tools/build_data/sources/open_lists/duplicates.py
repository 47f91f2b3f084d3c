"""Which credential was taken before under another spelling or from the other list?"""

from collections import defaultdict
from urllib.parse import urlsplit

from rapidfuzz.fuzz import token_set_ratio

from services.recommender.knowledge.credentials.credential import Credential
from services.recommender.names.skills.skill_words import fold
from services.recommender.scales import SkillLevel

#: How alike the titles of two credentials at one address must be, out of 100.
ALIKE = 85


class Duplicates:
    """The credentials taken so far, by issuer and title and by address."""

    def __init__(self) -> None:
        """Start with none."""
        self._by_title: dict[tuple[str, str], list[Credential]] = defaultdict(list)
        self._by_address: dict[str, list[Credential]] = defaultdict(list)

    def add(self, credential: Credential) -> None:
        """Remember a credential that was taken."""
        self._by_title[_title(credential)].append(credential)
        self._by_address[_address(credential)].append(credential)

    def same_as(self, credential: Credential) -> str | None:
        """Return the id of the credential taken before that is the same one, or None."""
        for earlier in self._by_title[_title(credential)]:
            if SkillLevel.UNKNOWN in {earlier.level, credential.level} or earlier.level is credential.level:
                return earlier.id
        for earlier in self._by_address[_address(credential)]:
            # One table gives one address to many credentials, but never the same credential twice under two titles.
            elsewhere = (earlier.source, earlier.status) != (credential.source, credential.status)
            if elsewhere and token_set_ratio(fold(earlier.title), fold(credential.title)) >= ALIKE:
                return earlier.id
        return None


def _title(credential: Credential) -> tuple[str, str]:
    return credential.issuer.name, fold(credential.title)


def _address(credential: Credential) -> str:
    """Return host and path, without "www.", a trailing slash, and the query, which mostly only counts clicks."""
    parts = urlsplit(credential.address)
    return f"{parts.netloc.removeprefix('www.')}{parts.path.rstrip('/')}"
