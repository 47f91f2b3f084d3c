"""Which credentials and stacks does a document in our own form hold? What imports write, read again."""

from collections.abc import Iterable, Iterator, Mapping

from services.importing.drafts import Draft, Drafts, Reading, SaidSkill, StackDraft
from services.importing.format import Format, Sign
from services.importing.source_files import Document
from services.recommender.knowledge.credentials.files.catalogue_file import read_credential, read_stack
from services.recommender.knowledge.files.entries import Entry, Problems

#: The members that every credential in our own form has.
_MEMBERS = frozenset({"id", "title", "issuer", "source"})

#: The one member of a document that holds a stack.
_STACK = "stack"


def read_entries(documents: Iterable[Document], reading: Reading) -> Drafts:
    """Return the credentials and stacks of the documents; one with a problem is skipped."""
    drafts = [draft for document in documents for draft in _drafts(document, reading)]
    return Drafts(
        credentials=tuple(draft for draft in drafts if isinstance(draft, Draft)),
        stacks=tuple(draft for draft in drafts if isinstance(draft, StackDraft)),
    )


def _drafts(document: Document, reading: Reading) -> Iterator[Draft | StackDraft]:
    problems = Problems()
    draft = (_stack if _STACK in document.value else _credential)(document, reading, problems)
    if draft is not None and not problems.found:
        yield draft
    for problem in problems.found:
        why = problem.removeprefix(f"{document.place}: ")
        reading.notes.skip(document.place, str(document.value)[:60], why)


def _stack(document: Document, _: Reading, problems: Problems) -> StackDraft | None:
    stack = read_stack(Entry(document.value[_STACK], where=document.place, problems=problems))
    return None if stack is None else StackDraft(place=document.place, own_id=stack.id, stack=stack)


def _credential(document: Document, reading: Reading, problems: Problems) -> Draft:
    credential = read_credential(Entry(document.value, where=document.place, problems=problems), reading.skills)
    return Draft(
        place=document.place,
        key=credential.id,
        own_id=credential.id,
        credential=credential,
        skills=tuple(
            SaidSkill(words=skill.skill, level=skill.level, assessed=skill.assessed) for skill in credential.skills
        ),
    )


def _is_entry(document: Document) -> bool:
    value = document.value
    return isinstance(value, Mapping) and (set(value) == {_STACK} or value.keys() >= _MEMBERS)


FORMAT = Format(
    name="Credwise's own JSON Lines",
    becomes="every line: a credential, or a stack",
    uses="all of it; this is what an import writes, and what `data/catalogue/additions` holds",
    signs={Sign.MEMBERS: _is_entry},
    read=read_entries,
)
