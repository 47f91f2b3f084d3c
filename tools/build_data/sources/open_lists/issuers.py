"""Who is the provider that a list names in its own spelling? Our table of issuers, their aliases and kinds."""

from collections.abc import Iterable, Mapping

from services.recommender.knowledge.credentials.credential import Issuer, IssuerKind
from services.recommender.names.skills.skill_words import fold


class Issuers:
    """The issuers by every spelling of their name."""

    def __init__(self, rows: Iterable[Mapping[str, str]]) -> None:
        """Take the rows of issuers.csv: issuer, aliases (parted by "|"), kind, partner_kind."""
        self._by_key: dict[str, Issuer] = {}
        self.problems: list[str] = []
        for row in rows:
            issuer = self._read(row)
            for name in (row["issuer"], *filter(None, row["aliases"].split("|"))):
                taken = self._by_key.setdefault(fold(name), issuer)
                if taken != issuer:
                    self.problems.append(f'issuers.csv, issuer "{row["issuer"]}": "{name}" already names {taken.name}.')

    def find(self, name: str) -> Issuer | None:
        """Return the issuer that `name` is a spelling of, or None."""
        return self._by_key.get(fold(name))

    def _read(self, row: Mapping[str, str]) -> Issuer:
        kinds = []
        for column in ("kind", "partner_kind"):
            kind = row[column] or IssuerKind.UNKNOWN
            if kind not in list(IssuerKind):
                self.problems.append(f'issuers.csv, issuer "{row["issuer"]}": {column} "{kind}" is no kind of issuer.')
                kind = IssuerKind.UNKNOWN
            kinds.append(IssuerKind(kind))
        partner = None if kinds[1] is IssuerKind.UNKNOWN else kinds[1]
        return Issuer(name=row["issuer"], kind=kinds[0], partner_kind=partner)
