"""What do words of a posting or of a record mean in the field aimed at: which credential, a licence, a registration?"""

import re
from dataclasses import dataclass

from services.recommender.knowledge.credentials.credential import Credential, CredentialKind, IssuerKind
from services.recommender.knowledge.known import Knowledge
from services.recommender.knowledge.occupations.occupation import Occupation
from services.recommender.names.geography.places import names_registration
from services.recommender.situation.credentials.credential_names import credential_meant, credentials_resembled
from services.recommender.situation.credentials.credential_words import (
    calls_credential,
    qualifiers,
)
from services.recommender.situation.credentials.licences_named import (
    is_another_licence,
    is_endorsement,
    names_licence,
)
from services.recommender.situation.credentials.same_credential import CAPITALS
from services.recommender.situation.terms import read_term

#: A word of a short form: in capitals, or with a number ("D1.1").
_SHORT = re.compile(r"[A-Z][A-Z0-9]+|[A-Z]*\d[\d.]*")


#: A short form and nothing else but that it is one of a credential: "CPA", "CPA designation", "CSCS card".
_BARE = re.compile(
    r"([A-Z]{2,7})(?:\s+(?:cards?|certifications?|certificate|certified|charter|credential|designation|licen[cs]ed?|member|"
    r"membership|qualification|qualified|registered|registration))*"
)

#: Shorter ones are initials of too much to be a part of a name: "CS".
_SHORTEST_TELLING = 3


