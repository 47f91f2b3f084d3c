"""Which kind on our scale is what a source calls a credential? One table for every format, and what it leaves open.

CTDL's classes, the achievement types of Open Badges 3.0, what course platforms call theirs, and the words of the field.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from services.recommender.knowledge.credentials.credential import CredentialKind
from services.recommender.names.degrees.degree_names import read_degree_names
from services.recommender.scales import EducationLevel

#: Names by their kind, as `word_of` spells them: CTDL's classes as of its release of 2025, Open Badges 3.0's
#: types (section "AchievementType"), then the platforms' and the field's own words, also in other languages.
_KINDS = {
    CredentialKind.MICRO_CREDENTIAL: """
        microcredential badge digitalbadge openbadge certificateofcompletion certificateofparticipation
        participationcertificate certificateofattendance course learningprogram shortlearningprogramme achievement award
        assessment assignment competency communityservice cocurricular fieldwork membership lab
        nanodegree micromasters microbachelors xseries specialization specialisation statementofaccomplishment mooc
        coursecertificate verifiedcertificate verifiedtrack verified verifiedaudit audit professional
        certificateofachievement guidedproject project shortcourse executiveeducation expresscourse bootcamp masterclass
        learningpath learningplan skillpath careerpath track skillset statementofattainment attestation cpdcertificate
        teilnahmebescheinigung teilnahmebestatigung certificatdeparticipation certificadodeparticipacion
        certificadodeasistencia microcertificate microcertification microcredencial skillbadge superbadge trailhead
        completioncertificate attendancecertificate certificateofcourse workshop training webinar expertrack experttrack
    """,
    CredentialKind.PROFESSIONAL_CERTIFICATE: """
        certificate professionalcertificate academiccertificate apprenticeshipcertificate journeymancertificate
        mastercertificate basictechnicalcertificate technicallevel1certificate technicallevel2certificate
        technicallevel3certificate generaleducationlevel1certificate generaleducationlevel2certificate
        highereducationlevel1certificate highereducationlevel2certificate preparationcertificate
        postbaccalaureatecertificate postmastercertificate graduatecertificate undergraduatecertificate
        proficiencycertificate workbasedlearningcertificate diploma secondaryschooldiploma
        secondaryeducationcertificate generaleducationdevelopment
        pgcert pgdip pgcertificate pgdiploma postgraduatecertificate postgraduatediploma graduatediploma gradcert
        graddip advanceddiploma highernationaldiploma highernationalcertificate hnd hnc btec certhe diphe
        certificatei certificateii certificateiii certificateiv
        zertifikat hochschulzertifikat zertifikatskurs zertifikatslehrgang certificat diplome certificado diplomado
        certificato certyfikat certifikat titreprofessionnel certificadodeprofesionalidad apprenticeship
        careercertificate vocationalcertificate professionaldiploma mastertrack mastertrackcertificate
    """,
    CredentialKind.CERTIFICATION: """
        certification industrycertification professionalcertification boardcertification certifiedprofessional
        vocationalqualification nationalvocationalqualification professionalqualification meister meisterbrief
        fachwirt zertifizierung accreditation designation professionaldesignation charter
        pmp capm pmiacp pgmp cissp ccsp sscp cism cisa crisc cgeit ccna ccnp ccie ccda phr sphr aphr gphr shrmcp shrmscp
        cfa cfp cpa cma cia acca cima aat cipd frm ea enrolledagent nvq svq gnvq itil prince2 csm cspo psm safe ceh oscp
        rhcsa rhce cka ckad cks mcsa mcse aplus networkplus securityplus linuxplus cysaplus cna cma emt cpc ccs nccer
        ase sixsigmagreenbelt sixsigmablackbelt sixsigmayellowbelt greenbelt blackbelt teflcertification
    """,
    CredentialKind.LICENCE: """
        license licence occupationallicense professionallicense professionallicence lizenz approbation permit cdl
        driverslicense commercialdriverslicense
    """,
    CredentialKind.DEGREE: """
        degree associatedegree associateofartsdegree associateofappliedartsdegree associateofapplieddegree
        associateofappliedsciencedegree associateofsciencedegree bachelordegree bachelorsdegree bachelorofartsdegree
        bachelorofsciencedegree masterdegree mastersdegree masterofartsdegree masterofsciencedegree doctoraldegree
        doctoratedegree professionaldoctorate researchdoctorate specialistdegree bachelor master doctorate
        undergraduatedegree graduatedegree postgraduatedegree associate foundationdegree diplom magister staatsexamen
        bachelorstudium masterstudium grado licenciatura laurea licencjat
    """,
}
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words.split()}

#: The end or the beginning of a name that no table has, and its kind: sources invent further ones every year.
_LIKE = (
    (
        re.compile(r"nano ?degree|\bbadges?$|micro-?credentials?\b|micro ?masters?\b|micro ?bachelors?\b|\bxseries\b"),
        CredentialKind.MICRO_CREDENTIAL,
    ),
    (re.compile(r"(?:degree|doctorate)$|^degree\b|^(?:bachelor|master|doctor|associate) of "), CredentialKind.DEGREE),
    (
        re.compile(
            r"\b(?:course|specialization|attendance|participation|completion) certificate$|^certificate of"
            r" (?:completion|participation|attendance|achievement)\b"
        ),
        CredentialKind.MICRO_CREDENTIAL,
    ),
    (
        re.compile(r"(?:graduate|undergraduate|postgraduate|professional|career|advanced) (?:certificate|diploma)\b"),
        CredentialKind.PROFESSIONAL_CERTIFICATE,
    ),
    (
        re.compile(r"^(?:[\w-]+ ){0,2}certified\b(?!.*\b(?:bootcamp|course|exam|practice|prep\w*|training)\b)"),
        CredentialKind.CERTIFICATION,
    ),
    (
        re.compile(r"^comp ?tia .*\+|^(?:s/)?[ns]vq\b|\b[ns]vq (?:level )?\d|\bcertifications?$|\(certification\)$"),
        CredentialKind.CERTIFICATION,
    ),
    (re.compile(r"licen[sc]es?(?: \([^)]*\))?$"), CredentialKind.LICENCE),
    (
        re.compile(
            r"(?:certificates?|diplomas?|zertifikate?)(?: \([^)]*\))?$"
            r"|^(?:certificate|diploma) (?:i{1,3}|iv|in|of)\b"
        ),
        CredentialKind.PROFESSIONAL_CERTIFICATE,
    ),
    (re.compile(r"credentials?$"), CredentialKind.MICRO_CREDENTIAL),
)

#: What stands before the name of a degree at the beginning of a title, and how such a name begins.
_DEGREE_FIRST = re.compile(
    r"(?:(?:executive|online|joint|dual|part[- ]time|full[- ]time|professional|international) )*"
    r"(?:bachelor|master|associate|doctor|ph\.? ?d|dphil|emba"
    r"|[bm]\.? ?(?:sc|a|b\.? ?a|eng|ed|tech|com|phil|s|pharm|res|p\.? ?h)\b"
    r"|ll\.? ?[bm]\b|mbbs|bds)",
    re.IGNORECASE,
)
_DEGREES = frozenset(
    {EducationLevel.ASSOCIATE, EducationLevel.BACHELOR, EducationLevel.MASTER, EducationLevel.DOCTORATE}
)

#: No title of a degree names a year that matters here; the reader of degrees wants one.
_ANY_YEAR = 2100

#: Longer texts are no names.
_LONGEST = 200


@dataclass(frozen=True, kw_only=True)
class KindRead:
    """The kind that was read, the word that said so, and `note`: what it was taken for where no table has the word."""

    kind: CredentialKind
    word: str | None
    note: str | None = None


def word_of(text: str) -> str:
    """Return `text` without case, spaces, accents of German and punctuation; a plus sign is a word ("A+")."""
    plain = text.casefold().replace("+", "plus").translate(_PLAIN)
    return "".join(sign for sign in plain if sign.isalnum())


_PLAIN = str.maketrans("\u00e4\u00f6\u00fc\u00e9\u00e8\u00ea\u00f3\u00ed\u00e1\u00e7\u00e3", "aoueeeoiaca")


def kind_called(text: str) -> tuple[CredentialKind, bool] | None:
    """Return the kind that a class or word says, and whether our table has it; None for none."""
    if len(text) > _LONGEST:
        return None
    word = word_of(text)
    known = _KIND_OF.get(word) or _KIND_OF.get(word.removesuffix("s"))
    if known is not None:
        return known, True
    spelled = " ".join(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text).replace("_", " ").split())
    if _names_a_degree(spelled):
        return CredentialKind.DEGREE, False
    return next(((kind, False) for like, kind in _LIKE if like.search(spelled.casefold())), None)


def kind_of(said: Iterable[str], title: str) -> KindRead:
    """Return the kind that the source's words say, the closest first, else its title; what is guessed has a note."""
    words = [text for text in dict.fromkeys(said) if text]
    for text in words:
        found = kind_called(text)
        if found is not None:
            kind, known = found
            return KindRead(kind=kind, word=text, note=None if known else f'"{text}" is read as {kind.value}')
    found = kind_called(title)
    if found is not None:
        why = f'"{words[0]}" says no kind; ' if words else ""
        return KindRead(
            kind=found[0],
            word=words[0] if words else None,
            note=f"{why}its title is that of a {found[0].value}; read as one" if words else None,
        )
    default = CredentialKind.MICRO_CREDENTIAL
    what = f'"{words[0]}"' if words else "its title"
    return KindRead(
        kind=default,
        word=words[0] if words else None,
        note=f"{what} says no kind of credential; read as {default.value}",
    )


def _names_a_degree(text: str) -> bool:
    """Say whether `text` begins with the name of a degree, like "BSc (Hons) Computing" or "M.Tech in ..."."""
    if not _DEGREE_FIRST.match(text):
        return False
    named = read_degree_names(text, _ANY_YEAR)
    return any(one.level in _DEGREES and not one.given_up for one in named)
