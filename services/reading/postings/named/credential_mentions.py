"""Which credentials and licences does a clause ask for by name? "CISSP", "AWS Certified Developer", "RN license"."""

import re
from collections.abc import Iterator

from services.reading.postings.named.mentions import Kind, Mention
from services.reading.postings.named.stretches import Stretch, named_in
from services.reading.postings.word_lists import are, pattern_of, plain
from services.recommender.knowledge.credentials.credential import CredentialKind
from services.recommender.knowledge.known import Knowledge
from services.recommender.knowledge.occupations.occupation import Occupation
from services.recommender.names.geography.countries import country_code
from services.recommender.names.skills.skill_words import fold
from services.recommender.situation.credentials.credential_names import credential_meant
from services.recommender.situation.credentials.licences_named import names_licence

_LONGEST = 9

#: A name of a credential begins with a capital or a digit, and one alone is all capitals or holds a sign or a digit.
_BEGINS = re.compile(r"[A-Z0-9\u00c0-\u00de]")
_SHORT = re.compile(r"[A-Z][A-Z0-9+/-]+|[A-Za-z]*\d[\w.-]*|\w+\+")

#: Credentials that say by themselves what they are: "AWS Certified Data Engineer", the code of an exam, and beside a
#: word for certificates a name with its edition.
_CERTIFIED = re.compile(r"(?:[A-Z][\w&+]*[ ]){0,2}Certified:?(?:[ ][A-Z][\w+]+){1,5}")
_BY_EXAM = re.compile(
    r"(?:(?:Microsoft|Azure|AWS|Amazon|Cisco|CompTIA|Google|Oracle|Salesforce|VMware|IBM|SAP)[ ]){0,2}"
    r"\b(?!UTF|SHA|AES|RSA|LTE|USB|GPT|DIN|IEC|ISO|EN|BS)[A-Z]{2,3}-[A-Z]?\d{2,3}\b"
)
_NUMBERED = re.compile(r"\b[A-Z]{4,}\d\b")

#: A certificate with its vendor, in any language: "Certificação AWS Developer", "certyfikat Oracle OCP".
_OF_VENDOR = re.compile(
    r"\b(?:[Cc]ertifica(?:ción|ção|tion|zione|do|t)s?|[Cc]ertifie?ringen|[Cc]ertyfikat|[Zz]ertifikat|[Cc]ertificering)"
    r"[ ][A-Z][\w+#]+(?:[ ](?:[A-Z][\w+#]*|\d+)){0,3}|\b[A-Z]\w+-Zertifizierung(?:[ ]\([A-Z]+[ ]?\d*\))?"
)

#: Words before a licence that are no part of its name.
_NO_WORDS = re.compile(r"^(?:a|an|the|your|of|or|and|in|with|current|valid|active|have|hold|must|required)\s+")

#: How sure, in percent, a credential or licence is: by its name or beside a word that says so, and by a short form.
NAMED_CONFIDENCE = 95
SHORT_FORM_CONFIDENCE = 85
LICENCE_CONFIDENCE = 85


def is_cued(text: str, label: str) -> bool:
    """Say whether a clause, or the `label` before its line ("Certifications:"), speaks of certificates."""
    return pattern_of("certificate_cue").search(plain(f"{label} {text}")) is not None


def credentials_in(
    text: str,
    offset: int,
    occupation: Occupation | None,
    knowledge: Knowledge,
    *,
    cued: bool,
    place: str | None = None,
) -> Iterator[Mention]:
    """Yield the credentials of the catalogue that a clause names; a short form needs the field, or to be `cued`.

    `place` is the country (ISO 3166-1) of the work: what counts in others alone is not what is asked for there.
    """
    for one in named_in(text, offset, _LONGEST, lambda one: _named(one, occupation, knowledge, cued=cued)):
        known = knowledge.catalogue.credentials[one.id or ""]
        if place is None or known.counts_in(place):
            yield one


def _named(stretch: Stretch, occupation: Occupation | None, knowledge: Knowledge, *, cued: bool) -> Mention | None:
    words, alone = stretch.words, not stretch.several
    # "IHK" is who examines, and no examination.
    if not _BEGINS.match(words) or (alone and (not _SHORT.fullmatch(words) or plain(words) in are("no_credential"))):
        return None
    code = occupation.code if occupation else None
    meant = credential_meant(words, knowledge.catalogue, loosely=False, occupation=code)
    if meant is None:
        return None
    known = knowledge.catalogue.credentials[meant]
    of_field = code is not None and code in known.occupations
    is_issuer = alone and (fold(words) in fold(known.issuer.name).split() or country_code(words) is not None)
    is_course = known.kind is CredentialKind.MICRO_CREDENTIAL
    is_skill = knowledge.skills.named(fold(words)) is not None
    if is_issuer or (is_skill and not (of_field or cued)) or (is_course and not cued):
        return None
    return Mention(
        kind=Kind.CREDENTIAL,
        words=words,
        start=stretch.start,
        end=stretch.end,
        label=known.title,
        confidence=NAMED_CONFIDENCE if cued or of_field or not alone else SHORT_FORM_CONFIDENCE,
        id=meant,
        role_words=words,
    )


def unlisted_in(text: str, offset: int, knowledge: Knowledge, *, cued: bool) -> Iterator[Mention]:
    """Yield the credentials that a clause names and the catalogue does not know: "Azure DP-203", "PRINCE2"."""
    by_itself = (words for pattern in (_CERTIFIED, _BY_EXAM, _OF_VENDOR) for words in pattern.finditer(text))
    for found in (*by_itself, *(_NUMBERED.finditer(text) if cued else ())):
        if knowledge.skills.named(fold(found[0])) is None:
            yield Mention(
                kind=Kind.CREDENTIAL,
                words=found[0],
                start=offset + found.start(),
                end=offset + found.end(),
                label=found[0],
                confidence=SHORT_FORM_CONFIDENCE,
                role_words=found[0],
            )


def licences_in(text: str, offset: int, occupation: Occupation | None) -> Iterator[Mention]:
    """Yield the licences that a clause asks for; one to drive is none that a profile's role could hold."""
    folded = plain(text)
    if pattern_of("no_licence").search(folded):
        return
    for found in pattern_of("licence").finditer(folded):
        start = found.start()
        while lead := _NO_WORDS.match(folded[start : found.end()]):
            start += lead.end()
        words = text[start : found.end()].strip()
        driving = pattern_of("driving").search(found[0]) is not None
        own = names_licence(words, occupation)
        yield Mention(
            kind=Kind.LICENCE,
            words=words,
            start=offset + start,
            end=offset + start + len(words),
            label="driving licence" if driving else words,
            confidence=NAMED_CONFIDENCE if own or driving else LICENCE_CONFIDENCE,
            role_words=None if driving else words,
        )