@dataclass(frozen=True, kw_only=True)
class FieldReader:
    """Reads names of credentials as whoever works in `occupation` means them, in the country `place`."""

    knowledge: Knowledge
    occupation: Occupation | None
    place: str

    def meant(self, words: str, *, loosely: bool = True) -> str | None:
        """Return the id of the one credential that `words` name, or `loosely` of the one in whose name they stand.

        Only words that call it a credential, or a short form of the field, are taken for a part of a name.
        """
        found = credential_meant(words, self.knowledge.catalogue, loosely=loosely, occupation=self._code)
        if found is None or self._is_plain_word_of_elsewhere(words, found):
            found = self._called_here(words)
        short = _BARE.fullmatch(words)
        if found is not None:
            return self._as_here(found, short[1]) if short else found
        if not loosely or read_term(words, self.knowledge).matched:
            return None
        if short and (own := self._begins_names_here(short[1])):
            return own[0] if len(own) == 1 else None
        if short and len(short[1]) < _SHORTEST_TELLING:
            return None
        called, is_short = calls_credential(words), _is_short(words)
        like = self.resembled(words) if called or is_short else frozenset[str]()
        if not called or is_short:
            # A short form is one of the field's: "CPP" is somebody's payroll certification, and somebody's language.
            like = frozenset(one for one in like if self._is_short_for(words, one))
        return next(iter(like)) if len(like) == 1 else None

    def _called_here(self, words: str) -> str | None:
        """Return the only one of the country's own credentials called just so; other countries may have such as well.

        Where one that counts anywhere is called so too, the country's is meant by whoever does the work it is for.
        """
        known = self.knowledge.catalogue.credentials
        here = [one for one in sorted(self.knowledge.catalogue.called(words)) if known[one].counts_in(self.place)]
        own = [one for one in here if self.place in known[one].valid_in]
        sure = len(own) == 1 and (len(here) == 1 or self._code in known[own[0]].occupations)
        return own[0] if sure else None

    def _is_plain_word_of_elsewhere(self, words: str, found: str) -> bool:
        """Say whether plain words, by which another country alone calls a credential of its own, name no credential.

        "Colorimetria" is a course in Brazil, and in Italy what a hairdresser does.
        """
        known = self.knowledge.catalogue.credentials[found]
        return not known.counts_in(self.place) and words == words.lower() and words.casefold() != known.title.casefold()

    def meant_here(self, words: str) -> str | None:
        """Return what a short form alone means in the country, where that counts there and hardly anywhere else."""
        found = self.meant(words) if _BARE.fullmatch(words) else None
        return (
            found if found is not None and self.place in self.knowledge.catalogue.credentials[found].valid_in else None
        )

    def _begins_names_here(self, short: str) -> list[str]:
        """Return the country's own credentials of the field whose names begin with a short form: "CS (ICSI)"."""
        known = self.knowledge.catalogue.credentials
        own = (known[one] for one in sorted(self.knowledge.catalogue.abbreviated(short)))
        return [
            one.id
            for one in own
            if self.place in one.valid_in
            and self._code in one.occupations
            and _begins_name(short, one)
            and not _is_makers_tool(short, one)
        ]

    def _is_short_for(self, short: str, found: str) -> bool:
        """Say whether the field means `found` by a short form; of a short course only where a name begins with it.

        "TDS" in a bracket of what a course is about asks for no course.
        """
        known = self.knowledge.catalogue.credentials[found]
        short_course = known.kind is CredentialKind.MICRO_CREDENTIAL and not _begins_name(short, known)
        return self._code in known.occupations and not short_course and not _is_makers_tool(short, known)

    def _as_here(self, found: str, short: str) -> str | None:
        """Return what the `short` form of `found` means in the country: what is only another one's comes after its own.

        Of several own ones that of the field counts; where the field has none, nobody can tell. No foreign permission
        is meant where the work needs one of the country.
        """
        known = self.knowledge.catalogue.credentials
        own = [one for one in sorted(self.knowledge.catalogue.abbreviated(short)) if self.place in known[one].valid_in]
        of_field = [one for one in own if self._code in known[one].occupations]
        if found in own:
            return found
        if of_field or (own and self._code not in known[found].occupations):
            candidates = of_field or own
            return candidates[0] if len(candidates) == 1 else None
        licence = self.occupation.licence if self.occupation else None
        foreign = known[found].kind is CredentialKind.LICENCE and not known[found].counts_in(self.place)
        return None if foreign and licence is not None and licence.work_needs_it else found

    def resembled(self, words: str) -> frozenset[str]:
        """Return the credentials of whose names `words` are a part."""
        return credentials_resembled(words, self.knowledge.catalogue, occupation=self._code, place=self.place)

    def is_short_form(self, words: str, found: str) -> bool:
        """Say whether `words` are a short form by which the field means the credential, and not only its subject.

        "CPC" in a posting for medical coders names the coder's certification, and "Advanced Cardiovascular Life Support
        (ACLS)" the card that a nurse shows. A card of another country alone is not meant.
        """
        known = self.knowledge.catalogue.credentials[found]
        made_for_it = self.occupation is not None and self.occupation.code in known.occupations
        return (
            made_for_it
            and known.counts_in(self.place)
            and any(_SHORT.fullmatch(word.strip("()")) for word in words.split())
        )

    def is_licence(self, words: str, found: str | None) -> bool:
        """Say whether `words` mean a permission to work, and not what a body certifies beside it.

        That is the field's licence, what is added to it, or what is called a licence; `found` is the credential meant.
        """
        if found is not None:
            return self.knowledge.catalogue.credentials[found].kind is CredentialKind.LICENCE
        own = names_licence(words, self.occupation) and all(
            names_licence(one, self.occupation) for one in qualifiers(words)
        )
        other = is_endorsement(words, self.occupation) or is_another_licence(words)
        return own or other or self.is_registration_here(words)

    def is_registration_here(self, words: str) -> bool:
        """Say whether `words` name a registration without which nobody works in the field; no course closes it."""
        licence = self.occupation.licence if self.occupation else None
        return licence is not None and licence.work_needs_it and names_registration(words)

    @property
    def _code(self) -> str | None:
        return self.occupation.code if self.occupation else None


def _begins_name(short: str, credential: Credential) -> bool:
    return any(name.split()[0] == short for name in (credential.title, *credential.also_called))


def _is_makers_tool(short: str, credential: Credential) -> bool:
    """Say whether a short form is the maker's name, so that it means what they make: "DATEV", "SAP"."""
    return credential.issuer.kind is IssuerKind.VENDOR and short.casefold() in credential.issuer.name.casefold().split()


def _is_short(words: str) -> bool:
    return CAPITALS.search(words) is not None and len(words.split()) == 1
