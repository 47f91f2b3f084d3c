"""Which achievements do Open Badges 3.0 documents describe? What they say of a learner is not read."""

from collections.abc import Iterable, Iterator

from services.importing.drafts import ONE_ADDRESS, Draft, Drafts, Reading, SaidSkill, issuer_kind
from services.importing.format import Format, Sign, context_names, has_class
from services.importing.graph import Graph
from services.importing.source_files import Document
from services.importing.values.credentials.credential_kinds import kind_of
from services.importing.values.credentials.credential_words import assessment_called, level_called, strongest
from services.importing.values.languages_said import languages_of
from services.importing.values.linked_data.json_ld import Node
from services.importing.values.linked_data.member_names import code_of
from services.importing.values.plain_values import host_of, read_address
from services.recommender.knowledge.credentials.credential import Assessment, Credential, CredentialKind, Issuer

#: The classes that are an achievement, that of Open Badges 2 included, whose members are read alike.
_ACHIEVEMENT_CLASSES = frozenset({"Achievement", "BadgeClass"})

#: The classes of credentials that hold an achievement (OpenBadgeCredential is the newer name of AchievementCredential).
_CREDENTIAL_CLASSES = frozenset({"AchievementCredential", "OpenBadgeCredential", "ClrCredential", "Assertion", "Clr"})

#: What holds achievements; `assertions` are those of CLR 1.0.
_INSIDE = ("credentialSubject", "achievement", "badge", "verifiableCredential", "achievements", "assertions")

#: Alignments to these are to another description of the same credential, or to how it is graded; they are no skills.
_NO_SKILLS = frozenset({"credential", "ctdl", "cfrubric", "cfrubriccriterion", "cfrubriccriterionlevel", "cfdocument"})


#: The most terms of a field, and the most outcomes, that are kept of one achievement.
_MOST_WORDS = 20


def read_open_badges(documents: Iterable[Document], reading: Reading) -> Drafts:
    """Return the achievements of documents: a document itself, or those of its credential subject."""
    graph = Graph(documents, reading.notes, is_tree=True)
    drafts = [draft for node in graph.top for draft in _drafts(node, None, reading, depth=0)]
    graph.note_unused()
    return Drafts(credentials=tuple(drafts))


def _drafts(node: Node, issuer: Node | str | None, reading: Reading, *, depth: int) -> Iterator[Draft]:
    """Yield the drafts of an achievement or of the achievements inside; a CLR holds credentials, which hold more."""
    if _ACHIEVEMENT_CLASSES & set(node.types) or (depth and not node.types and node.has("criteria", "achievementType")):
        draft = _draft(node, issuer, reading)
        if draft is not None:
            yield draft
        return
    own = next(iter(node.nodes("issuer")), None) or node.text("issuer") or issuer
    # A CLR holds badges, a badge a subject, a subject achievements; nothing in the standard goes deeper.
    if depth < len(("clr", "subject", "badge", "subject", "achievement")):
        inner = node.nodes(*_INSIDE)
        found = [draft for one in inner for draft in _drafts(one, own, reading, depth=depth + 1)]
        yield from found
        if not depth and not found:
            reading.notes.skip(node.place, node.label() or node.id or "a document", "holds no achievement")


def _draft(node: Node, issuer: Node | str | None, reading: Reading) -> Draft | None:
    title = node.text("name")
    if title is None:
        reading.notes.skip(node.place, node.id or "an achievement", "has no name")
        return None
    awarded_by, page = _issuer(node, issuer)
    address = node.address("id", "@id") or node.address("criteria") or page or reading.provenance.address
    if address is None:
        reading.notes.skip(node.place, title, f"has no web address, and neither has its issuer; {ONE_ADDRESS}")
        return None
    if awarded_by.name == "":
        awarded_by = Issuer(name=host_of(address))
        reading.notes.mend(node.place, title, "names no issuer; it is named after the address")
    return Draft(
        place=node.place,
        key=node.id or f"{node.place} {title}",
        own_id=None,
        skills=tuple(_skills(node)),
        credential=_credential(node, title, awarded_by, address, reading),
    )


def _credential(node: Node, title: str, issuer: Issuer, address: str, reading: Reading) -> Credential:
    kind, said = _kind(node, title, reading)
    return Credential(
        id="",
        title=title,
        kind=kind,
        issuer=issuer,
        address=address,
        source=reading.provenance.source(address),
        local_kind=said or "Achievement",
        field_terms=tuple(dict.fromkeys([*node.texts("tag"), *node.texts("tags"), *node.texts("fieldOfStudy")]))[
            :_MOST_WORDS
        ],
        level=level_called(title),
        assessment=_assessment(node, kind),
        credits=_credits(node, title, reading),
        languages=languages_of(node, "inLanguage", reading.notes),
        outcomes=tuple(skill.words for skill in _skills(node))[:_MOST_WORDS],
    )


def _kind(node: Node, title: str, reading: Reading) -> tuple[CredentialKind, str | None]:
    """Return the kind that the achievement type says, and the type in its own word; what has none is a badge."""
    said = node.text("achievementType")
    read = kind_of([said.removeprefix("ext:") if said else "Achievement"], title)
    if read.note is not None:
        reading.notes.mend(node.place, title, read.note)
    return read.kind, said


def _credits(node: Node, title: str, reading: Reading) -> int | None:
    number = node.number("creditsAvailable")
    if number is None and node.has("creditsAvailable"):
        reading.notes.mend(node.place, title, "creditsAvailable is no number; it was left out")
    return (int(number) or None) if number is not None else None


def _issuer(node: Node, issuer: Node | str | None) -> tuple[Issuer, str | None]:
    """Return who awards it and their page: its creator, else the issuer of the credential around it."""
    for one in (*node.nodes("creator"), *node.nodes("issuer"), issuer):
        if isinstance(one, Node):
            name, page = one.text("name"), one.address("url", "id", "@id")
            if name is None and page is None and (one.id or "").startswith("did:web:"):
                page = read_address(f"https://{(one.id or '').removeprefix('did:web:').partition(':')[0]}")
            if name is not None or page is not None:
                named = name or host_of(page or "")
                return Issuer(name=named, kind=issuer_kind(named)), page
        elif isinstance(one, str) and (address := read_address(one)) is not None:
            return Issuer(name=host_of(address)), address
    return Issuer(name=""), None


def _skills(node: Node) -> Iterator[SaidSkill]:
    for one in node.nodes("alignment", "alignments"):
        words = one.text("targetName", "name")
        sort = code_of(one.text("targetType") or "")
        if words is not None and sort not in _NO_SKILLS:
            yield SaidSkill(words=words, address=one.address("targetUrl"))


def _assessment(node: Node, kind: CredentialKind) -> Assessment:
    said = [code for one in node.nodes("resultDescription") for code in one.codes("assessmentType")]
    return strongest([assessment_called(text, kind) for text in said])


FORMAT = Format(
    name="Open Badges 3.0",
    becomes="achievements, on their own or inside a credential; those of CLR 1.0 and 2.0 and of Open Badges 2 too",
    uses="alignments, achievement type, criteria",
    signs={
        Sign.CLASSES: has_class(_ACHIEVEMENT_CLASSES | _CREDENTIAL_CLASSES),
        Sign.CONTEXT: context_names("purl.imsglobal.org/spec/ob", "purl.imsglobal.org/spec/clr", "w3id.org/openbadges"),
    },
    read=read_open_badges,
)
